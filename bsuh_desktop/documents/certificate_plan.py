"""What a sheet's plan tells: where every line, both codes and the frame of one certificate stand.

Both codes are as large on the smallest sheet as on the largest, for the same phone reads them; all else is smaller.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from bsuh_desktop.documents.paper import MM

CODE2_SIZE = 35.0
CODE1_SIZES = {49: 30.0, 53: 33.0}
"""How wide the codes are in millimetres, on every sheet; the first one by its modules."""


class Spot(NamedTuple):
    """One line of text: its base line in millimetres from the sheet's upper edge, its size in points, how wide it may
    become in millimetres before it is set smaller, and how far right of the usual middle its own middle is."""

    base: float
    size: float
    widest: float
    right: float = 0


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


class Tilted(NamedTuple):
    """The mark of practice: its middle in millimetres from the upper edge, its size in points, the cosine and sine of
    its angle. It stays clear of both codes."""

    middle: float
    size: float
    cosine: float
    sine: float


class Serial(NamedTuple):
    """Where the serial stands: its left end or, for *right*, its right end in millimetres, its base line, its size."""

    x: float
    base: float
    size: float
    align: Literal["left", "right"]


class Signers(NamedTuple):
    """Lines for a hand: their middles and heights, how long they are, and where the name and the role stand below them,
    in millimetres below the line."""

    places: tuple[tuple[float, float], tuple[float, float]]
    width: float
    name: Spot
    role: Spot


class Plan(msgspec.Struct, frozen=True):
    """One sheet. Lengths are millimetres from its upper left corner; sizes of letters are points.

    `title_english` is None where both words stand in one line, `note` where it follows the second code's caption, and
    `dated` where the date needs no word. `alone` is the name's line where none stands below it, `above` where the
    `second` does; `hand` is said below the line for a name that is written by hand. `english` are the lines of the
    English reason: one, or two. `dots` are those an inch at which a page is read: a letter has the same pixels on every
    sheet.
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
    note: Spot | None
    serial: Serial
    signers: Signers
    date: Spot
    dated: Spot | None
    mark: Tilted
    dots: int

    @property
    def middle(self) -> float:
        """Half the sheet's width, in points."""
        return self.width * MM / 2

    def y(self, from_top: float) -> float:
        """Points above the sheet's lower edge, for a place in millimetres from its upper one."""
        return self.height * MM - from_top * MM
