"""Nothing of the columns that are never read is anywhere once a list has been read, in whatever format it came.

What is searched was first seen to be searched well: the same search finds what was read in the app's own process. In
the suite the app reads every fourth list, all of them on demand:
`python -m pytest -m soak -s tests/rosters/sandbox/test_privacy.py`. What is in a preview `tests/rosters/test_corpus.py`
looks at, list by list.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from bsuh_desktop.system.log import FOLDER
from tests.helpers.command import environment
from tests.helpers.forbidden import MARKS, SHORTEST
from tests.helpers.memory import words_in, writable_memory
from tests.helpers.names import files
from tests.helpers.reading_app import lists_in
from tests.helpers.reading_process import DATA
from tests.helpers.sampled import few_and_all

pytestmark = pytest.mark.started_children

LISTS = DATA / "lists"
ALL = lists_in(LISTS)
SOME = [path for path in ALL if not path.match("school-2000.*")][3::4]
"""Of every format, most of the marks among them; the longest lists hold no others."""
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's memory as files")


@pytest.fixture(scope="module", params=few_and_all(SOME, ALL), ids=["some", "all"])
def lists(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the lists that are read, each with what it is known to say."""
    folder = tmp_path_factory.mktemp("lists")
    for path in request.param:
        for one in (path, *LISTS.glob(f"{path.name}.*")):
            shutil.copy(one, folder)
    return folder


@contextmanager
def reading_app(how: str, lists: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The app, all `lists` read, at home in `folder`."""
    for name in ("profile", "temporary", "home"):
        (folder / name).mkdir(exist_ok=True)
    homes = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary")}
    words = [sys.executable, "-m", "tests.helpers.reading_app", how, str(lists), str(folder / "profile")]
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


def some_names(lists: Path) -> set[str]:
    """The first name of some of the lists, where it is long enough to be sought."""
    truths = [json.loads(path.read_text("utf-8")) for path in lists.glob("*.truth.json")]
    first = [truth["learners"][0] for truth in truths if truth.get("learners")]
    names = sorted({one["name_bn"] or one["name_en"] for one in first if one["name_bn"] or one["name_en"]})
    return {name for name in names[::2] if len(name) > SHORTEST}


class Searched(NamedTuple):
    """What was found of an app that reads lists apart: which names of those `sought` in its memory while it holds the
    previews, which marks in it then and after it let go of them, its live objects after that, and the files that it
    left."""

    sought: set[str]
    names: set[str]
    held: set[str]
    after: set[str]
    texts: bytes
    left: dict[str, bytes]


@pytest.fixture(scope="module")
def searched(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> Searched:
    """One app that reads the lists, searched once."""
    folder, sought = tmp_path_factory.mktemp("app"), some_names(lists)
    with reading_app("apart", lists, folder) as process:
        memory = list(writable_memory(process.pid))
        names, held = words_in(sought, memory), words_in(MARKS, memory)
        texts = texts_after(process)
        after = words_in(MARKS, writable_memory(process.pid))
    return Searched(sought, names, held, after, texts, files(folder))


@linux
def test_the_search_finds_what_is_read_in_the_apps_own_process(lists: Path, tmp_path: Path) -> None:
    with reading_app("here", lists, tmp_path) as process:
        found = words_in(MARKS, writable_memory(process.pid))
    # Not all: what was read and let go of may be overwritten by now.
    assert len(found) > len(MARKS) / 4


@linux
def test_the_search_finds_the_names_that_previews_show(searched: Searched) -> None:
    assert len(searched.names) > len(searched.sought) / 2 > 3


def test_nothing_of_forbidden_columns_is_in_the_apps_memory(searched: Searched) -> None:
    assert searched.held == set()
    assert searched.after == set()


def test_nothing_of_forbidden_columns_is_in_a_live_object(searched: Searched) -> None:
    assert b"bsuh_desktop.rosters.sandbox.reader" in searched.texts
    assert words_in(MARKS, [searched.texts]) == set()


def test_nothing_of_forbidden_columns_is_in_a_file_or_the_log(searched: Searched) -> None:
    assert [Path(path).parent.name for path in searched.left] == [FOLDER]
    assert all(b" refused code=" in content for content in searched.left.values())
    assert words_in(MARKS, searched.left.values()) == set()
