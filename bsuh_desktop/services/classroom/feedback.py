"""What is said about the answers that learners chose, in modules that give feedback.

About a question of the lesson at once. About the questions of the forms, which measure what was learned, nothing until
the last of those after the lesson is closed: the twins of what was asked before are still to come. Then all their
answers are shown. Both are told by the journal alone, so that they are the same after a restart.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.cast import name_of
from bsuh_desktop.domain.events import Level
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.results import enough_to_show
from bsuh_desktop.services.classroom.class_picture import AskedQuestion, ClassPicture
from bsuh_desktop.services.classroom.questions import last_asking, still_to_ask

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
