"""A write-ahead log that is newer than its file: altered anywhere, cut off anywhere, and what comes back of it.

Some of its frames in the suite, twice as many on demand: `python -m pytest -m soak tests/store/salvage`.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.store.backups import FOLDER, make_backup, newest_good
from bsuh_desktop.store.replace_damaged import GAP, mend
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME, Store
from tests.helpers.cipher import PAGE
from tests.helpers.damage import cut, flip
from tests.helpers.sampled import few_or_all
from tests.helpers.torn_stores import (
    DAY,
    FRAME,
    KEY,
    Part,
    certificate,
    check_given_back,
    check_whole,
    good_pages,
    hold,
    journals_of,
    parts,
)


class Written(NamedTuple):
    """A profile after a power cut: a backup, and two classes that stand in the log alone."""

    folder: Path
    parts: list[Part]

    @property
    def frames(self) -> int:
        return ((self.folder / LOG_NAME).stat().st_size - 32) // FRAME


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("torn") / "profile"
    (folder / "open").mkdir(parents=True)
    with Store(folder / "open", KEY) as store:
        hold(store, 0, learners=12)
        make_backup(store.file.parent, store.file, KEY, DAY)
        hold(store, 1, learners=20)
        store.outgoing.keep_certificates([certificate(store.outgoing.next_counter(), 1, 9)])
        for name in (FILE_NAME, LOG_NAME):
            shutil.copy(folder / "open" / name, folder / name)
        shutil.copytree(folder / "open" / FOLDER, folder / FOLDER)
    shutil.rmtree(folder / "open")
    assert (folder / FILE_NAME).stat().st_size == PAGE
    return Written(folder, parts(folder))


def copy_of(written: Written, tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(written.folder, folder)


def readable(written: Written, folder: Path) -> list[Part]:
    good = good_pages(folder)
    return [part for part in written.parts if part.stands_on(good)]


def opens(folder: Path) -> bool:
    """False where opening says that the file is damaged."""
    try:
        Store(folder, KEY).close()
    except KnownError as error:
        if error.code != "store_damaged":
            raise
        return False
    return True


def repair(folder: Path) -> None:
    found = newest_good(folder, KEY)
    assert found is not None
    mend(folder, found[0].path, KEY)


@few_or_all("step", 59, 29)
@pytest.mark.parametrize("where", [2000, 1, 6, 11, 17], ids=["page", "number", "commit", "salt", "sum"])
def test_a_frame_that_is_altered_takes_nothing_with_it(written: Written, tmp_path: Path, where: int, step: int) -> None:
    """SQLite would read the log up to that frame, and throw everything away that was acknowledged after it."""
    refused = 0
    for place in range(3 + where % 5, written.frames, step):
        folder = copy_of(written, tmp_path)
        flip(folder / LOG_NAME, 32 + place * FRAME + where, 2)
        held = readable(written, folder)
        if not opens(folder):
            refused += 1
            repair(folder)
        with Store(folder, KEY) as store:
            check_whole(store)
            assert check_given_back(journals_of(store), held) == 0
            assert store.outgoing.next_counter() < GAP, "a later version of the page stands in the log"
    assert refused


@pytest.mark.parametrize("place", range(0, 32, 5))
def test_a_log_whose_beginning_is_altered_is_read_all_the_same(written: Written, tmp_path: Path, place: int) -> None:
    folder = copy_of(written, tmp_path)
    flip(folder / LOG_NAME, place)
    assert not opens(folder), "SQLite would take the log for an empty one"
    repair(folder)
    with Store(folder, KEY) as store:
        check_whole(store)
        assert check_given_back(journals_of(store), written.parts) == 0


def test_a_torn_end_is_what_a_power_cut_leaves(written: Written, tmp_path: Path) -> None:
    """Cut off at many lengths: what SQLite reads and what the backup has is there, in either way."""
    size = (written.folder / LOG_NAME).stat().st_size
    ways = set()
    for length in (*range(0, size, size // 11), size - 5, size - FRAME, size - FRAME - 20):
        folder = copy_of(written, tmp_path)
        cut(folder / LOG_NAME, length)
        ways.add(good := opens(folder))
        if not good:
            repair(folder)
        with Store(folder, KEY) as store:
            check_whole(store)
            journals = journals_of(store)
            assert len(journals) >= 1
            assert len(journals[written.parts[0].session]) == sum(
                part.session == written.parts[0].session for part in written.parts
            )
    assert ways == {True, False}


def test_the_last_transaction_alone_is_no_damage(written: Written, tmp_path: Path) -> None:
    """It was never acknowledged, as far as anybody can tell: a power cut writes its pages in any order."""
    folder = copy_of(written, tmp_path)
    flip(folder / LOG_NAME, (written.folder / LOG_NAME).stat().st_size - 90)
    assert opens(folder)


def test_a_log_that_stands_in_the_file_already(written: Written, tmp_path: Path) -> None:
    """All its pages were brought into the file. With its beginning altered SQLite passes it over, and nothing is lost;
    with a frame altered it would put the older pages before that in the place of the file's."""
    folder = copy_of(written, tmp_path)
    log = (folder / LOG_NAME).read_bytes()
    Store(folder, KEY).close()
    (folder / LOG_NAME).write_bytes(log)
    flip(folder / LOG_NAME, 20)
    assert opens(folder)
    (folder / LOG_NAME).write_bytes(log)
    flip(folder / LOG_NAME, 32 + 7 * FRAME + 900)
    assert not opens(folder)
    repair(folder)
    with Store(folder, KEY) as store:
        assert check_given_back(journals_of(store), written.parts) == 0


def test_file_and_log_that_are_both_altered(written: Written, tmp_path: Path) -> None:
    folder = copy_of(written, tmp_path)
    Store(folder, KEY).close()
    file = (folder / FILE_NAME).read_bytes()
    for place in (9, 25, 40):
        folder = copy_of(written, tmp_path)
        (folder / FILE_NAME).write_bytes(file)
        flip(folder / FILE_NAME, place * PAGE + 77)
        flip(folder / LOG_NAME, 32 + place * 3 * FRAME + 500)
        held = readable(written, folder)
        if not opens(folder):
            repair(folder)
        with Store(folder, KEY) as store:
            check_whole(store)
            assert check_given_back(journals_of(store), held) == 0
