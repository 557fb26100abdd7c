from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.class_groups import Learner, as_row, learners_of, remove_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.titles import class_title
from bsuh_desktop.services.hand_over import seal
from bsuh_desktop.services.hand_over import seal as class_facts
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.cipher import decrypted_pages
from tests.helpers.consent import agree, refuse
from tests.helpers.desks import NAMES, PASSPHRASE, a_class, a_group, clock_at, practice_desk, rows

NEW = RosterRow(0, "৬১", 0, " জ্যোতির্ময়ী   তঞ্চঙ্গ্যা ", None, guardian="yes")


def group_of(conduct: Conduct) -> str:
    """The group that a class was opened for."""
    return next(iter(conduct.state.attendees.values())).seat.group


def on_card(desk: Desk, group: str, card: int) -> Learner:
    return {learner.card: learner for learner in learners_of(desk, group)}[card]


def pages(desk: Desk) -> bytes:
    """Everything that stands in the desk's data, the write-ahead log's pages, too."""
    return decrypted_pages(desk.folder, desk.vault.store_key)


def test_the_card_of_a_class(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(5, refusing=[2, 4]))
    card = class_groups.class_group(desk, group)
    assert (card.title.bn, card.place.en) == ("৮ম শ্রেণি, ক শাখা", "Kaliganga High School")
    assert (card.learners, card.unnamed, card.taught, card.last, card.basis) == (5, 2, 0, None, "letters")
    conduct = open_class(desk, [group], "taps-traps-taka")
    assert class_groups.class_group(desk, group).taught == 0, "it is not finished"
    conduct.finish()
    card = class_groups.class_group(desk, group)
    assert (card.taught, card.last) == (1, datetime.date(2026, 8, 3))
    assert class_groups.class_groups(desk) == [card]


def test_learners_stand_as_the_school_has_them(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    first, second = learners_of(desk, a_group(desk, rows(2, refusing=[2])))
    assert (first.card, first.roll, first.name_bn, first.named, first.may_be_named) == (1, "1", NAMES[1], True, True)
    assert (second.roll, second.name_bn, second.named, second.may_be_named) == ("2", "", False, False)


def test_a_learner_is_added_behind_the_others(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    line = class_groups.add_learner(desk, group, NEW)
    added = learners_of(desk, group)[-1]
    assert (added.line, added.card, added.roll, added.name_bn) == (line, 61, "৬১", "জ্যোতির্ময়ী তঞ্চঙ্গ্যা")
    class_groups.add_learner(desk, group, replace(NEW, roll=None, guardian="not_asked"))
    assert (learners_of(desk, group)[-1].named, learners_of(desk, group)[-1].card) == (False, 5)


def test_a_roll_is_one_learners(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    taken = replace(NEW, roll="০২")
    with pytest.raises(KnownError) as caught:
        class_groups.add_learner(desk, group, taken)
    assert caught.value.code == "roll_taken"
    with pytest.raises(KnownError) as caught:
        class_groups.change_learner(desk, group, on_card(desk, group, 1).line, taken)
    assert caught.value.code == "roll_taken"
    class_groups.change_learner(desk, group, on_card(desk, group, 2).line, taken)
    assert on_card(desk, group, 2).roll == "০২"


def test_a_full_class_takes_nobody(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    with pytest.raises(KnownError) as caught:
        class_groups.add_learner(desk, a_group(desk, rows(200)), replace(NEW, roll=None))
    assert caught.value.code == "too_many_learners"


def test_a_new_spelling_keeps_the_learner(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    was = on_card(desk, group, 1)
    ids = [line.learner for line in desk.store.rosters.lines(group)]
    class_groups.change_learner(desk, group, was.line, replace(as_row(was), name_bn="শ্রেয়া দাশ", roll="১৭"))
    (now,) = [learner for learner in learners_of(desk, group) if learner.line == was.line]
    assert (now.name_bn, now.roll, now.card) == ("শ্রেয়া দাশ", "১৭", 17)
    assert [line.learner for line in desk.store.rosters.lines(group)] == ids
    assert "শ্রেয়া দাস".encode() not in pages(desk)


def test_a_refusal_deletes_the_name_at_once_and_a_later_yes_needs_it_typed_again(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    refusing = [on_card(desk, group, card).line for card in (1, 3)]
    gone = [NAMES[1].encode(), NAMES[3].encode()]
    assert all(name in pages(desk) for name in gone), "found before, or not finding it proves nothing"
    refuse(desk, group, refusing)
    assert not [name for name in gone if name in pages(desk)]
    assert [learner.named for learner in learners_of(desk, group)] == [False, True, False, True]
    agree(desk, group, refusing[:1])
    again = on_card(desk, group, 1)
    assert (again.named, again.may_be_named) == (False, True)
    class_groups.change_learner(desk, group, again.line, replace(as_row(again), name_bn=NAMES[1]))
    assert on_card(desk, group, 1).named
    assert class_groups.class_group(desk, group).unnamed == 1


def test_an_answer_keeps_its_day_until_it_changes(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(2))
    desk.close()
    desk = open_desk(desk.folder, PASSPHRASE, clock_at(day=9))
    first, second = learners_of(desk, group)
    class_groups.change_learner(desk, group, first.line, replace(as_row(first), name_bn="ক"))
    refuse(desk, group, [second.line])
    kept = [(line.consented_on, line.notice) for line in desk.store.rosters.lines(group)]
    assert kept == [("2026-08-03", "practice-1"), ("2026-08-09", "practice-1")]


def test_a_class_that_runs_keeps_its_seats(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    group = group_of(conduct)
    line = on_card(desk, group, 2).line
    with pytest.raises(KnownError) as caught:
        class_groups.remove_learner(desk, group, line)
    assert caught.value.code == "class_not_finished"
    with pytest.raises(KnownError) as caught:
        remove_class(desk, group)
    assert caught.value.code == "class_not_finished"
    class_groups.add_learner(desk, group, NEW)
    refuse(desk, group, [line])
    assert [attendee.seat.card for attendee in conduct.state.attendees.values()] == [1, 2, 3, 4]
    conduct.finish()
    facts = class_facts.attendance_facts(desk, conduct.session, 1)
    assert [row.roll for row in facts.rows] == ["1", "", "3", "4"], "the roll of whoever refused stays here"
    assert len(facts.names) == 3


def test_whoever_leaves_a_class_stays_in_the_lessons_they_sat_in(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.finish()
    group = group_of(conduct)
    class_groups.remove_learner(desk, group, on_card(desk, group, 2).line)
    assert [learner.card for learner in learners_of(desk, group)] == [1, 3, 4]
    facts = class_facts.attendance_facts(desk, conduct.session, 1)
    assert (len(facts.rows), len(facts.names)) == (4, 4)
    assert len(open_class(desk, [group], "taps-traps-taka").state.attendees) == 3


def test_whoever_never_sat_anywhere_leaves_nothing(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    class_groups.remove_learner(desk, group, on_card(desk, group, 2).line)
    assert NAMES[2].encode() not in pages(desk)


def test_a_class_stands_here_once(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    made = class_groups.store_group(desk, "eiin:107845", "8", "ka")
    assert (made.year, class_groups.class_group(desk, made.id).basis) == (2026, "letters")
    for grade, section in ((" 8", "ka"), ("৮", "Ka"), ("8", "ক"), ("অষ্টম", "KA"), ("Class 8", "Section Ka")):
        with pytest.raises(KnownError) as caught:
            class_groups.store_group(desk, "eiin:107845", grade, section)
        assert caught.value.code == "class_exists"
    assert class_groups.store_group(desk, "eiin:107845", "8", "kha").id != made.id
    with pytest.raises(KnownError) as caught:
        class_groups.store_group(desk, "somewhere", "8", "ga")
    assert caught.value.code == "bad_place"


def test_a_class_is_renamed_and_what_was_held_keeps_its_name(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.finish()
    group = group_of(conduct)

    def recorded() -> tuple[object, ...]:
        entries = desk.store.journal.entries(conduct.session)
        return [entry.data for entry in entries], seal.seal_class(desk, conduct.session)

    before = recorded()
    class_groups.rename_group(desk, group, " ৯ ", "kha")
    card = class_groups.class_group(desk, group)
    assert (card.title.en, card.title.bn, card.taught, card.learners) == (
        "Grade 9, section Kha",
        "৯ম শ্রেণি, খ শাখা",
        1,
        4,
    )
    held = desk.store.journal.finished()[conduct.session]
    assert class_title(held.groups).en == "Grade 8, section Ka"
    assert recorded() == before
    opened = open_class(desk, [group], "taps-traps-taka").state.opened
    assert opened is not None
    assert class_title(opened.groups).en == "Grade 9, section Kha"
    found = class_groups.find_group(desk, "eiin:107845", "9", "খ")
    assert found is not None
    assert found.id == group
    assert class_groups.find_group(desk, "eiin:107845", "8", "ka") is None


def test_a_name_of_another_class_or_none_at_all_is_refused(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk)
    other = class_groups.store_group(desk, "eiin:107845", "9", "kha").id
    class_groups.store_group(desk, "eiin:107846", "9", "ga")
    for grade, section in (("অষ্টম", "ক"), ("Class 8", "KA")):
        with pytest.raises(KnownError) as caught:
            class_groups.rename_group(desk, other, grade, section)
        assert caught.value.code == "class_exists"
    with pytest.raises(KnownError) as caught:
        class_groups.rename_group(desk, other, " ", "ka")
    assert caught.value.code == "no_class_name"
    class_groups.rename_group(desk, group, "9", "ga")
    class_groups.rename_group(desk, group, "৯", "গ")
    assert class_groups.class_group(desk, group).group.section == "গ", "the same name in other letters is its own"
