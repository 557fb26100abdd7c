"""Help when a child needs it: who sees the page, and whom to call. It stores nothing and has no state of its own.

Whether somebody has verified a number by a call is not shown, because a child may read along.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Notice, Part, Text
from bsuh_desktop.presenters.stage import Screens

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.helplines import Contact

Line = tuple[Text, Literal["strong", "soft"]]


class HelpProjector(Protocol):
    """What is asked of the projector."""

    @property
    def arrangement(self) -> Screens:
        """Where the stage is."""

    @property
    def public_over_stage(self) -> bool:
        """True if the class may see a window that opens over the stage."""


class HelpNumber(msgspec.Struct, frozen=True):
    """A number to dial, and beside it who answers there and when to call."""

    number: Text
    """NO_TEXT if nobody has noted it."""
    lines: tuple[Line, ...]
    card: Literal["", "card", "look"] = ""
    """The kind of card for the numbers that stand out; "" for the others."""


class ChildHelpModel(msgspec.Struct, frozen=True, kw_only=True):
    """The dialog."""

    title: Text
    close: Text
    """What closes it."""
    seen: Notice
    helpline_column: tuple[HelpNumber | Message, ...]
    """At the door also that there may be more numbers behind it."""
    focal_column: tuple[HelpNumber, ...]
    stitch: Part
    focal_title: Part
    focal_points: Part


def child_help(session: DeskSession, projector: Callable[[], HelpProjector]) -> ChildHelpModel:
    """The help as it is now: the helplines are those of the programme or, while the desk is locked, the country's own.
    `projector` is asked only while nobody else sees the desk: before a desk was open there is none."""
    known = session.child_help()
    focal = Part(shown=bool(known.focal_points))
    more = Message("Unlock the desk to see your programme's own numbers.")
    return ChildHelpModel(
        title=Message("A child needs help"),
        close=Message("Back to the class") if session.class_runs else Message("Close"),
        seen=_who_sees(session, projector),
        helpline_column=(
            _danger(known.danger),
            _child(known.child),
            *map(_number, known.others),
            *((more,) if session.more_help_if_unlocked else ()),
        ),
        focal_column=tuple(_focal_point(one) for one in known.focal_points),
        stitch=focal,
        focal_title=focal,
        focal_points=focal,
    )


def _who_sees(session: DeskSession, projector: Callable[[], HelpProjector]) -> Notice:
    if session.public or projector().public_over_stage:
        fact = Message("If a projector shows this laptop's screen, the class sees this page.")
        return Notice(light="look", fact=fact, remedy=Message("Cover the projector first."))
    if projector().arrangement == "two":
        return Notice(fact=Message("The projector does not show this page. The class stays where it is."))
    return Notice(fact=Message("No projector shows this page. The class stays where it is."))


def _danger(one: Contact) -> HelpNumber:
    urgent = Message("In danger now? Call this number first.")
    return HelpNumber(digits_text(one.number), ((urgent, "strong"), (one.names, "soft")), "look")


def _child(one: Contact) -> HelpNumber:
    from bsuh_desktop.services.desk.helplines import is_free_day_and_night

    free = Message("Free of charge, day and night.") if is_free_day_and_night(one) else None
    return _number(one, free, "card")


def _focal_point(one: Contact) -> HelpNumber:
    """If the programme has no number for one, who has it."""
    return _number(one, None if one.number else Message("Your coordinator tells you the number."))


def _number(one: Contact, more: Message | None = None, card: Literal["", "card", "look"] = "") -> HelpNumber:
    names: Line = (one.names, "strong")
    number = digits_text(one.number) if one.number else NO_TEXT
    return HelpNumber(number, (names,) if more is None else (names, (more, "soft")), card)
