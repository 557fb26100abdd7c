from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_groups
from bsuh_desktop.services.classroom.set_up import unfinished
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import add_colleague, own_code
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import day, prepared
from tests.helpers.class_pages import class_of, read, shows, status
from tests.helpers.desks import practice_desk
from tests.helpers.hands import key, named, press, type_in, until
from tests.helpers.programmes import joined_desk
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
WRONG_YEAR = datetime.datetime(2020, 1, 1, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=6)))


def in_doubt(desk: Desk) -> None:
    """A class, and a clock that nobody can believe."""
    prepared.with_class(desk)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.set(WRONG_YEAR)


def a_few(desk: Desk) -> None:
    """A class of twelve."""
    prepared.as_made(desk)
    add_practice_class(desk, 12)


def at_set_up(visit: Visit, **place: object) -> None:
    visit.unlock()
    visit.go("set_up", **place)  # type: ignore[arg-type]


def on_page(visit: Visit, name: str) -> None:
    until(lambda: visit.window.page.name == name, f"the page {name} is shown")
    visit.quiet()


def choose(visit: Visit, *cards: str) -> QWidget:
    """Opens the question for the class and touches cards of it."""
    visit.press("change_class")
    dialog = visit.dialog()
    for card in cards:
        press(named(dialog, card))
    return dialog


def test_the_only_class_and_module_stand_on_their_cards_and_without_a_list_excludes_every_list(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_set_up(visit)
        module, card = read(visit, "module_card"), read(visit, "class_card")
        assert "Taps, Traps and Taka" in module
        assert "Ages 13–17" in module
        assert "58 on the list" in card
        visit.press("language_bn")
        assert "ট্যাপ, ফাঁদ আর টাকা" in read(visit, "module_card")
        assert "৮ম শ্রেণি, ক শাখা" in read(visit, "class_card")
        visit.press("language_en")
        dialog = choose(visit, "offer_none")
        key(dialog, "Escape")
        visit.quiet()
        assert "Grade 8, section Ka" in read(visit, "class_card")
        dialog = choose(visit, "offer_none")
        press(named(dialog, "choose"))
        assert "Class without a list" in read(visit, "class_card")
        assert not visit.see("one_device").isEnabled(), "nobody has a number to answer by"
        key(visit.window, "Return")
        on_page(visit, "roll_call")
        assert (class_of(visit).groups, class_of(visit).view.rows) == ((), ())


def test_the_open_class_stands_and_its_way_of_answering_can_still_change(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.bridge.set_stage_language("bn")
        at_set_up(visit)
        visit.press("one_device")
        assert "with all 13 questions takes about 377 min" in read(visit, "sharing_offer")
        visit.press("use_hands")
        assert not shows(visit, "sharing_offer")
        visit.press("start_roll_call")
        on_page(visit, "roll_call")
        assert class_of(visit).choices.by == "hands"
        assert visit.bridge.stage.language == "bn"
        session = class_of(visit).session
        visit.press("back")
        assert not shows(visit, "change_class")
        visit.press("one_device", "stage_english")
        assert (class_of(visit).session, class_of(visit).choices.by) == (session, "shared")
        assert class_of(visit).choices.stage_language == "en"
        visit.press("start_roll_call")
        on_page(visit, "roll_call")
        assert class_of(visit).session == session
        assert visit.bridge.stage.language == visit.bridge.stage_language == "en"
        visit.go("set_up", path="new")
        assert visit.bridge.stage_language == "bn", "the language of one stage does not leak into the next class"
        assert visit.see("stage_bangla").property("checked")
        assert visit.see("by_hands").property("checked")


def test_the_projector_is_asked_for_anew_with_each_class_and_without_one_it_is_taught_by_voice(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_set_up(visit, path="new")
        assert visit.bridge.public
        wall, voice = visit.see("on_the_wall"), visit.see("by_voice")
        assert isinstance(wall, QPushButton)
        assert isinstance(voice, QPushButton)
        assert (wall.isChecked(), voice.isChecked()) == (True, False)
        visit.press("projector_no", "projector_no")
        assert visit.see("projector_no").property("checked"), "what is answered again stays answered"
        assert not visit.bridge.public
        assert (wall.isChecked(), voice.isChecked()) == (False, True)
        assert "You say it and write it on the board." in read(visit, "projector_card")
        visit.press("on_the_wall", "on_the_wall")
        assert (wall.isChecked(), voice.isChecked()) == (True, False)
        visit.press("projector_yes")
        assert visit.bridge.public
        visit.press("projector_no", "on_the_wall", "by_voice", "one_device", "stage_english")
        assert visit.bridge.picture is None
        visit.press("start_roll_call")
        on_page(visit, "roll_call")
        picture = class_of(visit)
        choices = picture.choices
        assert (choices.voice, choices.by, choices.stage_language) == (True, "shared", "en"), "as it was set up"
        assert (picture.pack.id, len(picture.view.rows)) == (prepared.PACK, 58)
        assert visit.bridge.stage.language == "en"
        assert not visit.bridge.public
        visit.go("set_up", path="new")
        assert visit.bridge.public
        assert not visit.see("projector_no").property("checked")


def test_a_clock_in_doubt_asks_for_the_date_before_the_roll(tmp_path: Path) -> None:
    with visiting(tmp_path, in_doubt) as visit:
        at_set_up(visit)
        assert not shows(visit, "date_card")
        visit.press("start_roll_call")
        assert "It says: 1 January 2020" in read(visit, "date_card")
        assert not visit.see("start_roll_call").isEnabled()
        for name, text in (("day", "31"), ("month", "2"), ("year", "2026")):
            visit.write(name, text)
        assert read(visit, "why_not") == "Write the date first.", "a day that is none is no date"
        assert not visit.see("start_roll_call").isEnabled()
        for name, text in (("day", "৩"), ("month", "8"), ("year", "২০৩৬")):
            visit.write(name, text)
        assert read(visit, "date_text") == "3 August 2036"
        visit.press("start_roll_call")
        assert "The programme runs from" in read(visit, "date_problem")
        visit.write("year", "2026")
        assert not shows(visit, "date_problem")
        key(visit.see("year"), "Return")
        on_page(visit, "roll_call")
        assert class_of(visit).date == datetime.date(2026, 8, 3)


def test_the_open_class_is_gone_on_with_or_finished_before_another_one_begins(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        at_set_up(visit, path="without_list")
        visit.press("start_roll_call")
        dialog = visit.dialog()
        assert isinstance(dialog, Dialog)
        assert dialog.question.text() == "Grade 8, section Ka is not finished"
        key(dialog, "Escape")
        visit.quiet()
        assert (visit.window.page.name, visit.bridge.picture) == ("set_up", None)
        begin_all_the_same(visit, "go_on")
        on_page(visit, "teach")
        assert class_of(visit).view.slide == 5
        assert len(unfinished_of(visit)) == 1
        visit.go("set_up", path="without_list")
        assert visit.bridge.picture is None
        begin_all_the_same(visit, "finish")
        on_page(visit, "roll_call")
        assert not class_of(visit).groups
        assert unfinished_of(visit) == [class_of(visit).session]


def test_two_sections_sit_in_one_room_with_a_card_number_each(tmp_path: Path) -> None:
    with visiting(tmp_path, day.four_groups, projector=True) as visit:
        at_set_up(visit)
        assert "The class never sees this screen." in read(visit, "projector_card"), "it has a projector beside"
        assert not shows(visit, "projector_yes")
        assert not visit.bridge.public
        ids = [one.group.id for one in groups_of(visit)]
        dialog = choose(visit, *(f"offer_{key}" for key in ids[1:3]))
        press(named(dialog, "choose"))
        visit.quiet()
        assert "Grade 7, section Ka + Grade 7, section Kha" in read(visit, "class_card")
        assert "9 on the list" in read(visit, "class_card")
        visit.press("start_roll_call")
        on_page(visit, "roll_call")
        picture = class_of(visit)
        assert [row.card for row in picture.view.rows] == list(range(1, 10))
        first = [row.card for row in picture.view.rows if picture.names[row.learner].roll == "1"]
        assert first == [1, 6]
        assert {row.group for row in picture.view.rows if row.card in first} == set(ids[1:3])
        type_in(visit.see("headcount"), "8")
        key(visit.window, "Return")
        visit.quiet()
        type_in(visit.see("roll"), "1")
        key(visit.see("roll"), "Return")
        visit.quiet()
        assert {status(visit, card) for card in first} == {"not_called"}, "whose roll 1 was not said"
        key(visit.see("roll"), "B")
        key(visit.see("roll"), "Return")
        visit.quiet()
        assert [status(visit, card) for card in first] == ["not_called", "absent"]


def groups_of(visit: Visit) -> list[ClassGroup]:
    found: list[list[ClassGroup]] = []
    visit.bridge.query(class_groups, found.append)
    until(lambda: found, "the desk has answered")
    return found[0]


def test_a_few_pass_a_device_round_and_a_colleague_is_added_by_the_code_of_their_desk(tmp_path: Path) -> None:
    there = practice_desk(tmp_path / "there")
    code, key_id = own_code(there), there.vault.signing_key.key_id.hex()
    with visiting(tmp_path, a_few) as visit:
        at_set_up(visit)
        visit.press("one_device")
        assert not shows(visit, "sharing_offer"), "a few learners may pass a device round"
        visit.in_private()
        assert read(visit, "co_text") == "You teach alone"
        visit.press("change_co")
        dialog = visit.dialog()
        visit.write("code", code[:-1] + ("0" if code[-1] != "0" else "1"))
        visit.write("name", "তানভীর হাসান")
        visit.press("add_person")
        assert "This is not a code of a desk." in read(visit, "person_problem")
        visit.write("code", code.lower())
        key(visit.see("code"), "Return")
        visit.quiet()
        assert visit.seen() is dialog, "Enter in a field adds the person, no more"
        box = named(dialog, f"person_{key_id}", QCheckBox)
        assert (box.text(), box.isChecked()) == ("তানভীর হাসান", True)
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        assert "তানভীর" not in box.text()
        visit.in_private()
        press(named(dialog, "choose"))
        visit.quiet()
        assert read(visit, "co_text") == "With তানভীর হাসান"
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        assert read(visit, "co_text") == "Teaching with you: 1"
        visit.press("start_roll_call")
        on_page(visit, "roll_call")
        assert class_of(visit).co == (key_id,)


def asked(visit: Visit) -> str:
    """The question that is open."""
    dialog = visit.dialog()
    assert isinstance(dialog, Dialog)
    return dialog.question.text()


def test_where_the_class_can_see_the_desk_no_name_is_asked_about(tmp_path: Path) -> None:
    there = practice_desk(tmp_path / "there")
    code, key_id = own_code(there), there.vault.signing_key.key_id.hex()

    def known(desk: Desk) -> None:
        a_few(desk)
        add_colleague(desk, code, "তানভীর হাসান")

    with visiting(tmp_path, known) as visit:
        at_set_up(visit)
        visit.in_private()
        visit.press("change_co")
        dialog = visit.dialog()
        press(named(dialog, f"delete_{key_id}"))
        assert visit.dialog() is not dialog
        visit.bridge.projector.set_shows_this_screen(True)
        visit.quiet()
        assert visit.seen() is dialog, "the question goes as the name does"
        press(named(dialog, f"delete_{key_id}"))
        assert asked(visit) == f"Delete this name? {code}"
        press(named(visit.seen(), "delete"))
        visit.quiet()
        assert shows(visit, "nobody")
        visit.press("cancel")


def begin_all_the_same(visit: Visit, choice: str) -> None:
    """Starts although a class is not finished, and answers what becomes of that."""
    visit.press("start_roll_call")
    press(named(visit.dialog(), choice))
    visit.quiet()


def unfinished_of(visit: Visit) -> list[str]:
    found: list[list[str]] = []
    visit.bridge.query(lambda desk: [one.session for one in unfinished(desk)], found.append)
    until(lambda: found, "the desk has answered")
    return found[0]


def test_a_desk_of_a_real_programme_may_practise_too(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    add_practice_class(desk, 9)
    desk.close()
    with visiting(tmp_path) as visit:
        at_set_up(visit)
        assert not shows(visit, "practice_note")
        visit.press("practice_only")
        assert read(visit, "practice_note") == "Practice: nothing here goes into a report."
        visit.press("start_roll_call")
        on_page(visit, "roll_call")
        assert class_of(visit).view.practice


def test_a_class_is_kept_for_another_day(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        at_set_up(visit)
        visit.press("keep_for_later")
        dialog = visit.dialog()
        assert not shows_in(dialog, "date_fields")
        visit.press("on_tomorrow")
        assert read(visit, "day_text") == "4 August 2026"
        visit.press("on_another")
        visit.write("day", "2")
        assert read(visit, "when_problem") == "Write today's date or a later one."
        assert not visit.see("keep").isEnabled()
        visit.write("day", "৯")
        visit.write("time", "1030")
        assert (read(visit, "day_text"), read(visit, "time_text")) == ("9 August 2026", "10:30 am")
        key(dialog, "F9")
        visit.quiet()
        assert (read(visit, "day_text"), read(visit, "time_text")) == ("৯ আগস্ট ২০২৬", "সকাল ১০:৩০")
        visit.press("keep")
        on_page(visit, "home")


def shows_in(window: QWidget, name: str) -> bool:
    return any(part.isVisible() for part in window.findChildren(QWidget, name))
