"""Whose turn it is on the shared device, and the message for somebody whose turn it is not."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.state import IN_ROOM
from bsuh_desktop.services.classroom.class_picture import ClassPicture


def why_not_turn(picture: ClassPicture, asked_of: tuple[int, ...], card: int | None) -> Message | None:
    """Why the learner with `card` cannot answer now, in words for that learner; None if they can."""
    if not card:
        return Message("Write the number on your card first.")
    row = next((row for row in picture.view.rows if row.card == card), None)
    if row is None:
        return Message("Nobody here has number {card}. Look at your card again.", card=card)
    if row.status not in IN_ROOM:
        return Message("Number {card} is not marked as present. Tell your facilitator.", card=card)
    if row.answered:
        return Message("Number {card} has already answered. Look at your card again.", card=card)
    if card not in asked_of:
        return Message("This question is not for number {card}. Pass the device on.", card=card)
    return None
