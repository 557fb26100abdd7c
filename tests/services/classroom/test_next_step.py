from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.classroom.class_picture import ClassPicture, class_picture
from bsuh_desktop.services.classroom.commands import CloseQuestion
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.lesson import Does, LessonSpot, Step, has_results, next_step
from bsuh_desktop.services.classroom.new_class import choose
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.desks import a_class, practice_desk

PRE, QUESTION, LAST = 3, 6, 15


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return practice_desk(tmp_path)


@pytest.fixture
def conduct(desk: Desk) -> Conduct:
    return a_class(desk)


def step_at(picture: ClassPicture, number: int, **spot: object) -> Step:
    """What comes next at a slide of the module."""
    slides = picture.pack.slides("en")
    return next_step(picture, LessonSpot(slides[number - 1], number, len(slides), **spot))  # type: ignore[arg-type]


def told(step: Step) -> tuple[Does, str, str | None]:
    return step.does, str(step.words), None if step.why_not is None else str(step.why_not)


def test_slides_follow_each_other_up_to_the_wrap_up(desk: Desk, conduct: Conduct) -> None:
    picture = class_picture(desk, conduct)
    assert told(step_at(picture, 1)) == ("slide", "Next slide", None)
    assert told(step_at(picture, LAST)) == ("wrap_up", "Go to wrap-up", None)


def test_a_question_is_asked_counted_and_its_answers_shown(desk: Desk, conduct: Conduct) -> None:
    conduct.show_slide(QUESTION)
    assert told(step_at(class_picture(desk, conduct), QUESTION)) == ("ask", "Ask the question", None)
    conduct.ask("q5", "hands")
    picture = class_picture(desk, conduct)
    assert told(step_at(picture, QUESTION)) == ("close", "Show answers", "Count the hands first.")
    assert told(step_at(picture, QUESTION, counted=4)) == ("close", "Show answers", None)
    conduct.count_hands({"B": 4})
    conduct.close_question()
    picture = class_picture(desk, conduct)
    assert has_results(picture.askings[-1])
    assert told(step_at(picture, QUESTION)) == ("results", "Show answers", None)
    assert told(step_at(picture, QUESTION, results=True)) == ("slide", "Next slide", None)


def test_hands_by_eye_have_answers_to_show(desk: Desk, conduct: Conduct) -> None:
    conduct.show_slide(QUESTION)
    conduct.ask("q5", "hands")
    CloseQuestion(levels={"B": "most"})(conduct)
    picture = class_picture(desk, conduct)
    assert has_results(picture.askings[-1])
    assert told(step_at(picture, QUESTION)) == ("results", "Show answers", None)


def test_a_miscount_is_counted_again(desk: Desk, conduct: Conduct) -> None:
    conduct.show_slide(QUESTION)
    conduct.ask("q5", "hands")
    conduct.close_question()
    picture = class_picture(desk, conduct)
    again = step_at(picture, QUESTION, recounted=picture.askings[-1])
    assert told(again) == ("recount", "Show answers", "Count the hands first.")


def test_the_device_goes_round_until_nobody_waits(desk: Desk, conduct: Conduct) -> None:
    choose(desk, conduct.session, by="shared")
    conduct.show_slide(QUESTION)
    conduct.ask("q5", "shared")
    picture = class_picture(desk, conduct)
    assert told(step_at(picture, QUESTION, waiting=4)) == ("pass_on", "Pass the device round", None)
    assert told(step_at(picture, QUESTION)) == ("close", "Show answers", None)


def test_the_questions_of_a_form_follow_each_other(desk: Desk, conduct: Conduct) -> None:
    conduct.show_slide(PRE)
    first = step_at(class_picture(desk, conduct), PRE)
    assert (told(first), first.item and first.item.id) == (("ask", "Start the questions", None), "a6")
    conduct.ask("a6", "hands")
    following = step_at(class_picture(desk, conduct), PRE, counted=4)
    assert (told(following), following.item and following.item.id) == (("close", "Next question", None), "a7")
    assert following.goes_on
