"""A repair brings no name back that was deleted, and keeps every line that was not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import Answered
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.session.answers import erasure
from bsuh_desktop.store.backups import make_backup
from bsuh_desktop.store.facts import DELETIONS, NEW_KEY_NEEDED
from bsuh_desktop.store.forgotten import LIST_SEEN, ForgottenLearner, add_to_list, read_list
from bsuh_desktop.store.replace_damaged import REVISIONS, RepairResult, mend
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.store.store import FILE_NAME, Store
from tests.helpers.cipher import PAGE, decrypted_file
from tests.helpers.classes import NINE
from tests.helpers.damage import flip
from tests.helpers.torn_stores import DAY, KEY, check_whole, group, hold, learner, name, session

GONE = learner(0, 2)
NOW = Moment(NINE, 9)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two classes in a store with its backup."""
    folder = tmp_path_factory.mktemp("names") / "profile"
    folder.mkdir()
    with Store(folder, KEY) as store:
        hold(store, 0, learners=9)
        hold(store, 1, learners=70)
        make_backup(folder, store.file, KEY, DAY)
    return folder


@pytest.fixture
def profile(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "profile")


def backup_of(profile: Path) -> Path:
    (backup,) = (profile / "backups").iterdir()
    return backup


def damage(profile: Path, *tables: str) -> None:
    """Alters the page where each of these tables begins."""
    with Store(profile, KEY) as store:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        roots = [store.db.conn.execute(query, (table,)).fetchone()[0] for table in tables]
    for root in roots:
        flip(profile / FILE_NAME, (root - 1) * PAGE + 500)


def change(profile: Path, do: Callable[[Store], object]) -> None:
    with Store(profile, KEY) as store:
        do(store)
        store.forget_deleted()


def line_of(store: Store, number: int, card: int) -> StoredLearner:
    return next(line for line in store.rosters.lines(group(number).id) if line.position == card)


def names(profile: Path, number: int = 0) -> set[str | None]:
    with Store(profile, KEY) as store:
        check_whole(store)
        return {line.name_bn for line in store.rosters.lines(group(number).id)}


def forget(store: Store, learner_id: str = GONE) -> None:
    """As services.forgetting does it: answers with their tally, name, id, signature, and the id on the list."""
    journal = store.journal
    with store.transaction():
        event = erasure(journal.state(session(0)), journal.entries(session(0)), {learner_id})
        journal.erase_data(session(0), event.seqs, event.tallies, NOW)
        line = line_of(store, 0, 2)
        store.rosters.change_line(replace(line, name_bn=None, learner=None, assent="no"))
        store.outgoing.forget_signatures(session(0), [learner_id])
        store.forgotten.add([ForgottenLearner(learner_id, "withdrawn", "2026-08-04")])
        store.facts.put(LIST_SEEN, b"both are the same")


def answers_of(store: Store, learner_id: str) -> int:
    every = (entry.event() for entry in store.journal.entries(session(0)))
    return sum(isinstance(event, Answered) and event.learner == learner_id for event in every)


def test_a_list_that_can_be_read_stands_as_it_is_in_the_damaged_file(profile: Path) -> None:
    """A line that was deleted since the backup stays deleted; one that came since is there."""

    def corrected(store: Store) -> None:
        store.rosters.add_line(group(0).id, replace(line_of(store, 0, 1), learner="9" * 13, name_bn="নতুন"))
        store.rosters.change_line(replace(line_of(store, 0, 2), name_bn=None))

    change(profile, corrected)
    damage(profile, "v_classes")
    mended = mend(profile, backup_of(profile), KEY)
    assert mended.carried.everything
    assert names(profile) >= {"নতুন", name(0, 1), None}
    assert name(0, 2) not in names(profile)


def test_lines_that_the_backup_alone_has_stay_where_the_list_is_damaged(profile: Path) -> None:
    before = names(profile, 1)
    damage(profile, "roster", "seats")
    mended = mend(profile, backup_of(profile), KEY)
    assert mended.carried.tables == ("roster", "seats")
    assert names(profile, 1) == before


def test_without_a_backup_what_hangs_below_a_damaged_page_is_found(profile: Path) -> None:
    """The first page of the long list leads to all others: those are known by what stands on them."""
    before = names(profile, 1)
    damage(profile, "roster")
    mended = mend(profile, None, KEY)
    assert mended.carried.tables == ("roster",)
    assert mended.carried.nameless == 0
    assert names(profile, 1) == before


def test_a_line_that_is_lost_leaves_somebody_without_a_name(profile: Path) -> None:
    damage(profile, "groups", "sqlite_autoindex_groups_1")
    flip_lines(profile)
    mended = mend(profile, None, KEY)
    assert mended.carried.nameless > 0
    with Store(profile, KEY) as store:
        check_whole(store)
        assert store.rosters.group(group(0).id) == group(0), "the class itself tells it"
        seated = store.rosters.seated(session(0))
        assert seated.keys() == store.journal.state(session(0)).attendees.keys()
        assert seated[learner(0, 4)].name_bn is None
        assert learner(0, 4) not in {line.learner for line in store.rosters.lines(group(0).id)}


def pages_with(profile: Path, text: str) -> list[int]:
    data = decrypted_file(profile / FILE_NAME, KEY)
    size = PAGE - 80
    starts = [0, *range(size - 16, len(data), size)]
    return [place for place, start in enumerate(starts) if text.encode() in data[start : start + size]]


@pytest.mark.parametrize("facts", ["read", "lost"])
def test_an_earlier_file_gives_events_and_no_names(profile: Path, facts: str) -> None:
    """Somebody put the file of last week in the place of today's: names that were deleted since are not to return."""
    early = (profile / FILE_NAME).read_bytes()

    def deleted(store: Store) -> None:
        store.rosters.change_line(replace(line_of(store, 0, 3), name_bn=None))
        shutil.rmtree(profile / "backups")
        make_backup(profile, store.file, KEY, DAY)

    change(profile, deleted)
    (profile / FILE_NAME).write_bytes(early)
    with pytest.raises(KnownError, check=lambda error: error.code == "store_damaged"):
        Store(profile, KEY)
    aside = (profile / "backups").rename(profile / "aside")
    damage(profile, "v_classes", *(["facts"] if facts == "lost" else []))
    aside.rename(profile / "backups")
    mended = mend(profile, backup_of(profile), KEY)
    assert name(0, 3) not in names(profile)
    assert mended.carried.new_key is (facts == "read"), "an earlier file may not know what was signed last"
    with Store(profile, KEY) as store:
        assert store.facts.get(DELETIONS) == (1).to_bytes(8, "big")


def test_a_key_that_may_have_signed_more_signs_no_more(profile: Path) -> None:
    damage(profile, "sealed")
    assert mend(profile, backup_of(profile), KEY).carried.new_key
    with Store(profile, KEY) as store:
        assert store.outgoing.next_revision(session(0)) == 1 + REVISIONS, "nor is a revision used twice"
        assert store.outgoing.next_revision(session(5)) == 1
        assert store.facts.get(NEW_KEY_NEEDED) == b"mended"
        store.facts.put(NEW_KEY_NEEDED, b"copied")
    damage(profile, "certificates")
    mend(profile, backup_of(profile), KEY)
    with Store(profile, KEY) as store:
        assert store.facts.get(NEW_KEY_NEEDED) == b"copied", "the first reason stays"


def repaired(profile: Path, *tables: str) -> RepairResult:
    damage(profile, *tables)
    return mend(profile, backup_of(profile), KEY)


def test_who_withdrew_stays_forgotten_where_all_can_be_read(profile: Path) -> None:
    change(profile, forget)
    mended = repaired(profile, "v_attendance")
    assert mended.carried.forget == {}
    with Store(profile, KEY) as store:
        assert store.forgotten.has(GONE)
        assert answers_of(store, GONE) == 0
        assert store.facts.get(LIST_SEEN) is None, "both lists are held against each other at the next opening"
    assert name(0, 2) not in names(profile)


def flip_lines(profile: Path) -> None:
    """Alters the page where the line stood: its neighbour's does."""
    for place in pages_with(profile, name(0, 4)):
        flip(profile / FILE_NAME, place * PAGE + 99)


@pytest.mark.parametrize("table", ["roster", "certificates", "sealed", "forgotten"])
def test_whose_name_comes_back_with_the_backup_is_forgotten_once_more(profile: Path, table: str) -> None:
    """The list beside the store has the id, and the store no more: opening a desk forgets it before all else."""
    change(profile, forget)
    if table == "roster":
        flip_lines(profile)
        mended = mend(profile, backup_of(profile), KEY)
    else:
        mended = repaired(profile, table)
    came_back = table in ("roster", "certificates")
    assert mended.carried.forget == ({GONE: "withdrawn"} if came_back else {})
    assert read_list(profile) == mended.carried.forget
    with Store(profile, KEY) as store:
        assert store.forgotten.has(GONE) is (not came_back and table != "forgotten")
        assert answers_of(store, GONE) == 0


def test_who_is_on_the_list_beside_the_store_alone_is_told_too(profile: Path) -> None:
    """A power cut came between both lists: whoever is opened next forgets."""
    add_to_list(profile, {GONE: "withdrawn", learner(1, 1): "retention", learner(7, 7): "withdrawn"})
    mended = repaired(profile, "v_attendance")
    assert mended.carried.forget == {GONE: "withdrawn", learner(1, 1): "retention"}
