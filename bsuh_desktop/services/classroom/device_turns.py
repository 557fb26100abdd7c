"""One device passed round: whose turn it is, how long it takes, and when raising hands does better."""

from __future__ import annotations

from collections.abc import Iterable

from bsuh_desktop.domain.events import Part
from bsuh_desktop.domain.quiz import Form, Item, form_for
from bsuh_desktop.domain.session.state import IN_ROOM
from bsuh_desktop.services.classroom.class_picture import ClassPicture

MOST_FOR_SHARED = 12
"""With more learners the device takes longer to go round than a lesson has; hands are offered first."""

SECONDS_AN_ANSWER = 30
"""Passing the device on, finding one's number, reading a question and choosing: our judgement, until it is measured."""


def minutes_for(learners: int, questions: int = 1) -> int:
    """How many minutes it takes until each of `learners` has answered `questions` on the one device, rounded up."""
    return -(-learners * questions * SECONDS_AN_ANSWER // 60)


def hands_do_better(learners: int) -> bool:
    """True if so many learners had better raise hands."""
    return learners > MOST_FOR_SHARED


def turns(picture: ClassPicture, item: Item, part: Part) -> tuple[int, ...]:
    """The cards of those who are asked `item`, in the order in which the device goes round: whoever is in the room and,
    of a form's question, whose own form it is."""
    there = (row.card for row in picture.view.rows if row.status in IN_ROOM)
    return tuple(card for card in there if _is_asked(card, item.form, part))


def still_to_answer(picture: ClassPicture) -> tuple[int, ...]:
    """The cards of those who still have to answer the open question, in order; nobody where hands are counted."""
    asking = picture.open_asking
    if asking is None or asking.by == "hands":
        return ()
    answered = {row.card for row in picture.view.rows if row.answered}
    asked = turns(picture, picture.pack.item(asking.item), asking.part)
    return tuple(card for card in asked if card not in answered)


def minutes_left(picture: ClassPicture) -> int:
    """How many minutes the open question still goes round."""
    return minutes_for(len(still_to_answer(picture)))


def minutes_for_items(picture: ClassPicture, items: Iterable[Item], part: Part) -> int:
    """How many minutes it takes until `items`, asked one after the other in `part`, have all gone round."""
    return minutes_for(sum(len(turns(picture, item, part)) for item in items))


def _is_asked(card: int, form: Form, part: Part) -> bool:
    return form == "lesson" or form_for(card, "pre" if part == "pre" else "post") == form
