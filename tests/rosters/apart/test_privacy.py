"""Nothing of the columns that are never read is anywhere once a list has been read, in whatever format it came.

What is searched was first seen to be searched well: the same search finds what was read in the app's own process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.understanding import understand
from bsuh_desktop.services.log import FOLDER
from tests.helpers.command import environment
from tests.helpers.memory import words_in, writable_memory
from tests.helpers.names import files
from tests.helpers.reading_apart import DATA
from tests.helpers.reading_app import lists_in

LISTS = DATA / "lists"
SHORTEST = 6
"""Bytes: a shorter mark stands somewhere by chance, the number of a day or a part of a hash."""
MARKS = [
    mark
    for marks in json.loads((LISTS / "forbidden.json").read_text("utf-8")).values()
    for mark in marks
    if len(mark.encode()) >= SHORTEST
]
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's memory as files")


@contextmanager
def reading_app(how: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The app, all lists read, at home in `folder`."""
    for name in ("profile", "temporary", "home"):
        (folder / name).mkdir(exist_ok=True)
    homes = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary")}
    words = [sys.executable, "-m", "tests.helpers.reading_app", how, str(LISTS), str(folder / "profile")]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, env=environment(homes), cwd=folder) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) > 0
        try:
            yield process
        finally:
            process.kill()


def texts_after(process: subprocess.Popen[bytes]) -> bytes:
    """What is alive in the app after it let go of the lists."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    return process.stdout.read(int(process.stdout.readline()))


def some_names() -> set[str]:
    """The first name of each list that is long enough to be sought."""
    truths = [json.loads(path.read_text("utf-8")) for path in LISTS.glob("*.truth.json")]
    first = [truth["learners"][0] for truth in truths if truth.get("learners")]
    names = sorted({one["name_bn"] or one["name_en"] for one in first if one["name_bn"] or one["name_en"]})
    return {name for name in names[::4] if len(name) > SHORTEST}


class Searched(NamedTuple):
    """What was found of an app that reads lists apart: in its memory while it holds the previews and after it let go
    of them, in its live objects then, and in the files that it left."""

    names: set[str]
    held: set[str]
    after: set[str]
    texts: bytes
    left: dict[str, bytes]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    """One app that reads every list, searched once."""
    folder = tmp_path_factory.mktemp("app")
    with reading_app("apart", folder) as process:
        memory = list(writable_memory(process.pid))
        names, held = words_in(some_names(), memory), words_in(MARKS, memory)
        texts = texts_after(process)
        after = words_in(MARKS, writable_memory(process.pid))
    return Searched(names, held, after, texts, files(folder))


@linux
def test_the_search_finds_what_is_read_in_the_apps_own_process(tmp_path: Path) -> None:
    with reading_app("here", tmp_path) as process:
        found = words_in(MARKS, writable_memory(process.pid))
    # Not all: what was read and let go of may be overwritten by now.
    assert len(found) > len(MARKS) / 4


@linux
def test_the_search_finds_the_names_that_previews_show(searched: Searched) -> None:
    assert len(searched.names) > len(some_names()) / 2 > 3


def test_nothing_of_forbidden_columns_is_in_the_apps_memory(searched: Searched) -> None:
    assert searched.held == set()
    assert searched.after == set()


def test_nothing_of_forbidden_columns_is_in_a_live_object(searched: Searched) -> None:
    assert b"bsuh_desktop.rosters.apart.reader" in searched.texts
    assert words_in(MARKS, [searched.texts]) == set()


def test_nothing_of_forbidden_columns_is_in_a_file_or_the_log(searched: Searched) -> None:
    assert [Path(path).parent.name for path in searched.left] == [FOLDER]
    assert all(b" refused code=" in content for content in searched.left.values())
    assert words_in(MARKS, searched.left.values()) == set()


@pytest.mark.parametrize(
    "path", [path for path in lists_in(LISTS) if not path.match("school-*")], ids=lambda path: path.name
)
def test_nothing_of_forbidden_columns_is_in_the_preview(path: Path) -> None:
    try:
        said = msgspec.json.encode(understand(path))
    except KnownError as error:
        said = f"{error!r}".encode()
    assert words_in(MARKS, [said]) == set()
