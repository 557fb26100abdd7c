"""Where everything stands on a certificate: on a sheet of A4, and on the smaller ones that share a page of A4.

Both codes are as large on the smallest sheet as on the largest, for the same phone reads them; all else is smaller.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from bsuh_desktop.documents.paper import MM
from bsuh_desktop.documents.sheets import PerPage

PAPER_LONG, PAPER_SHORT = 297.0, 210.0
"""A4 in millimetres."""

CODE2_SIZE = 35.0
CODE1_SIZES = {49: 30.0, 53: 33.0}
"""How wide the codes are in millimetres, on every sheet; the first one by its modules."""


class Spot(NamedTuple):
    """One line of text: its base line in millimetres from the sheet's upper edge, its size in points, and how wide it
    may become in millimetres before it is set smaller."""

    base: float
    size: float
    widest: float


class Border(NamedTuple):
    """A frame with round corners: how far from the sheet's edge, the radius, and how thick its line, in millimetres."""

    inset: float
    radius: float
    thick: float


class Heart(NamedTuple):
    """Its middle, its highest point and its width in millimetres."""

    x: float
    top: float
    width: float


class Box(NamedTuple):
    """A part of a sheet: millimetres from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Tilted(NamedTuple):
    """The mark of practice: its middle in millimetres from the upper edge, its size in points, the cosine and sine of
    its angle. It stays clear of both codes."""

    middle: float
    size: float
    cosine: float
    sine: float


class Plan(msgspec.Struct, frozen=True):
    """One sheet. Lengths are millimetres, from its upper left corner; sizes of letters are points.

    `title_english` is None where both words stand in one line. `alone` is the name's line where no other name stands
    below it, `above` where the `second` does. `signers` are the middles of the two lines for a hand, `signed` the name
    below such a line, `role` whose it is. `english` are the lines of the English reason, one or two.

    `seen_alone` and `seen_above` are where the name is looked for, `seen_serial` where the serial is (documents/seen.py):
    from below “given to” to above the class, or to the second name. `dots` an inch are looked at.
    """

    width: float
    height: float
    frame: Border
    stitch: Border
    heart: Heart
    programme: Spot
    title: Spot
    title_english: Spot | None
    given: Spot
    alone: Spot
    above: Spot
    second: Spot
    rule: float
    hand_rule: float
    hand: Spot
    rule_width: float
    group: Spot
    reason: Spot
    english: tuple[Spot, ...]
    left: float
    right: float
    codes: float
    caption: Spot
    note: Spot
    serial: Spot
    serial_right: float | None
    signers: tuple[tuple[float, float], ...]
    signer_width: float
    signed: Spot
    role: Spot
    date: Spot
    dated: Spot | None
    mark: Tilted
    seen_alone: Box
    seen_above: Box
    seen_serial: Box
    dots: int

    def y(self, from_top: float) -> float:
        """Points above the sheet's lower edge, for a place in millimetres from its upper one."""
        return self.height * MM - from_top * MM
