"""How a desk is recognised at the door, where no name is shown: by drawing, number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.values import DeskFolder, Emblem

EMBLEM_NAMES: dict[Emblem, Message] = {
    "book": Message("Book"),
    "kite": Message("Kite"),
    "boat": Message("Boat"),
    "leaf": Message("Leaf"),
    "sun": Message("Sun"),
    "lamp": Message("Lamp"),
}


def which_desk(desk: DeskFolder) -> Message:
    """Number and code, as they are read out."""
    if not desk.code:
        return Message("Not opened yet with this version")
    if not desk.device:
        return Message("Code of this desk: {code}", code=desk.code)
    return Message("Number of this laptop: {device} · code of this desk: {code}", device=desk.device, code=desk.code)
