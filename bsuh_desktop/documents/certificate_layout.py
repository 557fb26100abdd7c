"""The layouts of the three sheets, A4, A5 and A6, all landscape, and how one, two or four fill a page of A4.

School printers leave the paper's edge white: nothing is nearer to it than 5 mm.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from bsuh_desktop.documents.paper_style import MM
from bsuh_desktop.domain.certificates import PerPage

CODE2_SIZE = 35.0
CODE1_SIZES = {49: 30.0, 53: 33.0}
"""Widths of the codes in millimetres, the same on every sheet; of the first code by its modules."""


class Spot(NamedTuple):
    """One line of text."""

    base: float
    """Its base line, in millimetres from the sheet's upper edge."""
    size: float
    """In points."""
    widest: float
    """Width in millimetres above which it is set smaller."""
    right: float = 0
    """Millimetres by which its middle is right of the usual middle."""


class Border(NamedTuple):
    """A frame with round corners, in millimetres."""

    inset: float
    """From the sheet's edge."""
    radius: float
    thick: float
    """Width of the line."""


class Heart(NamedTuple):
    """The heart, in millimetres."""

    x: float
    """Its middle."""
    top: float
    """Its highest point."""
    width: float


class Tilted(NamedTuple):
    """The practice mark. It does not touch the codes."""

    middle: float
    """Its middle, in millimetres from the upper edge."""
    size: float
    """In points."""
    cosine: float
    """Of its angle, like `sine`."""
    sine: float


class SerialSpot(NamedTuple):
    """The place of the serial."""

    x: float
    """Its left end or, for *right*, its right end, in millimetres."""
    base: float
    """Its base line, in millimetres from the upper edge."""
    size: float
    """In points."""
    align: Literal["left", "right"]


class SignatureLines(NamedTuple):
    """Lines for signatures."""

    places: tuple[tuple[float, float], tuple[float, float]]
    """The middle and height of each."""
    width: float
    """Their length."""
    name: Spot
    """Place of the name, in millimetres below the line; so is `role`."""
    role: Spot


class SheetLayout(msgspec.Struct, frozen=True):
    """The layout of one sheet. Lengths are millimetres from its upper left corner; font sizes are points."""

    width: float
    height: float
    frame: Border
    stitch: Border
    heart: Heart
    programme: Spot
    title: Spot
    title_english: Spot | None
    """None if both titles are in one line."""
    given: Spot
    alone: Spot
    """The name, if there is no second name below it."""
    above: Spot
    """The name, if `second` is below it."""
    second: Spot
    rule: float
    hand_rule: float
    hand: Spot
    """The text below the line for a name written by hand."""
    rule_width: float
    group: Spot
    reason: Spot
    english: tuple[Spot, ...]
    """The lines of the English reason: one or two."""
    left: float
    right: float
    codes: float
    caption: Spot
    note: Spot | None
    """None if it follows the second code's caption."""
    serial: SerialSpot
    signers: SignatureLines
    date: Spot
    dated: Spot | None
    """None if the date has no label."""
    mark: Tilted
    dots: int
    """Dots an inch at which a page is read, such that letters have the same size in pixels on every sheet."""

    @property
    def middle(self) -> float:
        """Half the sheet's width, in points."""
        return self.width * MM / 2

    def y(self, from_top: float) -> float:
        """Points above the sheet's lower edge, for a position in millimetres from its upper edge."""
        return self.height * MM - from_top * MM


A4 = SheetLayout(
    width=297,
    height=210,
    frame=Border(10, 3, 0.75),
    stitch=Border(13, 1.5, 0.5),
    heart=Heart(148.5, 21.2, 15),
    programme=Spot(43.5, 13, 245),
    title=Spot(63.5, 48, 245),
    title_english=Spot(72.7, 15, 245),
    given=Spot(84.5, 15, 245),
    alone=Spot(106, 40, 245),
    above=Spot(102.5, 40, 245),
    second=Spot(113.5, 17, 245),
    rule=118,
    hand_rule=112,
    hand=Spot(117, 9.5, 245),
    rule_width=130,
    group=Spot(128, 15, 245),
    reason=Spot(136.5, 15, 245),
    english=(Spot(143.3, 11.5, 170),),
    left=21,
    right=276,
    codes=179.5,
    caption=Spot(185, 10, 60),
    note=Spot(189.5, 9.5, 60),
    serial=SerialSpot(21, 189.5, 9.5, "left"),
    signers=SignatureLines(((90.75, 178.25), (206.25, 178.25)), 50, Spot(5.25, 11, 50), Spot(9.75, 9.5, 60)),
    date=Spot(183.5, 11, 60),
    dated=Spot(188, 9.5, 60),
    mark=Tilted(96, 74, 0.9563, 0.2924),  # 17 degrees
    dots=150,
)

A5 = SheetLayout(
    width=210,
    height=148.5,
    frame=Border(7, 2.5, 0.6),
    stitch=Border(9.2, 1.5, 0.4),
    heart=Heart(105, 13.5, 9),
    programme=Spot(28, 10, 180),
    title=Spot(40.5, 32, 180),
    title_english=Spot(46.8, 10.5, 180),
    given=Spot(54.6, 11, 180),
    alone=Spot(69.6, 28, 180),
    above=Spot(67.2, 28, 180),
    second=Spot(74.9, 12, 180),
    rule=78.2,
    hand_rule=73.6,
    hand=Spot(77.4, 8, 180),
    rule_width=92,
    group=Spot(84.6, 11, 180),
    reason=Spot(91, 11, 104),
    english=(Spot(96, 8.5, 104),),
    left=15,
    right=195,
    codes=126.5,
    caption=Spot(131.4, 9, 45),
    note=Spot(135.2, 8, 45),
    serial=SerialSpot(15, 135.2, 8.5, "left"),
    signers=SignatureLines(((71.5, 125), (138.5, 125)), 38, Spot(4.5, 9, 38), Spot(8.3, 7.5, 38)),
    date=Spot(129.5, 9, 28),
    dated=Spot(133.3, 7.5, 28),
    mark=Tilted(63, 52, 0.9744, 0.2250),  # 13 degrees
    dots=212,
)

A6 = SheetLayout(
    width=148.5,
    height=105,
    frame=Border(5.5, 2, 0.5),
    stitch=Border(7.1, 1.2, 0.35),
    heart=Heart(48.4, 15.6, 6.2),
    programme=Spot(13.4, 8, 126),
    title=Spot(21, 17, 116, 4.2),
    title_english=None,
    given=Spot(26.6, 8, 126),
    alone=Spot(37.8, 22, 126),
    above=Spot(36, 22, 126),
    second=Spot(42, 9.5, 126),
    rule=44.4,
    hand_rule=40.6,
    hand=Spot(43.6, 7, 126),
    rule_width=70,
    group=Spot(48.4, 8.5, 126),
    reason=Spot(52.6, 8.5, 126),
    english=(Spot(57.2, 6.5, 52), Spot(60.2, 6.5, 52)),
    left=10.5,
    right=138,
    codes=91.5,
    caption=Spot(96.3, 7.5, 40),
    note=None,
    serial=SerialSpot(40.5, 96.3, 8.5, "right"),
    signers=SignatureLines(((74.25, 76.4), (74.25, 88.6)), 42, Spot(3, 7.5, 42), Spot(6.3, 6.5, 50)),
    date=Spot(66.4, 9, 50),
    dated=None,
    mark=Tilted(38, 37, 0.9877, 0.1564),  # 9 degrees
    dots=300,
)


class Page(NamedTuple):
    """A page of A4."""

    width: float
    """In millimetres, like `height`."""
    height: float
    sheet: SheetLayout
    slots: tuple[tuple[float, float], ...]
    """The upper left corner of each sheet, in reading order."""

    def moves(self) -> list[str]:
        """PDF operators that begin the drawing of a sheet at each place; Q ends it."""
        low = self.height - self.sheet.height
        return [f"q 1 0 0 1 {left * MM:.3f} {(low - top) * MM:.3f} cm" for left, top in self.slots]


PAGES: dict[PerPage, Page] = {
    1: Page(297, 210, A4, ((0, 0),)),
    2: Page(210, 297, A5, ((0, 0), (0, 148.5))),
    4: Page(297, 210, A6, ((0, 0), (148.5, 0), (0, 105), (148.5, 105))),
}
