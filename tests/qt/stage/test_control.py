"""What stands on the stage: slides, questions, results, black, freeze, the clock, and what comes next."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.presenters.stage import Question, StageContent, Tally
from bsuh_desktop.qt.stage.control import StageControl
from tests.qt.stage.test_timer import Watch

TALLY = Tally("q1", "hands", {"A": 1, "B": 40})
QUESTION, ACTIVITY = 3, 5


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def control(qapp: object, pack: Pack, watch: Watch) -> StageControl:
    control = StageControl(clock=watch)
    control.take(pack, "bn")
    return control


def slide(number: int, left_s: int | None = None) -> StageContent:
    return StageContent("bn", number, left_s=left_s)


def test_before_the_first_slide_the_stage_is_dark(control: StageControl) -> None:
    assert control.shown == slide(0)
    assert not control.shown.drawn
    assert (control.next_content, control.previous_content) == (slide(1), None)


def test_a_slide_and_its_neighbours(control: StageControl, qtbot: QtBot) -> None:
    with qtbot.waitSignal(control.changed):
        control.show(2)
    assert (control.previous_content, control.content, control.next_content) == (slide(1), slide(2), slide(3))
    assert control.shown == slide(2)


def test_there_is_nothing_beyond_the_ends(control: StageControl) -> None:
    control.show(7)
    assert control.next_content is None
    control.show(8)
    control.show(0)
    assert control.content == slide(7)


def test_a_question_stands_in_place_of_its_slide_and_its_results_after_it(control: StageControl) -> None:
    control.show(QUESTION)
    control.ask("q1", "hands", 58)
    assert control.shown.question == Question("q1", "hands", 0, 58)
    assert (control.previous_content, control.next_content) == (slide(QUESTION), slide(QUESTION + 1))
    control.results(TALLY)
    assert control.shown == StageContent("bn", QUESTION, tally=TALLY)
    assert (control.previous_content, control.next_content) == (slide(QUESTION), slide(QUESTION + 1))
    control.show(QUESTION + 1)
    assert control.shown == slide(QUESTION + 1)


def test_answers_are_counted_while_they_come_and_the_desk_previews_the_results(control: StageControl) -> None:
    control.show(QUESTION)
    control.ask("q1", "shared", 58)
    before = control.shown
    control.update_answered(41, 57, TALLY)
    assert control.shown.question == Question("q1", "shared", 41, 57)
    assert control.shown.looks_like(before)
    assert control.next_content == StageContent("bn", QUESTION, tally=TALLY)
    control.results(TALLY)
    assert control.next_content == slide(QUESTION + 1)


def test_answers_without_an_open_question_change_nothing(control: StageControl) -> None:
    control.show(2)
    control.update_answered(3, 58, TALLY)
    assert control.shown == slide(2)


def test_black_hides_all_and_moves_on_under_it(control: StageControl) -> None:
    control.show(1)
    control.set_black(True)
    assert (control.shown.black, control.shown.drawn, control.content) == (True, False, slide(1))
    control.show(2)
    control.set_black(False)
    assert control.shown == slide(2)


def test_frozen_the_stage_stands_while_the_desk_moves(control: StageControl) -> None:
    control.show(2)
    control.set_frozen(True)
    control.show(4)
    assert (control.shown, control.content, control.next_content) == (slide(2), slide(4), slide(5))
    control.set_frozen(False)
    assert control.shown == slide(4)


def test_the_clock_of_a_frozen_activity_goes_on(control: StageControl, watch: Watch) -> None:
    control.show(ACTIVITY)
    control.toggle_timer()
    control.set_frozen(True)
    control.show(1)
    watch.now = 60_000
    assert control.shown == slide(ACTIVITY, left_s=300)


def test_the_clock_runs_only_where_there_is_an_activity(control: StageControl, watch: Watch) -> None:
    control.show(2)
    control.toggle_timer()
    assert not control.timer.running
    control.show(ACTIVITY)
    assert (control.activity_s, control.shown.left_s) == (360, None)
    control.toggle_timer()
    watch.now = 10_000
    assert control.shown == control.content == slide(ACTIVITY, left_s=350)
    control.toggle_timer()
    watch.now = 20_000
    assert (control.timer.running, control.shown.left_s) == (False, 350)


def test_peeking_at_another_slide_does_not_stop_the_clock(control: StageControl, watch: Watch) -> None:
    control.show(ACTIVITY)
    control.toggle_timer()
    control.show(1)
    watch.now = 60_000
    control.show(ACTIVITY)
    assert control.shown.left_s == 300


def test_the_language_changes_on_both_sides(control: StageControl) -> None:
    control.show(2)
    control.set_frozen(True)
    control.show(3)
    control.set_language("en")
    assert (control.shown, control.content) == (StageContent("en", 2), StageContent("en", 3))


def test_leaving_a_class_darkens_the_stage(control: StageControl) -> None:
    control.show(2)
    control.set_black(True)
    control.set_frozen(True)
    control.leave()
    assert control.shown == slide(0)
    assert (control.pack, control.slides, control.next_content) == (None, 0, None)


def test_a_class_that_goes_on_begins_at_its_slide(control: StageControl, pack: Pack) -> None:
    control.take(pack, "en", 4)
    assert control.shown == StageContent("en", 4)
