from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.services.class_lists import class_groups, decide
from bsuh_desktop.services.class_lists.class_groups import learners_of
from bsuh_desktop.services.class_lists.draft import keep, known_class, merged
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.consent_notice import notice_of, notices
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, prepare_class
from bsuh_desktop.services.hand_over import seal
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.store.backups import backups
from bsuh_desktop.store.rosters import StoredLearner
from tests.helpers.cipher import decrypted_file, decrypted_pages
from tests.helpers.desks import NAMES, PASSPHRASE, a_group, clock_at, practice_desk, rows
from tests.helpers.later_lists import a_plan, listed
from tests.helpers.sampled import examples_of

PACK = "taps-traps-taka"
NEW = "ঐশ্বর্য ভট্টাচার্য্য"
NEVER = ("", "", "")
"""Place, grade and section, where the class is there already."""


@pytest.fixture
def one_desk(tmp_path: Path) -> Desk:
    """One desk for many classes: making one takes longer than all else."""
    return practice_desk(tmp_path)


def again(desk: Desk, group: str, read: Sequence[RosterRow]) -> ImportPlan:
    """The list of these rows, held against the class as it is on the desk."""
    return merged(a_plan(read), known_class(desk, desk.store.rosters.group(group)))


def same_rows(count: int = 4) -> list[RosterRow]:
    """The list that `a_group` was kept from, once more."""
    return rows(count)


def lines(desk: Desk, group: str) -> list[StoredLearner]:
    return desk.store.rosters.lines(group)


def pages(desk: Desk) -> bytes:
    return decrypted_pages(desk.folder, desk.vault.store_key)


def test_ids_are_kept_and_the_order_is_the_new_lists(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    before = {line.name_bn: line for line in lines(desk, group)}
    first, second, third, _ = same_rows()
    spelt = "আর্দ্র হাসদা"
    read = [
        listed(2, "3", spelt),
        listed(3, "9", second.name_bn),
        listed(4, "5", NEW),
        listed(5, "1", first.name_bn),
    ]
    keep(desk, again(desk, group, read), *NEVER)
    after = lines(desk, group)
    assert [(line.roll, line.name_bn) for line in after] == [
        ("3", spelt),
        ("9", second.name_bn),
        ("5", NEW),
        ("1", first.name_bn),
    ]
    same = [before[third.name_bn], before[second.name_bn], before[first.name_bn]]
    assert [(line.id, line.learner) for line in (after[0], after[1], after[3])] == [
        (line.id, line.learner) for line in same
    ]
    assert len({line.learner for line in after} - {line.learner for line in before.values()}) == 1
    gone = [name for name in (NAMES[4], NAMES[3]) if name.encode() in pages(desk)]
    assert not gone, "who left and the old spelling are deleted"


def test_the_same_list_twice_changes_nothing(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(6, refusing=[2, 5]))
    before, deletions = lines(desk, group), desk.store.facts.get("deletions")
    keep(desk, again(desk, group, rows(6, refusing=[2, 5])), *NEVER, notice="aloud-1")
    assert (lines(desk, group), desk.store.facts.get("deletions")) == (before, deletions)


def test_a_refusal_of_the_list_deletes_the_name_at_once_in_older_backups_too(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    assert desk.backups.begin_if_due(desk.clock.now())
    desk.backups.wait()
    refused = NAMES[2].encode()
    old = decrypted_file(backups(desk.folder)[0].path, desk.vault.store_key)
    assert refused in old, "found before, or not finding it proves nothing"
    keep(desk, again(desk, group, rows(4, refusing=[2])), *NEVER)
    assert [learner.named for learner in learners_of(desk, group)] == [True, False, True, True]
    assert refused not in pages(desk)
    kept = backups(desk.folder)
    assert kept
    assert not [one for one in kept if refused in decrypted_file(one.path, desk.vault.store_key)]


def test_a_kept_no_is_kept_whatever_the_list_and_the_sitting_say(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(4, refusing=[3]))
    plan = decide.with_consent(again(desk, group, rows(4)), ())
    keep(desk, plan, *NEVER, notice="aloud-1")
    third = learners_of(desk, group)[2]
    assert (third.guardian, third.assent, third.named, third.may_be_named) == ("no", "not_asked", False, False)
    assert NAMES[3].encode() not in pages(desk)


def test_consent_keeps_its_day_and_notice_and_the_new_have_their_own(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(2))
    desk.close()
    desk = open_desk(desk.folder, PASSPHRASE, clock_at(day=9))
    read = [*rows(2), listed(9, "7", NEW, "not_asked")]
    plan = decide.with_consent(again(desk, group, read), ())
    keep(desk, plan, *NEVER, notice="aloud-1")
    kept = [(line.consented_on, line.notice, line.assent) for line in lines(desk, group)]
    assert kept == [
        ("2026-08-03", "practice-1", "not_asked"),
        ("2026-08-03", "practice-1", "not_asked"),
        ("2026-08-09", "aloud-1", "yes"),
    ]


def test_who_answered_to_an_earlier_notice_keeps_it_when_the_next_one_is_read_aloud(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(1))
    (first,) = lines(desk, group)
    desk.store.rosters.change_line(replace(first, notice="aloud-1"))
    later = [*rows(1), listed(9, "2", NEW, "not_asked")]
    plan = decide.with_consent(again(desk, group, later), ())
    keep(desk, plan, *NEVER, notice=notices(desk).learners.version)
    assert [(one.roll, one.notice) for one in learners_of(desk, group)] == [("1", "aloud-1"), ("2", "aloud-2")]
    for one in learners_of(desk, group):
        assert notice_of(desk, one.notice) is not None, "each can read what was said then"


def test_lessons_keep_their_seats_and_prepared_classes_begin(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    conduct = open_class(desk, [group], PACK)
    conduct.type_headcount(4)
    conduct.call_roll()
    with pytest.raises(KnownError) as caught:
        known_class(desk, desk.store.rosters.group(group))
    assert caught.value.code == "class_not_finished"
    conduct.finish()
    planned = prepare_class(desk, ClassWish(groups=(group,), pack=PACK))
    ids = {line.id: line.learner for line in lines(desk, group)}
    plan = again(desk, group, [*rows(4)[1:], listed(9, "8", NEW)])
    keep(desk, plan, *NEVER)
    assert [line.roll for line in lines(desk, group)] == ["2", "3", "4", "8"]
    assert {line.id: line.learner for line in lines(desk, group)}.items() - ids.items() == {
        (lines(desk, group)[-1].id, lines(desk, group)[-1].learner)
    }
    facts = seal.attendance_facts(desk, conduct.session, 1)
    assert (len(facts.rows), len(facts.names)) == (4, 4), "whoever left stands in the lesson they sat in"
    begun = new_class.begin(desk, planned.wish)
    assert [one.seat.card for one in begun.state.attendees.values()] == [2, 3, 4, 8]


def test_who_stays_stands_behind_the_others(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    plan = decide.stays(again(desk, group, [*rows(4)[1:], listed(9, "1", NEW)]), lines(desk, group)[0].id)
    assert plan.why_not is None
    keep(desk, plan, *NEVER)
    now = learners_of(desk, group)
    assert [(one.roll, one.name_bn) for one in now][-2:] == [("1", NEW), ("", NAMES[1])]
    assert [one.card for one in now] == [*(row.learner.card for row in plan.rows), plan.gone[0].learner.card]


def test_a_class_that_changed_meanwhile_is_looked_at_again(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    plan = again(desk, group, rows(4))
    class_groups.add_learner(desk, group, listed(0, "61", NEW))
    before = lines(desk, group)
    with pytest.raises(KnownError) as caught:
        keep(desk, plan, *NEVER)
    assert (caught.value.code, lines(desk, group)) == ("class_changed", before)


def test_nothing_of_a_merge_is_kept_before_everything_is_decided(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(4, refusing=[4]))
    before = lines(desk, group)
    plan = again(desk, group, rows(3))
    with pytest.raises(KnownError) as caught:
        keep(desk, plan, *NEVER)
    assert (caught.value.code, lines(desk, group)) == ("not_now", before)
    keep(desk, decide.who_said_no(plan, before[3].id, None), *NEVER)
    assert [line.roll for line in lines(desk, group)] == ["1", "2", "3"]


def test_no_names_is_said_of_the_new_alone(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    plan = decide.on_basis(again(desk, group, [*rows(4), listed(9, "7", NEW)]), "none")
    keep(desk, plan, *NEVER)
    assert [one.named for one in learners_of(desk, group)] == [True] * 4 + [False]
    assert (desk.store.rosters.basis(group), NEW.encode() in pages(desk)) == ("letters", False)


CHANGES: dict[str, Callable[[RosterRow], RosterRow | None]] = {
    "same": lambda row: row,
    "gone": lambda _: None,
    "unnamed": lambda row: listed(row.row, row.roll, None, row.guardian),
    "refused": lambda row: listed(row.row, row.roll, row.name_bn, "no"),
    "yes": lambda row: listed(row.row, row.roll, row.name_bn, "yes"),
    "moved": lambda row: listed(row.row, f"1{row.roll}", row.name_bn, row.guardian),
    "renamed": lambda row: listed(row.row, row.roll, f"{row.name_bn} ক", row.guardian),
    "another": lambda row: listed(row.row, row.roll, NEW, row.guardian),
}


@examples_of(25, 200)
def test_the_same_later_list_twice_changes_nothing_and_no_stays_no(one_desk: Desk, examples: settings) -> None:
    @examples
    @given(st.sets(st.integers(1, 6)), st.lists(st.sampled_from(sorted(CHANGES)), min_size=6, max_size=6))
    def changes_nothing(refusing: set[int], change: list[str]) -> None:
        nothing_more_changes(one_desk, refusing, change)

    changes_nothing()


def nothing_more_changes(desk: Desk, refusing: set[int], change: list[str]) -> None:
    group = a_group(desk, rows(6, refusing=sorted(refusing)))
    refused = {line.id for line in lines(desk, group) if line.guardian == "no"}
    read = [row for one, how in zip(rows(6), change, strict=True) if (row := CHANGES[how](one)) is not None]
    kept = _agreed_to(desk, group, read)
    if kept is None:
        return
    ids = [line.learner for line in kept if line.learner]
    assert len(ids) == len(set(ids))
    assert not [line for line in kept if line.id in refused and (line.name_bn or line.learner)]
    assert _agreed_to(desk, group, read) == kept


def _agreed_to(desk: Desk, group: str, read: Sequence[RosterRow]) -> list[StoredLearner] | None:
    """The lines after the list was agreed to; whoever is not found has left. None if nobody would be left."""
    plan = decide.is_whole_class(again(desk, group, read))
    for one in plan.gone:
        plan = decide.leaves(plan, one.line)
    if not plan.counts.learners:
        return None
    keep(desk, decide.with_consent(plan, ()) if plan.needs_consent else plan, *NEVER)
    return lines(desk, group)
