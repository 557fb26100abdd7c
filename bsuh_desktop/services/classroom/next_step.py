"""The next step of the lesson, which the large button and a clicker's key take."""

from __future__ import annotations

import dataclasses
from typing import Literal

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.feedback import form_answers
from bsuh_desktop.services.classroom.questions import items_on, last_asking, still_to_ask, way_of_class, way_to_ask

Does = Literal["slide", "ask", "pass_on", "results", "close", "recount", "answers", "wrap_up"]
"""`answers`: shows the next right answer of the forms, once they are closed."""


@dataclasses.dataclass(frozen=True)
class Step:
    """What the step does and the text of its button."""

    does: Does
    words: Message
    item: Item | None = None
    """The question that it asks; `by` is how it is answered."""
    by: Channel = "hands"
    goes_on: bool = False
    """The question is asked as soon as the open one is closed."""
    why_not: Message | None = None
    """Why the step cannot be taken yet; None if it can."""


@dataclasses.dataclass(frozen=True)
class LessonSpot:
    """Where the lesson is."""

    slide: Slide
    number: int
    """The number of the slide, from 1."""
    slides: int
    """The number of slides."""
    results: bool = False
    """The results are shown on the slide."""
    counted: bool = False
    """The hands were counted or noted by eye, but not stored yet."""
    waiting: int = 0
    """How many learners have not had the device yet."""
    recounted: AskedQuestion | None = None
    """The closed question whose hands are being counted again."""
    answer: int = 0
    """Which of the right answers of the forms is shown, from 1; 0 if none is."""


def next_step(picture: ClassPicture, spot: LessonSpot) -> Step:
    """The next step at `spot`."""
    asking = picture.open_asking
    if asking is not None:
        return _with_open(picture, spot, asking)
    if spot.recounted is not None:
        words = Message("Show answers") if spot.recounted.part == "lesson" else Message("Keep the count")
        return Step("recount", words, why_not=_not_counted(spot))
    answers = form_answers(picture) if spot.slide.part == "post" else ()
    if spot.answer < len(answers):
        return Step("answers", Message("Next answer") if spot.answer else Message("Show the answers"))
    if picture.view.allows("ask") and not spot.results and not answers:
        left = still_to_ask(picture, spot.slide, _way(picture, spot))
        if left:
            return _ask(picture, spot, left[0])
        asked = last_asking(picture, spot.slide.item) if spot.slide.item else None
        if asked is not None and has_results(asked):
            return Step("results", Message("Show answers"))
    if spot.number < spot.slides:
        return Step("slide", Message("Next slide"))
    return Step("wrap_up", Message("Go to wrap-up"))


def has_results(asking: AskedQuestion) -> bool:
    """True if the answers may be shown to the class: only those of a lesson question that is not sensitive, if there
    are any, counted or by eye."""
    some = bool(asking.levels) or any(asking.counts.values())
    return asking.part == "lesson" and not asking.sensitive and some


def _ask(picture: ClassPicture, spot: LessonSpot, item: Item) -> Step:
    by = way_to_ask(item, _way(picture, spot))
    if spot.slide.item:
        return Step("ask", Message("Ask the question"), item, by)
    everything = items_on(spot.slide, picture.pack, _way(picture, spot))
    words = Message("Start the questions") if item == everything[0] else Message("Continue the questions")
    return Step("ask", words, item, by)


def _with_open(picture: ClassPicture, spot: LessonSpot, asking: AskedQuestion) -> Step:
    if asking.by == "shared" and spot.waiting:
        return Step("pass_on", Message("Pass the device round"))
    why_not = _not_counted(spot) if asking.by == "hands" else None
    if asking.part == "lesson" and not asking.sensitive:
        return Step("close", Message("Show answers"), why_not=why_not)
    left = still_to_ask(picture, spot.slide, _way(picture, spot))
    if left:
        by = way_to_ask(left[0], _way(picture, spot))
        return Step("close", Message("Next question"), left[0], by, goes_on=by == asking.by, why_not=why_not)
    words = Message("Close the question") if asking.part == "lesson" else Message("End the questions")
    return Step("close", words, why_not=why_not)


def _way(picture: ClassPicture, spot: LessonSpot) -> Channel:
    return way_of_class(picture, spot.slide, spot.number)


def _not_counted(spot: LessonSpot) -> Message | None:
    return None if spot.counted else Message("Count the hands first.")
