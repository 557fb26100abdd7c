"""Slips of a roll settled on its page: a headcount that disagrees, undo after the quiz, one name twice, visitors."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.roster import RosterRow, assign_cards
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read, shows, status, touch
from tests.helpers.hands import key, type_in, until, write
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
NAME, OTHER = "রহিমা খাতুন", "শ্রেয়া দাস"


def at_roll_call(visit: Visit) -> None:
    visit.unlock()
    visit.in_private()
    visit.press("go_on")


def counted(visit: Visit, heads: int) -> None:
    at_roll_call(visit)
    type_in(visit.see("headcount"), str(heads))
    key(visit.window, "Return")
    until(lambda: shows(visit, "chips"), "the list is open")
    visit.quiet()


def enter(visit: Visit, typed: str) -> None:
    type_in(visit.see("roll"), typed)
    key(visit.see("roll"), "Return")
    visit.quiet()


def kinds(visit: Visit) -> list[str]:
    """The journal of the class, event by event."""
    found: list[list[str]] = []
    session = class_of(visit).session
    visit.bridge.query(lambda desk: [e.header.kind for e in desk.store.journal.entries(session)], found.append)
    until(lambda: found, "the journal is read")
    return found[0]


def test_a_headcount_that_disagrees_is_settled_in_its_place(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        counted(visit, 60)
        assert "The headcount has 2 more than the list." in read(visit, "difference")
        enter(visit, "7")
        assert "The headcount has 3 more than the list." in read(visit, "difference")
        assert read(visit, "visitors_here") == "Add 3 as visitors"
        visit.press("visitors_here")
        assert read(visit, "difference") == "List and headcount match."
        assert not shows(visit, "settle")
        assert "of 58 + 3 visiting" in read(visit, "present_card")
        assert [row.card for row in class_of(visit).view.rows if row.visitor] == [59, 60, 61]

        enter(visit, "8")
        assert "The headcount has 1 more" in read(visit, "difference")
        visit.press("count_again")
        write(visit.see("headcount"), "58")
        visit.press("open_list")
        assert "The list has 1 more than the headcount. Mark who is absent." in read(visit, "difference")
        assert not shows(visit, "visitors_here")
        visit.press("leave_difference")
        assert read(visit, "difference").startswith("Kept as it is.")
        assert not shows(visit, "settle")
        touch(visit, 59)
        visit.quiet()
        assert read(visit, "difference") == "List and headcount match."
        touch(visit, 10)
        visit.quiet()
        assert shows(visit, "settle"), "another difference is another question"
        visit.press("leave_difference", "start_teaching")
        key(visit.window, "F10")
        visit.quiet()
        assert "Headcount 58, roll call 57." in read(visit, "counts_card")


def test_a_slip_of_the_roll_is_undone_after_the_quiz(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.answered_by_hands) as visit:
        at_roll_call(visit)
        before = class_of(visit)
        visit.press("rail_roll_call")
        assert (str(before.undo_roll), str(before.undo)) == ("Roll 41: late", "The count of hands")
        assert read(visit, "undo") == "Undo: Roll 41: late"
        key(visit.window, "Ctrl+Z")
        visit.quiet()
        assert read(visit, "hint") == "Undone: Roll 41: late"
        assert status(visit, 41) == "present"
        assert read(visit, "undo") == "Undo: Roll 33: absent"
        visit.press("undo")
        assert status(visit, 33) == "present"
        now = class_of(visit)
        assert [asking.counts for asking in now.askings] == [asking.counts for asking in before.askings]
        assert [asking.people for asking in now.askings] == [asking.people + 1 for asking in before.askings]
        assert kinds(visit)[-2:] == ["undone/1", "undone/1"]
        key(visit.window, "Ctrl+Y")
        visit.quiet()
        assert status(visit, 33) == "absent"
        assert read(visit, "hint") == "Redone: Roll 33: absent"
        assert not shows(visit, "put_back")
        assert kinds(visit)[-1] == "roll_marked/1"
        assert kinds(visit).count("hands_counted/1") == len(before.askings)


def two_sections(desk: Desk) -> None:
    """Rolls 1 to 5 in ka and in kha; roll 2 of both, and roll 4 of ka, have one name."""
    prepared.as_made(desk)
    groups = []
    for section in ("ka", "kha"):
        rolls = [str(number) for number in range(1, 6)]
        names = dict.fromkeys(rolls, OTHER) | {"2": NAME} | ({"4": NAME} if section == "ka" else {})
        cards = zip(assign_cards(rolls), rolls, strict=True)
        rows = [RosterRow(card, roll, card, f"{names[roll]}", None, guardian="yes") for card, roll in cards]
        group = enrol.new_group("eiin:107845", 2026, "8", section)
        enrol.agree(desk, group, "letters", rows)
        groups.append(group.id)
    open_wished_class(desk, ClassWish(tuple(groups), prepared.PACK))


def test_two_of_one_name_and_of_one_roll_are_told_apart(tmp_path: Path) -> None:
    with visiting(tmp_path, two_sections) as visit:
        counted(visit, 10)
        type_in(visit.see("roll"), "রহিমা")
        assert read(visit, "hint") == (
            f"Several: 1 = Roll 2, section Ka {NAME} · 2 = Roll 4, section Ka {NAME} · "
            f"3 = Number 7 (roll 2, section Kha) {NAME}"
        )
        before = class_of(visit).view.rows
        key(visit.see("roll"), "Return")
        visit.quiet()
        assert class_of(visit).view.rows == before, "nobody is guessed"
        enter(visit, "3")
        assert status(visit, 7) == "absent"
        assert "Number 7 (roll 2, section Kha) · 3 of 3 with this name · Absent" in read(visit, "missing")
        assert read(visit, "undo") == "Undo: Number 7 (roll 2, section Kha): absent"

        type_in(visit.see("roll"), "1")
        assert read(visit, "hint").startswith("Several: a = Roll 1, section Ka")
        enter(visit, "bl")
        assert status(visit, 6) == "late"
        assert status(visit, 1) == "not_called"


def test_a_visitor_with_a_name(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        counted(visit, 59)
        visit.press("add_learner", "visits")
        assert not [part for part in visit.seen().findChildren(QWidget, "roll_text") if part.isVisible()]
        visit.write("name_bangla", NAME)
        visit.press("guardian_yes", "add")
        row = class_of(visit).view.rows[-1]
        assert (row.card, row.visitor, row.named) == (59, True, True)
        assert class_of(visit).names[row.learner].name_bn == NAME
        assert read(visit, "hint") == "Visitor (number 59): joined the class"
        assert read(visit, "difference") == "List and headcount match."
