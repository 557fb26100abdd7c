"""Learners by hand: added, renamed, refused and taken out; names only where they may be kept and seen."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from bsuh_desktop.services.class_lists.class_groups import Learner, class_groups, learners_of
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import choose, key, named, press
from tests.helpers.list_pages import alive, asked, on_page, press_verb, row, table, told, with_a_name
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def at_learners(visit: Visit) -> None:
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes", "open_learners")
    on_page(visit, "learners")


def learners(visit: Visit) -> list[Learner]:
    """The learners of the only class, as they are kept."""
    return asked(visit, lambda desk: learners_of(desk, class_groups(desk)[0].group.id))


def line(visit: Visit, roll: str) -> str:
    """The key of the row with that roll."""
    return next(each.key for each in table(visit).rows() if each.cells[0].text == roll)


def answer(visit: Visit, words: str) -> None:
    choose(named(visit.window, "answer", QComboBox), words)


def test_the_learners_stand_with_what_they_said_except_while_others_may_look_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.four) as visit:
        at_learners(visit)
        assert read(visit, "header_title") == "Grade 8, section Ka"
        one, refused = row(visit, line(visit, "1")), row(visit, line(visit, "4"))
        assert [cell.text for cell in one.cells[:4]] == ["1", "শ্রেয়া দাস", "—", "Name kept"]
        assert [cell.text for cell in refused.cells[:4]] == ["4", "", "—", "Said “no”"]
        visit.bridge.projector.set_shows_this_screen(None)
        visit.quiet()
        assert {(each.cells[1].text, each.cells[3].text) for each in table(visit).rows()} == {("hidden", "hidden")}
        press_verb(visit, line(visit, "2"))
        assert not shows(visit, "name_bn")
        visit.write("roll", "22")
        visit.press("save")
        changed = learners(visit)[1]
        assert (changed.roll, changed.name_bn) == ("22", "জ্যোৎস্না চাকমা"), "what was hidden stays as it was"
        press_verb(visit, line(visit, "4"))
        assert not shows(visit, "answer")
        assert "The learner is counted" not in read(visit, "editor")
        visit.press("save")
        assert learners(visit)[3].guardian == "no"
        visit.press("start_preparing")
        on_page(visit, "set_up")
        assert "Grade 8, section Ka" in read(visit, "class_card"), "the class is prepared from here"


def test_the_notice_that_was_read_aloud_is_shown_and_follows_the_language(tmp_path: Path) -> None:
    def earlier(desk: Desk) -> None:
        prepared.four(desk)
        (group,) = class_groups(desk)
        for one in desk.store.rosters.lines(group.group.id):
            desk.store.rosters.change_line(msgspec.structs.replace(one, notice="aloud-1"))

    with visiting(tmp_path, earlier) as visit:
        at_learners(visit)
        assert not shows(visit, "read_notice")
        press_verb(visit, line(visit, "1"))
        visit.press("read_notice")
        assert "Who took part in the class." in read(visit, "notice_text")
        key(visit.seen(), "F9")
        visit.quiet()
        assert "কে ক্লাসে ছিলে।" in read(visit, "notice_text")
        visit.press("close")


def test_learners_are_written_one_by_one_with_enter(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.without_learners) as visit:
        at_learners(visit)
        assert "No learners yet" in read(visit, "nobody")
        name = visit.see("name_bn")
        may_be_kept = [name.isEnabled()]
        for words in ("Yes", "No"):
            answer(visit, words)
            may_be_kept.append(name.isEnabled())
        assert may_be_kept == [False, True, False]
        for roll, written in (("১", "মং চাই"), ("২", "উম্মে হাবিবা")):
            visit.write("roll", roll)
            answer(visit, "Yes")
            visit.write("name_bn", written)
            key(visit.see("name_bn"), "Return")
            visit.quiet()
            assert visit.window.focusWidget() is visit.see("roll"), "the next one can be written at once"
        assert not shows(visit, "nobody")
        kept = [(one.roll, one.name_bn, one.guardian, one.named) for one in learners(visit)]
        assert kept == [("১", "মং চাই", "yes", True), ("২", "উম্মে হাবিবা", "yes", True)]
        visit.write("roll", "")
        for _ in range(2):
            key(visit.see("roll"), "Return")
        visit.quiet()
        assert len(learners(visit)) == 3, "Enter twice adds one"


def test_a_roll_that_nobody_changes_is_in_the_digits_of_the_desk(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.four) as visit:
        at_learners(visit)
        press_verb(visit, line(visit, "2"))
        visit.speak("bn", 1.0)
        assert named(visit.window, "roll", QLineEdit).text() == "২"
        visit.write("roll", "22")
        visit.speak("en", 1.0)
        assert named(visit.window, "roll", QLineEdit).text() == "22", "what a person typed stays"


def test_a_learner_is_renamed_says_no_and_is_taken_out(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.four) as visit:
        at_learners(visit)
        visit.write("roll", "৩")
        visit.press("save")
        assert told(visit).startswith("Roll 3 is another learner's.")
        assert len(learners(visit)) == 4
        press_verb(visit, line(visit, "2"))
        visit.write("roll", "22")
        visit.write("name_en", "Jyotsna Chakma")
        choose(named(visit.window, "sex", QComboBox), "Girl")
        visit.press("save")
        changed = learners(visit)[1]
        assert (changed.roll, changed.name_en, changed.sex) == ("22", "Jyotsna Chakma", "f")
        assert changed.name_bn == "জ্যোৎস্না চাকমা"
        assert read(visit, "editor_title") == "Add a learner", "the fields are free for the next one"
        press_verb(visit, line(visit, "1"))
        answer(visit, "No")
        visit.press("save")
        one = learners(visit)[0]
        assert (one.name_bn, one.assent, one.named) == ("", "no", False), "a no deletes the name at once"
        assert row(visit, line(visit, "1")).cells[3].text == "Said “no”"
        take_out(visit, "22")
        assert [one.roll for one in learners(visit)] == ["1", "3", "4"]


def take_out(visit: Visit, roll: str) -> None:
    """After one question."""
    press_verb(visit, line(visit, roll))
    for verb in ("keep", "remove"):
        assert len(learners(visit)) == 4
        visit.press("remove")
        press(named(visit.dialog(), verb))
        visit.quiet()


def test_no_name_is_alive_once_the_page_is_left(tmp_path: Path) -> None:
    with visiting(tmp_path, with_a_name) as visit:
        at_learners(visit)
        press_verb(visit, line(visit, "1"))
        assert alive(), "the page shows it"
        visit.press("leave", "back")
        on_page(visit, "classes")
        assert alive() == []
