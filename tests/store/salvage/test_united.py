"""A backup of a copy of the same desk that went its own way: nothing that either has is dropped or mixed up."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.store.backups import make_backup
from bsuh_desktop.store.facts import NEW_KEY_NEEDED, OWN_KEY
from bsuh_desktop.store.replace_damaged import RepairResult, mend
from bsuh_desktop.store.store import FILE_NAME, Store
from tests.helpers.torn_stores import DAY, KEY, check_whole, group, hold, journals_of, learner, name, session


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a desk with one class."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    with Store(here, KEY) as store:
        store.facts.put(OWN_KEY, b"first")
        hold(store, 0, learners=9)
    return here, shutil.copytree(here, there)


def goes_on(folder: Path, number: int, key: bytes = b"") -> None:
    with Store(folder, KEY) as store:
        if key:
            store.facts.put(OWN_KEY, key)
        hold(store, number, learners=11)


def brought(here: Path, there: Path) -> RepairResult:
    """Brings what is `there` into what is `here`, as a backup from elsewhere."""
    with Store(there, KEY) as store:
        backup, _ = make_backup(there, store.file, KEY, DAY)
    return mend(here, backup.path, KEY)


def looked_at(folder: Path, look: Callable[[Store], object]) -> object:
    with Store(folder, KEY) as store:
        check_whole(store)
        return look(store)


def lines_of(store: Store, number: int) -> dict[str, str | None]:
    return {one: line.name_bn for one, line in store.rosters.seated(session(number)).items()}


def test_what_both_did_since_is_there_under_numbers_of_its_own(both: tuple[Path, Path]) -> None:
    here, there = both
    goes_on(here, 1, b"second")
    goes_on(there, 2)
    mended = brought(here, there)
    assert not mended.carried.new_key
    assert not mended.carried.nameless

    def look(store: Store) -> None:
        assert journals_of(store).keys() == {session(0), session(1), session(2)}
        for number, learners in ((0, 9), (1, 11), (2, 11)):
            expected = {learner(number, card): name(number, card) for card in range(1, learners + 2)}
            assert lines_of(store, number) == expected
            assert len(store.outgoing.certificates(session(number))) == len(range(2, learners, 9))
            assert store.rosters.group(group(number).id) == group(number)
        assert store.facts.get(OWN_KEY) == b"second", "the desk that is there stays who it is"

    looked_at(here, look)
    assert (here / "damaged-1" / FILE_NAME).exists()


def test_an_older_desk_takes_what_its_newer_backup_has(both: tuple[Path, Path]) -> None:
    here, there = both
    goes_on(there, 2)
    mended = brought(here, there)
    assert mended.carried.new_key, "the key may have signed what only the backup knows"

    def look(store: Store) -> None:
        assert journals_of(store).keys() == {session(0), session(2)}
        assert lines_of(store, 2)[learner(2, 1)] == name(2, 1)
        assert store.facts.get(NEW_KEY_NEEDED) == b"mended"

    looked_at(here, look)


def test_a_newer_desk_stays_as_it_is(both: tuple[Path, Path]) -> None:
    here, there = both
    goes_on(here, 1)
    before = looked_at(here, journals_of)
    mended = brought(here, there)
    assert looked_at(here, journals_of) == before
    assert mended.carried.everything
    assert not mended.carried.new_key
