from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read, shows, status, touch
from tests.helpers.hands import key, named, press, type_in, until, until_focused, write
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
SEVENTH, TWELFTH, NEW = "Kironmoyee Das", "১২", "নতুন নাম"


def without_list(desk: Desk) -> None:
    prepared.as_made(desk)
    open_wished_class(desk, ClassWish((), prepared.PACK))


def at_roll_call(visit: Visit) -> None:
    """The class of the desk is gone on with, and nobody else looks at the screen."""
    visit.unlock()
    visit.in_private()
    visit.press("go_on")


def with_list(visit: Visit, headcount: str = "58") -> None:
    at_roll_call(visit)
    type_in(visit.see("headcount"), headcount)
    key(visit.window, "Return")
    until(lambda: shows(visit, "chips"), "the list is open")
    visit.quiet()


def roll(visit: Visit, text: str) -> None:
    """Types into the field, then Enter."""
    type_in(field(visit), text)
    key(field(visit), "Return")
    visit.quiet()


def field(visit: Visit) -> QLineEdit:
    found = visit.see("roll")
    assert isinstance(found, QLineEdit)
    return found


def test_the_heads_are_counted_before_the_list_shows_or_left_out(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        at_roll_call(visit)
        assert not shows(visit, "chips")
        assert "58" not in read(visit, "body")
        type_in(visit.see("headcount"), "৫৫")
        key(visit.see("headcount"), "Return")
        visit.quiet()
        assert class_of(visit).view.headcount == 55
        assert shows(visit, "chips")
        assert not shows(visit, "headcount")
        assert "of 58 on the list" in read(visit, "present_card")
        until_focused(field(visit))
        visit.press("undo")
        assert class_of(visit).view.headcount is None
        assert shows(visit, "headcount")
        assert not shows(visit, "chips")
        visit.press("open_list")
        assert "Nobody typed a headcount." in read(visit, "count_problem")
        visit.press("without_count")
        assert class_of(visit).view.headcount is None
        assert shows(visit, "chips")
        assert "Not counted" in read(visit, "headcount_card")


def test_a_touch_is_absent_and_a_second_one_present(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        with_list(visit)
        touch(visit, 7)
        visit.quiet()
        assert status(visit, 7) == "absent"
        assert read(visit, "present") == "57"
        assert SEVENTH in read(visit, "missing")
        touch(visit, 7)
        visit.quiet()
        assert status(visit, 7) == "present"
        assert not shows(visit, "missing")
        touch(visit, 8)
        touch(visit, 8)
        visit.quiet()
        assert status(visit, 8) == "present", "two touches in a moment are two"
        visit.press("mark_late")
        touch(visit, 3)
        visit.press("mark_left")
        touch(visit, 4)
        visit.press("mark_absent")
        touch(visit, 5)
        visit.quiet()
        assert [status(visit, card) for card in (3, 4, 5)] == ["late", "left_early", "absent"]
        assert "Came late" in read(visit, "missing")
        key(visit.see("chips"), "Right")
        key(visit.see("chips"), "L")
        visit.quiet()
        assert status(visit, 6) == "late"


def test_a_roll_and_enter_does_the_same_in_both_digits_and_undo_takes_it_back(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        with_list(visit)
        for typed in ("12", TWELFTH):
            for mark in ("absent", "present"):
                type_in(field(visit), typed)
                assert f"Enter marks {mark}" in read(visit, "hint")
                key(field(visit), "Return")
                visit.quiet()
                assert status(visit, 12) == mark
                assert not field(visit).text()
        roll(visit, "7")
        assert read(visit, "hint") == "Roll 7: absent"
        roll(visit, "8")
        key(field(visit), "Ctrl+Z")
        visit.quiet()
        assert (status(visit, 7), status(visit, 8)) == ("absent", "not_called")
        assert read(visit, "hint") == "Undone: Roll 8: absent"
        visit.press("undo")
        assert status(visit, 7) == "not_called"
        touch(visit, 9)
        visit.quiet()
        key(visit.see("chips"), "Ctrl+Z")
        visit.quiet()
        assert status(visit, 9) == "not_called"


def test_a_name_is_found_several_are_never_guessed_and_teaching_starts_when_the_roll_is_called(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        with_list(visit, "57")
        roll(visit, "kironmoyee das")
        assert status(visit, 7) == "absent"
        type_in(field(visit), "das")
        assert read(visit, "hint").startswith("Several: 1 = Roll 7 Kironmoyee Das")
        before = class_of(visit).view.rows
        key(field(visit), "Return")
        visit.quiet()
        assert class_of(visit).view.rows == before
        write(field(visit), "zzz")
        assert read(visit, "hint") == "Nobody in this class matches."
        write(field(visit), "")
        visit.press("start_teaching")
        until(lambda: visit.window.page.name == "teach", "the lesson begins")
        visit.quiet()
        counts = class_of(visit).counts
        assert (counts.present, counts.absent, counts.not_called) == (57, 1, 0)


def test_a_difference_is_said_with_its_remedy_and_who_is_on_no_list_joins(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        with_list(visit, "57")
        assert "The list has 1 more than the headcount. Mark who is absent." in read(visit, "difference")
        touch(visit, 7)
        visit.quiet()
        assert read(visit, "difference") == "List and headcount match."
        visit.press("change_headcount")
        write(visit.see("headcount"), "60")
        visit.press("open_list")
        assert "The headcount has 3 more than the list. Who is here" in read(visit, "difference")
        add_learner(visit, "৬৪", "guardian_yes")
        row = class_of(visit).view.rows[-1]
        assert (row.card, row.status, row.added) == (64, "present", True)
        assert class_of(visit).names[row.learner].name_bn == NEW
        assert read(visit, "hint") == "Roll 64: joined the class"
        add_learner(visit, "65", "guardian_not_asked")
        row = class_of(visit).view.rows[-1]
        assert (row.card, row.status, row.added) == (65, "present", True)
        assert class_of(visit).names[row.learner].name_bn == "", "who is named with consent alone"
        assert read(visit, "hint") == "Roll 65: joined the class"
        assert "The headcount has 1 more than the list." in read(visit, "difference")
        touch(visit, 7)
        visit.quiet()
        assert read(visit, "difference") == "List and headcount match."


def add_learner(visit: Visit, roll: str, answer: str) -> None:
    """Somebody who is on no list, as the dialog asks for them."""
    visit.press("add_learner")
    dialog = visit.dialog()
    write(named(dialog, "roll_text"), roll)
    write(named(dialog, "name_bangla"), NEW, at_once=True)
    press(named(dialog, answer))
    press(named(dialog, "add"))
    visit.quiet()


def test_how_it_was_counted_is_kept_and_parts_that_do_not_add_up_are_refused_in_place(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_roll_call) as visit:
        at_roll_call(visit)
        visit.press("told", "more_parts")
        visit.write("girls", "30")
        visit.write("headcount", "31")
        visit.press("open_list")
        assert "do not add up to 31" in read(visit, "count_problem")
        assert class_of(visit).view.headcount is None
        visit.write("headcount", "")
        for name, text in (("girls", "৩০"), ("boys", "27"), ("women", "1")):
            visit.write(name, text)
        assert visit.see("headcount").property("text") == "58"
        visit.press("open_list")
        picture = class_of(visit)
        assert (picture.view.headcount, picture.how_counted) == (58, "told")
        assert picture.headcount_parts == {"girls": 30, "boys": 27, "women": 1}
        assert "A teacher said so" in read(visit, "headcount_card")


def test_in_public_view_no_name_stands_anywhere(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.counted) as visit:
        at_roll_call(visit)
        assert "Humayra" in read(visit, "missing")
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        type_in(field(visit), "7")
        assert read(visit, "hint") == "Roll 7: Enter marks absent"
        write(field(visit), "kironmoyee")
        assert read(visit, "hint") == "Nobody in this class matches."
        names = [name for paper in class_of(visit).names.values() for name in (paper.name_bn, paper.name_en) if name]
        assert names
        body = read(visit, "body")
        assert not [name for name in names if name in body]
        visit.press("add_learner")
        dialog = visit.dialog()
        assert not named(dialog, "no_names").isHidden()
        assert not [part for part in dialog.findChildren(QWidget, "name_bangla") if part.isVisible()]
        press(named(dialog, "cancel"))
        visit.in_private()
        visit.press("add_learner")
        write(named(visit.dialog(), "name_bangla"), "মং চাই")
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert visit.seen() is visit.window, "a name that is being written is put away when the class may look on"
        assert len(class_of(visit).view.rows) == 58


def test_a_class_without_a_list_has_its_headcount_with_parts(tmp_path: Path) -> None:
    with visiting(tmp_path, without_list) as visit:
        at_roll_call(visit)
        assert not shows(visit, "chips")
        assert not shows(visit, "open_list")
        visit.press("start_teaching")
        assert "Nobody typed a headcount." in read(visit, "count_problem")
        visit.write("girls", "১৬")
        visit.write("boys", "14")
        key(visit.see("boys"), "Return")
        until(lambda: visit.window.page.name == "teach", "the lesson begins")
        visit.quiet()
        assert class_of(visit).view.headcount == 30
        assert class_of(visit).headcount_parts == {"girls": 16, "boys": 14}


def test_the_list_speaks_bangla(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.counted) as visit:
        at_roll_call(visit)
        visit.press("language_bn")
        assert read(visit, "present") == "৫৫"
        assert "হুমায়রা তালুকদার\nঅনুপস্থিত" in read(visit, "missing")
        touch(visit, 7)
        visit.quiet()
        assert read(visit, "hint") == "রোল ৭: অনুপস্থিত"
