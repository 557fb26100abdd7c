from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QTextBrowser

from bsuh_desktop.presenters.stage import Tally
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.services.classroom.class_picture import AskedQuestion
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.display import show_on
from tests.helpers.hands import front, key, named, press, settle, tab_to, until, until_laid_out, write
from tests.helpers.slow_desk import held
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
PRE, ACTIVITY, QUESTION, POST, LAST = 3, 5, 6, 13, 15
PEOPLE = 55
SKIPPED = 7


def teach(visit: Visit) -> None:
    """Goes through the door and on with the class, as Home offers it."""
    visit.unlock()
    visit.press("go_on")
    until(lambda: visit.window.page.name == "teach", "the page is shown")
    visit.quiet()


def here(visit: Visit) -> int:
    """The slide: the same on the stage and in the journal."""
    number = visit.bridge.stage.content.slide
    assert class_of(visit).view.slide == number
    return number


def verb(visit: Visit) -> str:
    return read(visit, "next_step")


def do(visit: Visit, *keys: str) -> None:
    for each in keys:
        key(visit.window, each)
        visit.quiet()


def count(visit: Visit, *numbers: int) -> None:
    """Types the hands from A on, Enter after each that does not go on by itself."""
    for letter, number in zip("abcd", numbers, strict=False):
        write(visit.see(f"count_{letter}"), str(number), at_once=True)
        visit.quiet()
        if visit.see(f"count_{letter}").hasFocus():
            key(visit.see(f"count_{letter}"), "Return")
    visit.quiet()


def shown(visit: Visit) -> Tally | None:
    """The results on the stage."""
    return visit.bridge.stage.content.tally


def last(visit: Visit) -> AskedQuestion:
    return class_of(visit).askings[-1]


def gone_to(visit: Visit, number: int) -> int:
    """The slide after slide `number` was chosen among all of them."""
    press(named(visit.dialog(), f"slide_{number}"))
    visit.quiet()
    return here(visit)


def test_a_clicker_answers_the_question_before_the_device_goes_round(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION, by="shared"), projector=True) as visit:
        teach(visit)
        do(visit, "PgDown")
        asked = visit.dialog()
        assert read(visit, "hands") == "Count hands"
        key(asked, "B")
        assert visit.bridge.stage.black
        key(asked, "Left")
        until(lambda: QApplication.activeModalWidget() is None, "its key back leaves the question")
        do(visit, "PgDown")
        key(visit.dialog(), "PgDown")
        visit.quiet()
        assert (QApplication.activeModalWidget(), class_of(visit).choices.here) == (None, (QUESTION, "hands"))


def test_keys_move_the_lesson_at_once_whatever_button_has_the_focus(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(SKIPPED)) as visit:
        teach(visit)
        with held(visit.bridge):
            press(visit.see("next_step"))
            settle()
            assert (visit.bridge.stage.content.slide, class_of(visit).view.slide) == (SKIPPED + 1, SKIPPED)
            assert "Slide 8 of 15" in read(visit, "now"), "it stands on the stage before the journal has it"
        visit.quiet()
        assert here(visit) == SKIPPED + 1
        do(visit, "PgUp")
        assert here(visit) == SKIPPED
        for focused in ("black", "larger", "strip", "next_step"):
            tab_to(visit.window, focused)
            do(visit, "Right")
            assert here(visit) == SKIPPED + 1
            do(visit, "Left", "PgDown")
            assert here(visit) == SKIPPED + 1
            do(visit, "PgUp")
            assert here(visit) == SKIPPED
        do(visit, "Space")
        assert here(visit) == SKIPPED + 1


def test_the_stage_goes_black_and_stands_still_and_any_slide_can_be_gone_to(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(SKIPPED)) as visit:
        teach(visit)
        do(visit, "B")
        assert visit.bridge.stage.shown.black
        until(lambda: visit.seen() is not visit.window, "the class saw the desk: the stage is shown first")
        key(visit.seen(), "Escape")
        until(lambda: visit.seen() is visit.window, "the desk is back")
        visit.quiet()
        assert not visit.bridge.stage.black
        do(visit, "F", "Right")
        stage = visit.bridge.stage
        assert (stage.black, stage.shown.slide, stage.content.slide) == (False, SKIPPED, SKIPPED + 1)
        assert "only you see this" in read(visit, "now")
        do(visit, "F", "G")
        assert gone_to(visit, 10) == 10
        visit.press("slides")
        dialog = visit.dialog()
        key(dialog, "Right")
        key(dialog, "Return")
        visit.quiet()
        assert here(visit) == 11
        do(visit, "G")
        key(visit.dialog(), "Escape")
        visit.quiet()
        assert here(visit) == 11
        do(visit, "G")
        assert gone_to(visit, LAST) == LAST
        do(visit, "Right")
        assert (visit.window.page.name, verb(visit)) == ("teach", "Go to wrap-up"), "nothing is behind the last slide"
        visit.press("next_step")
        assert visit.window.page.name == "wrap_up"


def letters(visit: Visit) -> int:
    """The size of the notes' letters, in px."""
    words = visit.see("notes_words")
    assert isinstance(words, QTextBrowser)
    return words.document().firstBlock().begin().fragment().charFormat().font().pixelSize()


def test_notes_say_what_to_say_and_grow_and_the_strip_tells_who_is_here(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(SKIPPED)) as visit:
        teach(visit)
        notes = read(visit, "notes")
        assert "OTP means a code for one time." in notes
        assert "Code = key" in notes
        assert "<b>" not in notes
        assert letters(visit) == 17
        visit.press("larger")
        assert letters(visit) == 20
        visit.press("smaller", "smaller")
        assert not visit.see("smaller").isEnabled()
        assert "55 here, 3 absent" in read(visit, "people")
        visit.press("strip")
        assert visit.window.page.name == "roll_call"


def test_notes_are_laid_out_in_one_width_and_in_the_largest_letters_the_page_opens_at_its_slide(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(ACTIVITY)) as visit:
        teach(visit)
        words = visit.see("notes_words")
        assert isinstance(words, QTextBrowser)
        bar, width = words.verticalScrollBar(), words.viewport().width()
        assert bar.isEnabled()
        words.setHtml("One line.")
        settle()
        assert not bar.isEnabled(), "a handle that moves nothing is not shown"
        assert words.viewport().width() == width
        visit.speak("bn", 2.0)
        visit.window.go(Destination("roll_call"))
        visit.quiet()
        do(visit, "Ctrl+Return")
        until(lambda: visit.window.page.name == "teach", "the page is shown")
        until_laid_out(visit.window)
        bar = named(visit.window.page, "scroll", QScrollArea).verticalScrollBar()
        assert bar.maximum() > 0
        assert bar.value() == 0


def test_by_voice_the_question_and_its_answer_are_read_aloud(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION)) as visit:
        teach(visit)
        visit.press("language_bn")
        until(lambda: verb(visit) == "প্রশ্নটি করুন", "the verb is said in Bangla")
        assert "স্লাইড ৬ / ১৫" in read(visit, "now")
        assert "বলুন:" in read(visit, "notes")
        visit.press("language_en")
        visit.bridge.set_stage_language("en")
        do(visit, "V")
        assert class_of(visit).choices.voice is True
        asked = ["Zara’s best step?", "A  Ask Shapla about it", "D  Pay, and be done"]
        places = [read(visit, "notes").index(words) for words in asked]
        assert places == sorted(places)
        do(visit, "Right")
        count(visit, 6, 6, 30, 6)
        do(visit, "Right")
        said = read(visit, "notes")
        assert said.index("The answer is C: Ask Sagar about it") < said.index("Hurry and money first are both signs")
        assert "A: 6 · B: 6 · C: 30 · D: 6" in read(visit, "board_words")
        visit.press("voice")
        assert class_of(visit).choices.voice is False
        assert "Say:" in read(visit, "notes")


def test_a_stage_that_stands_nowhere_is_not_said_to_stand_and_a_projector_takes_it_back_from_voice(
    tmp_path: Path,
) -> None:
    with visiting(tmp_path, prepared.standing_at(SKIPPED), projector=True) as visit:
        teach(visit)
        assert "On the projector now" in read(visit, "now")
        show_on("LAPTOP")
        until(lambda: "This slide, not on the projector" in read(visit, "now"), "the cable was pulled")
        assert visit.see("now_view").accessibleName() == "This slide, not on the projector"
        show_on("LAPTOP", "PROJECTOR")
        until(lambda: "On the projector now" in read(visit, "now"), "the stage is back")
        do(visit, "V")
        assert not visit.bridge.projector.showing
        assert "This slide" in read(visit, "now")
        visit.go("set_up")
        visit.go("teach")
        assert not visit.bridge.projector.showing, "whoever teaches by voice is asked for no projector"
        do(visit, "V")
        assert visit.bridge.projector.showing
        do(visit, "F5")
        assert "This slide, not on the projector" in read(visit, "now")


def test_hands_are_counted_against_the_people_and_shown(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION)) as visit:
        teach(visit)
        visit.press("next_step")
        assert not visit.see("next_step").isEnabled()
        assert "Count the hands first." in read(visit, "bar")
        count(visit, 30, 25, 7, 2)
        assert f"More hands than people: {64 - PEOPLE}." in read(visit, "hands")
        visit.press("next_step", "count")
        assert not last(visit).closed
        count(visit, 3)
        visit.press("more_d")
        assert "38 of 55" in read(visit, "hands")
        visit.press("undo_count", "language_bn")
        assert "৫৫ জনের মধ্যে ৩৭" in read(visit, "hands")
        visit.press("language_en", "next_step")
        counts = {"A": 3, "B": 25, "C": 7, "D": 2}
        assert (last(visit).counts, last(visit).closed) == (counts, True)
        assert shown(visit) == Tally("q5", "hands", counts)
        visit.press("back", "change_way")
        count(visit, 9)
        visit.press("next_step")
        assert last(visit).counts == {**counts, "A": 9}


def test_whoever_counts_again_types_all_numbers_anew_and_what_was_told_goes_with_the_question(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION)) as visit:
        teach(visit)
        visit.press("next_step")
        count(visit, 40, 30, 0, 0)
        visit.press("next_step", "count")
        front(visit.window)
        for letter, typed in zip("abcd", ("10", "35", "", ""), strict=True):
            field = visit.see(f"count_{letter}")
            until(field.hasFocus, f"{letter} is counted")
            if typed:
                write(field, typed, at_once=True)
                visit.quiet()
            else:
                key(field, "Return")
                if letter == "c":
                    key(field, "Return")
        assert visit.see("next_step").hasFocus()
        write(visit.see("count_a"), "1")
        write(visit.see("count_b"), "")
        key(visit.see("count_b"), "Backspace")
        assert visit.see("count_a").hasFocus(), "the number before is typed again"
        count(visit, 10, 35)
        do(visit, "Right")
        assert (last(visit).closed, last(visit).counts) == (True, {"A": 10, "B": 35, "C": 0, "D": 0})
        do(visit, "Ctrl+Z")
        told = visit.window.bar
        assert told.isVisible()
        do(visit, "Right", "Right")
        assert not told.isVisible()


def test_neither_a_message_that_is_closed_nor_the_lock_takes_the_keyboard_of_a_count(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION)) as visit:
        teach(visit)
        visit.press("next_step")
        field = visit.see("count_a")
        until(field.hasFocus, "hands are counted")
        key(field, "Ctrl+Z")
        visit.quiet()
        visit.press("close_message")
        assert field.hasFocus()
        lock = visit.see("readout_lock")
        lock.setFocus()
        press(lock)
        assert visit.window.lock.covered
        assert not lock.hasFocus(), "Enter would cover the desk again"


def in_mid_count(desk: Desk) -> None:
    """The laptop went off while the hands of a question were counted."""
    conduct = prepared.at_slide(desk, QUESTION)
    conduct.ask("q5", "hands")
    conduct.count_hands({"A": 3, "B": 25})


def test_a_count_of_hands_outlasts_a_power_cut_while_it_goes_on(tmp_path: Path) -> None:
    with visiting(tmp_path, in_mid_count) as visit:
        teach(visit)
        assert "28 of 55" in read(visit, "hands"), "what was counted before stands in the boxes"
        assert not cast(QLineEdit, visit.see("count_a")).hasSelectedText(), "the keys went on to the first empty box"
        count(visit, 4)
        until(lambda: last(visit).counts == {"A": 4, "B": 25, "C": 0, "D": 0}, "the count is kept without being asked")
        visit.go("home")
        visit.press("go_on")
        assert "29 of 55" in read(visit, "hands")
        do(visit, "Ctrl+Z")
        until(lambda: "28 of 55" in read(visit, "hands"), "what was undone in the class is undone in the panel")
        write(visit.see("count_c"), "7")
        write(visit.see("count_d"), "0")
        visit.press("next_step")
        assert (last(visit).closed, last(visit).counts) == (True, {"A": 3, "B": 25, "C": 7, "D": 0})


def test_keys_count_hands_in_either_script_and_the_right_arrow_goes_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION)) as visit:
        teach(visit)
        do(visit, "Right")
        key(visit.see("count_a"), "Right")
        visit.quiet()
        assert not last(visit).closed, "nothing is counted yet"
        box = visit.see("count_a")
        key(box, "F")
        assert visit.bridge.stage.frozen
        key(box, "F")
        assert not visit.bridge.stage.frozen
        assert "0 of" in read(visit, "hands")
        count(visit, 3, 25, 7)
        write(visit.see("count_d"), "12")
        key(visit.see("count_d"), "Left")
        key(visit.see("count_d"), "Right")
        visit.quiet()
        assert not last(visit).closed, "the cursor went back before a digit, and behind it again"
        key(visit.see("count_d"), "Right")
        visit.quiet()
        assert (last(visit).closed, last(visit).counts) == (True, {"A": 3, "B": 25, "C": 7, "D": 12})
        do(visit, "Ctrl+Z")
        for letter, typed in zip("dcba", ("", "", "", "২৫"), strict=True):
            write(visit.see(f"count_{letter}"), typed)
        visit.quiet()
        assert visit.see("count_b").hasFocus(), "two digits are a whole number here"
        visit.see("count_a").setFocus()
        key(visit.see("count_a"), "Up")
        key(visit.see("count_a"), "Return")
        key(visit.see("count_b"), "+")
        key(visit.see("count_b"), "+")
        key(visit.see("count_b"), "Down")
        for letter in "bcd":
            key(visit.see(f"count_{letter}"), "Return")
        do(visit, "Return")
        assert last(visit).counts == {"A": 26, "B": 1, "C": 0, "D": 28}, "Enter gives the rest to the last answer"


def test_the_wall_shows_the_last_page_at_the_end_of_a_class(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.uncounted) as visit:
        teach(visit)
        visit.press("next_step")
        count(visit, 10, 20)
        assert "30 of 40 counted, 10 raised no hand" in read(visit, "hands")
        assert visit.bridge.stage.content.question is not None
        do(visit, "F10", "F10")
        until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
        content = visit.bridge.stage.content
        assert (content.question, content.slide) == (None, visit.bridge.stage.slides)


def test_by_eye_enter_goes_on_once_all_is_noted_and_no_button_of_the_notes_gets_the_keyboard(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda folder: prepared.standing_at(QUESTION)(folder)) as visit:
        teach(visit)
        do(visit, "Right")
        until(lambda: visit.see("count_a").hasFocus(), "hands are counted")
        do(visit, "M", "4", "1")
        assert visit.see("next_step").hasFocus(), "on a letter Enter would change what was noted"
        do(visit, "Return")
        assert class_of(visit).view.open_question is None
        assert visit.see("next_step").hasFocus(), "the panel is gone, with what had the keyboard"


def test_by_eye_the_arrows_go_between_the_answers_and_the_page_names_the_digits(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION)) as visit:
        teach(visit)
        do(visit, "Right", "M")
        assert "Which has most hands? Press 1 to 4." in read(visit, "hands")
        assert visit.see("level_a").hasFocus()
        do(visit, "Up")
        assert visit.see("level_a").hasFocus()
        do(visit, "Down", "Down")
        assert visit.see("level_c").hasFocus()
        do(visit, "Up")
        assert visit.see("level_b").hasFocus()
        do(visit, "Return", "F9")
        assert "কোন উত্তরে কয়েকজনের হাত? ১ থেকে ৪ চাপুন।" in read(visit, "hands")
        do(visit, "Down", "Down", "Down", "Return")
        assert visit.see("next_step").hasFocus()
        do(visit, "Return")
        assert last(visit).levels == {"A": "few", "B": "most", "C": "few", "D": "some"}
