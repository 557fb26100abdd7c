"""Who earns a certificate and why, and how it is printed: its words apart from those signed, its layout and ink.

The programme's attendance rule decides, quiz scores never do. The printed words are independent of layout and ink."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message


class AwardRule(msgspec.Struct, frozen=True):
    """The programme's attendance rule for certificates."""

    kind: Literal["attendance"] = "attendance"
    late_counts: bool = True
    """Whether coming late counts as taking part. True by default, since a late learner saw the end of the lesson."""
    left_early_counts: bool = False
    """Whether leaving early counts as taking part."""
    modules: int = 1
    """How many different modules a learner must have taken part in."""
    minutes: int | msgspec.UnsetType = msgspec.UNSET
    """How many minutes a class must take to count; left out where any length does, so that a programme file of before
    has the bytes that were signed."""

    @property
    def least_minutes(self) -> int:
        """How many minutes a class must take; 0 where any length does."""
        return 0 if isinstance(self.minutes, msgspec.UnsetType) else self.minutes

    def long_enough(self, minutes: int, allowed: bool) -> bool:
        """Whether a class of so many minutes counts. `allowed`: a person said so all the same."""
        return allowed or minutes >= self.least_minutes


class Award(msgspec.Struct, frozen=True):
    """Whether a learner earns the certificate, with the reason as a sentence for people."""

    earned: bool
    reason: Message


REASONS: dict[Status, Message] = {
    "present": Message("Was present."),
    "late": Message("Came late."),
    "left_early": Message("Left before the end."),
    "absent": Message("Was absent."),
    "not_called": Message("Was not called at roll call."),
}


def award(rule: AwardRule, attendance: Mapping[str, Status]) -> Award:
    """Apply `rule` to one learner. `attendance`: module id → the learner's best status in any session of that module.
    Raises ValueError if the rule asks for less than one module."""
    if rule.modules < 1:
        raise ValueError(f"an award needs a module, not {rule.modules}")
    taken = [status for status in attendance.values() if counts(rule, status)]
    earned = len(taken) >= rule.modules
    if rule.modules == 1 and len(attendance) == 1:
        return Award(earned, REASONS[next(iter(attendance.values()))])
    message = Message("Modules taken part in: {taken}. Needed: {needed}.", taken=len(taken), needed=rule.modules)
    return Award(earned, message)


def counts(rule: AwardRule, status: Status) -> bool:
    """True if `status` counts as taking part. *absent* and *not_called* never do: a learner who was not called may not
    have been there."""
    if status == "late":
        return rule.late_counts
    if status == "left_early":
        return rule.left_early_counts
    return status == "present"


PerPage = Literal[1, 2, 4]
Ink = Literal["colour", "black"]


class Layout(msgspec.Struct, frozen=True):
    """One, two or four certificates on a page; in the programme's colours, or in black only, for a printer without
    colours."""

    per_page: PerPage = 1
    ink: Ink = "colour"


AwardWording = Literal["taking_part", "completing"]

DRAWING = 1
"""Version of how a sheet is drawn: fonts, fixed words, positions and text shaping. Increment it when one of these
changes, and keep the old drawing: a certificate is compared with the drawing that it was made with."""


class PrintedWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one sheet."""

    programme: str
    """The heading."""
    second_name: str
    """Printed below the large name; "" if there is none."""
    group: str
    """The line with roll, class and place."""
    module: LocalText
    """The title in both languages."""
    award: AwardWording
    facilitator: str
    """Printed below the line for the signature; "" if the name is written by hand."""
    coordinator: str
    """As `facilitator`."""
    practice: bool
    """Whether the practice mark is printed behind everything."""
    drawing: int = DRAWING

    def __repr__(self) -> str:
        # Hides the names that it contains.
        return f"PrintedWords({self.drawing})"
