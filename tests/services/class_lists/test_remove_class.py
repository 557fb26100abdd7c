"""A class list is deleted: when it may be, what goes with it, and what stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.exchange.receipt import Outcome
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.class_groups import Removal, removal, remove_class, store_group
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, prepare_class, prepared_classes
from bsuh_desktop.services.erasure.retention import retention_view
from bsuh_desktop.services.erasure.withdraw import people_of_class
from bsuh_desktop.services.hand_over import seal
from bsuh_desktop.services.hand_over import seal as class_facts
from bsuh_desktop.store.backups import backups
from bsuh_desktop.store.forgotten import read_list
from bsuh_desktop.store.outgoing import StoredReceipt
from bsuh_desktop.store.salvage.merge_rows import settle
from bsuh_desktop.store.store import FILE_NAME
from tests.helpers import hand_over, prepared
from tests.helpers.cipher import decrypted_file, decrypted_pages
from tests.helpers.consent import refuse
from tests.helpers.desks import NAMES, a_class, a_group, clock_at, copied_desk, rows
from tests.helpers.erasure import answered_class, brought_back, older_copy, opened, received
from tests.helpers.grants import refused


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return copied_desk(tmp_path / "desk", clock_at())


def only_group(desk: Desk) -> str:
    (group,) = desk.store.rosters.groups()
    return group.id


def found_anywhere(desk: Desk, names: tuple[str, ...]) -> set[str]:
    """The places of the profile in which a thief who has the key finds one of the names."""
    key, folder = desk.vault.store_key, desk.folder
    places = {"data and log": decrypted_pages(folder, key)}
    places |= {one.path.name: decrypted_file(one.path, key) for one in backups(folder)}
    places |= {path.parent.name: decrypted_file(path, key) for path in folder.glob(f"damaged-*/{FILE_NAME}")}
    return {place for place, data in places.items() if any(name.encode() in data for name in names)}


def test_a_wrong_list_goes_whole_from_data_log_backups_and_what_was_set_aside(desk: Desk) -> None:
    group = a_group(desk, rows(3))
    desk.backups.begin_if_due(desk.clock.now())
    desk.backups.wait()
    desk.store.forget_deleted()
    (desk.folder / "damaged-1").mkdir()
    shutil.copy(desk.store.file, desk.folder / "damaged-1" / FILE_NAME)
    assert len(found_anywhere(desk, NAMES[1:4])) == 3, "found before, or not finding it proves nothing"
    assert remove_class(desk, group) == Removal(learners=3, names=3, planned=0, lessons=0, waiting=())
    assert class_groups.class_groups(desk) == []
    desk.backups.begin_if_due(desk.clock.now())
    desk.backups.wait()
    assert len(backups(desk.folder)) == 1
    assert found_anywhere(desk, NAMES[1:4]) == set()
    assert set(read_list(desk.folder).values()) == {"retention"}
    assert desk.store.db.conn.execute("SELECT count(*) FROM roster").fetchone()[0] == 0


def test_a_practised_class_goes_and_its_lesson_stays_as_it_was(desk: Desk) -> None:
    conduct = answered_class(desk)
    conduct_group, before = only_group(desk), class_report(desk, conduct.session)
    rolls = [row.roll for row in opened(desk, seal.seal_class(desk, conduct.session).bytes)[0].rows]
    going = removal(desk, conduct_group)
    assert (going.names, going.lessons, going.waiting) == (4, 1, ())
    remove_class(desk, conduct_group)
    assert (desk.store.rosters.groups(), retention_view(desk).groups) == ([], ())
    after = class_report(desk, conduct.session)
    assert {name: after[name] for name in ("present", "answers", "chain_ok")} == {
        name: before[name] for name in ("present", "answers", "chain_ok")
    }
    assert verify_chain(desk.store.journal.entries(conduct.session)).ok
    people = people_of_class(desk, conduct.session)
    assert [(one.roll, one.named) for one in people] == [(roll, False) for roll in ("1", "2", "3", "4")]
    facts = class_facts.attendance_facts(desk, conduct.session, 2)
    assert ([row.roll for row in facts.rows], facts.names) == (rolls, ()), "a later file has the same rows, and no name"
    assert found_anywhere(desk, NAMES[1:4]) == set()
    assert class_groups.store_group(desk, "eiin:107845", "8", "ka").id != conduct_group, "its name is free again"


def test_visitors_and_who_left_go_with_it(desk: Desk) -> None:
    conduct = a_class(desk)
    conduct.add_visitor(rows(5)[4])
    conduct.finish()
    group = only_group(desk)
    class_groups.remove_learner(desk, group, class_groups.learners_of(desk, group)[0].line)
    assert removal(desk, group).names == 5
    remove_class(desk, group)
    assert found_anywhere(desk, NAMES) == set()


def test_a_class_that_is_not_finished_stays(desk: Desk) -> None:
    a_class(desk)
    for ask in (removal, remove_class):
        with refused("class_not_finished"):
            ask(desk, only_group(desk))


def test_planned_classes_of_the_list_alone_go_with_it(desk: Desk) -> None:
    group, other = a_group(desk), class_groups.store_group(desk, "eiin:107845", "9", "ga").id
    for groups in ((group,), (group, other), (other,), ()):
        prepare_class(desk, ClassWish(groups, prepared.PACK))
    assert removal(desk, group).planned == 1
    remove_class(desk, group)
    assert [one.wish.groups for one in prepared_classes(desk)] == [(other,), (other,), ()]


def merged(desk: Desk, session: str) -> None:
    sealed = hand_over.handed(desk, session, desk.today())
    desk.store.handed.keep_receipt(StoredReceipt(sealed.sha256, "merged", desk.today().isoformat(), b""))


@pytest.mark.parametrize("state", ["not handed over", "kept", "refused", "changed since"])
def test_a_real_class_stays_until_its_coordinator_has_merged_it(desk: Desk, state: str) -> None:
    hand_over.joined(desk)
    session, group = hand_over.hold(desk, "8", "ka"), only_group(desk)
    if state in ("kept", "refused"):
        sealed = hand_over.handed(desk, session, desk.today())
        desk.store.handed.keep_receipt(StoredReceipt(sealed.sha256, state, desk.today().isoformat(), b""))
    elif state == "changed since":
        merged(desk, session)
        assert removal(desk, group).waiting == ()
        refuse(desk, group, [class_groups.learners_of(desk, group)[0].line])
    assert removal(desk, group).waiting == (desk.today(),)
    with refused("class_not_merged"):
        remove_class(desk, group)
    assert class_groups.learners_of(desk, group)


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_a_class_that_waits_is_one_whose_names_wait_for_a_receipt(desk: Desk, outcome: str) -> None:
    hand_over.joined(desk)
    session, group = hand_over.hold(desk, "8", "ka"), only_group(desk)
    received(desk, session, outcome)
    missing = tuple(one.date for one in retention_view(desk).groups[0].missing)
    assert removal(desk, group).waiting == missing
    assert bool(missing) == (outcome in ("kept", "refused"))


def test_a_merged_class_goes_and_its_file_is_still_the_one_that_was_handed_over(desk: Desk) -> None:
    hand_over.joined(desk)
    session, group = hand_over.hold(desk, "8", "ka"), only_group(desk)
    merged(desk, session)
    head = desk.store.journal.head(session)
    assert remove_class(desk, group).names == 3
    assert desk.store.journal.head(session) == head
    assert found_anywhere(desk, NAMES[1:4]) == set()


def test_a_repair_lists_no_deleted_class_again(desk: Desk) -> None:
    group, kept, empty = a_group(desk), a_group(desk, rows(2)), store_group(desk, "eiin:107845", "9", "ga")
    conduct = new_class.open_class(desk, [group, kept, empty.id], prepared.PACK)
    conduct.call_roll()
    conduct.finish()
    remove_class(desk, group)
    remove_class(desk, empty.id)
    left = desk.store.rosters.groups()
    assert [one.id for one in left] == [kept]
    desk.store.db.conn.execute("PRAGMA foreign_keys = OFF")
    desk.store.db.conn.execute("DELETE FROM groups")
    assert settle(desk.store.db) == 0
    assert (desk.store.rosters.groups(), len(class_groups.learners_of(desk, kept))) == (left, 2)
    desk.store.db.conn.execute("DELETE FROM groups")
    desk.store.db.conn.execute("DELETE FROM roster WHERE group_id = ?", (kept,))
    assert settle(desk.store.db) == 2
    assert desk.store.rosters.groups() == left, "a class whose learners were lost was not deleted"


@pytest.mark.parametrize("left", [1, 3])
def test_a_repair_lists_a_class_as_long_as_one_who_left_has_a_name(desk: Desk, left: int) -> None:
    group = a_group(desk, rows(3))
    conduct = new_class.open_class(desk, [group], prepared.PACK)
    conduct.call_roll()
    conduct.finish()
    for one in class_groups.learners_of(desk, group)[:left]:
        class_groups.remove_learner(desk, group, one.line)
    desk.store.db.conn.execute("PRAGMA foreign_keys = OFF")
    desk.store.db.conn.execute("DELETE FROM groups")
    desk.store.db.conn.execute("DELETE FROM roster WHERE NOT gone")
    settle(desk.store.db)
    assert [one.names for one in retention_view(desk).groups] == [left]


def test_an_older_copy_that_comes_back_forgets_the_names_too(desk: Desk, tmp_path: Path) -> None:
    group = a_group(desk)
    copy = older_copy(desk, tmp_path / "copy")
    remove_class(desk, group)
    again = brought_back(desk, copy)
    assert [one.named for one in class_groups.learners_of(again, group)] == [False] * 4
    assert found_anywhere(again, NAMES[1:4]) == set()
    again.close()
