"""On which line a key stands, in every way that TOML has of writing it."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.content.tables import TomlLines

TEXT = '''\
# a comment with [brackets] and = signs
id = "a"   # another
title = {bn = "ক = {", en = "b]"}
"quoted key" = 1
text = """
[[items]]
key = 1
"""
many = [
    {id = "one", bn = "x"},
    # between
    {id = "two", bn = """
y"""},
    [1, 2.5, [3]],
]
a.b.c = 1979-05-27 07:32:00

[table]
x = 'lit # eral'
[[items]]
id = "q1"
[items.options]
A = {bn = "ক"}
B = {bn = "খ"}
[[items]]
id = "q2"
[[items.sub]]
n = 1
[[items.sub]]
n = 2
'''


def test_keys_are_found_on_their_lines() -> None:
    positions = TomlLines(TEXT)
    expected = {
        ("id",): 2,
        ("title", "en"): 3,
        ("quoted key",): 4,
        ("text",): 5,
        ("many", 0, "bn"): 10,
        ("many", 1, "id"): 12,
        ("many", 1, "bn"): 12,
        ("many", 2, 2, 0): 14,
        ("a", "b", "c"): 16,
        ("table", "x"): 19,
        ("items", 0): 20,
        ("items", 0, "id"): 21,
        ("items", 0, "options"): 22,
        ("items", 0, "options", "B"): 24,
        ("items", 1, "id"): 26,
        ("items", 1, "sub", 1, "n"): 30,
    }
    assert {path: positions.line(*path) for path in expected} == expected


def test_what_is_not_there_is_the_nearest_thing_around_it() -> None:
    positions = TomlLines(TEXT)
    assert positions.line("items", 0, "options", "A", "misconception") == 23
    assert positions.line("items", 1, "key") == 25
    assert positions.line("nothing") == 1


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [one for key, inner in pairs for one in ((*path, key), *paths(inner, (*path, key)))]


def test_every_key_that_tomllib_knows_has_a_line() -> None:
    positions = TomlLines(TEXT)
    assert all(path in positions._lines for path in paths(tomllib.loads(TEXT)))


@given(st.text(alphabet="ab[]{}\",=.#\n' 1", max_size=60))
def test_any_text_is_walked_to_its_end(text: str) -> None:
    assert TomlLines(text).line("a") >= 1
