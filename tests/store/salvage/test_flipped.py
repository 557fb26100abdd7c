"""A store of several classes with altered pages: whatever stands on good ones is given back.

Every fifth page in the suite, with those that hold the plan; every page on demand:
`python -m pytest -m soak -s tests/store/salvage/test_flipped.py`.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from bsuh_desktop.store.backups import make_backup
from bsuh_desktop.store.replace_damaged import RepairResult, mend
from bsuh_desktop.store.salvage.read_damaged import Salvaged, read_damaged
from bsuh_desktop.store.salvage.rebuild_chain import weave
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME, Store
from tests.helpers.cipher import PAGE
from tests.helpers.damage import cut, flip
from tests.helpers.sampled import few_or_all
from tests.helpers.torn_stores import (
    CLASSES,
    DAY,
    KEY,
    Part,
    check_given_back,
    check_whole,
    good_pages,
    hold,
    journals_of,
    parts,
    said_lost,
)


class Written(NamedTuple):
    """A store, its events, and the backup that was made after its first class."""

    folder: Path
    parts: list[Part]
    backup: Path
    tables: dict[str, set[tuple[object, ...]]]

    @property
    def pages(self) -> int:
        return (self.folder / FILE_NAME).stat().st_size // PAGE


TABLES = ("groups", "roster", "seats", "certificates")
ON_PLAN = (0, 24, 25)
"""Pages without which nobody knows which page belongs to which table."""
every = pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.soak)])


def rows(store: Store) -> dict[str, set[tuple[object, ...]]]:
    return {table: set(store.db.conn.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("written") / "profile"
    folder.mkdir()
    with Store(folder, KEY) as store:
        hold(store, 0)
        backup, _ = make_backup(folder, store.file, KEY, DAY)
        for number in range(1, CLASSES):
            hold(store, number, ends=number + 1 < CLASSES)
        tables = rows(store)
    found = parts(folder)
    assert len(found) > 600
    assert all(part.stands_on(good_pages(folder)) for part in found)
    return Written(folder, found, backup.path, tables)


def copy_of(written: Written, tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(written.folder, folder)


def readable(written: Written, folder: Path) -> list[Part]:
    good = good_pages(folder)
    return [part for part in written.parts if part.stands_on(good)]


def salvaged(folder: Path) -> Salvaged:
    return read_damaged(folder / FILE_NAME, folder / LOG_NAME, KEY)


def check_repair(written: Written, folder: Path, backup: bool) -> RepairResult:
    """Repairs, and holds against the damaged file what came of it."""
    held = readable(written, folder)
    mended = mend(folder, folder / "backups" / written.backup.name if backup else None, KEY)
    with Store(folder, KEY) as store:
        check_whole(store)
        journals = journals_of(store)
        left = check_given_back(journals, held)
        assert all(rows(store)[table] <= written.tables[table] for table in ("groups", "certificates"))
        if not mended.carried.tables and not mended.carried.nameless:
            assert rows(store) == written.tables
    carried = mended.carried
    assert carried.left_out >= left
    assert carried.lost + carried.left_out == said_lost(journals)
    assert len(written.parts) - len(held) >= carried.lost
    return mended


def seen_pages(written: Written, step: int) -> list[int]:
    return sorted({*ON_PLAN, *range(0, written.pages, step)})


@every
def test_a_page_at_a_time(written: Written, tmp_path: Path, step: int) -> None:
    """All events that stand on good pages are found; of those that are lost a hole, or nothing behind, tells."""
    lost, places = 0, seen_pages(written, step)
    for place in places:
        folder = copy_of(written, tmp_path)
        flip(folder / FILE_NAME, place * PAGE + 20 + 37 * place)
        held = readable(written, folder)
        found = salvaged(folder)
        woven = {one: weave(one, journal.rows, journal.end) for one, journal in found.journals.items()}
        journals = {one: [entry for entry, _ in made.entries] for one, made in woven.items()}
        left = check_given_back(journals, held)
        assert left == sum(made.left_out for made in woven.values() if made.entries)
        lost += len(held) < len(written.parts)
        assert found.planned is (place not in ON_PLAN)
    assert lost > len(places) // 3


@every
def test_a_page_with_and_without_a_backup(written: Written, tmp_path: Path, step: int) -> None:
    """The whole way: the file that takes the damaged one's place proves itself, and every view is its journal's."""
    for place in range(0, written.pages, 3 * step):
        folder = copy_of(written, tmp_path)
        flip(folder / FILE_NAME, place * PAGE + 900)
        check_repair(written, folder, backup=place % 2 == 0)


@few_or_all("times", 5, 8)
def test_two_pages_at_once(written: Written, tmp_path: Path, times: int) -> None:
    chance = random.Random(7)
    classes = set()
    for _ in range(times):
        folder = copy_of(written, tmp_path)
        for place in chance.sample(range(written.pages), 2):
            flip(folder / FILE_NAME, place * PAGE + chance.randrange(16, PAGE))
        classes.add(check_repair(written, folder, backup=chance.random() < 0.5).contents.classes)
    assert classes <= {CLASSES - 1, CLASSES}


@pytest.mark.parametrize("first", [0, 1])
def test_half_of_all_pages(written: Written, tmp_path: Path, first: int) -> None:
    """Every other page, the first among them or not: what is there proves itself without plan and inner pages."""
    folder = copy_of(written, tmp_path)
    for place in range(first, written.pages, 2):
        flip(folder / FILE_NAME, place * PAGE + 1000)
    mended = check_repair(written, folder, backup=True)
    assert mended.contents.classes + mended.carried.classes_lost == CLASSES
    assert not mended.carried.everything


@pytest.mark.parametrize("pages", [0, 1, 20, 60, -7, -1])
def test_a_torn_end(written: Written, tmp_path: Path, pages: int) -> None:
    folder = copy_of(written, tmp_path)
    cut(folder / FILE_NAME, (pages % written.pages) * PAGE + 1234)
    mended = check_repair(written, folder, backup=True)
    assert mended.contents.classes >= 1


@pytest.mark.parametrize("bits", [1, 8])
def test_a_salt_that_was_altered_is_found_again(written: Written, tmp_path: Path, bits: int) -> None:
    """In one byte it is found by trying, without any backup; all of it by the backup, which has the same."""
    folder = copy_of(written, tmp_path)
    for place in range(16) if bits == 8 else [5]:
        flip(folder / FILE_NAME, place, 3)
    mended = mend(folder, folder / "backups" / written.backup.name if bits == 8 else None, KEY)
    assert mended.carried.everything
    with Store(folder, KEY) as store:
        assert rows(store) == written.tables
        assert check_given_back(journals_of(store), written.parts) == 0


def test_without_salt_and_backup_events_prove_themselves(written: Written, tmp_path: Path) -> None:
    """No page can be told from an altered one: nothing counts but what is proved by its hash and its link."""
    folder = copy_of(written, tmp_path)
    with (folder / FILE_NAME).open("r+b") as file:
        file.write(bytes(512))
    flip(folder / FILE_NAME, 40 * PAGE + 700)
    mended = mend(folder, None, KEY)
    assert mended.carried.new_key
    assert mended.carried.nameless > 0
    with Store(folder, KEY) as store:
        check_whole(store)
        journals = journals_of(store)
        assert len(journals) == CLASSES
        there = {entry.digest for entries in journals.values() for entry in entries}
        lost = [part for part in written.parts if part.entry.digest not in there]
        assert len(lost) < 25
