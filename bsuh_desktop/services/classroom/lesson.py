"""The lesson as it goes on: the questions of a slide, what is said about answers, and the next step.

The next step is what the large button and a clicker's key take. In modules that give feedback, it is told at once about
a question of the lesson. About the questions of the forms, which measure what was learned, nothing is told until the
last of those after the lesson is closed: the twins of what was asked before are still to come. Both are told by the
journal alone, so that they are the same after a restart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.events import Channel, Level
from bsuh_desktop.domain.lesson import name_of
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.results import enough_to_show
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture


def items_on(slide: Slide, pack: Pack, by: Channel) -> tuple[Item, ...]:
    """The items that `slide` asks, in order.

    With raised hands the forms of single learners cannot be told apart, so the whole class gets form A before and form
    B after, and of these the pairs for which counting leaves time. Otherwise each learner gets one form: all of A come
    first, so that the device goes round one half of the class and then the other.
    """
    if slide.item:
        return (pack.item(slide.item),)
    if slide.part is None:
        return ()
    if by == "hands":
        return pack.hands_form("A" if slide.part == "pre" else "B")
    return pack.form("A") + pack.form("B")


def still_to_ask(picture: ClassPicture, slide: Slide, by: Channel) -> tuple[Item, ...]:
    """The items of `slide` that were not asked there yet, in order. Private ones are left out in a class without a
    list, where nobody could answer them."""
    asked = {asking.item for asking in picture.askings if slide.item or asking.part == slide.part}
    items = items_on(slide, picture.pack, by)
    return tuple(item for item in items if item.id not in asked and (picture.view.rows or not item.sensitive))


def way_of_class(picture: ClassPicture, slide: Slide, number: int) -> Channel:
    """How the class answers on slide `number`: as was chosen there; the questions at the end like those at the start,
    with which they are compared; else as the class does. Passing a device needs card numbers, so a class without a list
    raises hands."""
    choices = picture.choices
    if not picture.view.rows:
        return "hands"
    if choices.here is not None and choices.here[0] == number:
        return choices.here[1]
    before = other_way_before(picture, choices.by) if slide.part == "post" else None
    return before or choices.by


def way_to_ask(item: Item, by: Channel) -> Channel:
    """How `item` is asked if the class answers `by`: a sensitive one never so that others see the answer."""
    return "shared" if item.sensitive and by == "hands" else by


def last_asking(picture: ClassPicture, item: str) -> AskedQuestion | None:
    """The latest asking of `item`; None if it was never asked."""
    return next((asking for asking in reversed(picture.askings) if asking.item == item), None)


def may_ask_again(picture: ClassPicture, item: str) -> bool:
    """True if `item` was asked once, in the lesson. A private one may be repeated only while nothing of it is shown: no
    counts of a second time would be stored beside the first."""
    asked = [asking for asking in picture.askings if asking.item == item]
    return len(asked) == 1 and asked[0].part == "lesson" and not (asked[0].sensitive and asked[0].counts)


def other_way_before(picture: ClassPicture, by: Channel) -> Channel | None:
    """How the first questions were answered, if answers given `by` could not be compared with them; else None."""
    before = {asking.by for asking in picture.askings if asking.part == "pre"}
    return next(iter(before)) if before and by not in before else None


_RANKS: dict[Level, int] = {"most": 3, "some": 2, "few": 1}


class FeedbackLine(msgspec.Struct, frozen=True):
    """What is said to whoever chose one answer."""

    letter: str
    words: LocalText
    name: LocalText
    """Who of the cast says it; empty if it is nobody of them."""
    right: bool
    """It is the right answer."""


class FormAnswer(msgspec.Struct, frozen=True):
    """A question of a form with its right answer, as it is shown once the forms are closed."""

    item: Item
    asking: AskedQuestion
    """When it was asked last."""

    @property
    def counts(self) -> dict[str, int]:
        """The answers by letter; empty if it was asked before the lesson alone, if nobody counted, or if so few
        answered that they could be recognised."""
        counts = self.asking.counts if self.asking.part == "post" else {}
        return counts if enough_to_show(counts) else {}

    @property
    def chosen(self) -> int | None:
        """How many chose the right answer; None if that is not told."""
        return self.counts.get(self.item.key, 0) if self.counts else None


def feedback_now(pack: Pack, asking: AskedQuestion, letter: str) -> FeedbackLine | None:
    """What a learner reads who has just given the answer `letter`; None if nothing is said about it now: of a question
    of a form, a sensitive one, or an answer without feedback."""
    return _line(pack.item(asking.item), letter) if _is_told_at_once(pack, asking) else None


def feedback_after(picture: ClassPicture, item: str) -> tuple[FeedbackLine, ...]:
    """What the facilitator says about each answer to the lesson's question `item`, once it is closed; the wrong answer
    that most chose comes first. Empty before that, and if nothing is said about it."""
    asking = last_asking(picture, item)
    if asking is None or not asking.closed or not _is_told_at_once(picture.pack, asking):
        return ()
    return feedback_lines(picture.pack.item(item), asking.counts, asking.levels)


def feedback_lines(
    item: Item, counts: Mapping[str, int], levels: Mapping[str, Level] | None = None
) -> tuple[FeedbackLine, ...]:
    """The feedback of each answer of `item`: of the wrong ones, as often as they were chosen, then of the right one. By
    their letters if so few answered that the order would tell who did."""
    weights = {letter: _RANKS[level] for letter, level in (levels or {}).items()}
    if not weights and enough_to_show(counts):
        weights = dict(counts)
    letters = sorted(item.options, key=lambda letter: (letter == item.key, -weights.get(letter, 0), letter))
    return tuple(line for letter in letters if (line := _line(item, letter)) is not None)


def forms_are_closed(picture: ClassPicture) -> bool:
    """True once every question after the lesson was asked and is closed, in the way in which the class answered."""
    after = [asking for asking in picture.askings if asking.part == "post"]
    slide = next((slide for slide in picture.pack.slides("bn") if slide.part == "post"), None)
    if slide is None or not after or not all(asking.closed for asking in after):
        return False
    # A private question goes round on a device in a class that raises hands, too.
    by = next((asking.by for asking in reversed(after) if not asking.sensitive), after[-1].by)
    return not still_to_ask(picture, slide, by)


def form_answers(picture: ClassPicture) -> tuple[FormAnswer, ...]:
    """The questions of the forms that this class was asked, each pair together, to be shown with their right answers;
    none before the forms are closed, in modules without feedback, and of questions without a right answer."""
    pack = picture.pack
    if not pack.gives_feedback or not forms_are_closed(picture):
        return ()
    asked = {asking.item: asking for asking in picture.askings if asking.part != "lesson"}
    items = [item for item in (*pack.form("A"), *pack.form("B")) if item.id in asked and item.key]
    items.sort(key=lambda item: (item.pair or len(items) + 1, item.form))
    return tuple(FormAnswer(item, asked[item.id]) for item in items)


def _is_told_at_once(pack: Pack, asking: AskedQuestion) -> bool:
    of_lesson = asking.part == "lesson" and pack.item(asking.item).form == "lesson"
    return pack.gives_feedback and of_lesson and not asking.sensitive


def _line(item: Item, letter: str) -> FeedbackLine | None:
    option = item.options.get(letter)
    if option is None or option.feedback is None:
        return None
    return FeedbackLine(letter, option.feedback, name_of(option.by), letter == item.key)


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
