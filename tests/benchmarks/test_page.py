"""README.md beside this says of each figure which test measures it and what it must be: it is held against them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.markdown import Row, sections, words_in
from tests.helpers.sources import ROOT

HERE = Path(__file__).parent
PAGE = HERE / "README.md"
HEAD = ("what", "measured", "must be", "how", "test", "recorded")


def figures(text: str) -> list[Row]:
    """Every row with a figure that one test measures."""
    return [row for section in sections(text).values() for rows in section.all_tables(*HEAD) for row in rows]


def there(word: str) -> Path | None:
    """The file or folder that a word names, from here or from the root; None for one that is no path."""
    path = word.partition("::")[0]
    if not re.fullmatch(r"[\w/]+(\.py)?/?", path) or not ("/" in path or path.endswith(".py")):
        return None
    return next((place / path for place in (HERE, ROOT) if (place / path).exists()), Path(path))


def numbers_in(path: Path) -> set[float]:
    """Every number that stands in a module."""
    values = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return {float(value) for value in values if isinstance(value, int | float)}


def named_in(text: str) -> list[str]:
    """Every word in code, also of a block."""
    blocks = [block for section in sections(text).values() for _, block in section.blocks]
    return [
        word for part in (*blocks, *words_in(re.sub(r"```.*?```", "", text, flags=re.DOTALL))) for word in part.split()
    ]


def check_paths(text: str) -> None:
    for word in named_in(text):
        path = there(word)
        if path is not None:
            assert path.exists(), word
            name = word.partition("::")[2]
            assert not name or f"def {name}(" in path.read_text("utf-8"), word


def check_limits(text: str) -> None:
    """Each bound stands as a number in a module that its row names."""
    for row in figures(text):
        named = [path for word in words_in(f"{row[3]} {row[4]}") if (path := there(word)) and path.suffix == ".py"]
        known = set[float]().union(*map(numbers_in, named))
        for bound in re.findall(r"[≤≥>] ([\d.]+)", row[2]):
            assert float(bound) in known, (row[0], bound)


def check_all_named(text: str) -> None:
    """Every module of tests is named."""
    named = {there(word) for word in named_in(text)}
    assert set(HERE.glob("test_*.py")) - named == set()


Check = Callable[[str], None]


@pytest.mark.parametrize("check", [check_paths, check_limits, check_all_named])
def test_the_page_says_what_is_there(check: Check) -> None:
    assert len(figures(PAGE.read_text("utf-8"))) > 20
    check(PAGE.read_text("utf-8"))


@pytest.mark.parametrize(
    ("line", "instead", "check"),
    [
        ("::test_help_is_there_at_once", "::test_help_is_slow", check_paths),
        ("`pixel_watch.py`", "`looking.py`", check_paths),
        ("`test_memory.py", "`tests/benchmarks/test_memories.py", check_paths),
        ("≤ 1.6 ×", "≤ 1.7 ×", check_limits),
        ("test_memory.py", "test_start.py", check_all_named),
    ],
)
def test_a_page_that_says_otherwise_is_noticed(line: str, instead: str, check: Check) -> None:
    text = PAGE.read_text("utf-8")
    assert line in text
    with pytest.raises(AssertionError):
        check(text.replace(line, instead))
