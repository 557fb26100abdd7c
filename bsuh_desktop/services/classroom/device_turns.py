"""One device that is passed round: whose turn it is and why not, how long it takes, when raising hands is better."""

from __future__ import annotations

from collections.abc import Iterable

from bsuh_desktop.domain.events import Part
from bsuh_desktop.domain.lesson import DEVICE_S
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Form, Item, form_for
from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.domain.session.state import IN_ROOM
from bsuh_desktop.services.classroom.class_picture import ClassPicture, ListedName

MOST_FOR_SHARED = 12
"""With more learners, passing the device takes longer than a lesson; hands are offered first."""


def minutes_for(learners: int, questions: int = 1) -> int:
    """How many minutes it takes until each of `learners` has answered `questions` on the one device, rounded up."""
    return -(-learners * questions * DEVICE_S // 60)


def hands_do_better(learners: int) -> bool:
    """True if raising hands is better for so many learners."""
    return learners > MOST_FOR_SHARED


def turns(picture: ClassPicture, item: Item, part: Part) -> tuple[int, ...]:
    """The cards of those who are asked `item`, in the order of their turns: everybody in the room, for a question of a
    form only those with that form."""
    there = (row.card for row in picture.view.rows if row.status in IN_ROOM)
    return tuple(card for card in there if _is_asked(card, item.form, part))


def still_to_answer(picture: ClassPicture) -> tuple[int, ...]:
    """The cards of those who still have to answer the open question, in order; empty if hands are counted."""
    asking = picture.open_asking
    if asking is None or asking.by == "hands":
        return ()
    answered = {row.card for row in picture.view.rows if row.answered}
    asked = turns(picture, picture.pack.item(asking.item), asking.part)
    return tuple(card for card in asked if card not in answered)


def next_to_answer(picture: ClassPicture) -> tuple[int, ...]:
    """The cards of those who have not had the device yet for the open question, in order: neither answered nor
    declined."""
    return tuple(card for card in still_to_answer(picture) if card not in picture.declined)


def asked_now(picture: ClassPicture) -> tuple[int, ...]:
    """The cards of those who are asked the open question, in the order of their turns; empty if none is open."""
    asking = picture.open_asking
    return turns(picture, picture.pack.item(asking.item), asking.part) if asking else ()


def rolls_tell(picture: ClassPicture) -> bool:
    """True if the rolls of the room tell its learners apart: there is one list, and it has rolls. In several sections
    each roll may be there twice; then the numbers of the class are used, which stand on the desk."""
    one_list = len({row.group for row in picture.view.rows if row.group}) <= 1
    return one_list and any(name.roll for name in picture.names.values())


def card_of(picture: ClassPicture, number: int | None) -> int | None:
    """The card of the learner who writes `number`: whoever has that roll, where rolls tell, else whoever has that
    card, such as a visitor."""
    if number is None or not rolls_tell(picture):
        return number
    names = {row.card: picture.names.get(row.learner, ListedName()) for row in picture.view.rows}
    rolls = {card: roll_number(name.roll or None) for card, name in names.items()}
    return next((card for card, roll in rolls.items() if roll == number), number)


def number_of(picture: ClassPicture, card: int) -> int:
    """The number that the learner with `card` writes: the roll where rolls tell, if there is one, else the card."""
    learner = next((row.learner for row in picture.view.rows if row.card == card), "")
    roll = roll_number(picture.names.get(learner, ListedName()).roll or None) if rolls_tell(picture) else None
    return roll or card


def why_not_turn(picture: ClassPicture, card: int | None, number: int | None = None) -> Message | None:
    """Why the learner with `card` cannot answer the open question, in words for that learner, who wrote `number`;
    None if they can. Who declined may still answer."""
    if not card:
        return Message("Write your number first.")
    said = number or card
    row = next((row for row in picture.view.rows if row.card == card), None)
    if row is None:
        return Message("Nobody here has number {card}. Ask your facilitator.", card=said)
    if row.status not in IN_ROOM:
        return Message("Number {card} is not marked as present. Tell your facilitator.", card=said)
    if row.answered:
        return Message("Number {card} has already answered. Ask your facilitator.", card=said)
    if card not in asked_now(picture):
        return Message("This question is not for number {card}. Pass the device on.", card=said)
    return None


def minutes_left(picture: ClassPicture) -> int:
    """Minutes until everybody has answered the open question."""
    return minutes_for(len(still_to_answer(picture)))


def minutes_for_items(picture: ClassPicture, items: Iterable[Item], part: Part) -> int:
    """Minutes until everybody has answered `items`, asked one after the other in `part`."""
    return minutes_for(sum(len(turns(picture, item, part)) for item in items))


def _is_asked(card: int, form: Form, part: Part) -> bool:
    return form == "lesson" or form_for(card, "pre" if part == "pre" else "post") == form
