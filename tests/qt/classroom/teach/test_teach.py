from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QTextBrowser

from bsuh_desktop.presenters.stage import Tally
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.services.classroom.class_choices import open_class
from bsuh_desktop.services.classroom.class_picture import AskedQuestion
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.rehearsal.clock import RehearsalClock
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read, shows
from tests.helpers.display import show_on
from tests.helpers.hands import key, named, press, settle, tab_to, until, until_laid_out, write
from tests.helpers.list_pages import told
from tests.helpers.slow_desk import held
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
PRE, ACTIVITY, QUESTION, POST, LAST = 3, 5, 6, 14, 16
PEOPLE = 55
SKIPPED = 7


def at(number: int, **how: object) -> Callable[[Desk], object]:
    """A class of 58, three of them absent, that stands at slide `number`; hands answered what came before."""
    return functools.partial(prepared.at_slide, number=number, **how)  # type: ignore[arg-type]


def without_list(desk: Desk) -> None:
    """Forty people, nobody on a list, before the lesson's first question."""
    prepared.as_made(desk)
    conduct = open_class(desk, ClassWish((), prepared.PACK, "shared"))
    conduct.type_headcount(40)
    conduct.show_slide(QUESTION)


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
    """Types the hands from A on, Enter after each."""
    for letter, number in zip("abcd", numbers, strict=False):
        write(visit.see(f"count_{letter}"), str(number), at_once=True)
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


def test_keys_move_the_lesson_at_once_whatever_button_has_the_focus(tmp_path: Path) -> None:
    with visiting(tmp_path, at(SKIPPED)) as visit:
        teach(visit)
        with held(visit.bridge):
            press(visit.see("next_step"))
            settle()
            assert (visit.bridge.stage.content.slide, class_of(visit).view.slide) == (SKIPPED + 1, SKIPPED)
            assert "Slide 8 of 16" in read(visit, "now"), "it stands on the stage before the journal has it"
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
    with visiting(tmp_path, at(SKIPPED)) as visit:
        teach(visit)
        do(visit, "B")
        assert visit.bridge.stage.black
        assert "The projector is black" in read(visit, "now")
        visit.press("black")
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
    with visiting(tmp_path, at(SKIPPED)) as visit:
        teach(visit)
        notes = read(visit, "notes")
        assert "OTP means a code for one time." in notes
        assert "OTP = key" in notes
        assert "<b>" not in notes
        assert letters(visit) == 17
        visit.press("larger")
        assert letters(visit) == 20
        visit.press("smaller", "smaller")
        assert not visit.see("smaller").isEnabled()
        assert "55 here, 3 absent" in read(visit, "people")
        visit.press("strip")
        assert visit.window.page.name == "roll_call"


def test_the_clocks_of_the_class_and_of_an_activity_run_and_pause(tmp_path: Path) -> None:
    with visiting(tmp_path, at(ACTIVITY)) as visit:
        teach(visit)
        assert "11 of 45 minutes, as planned" in read(visit, "plan")
        visit.press("pause")
        assert "Paused" in read(visit, "plan")
        visit.press("pause")
        assert "11 of 45 minutes" in read(visit, "plan")
        clock = visit.bridge.clock
        assert isinstance(clock, RehearsalClock)
        clock.advance(150)
        # As after the desk was covered, or the roll looked at: nothing has happened in the class since its picture.
        visit.window.page.show_class()
        visit.quiet()
        assert "13 of 45 minutes" in read(visit, "plan")
        assert read(visit, "timer").startswith("Start 9:00")
        do(visit, "T")
        assert visit.bridge.stage.timer.running
        assert read(visit, "timer").startswith("Pause")
        visit.press("pause")
        assert not visit.bridge.stage.timer.running
        do(visit, "Right")
        assert not shows(visit, "timer")


def test_notes_are_laid_out_in_one_width_and_in_the_largest_letters_the_page_opens_at_its_slide(tmp_path: Path) -> None:
    with visiting(tmp_path, at(ACTIVITY)) as visit:
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


def test_without_a_projector_the_class_is_taught_by_voice(tmp_path: Path) -> None:
    with visiting(tmp_path, at(ACTIVITY)) as visit:
        teach(visit)
        notes = read(visit, "notes")
        assert notes.index("Say:") < notes.index("If the power fails")
        assert not shows(visit, "board")
        visit.in_private()
        notes = read(visit, "notes")
        assert notes.index("আজ আমাদের ক্লাসে একটা হাট বসবে") < notes.index("Without a projector"), "as the class speaks"
        assert letters(visit) == 22
        assert read(visit, "board_words").split("\n")[1:3] == ["২ পুরস্কার", "৩ কোড"]
        assert (read(visit, "activity_clock"), shows(visit, "black")) == ("9:00", False)
        visit.bridge.set_stage_language("en")
        settle()
        assert "2 Prize" in read(visit, "board_words")


def test_by_voice_the_question_and_its_answer_are_read_aloud(tmp_path: Path) -> None:
    with visiting(tmp_path, at(QUESTION)) as visit:
        teach(visit)
        visit.press("language_bn")
        until(lambda: verb(visit) == "প্রশ্নটি করুন", "the verb is said in Bangla")
        assert "স্লাইড ৬ / ১৬" in read(visit, "now")
        assert "বলুন:" in read(visit, "notes")
        visit.press("language_en")
        visit.bridge.set_stage_language("en")
        do(visit, "V")
        assert class_of(visit).choices.voice is True
        asked = ["Which thought is right?", "A  It has my name", "D  It hurries me"]
        places = [read(visit, "notes").index(words) for words in asked]
        assert places == sorted(places)
        do(visit, "Right")
        count(visit, 6, 6, 30, 6)
        do(visit, "Right")
        said = read(visit, "notes")
        assert said.index("The answer is C: It wants money first") < said.index("Hurry and money first are both signs")
        assert "A: 6 · B: 6 · C: 30 · D: 6" in read(visit, "board_words")
        visit.press("voice")
        assert class_of(visit).choices.voice is False
        assert "Say:" in read(visit, "notes")


def test_a_stage_that_stands_nowhere_is_not_said_to_stand_and_a_projector_takes_it_back_from_voice(
    tmp_path: Path,
) -> None:
    with visiting(tmp_path, at(SKIPPED), projector=True) as visit:
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
    with visiting(tmp_path, at(QUESTION)) as visit:
        teach(visit)
        visit.press("next_step")
        question = visit.bridge.stage.content.question
        assert question is not None
        assert (question.item, question.by) == ("q1", "hands")
        assert not visit.see("next_step").isEnabled()
        assert "Count the hands first." in read(visit, "bar")
        count(visit, 30, 25, 7, 2)
        assert f"More hands than people: {64 - PEOPLE}." in read(visit, "hands")
        visit.press("next_step", "count")
        assert not last(visit).closed
        count(visit, 3)
        assert "37 of 55 counted, 18 raised no hand" in read(visit, "hands")
        visit.press("more_d")
        assert "38 of 55" in read(visit, "hands")
        do(visit, "Ctrl+Z")
        assert not last(visit).closed
        visit.press("next_step")
        counts = {"A": 3, "B": 25, "C": 7, "D": 2}
        assert (last(visit).counts, last(visit).closed, last(visit).blank) == (counts, True, PEOPLE - 37)
        assert shown(visit) == Tally("q1", "hands", counts)
        assert verb(visit) == "Next slide"
        visit.press("back")
        assert (shown(visit), here(visit), verb(visit)) == (None, QUESTION, "Show answers")
        visit.press("next_step", "change_way")
        count(visit, 30)
        visit.press("next_step", "keep")
        assert (last(visit).closed, last(visit).counts) == (True, {**counts, "A": 30}), "since a person said so"


def in_mid_count(desk: Desk) -> None:
    """The laptop went off while the hands of a question were counted."""
    conduct = prepared.at_slide(desk, QUESTION)
    conduct.ask("q1", "hands")
    conduct.count_hands({"A": 3, "B": 25, "C": 0, "D": 0})


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
        visit.press("next_step")
        assert (last(visit).closed, last(visit).counts) == (True, {"A": 3, "B": 25, "C": 7, "D": 0})


def test_keys_count_hands_in_either_script_and_the_right_arrow_goes_on(tmp_path: Path) -> None:
    with visiting(tmp_path, at(QUESTION)) as visit:
        teach(visit)
        do(visit, "Right")
        key(visit.see("count_a"), "Right")
        visit.quiet()
        assert not last(visit).closed, "nothing is counted yet"
        box = visit.see("count_a")
        key(box, "F")
        assert visit.bridge.stage.frozen
        key(box, "F")
        key(box, "B")
        assert (visit.bridge.stage.frozen, visit.bridge.stage.black) == (False, True)
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
        key(visit.see("count_a"), "Up")
        key(visit.see("count_a"), "Return")
        key(visit.see("count_b"), "+")
        key(visit.see("count_b"), "+")
        key(visit.see("count_b"), "Down")
        for letter in "bcd":
            key(visit.see(f"count_{letter}"), "Return")
        do(visit, "Return")
        assert last(visit).counts == {"A": 26, "B": 1, "C": 0, "D": 0}


def test_a_miscount_is_put_right_after_the_answers_were_shown_and_the_class_is_asked_once_more(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.answered_by_hands) as visit:
        teach(visit)
        before = last(visit).counts
        visit.press("next_step")
        do(visit, "Ctrl+Z")
        assert shows(visit, "hands")
        assert "Undone: The count of hands" in told(visit)
        write(visit.see("count_a"), "9")
        visit.press("next_step")
        assert last(visit).counts == {**before, "A": 9}
        assert shown(visit) == Tally("q1", "hands", {**before, "A": 9})
        visit.press("change_way")
        write(visit.see("count_a"), "8")
        visit.press("next_step")
        assert (last(visit).counts["A"], len([one for one in class_of(visit).askings if one.item == "q1"])) == (8, 1)
        visit.press("aside")
        assert (last(visit).question, last(visit).closed) == ("q1-again", False)
        count(visit, 50)
        visit.press("next_step")
        assert shown(visit) == Tally("q1", "hands", {"A": 50, "B": 0, "C": 0, "D": 0})
        assert not shows(visit, "aside")


def test_hands_answer_both_forms_and_nobody_sees_which_is_right(tmp_path: Path) -> None:
    with visiting(tmp_path, at(PRE)) as visit:
        teach(visit)
        answer_form(visit, PRE, "a", "pre")
        visit.press("slides")
        assert gone_to(visit, POST) == POST
        answer_form(visit, POST, "b", "post")


def answer_form(visit: Visit, number: int, form: str, part: str) -> None:
    """Five questions one after the other, from slide `number` back to it."""
    before = len(class_of(visit).askings)
    assert verb(visit) == "Start the questions"
    visit.press("next_step")
    for question in range(1, 6):
        assert last(visit).item == f"{form}{question}"
        assert visit.bridge.stage.next_content is not None
        count(visit, 10, 26)
        next_content = visit.bridge.stage.next_content
        assert next_content is None or next_content.tally is None
        assert verb(visit) == ("Next question" if question < 5 else "End the questions")
        visit.press("next_step")
        assert shown(visit) is None
    assert visit.bridge.stage.content.question is None
    assert (here(visit), verb(visit)) == (number, "Next slide")
    asked = class_of(visit).askings[before:]
    assert [(one.part, one.closed, sum(one.counts.values())) for one in asked] == [(part, True, 36)] * 5


def test_the_way_of_answering_can_be_changed_and_a_question_be_skipped_or_left_out(tmp_path: Path) -> None:
    with visiting(tmp_path, at(QUESTION)) as visit:
        teach(visit)
        assert "By hands" in read(visit, "way")
        visit.press("change_way")
        assert "28 min" in read(visit, "way")
        visit.in_private()
        visit.press("next_step")
        dialog = visit.dialog()
        assert isinstance(dialog, Dialog)
        assert dialog.question.text() == "This takes about 28 min."
        visit.press("hands")
        assert (class_of(visit).choices.by, class_of(visit).view.open_question) == ("hands", None)
        assert "By hands" in read(visit, "way")
        visit.press("next_step")
        assert not visit.see("back").isEnabled()
        do(visit, "Right")
        assert last(visit).closed is False
        visit.press("aside")
        assert (last(visit).closed, verb(visit)) == (True, "Next slide")
        visit.press("next_step", "slides")
        assert gone_to(visit, 9) == 9
        visit.press("aside")
        assert (here(visit), last(visit).item) == (10, "q1")


def test_a_class_without_a_list_raises_hands_and_the_wall_shows_the_last_page_at_its_end(tmp_path: Path) -> None:
    with visiting(tmp_path, without_list) as visit:
        teach(visit)
        assert "40 in the room" in read(visit, "people")
        assert not shows(visit, "change_way")
        visit.press("next_step")
        count(visit, 10, 20)
        assert "30 of 40 counted, 10 raised no hand" in read(visit, "hands")
        assert visit.bridge.stage.content.question is not None
        do(visit, "F10", "F10")
        until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
        content = visit.bridge.stage.content
        assert (content.question, content.slide) == (None, visit.bridge.stage.slides)


def test_what_was_answered_so_far_is_for_the_desk_alone(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.asking_by_device) as visit:
        teach(visit)
        assert visit.bridge.public
        coming = visit.bridge.stage.next_content
        assert coming is not None
        assert coming.tally is None
        visit.in_private()
        visit.go("set_up")
        visit.go("teach")
        coming = visit.bridge.stage.next_content
        assert coming is not None
        assert coming.tally == Tally("q1", "shared", {"A": 1, "B": 1, "C": 0, "D": 0})
        assert visit.bridge.stage.shown.tally is None
