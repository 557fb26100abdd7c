"""What is cut: pieces of activities, one, two or eight on a sheet of A4, and home cards, four or eight.

A home card has a sentence, a number to call, an empty line for the family's own number, and room for a drawing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import LessonKit, PieceSet, PieceSize, PrintedPiece
from bsuh_desktop.documents.lesson_kit.kit_pen import Drawing, KitPage, KitPen, PlacedPicture, TextBlock
from bsuh_desktop.documents.paper_style import MM

WIDTH, HEIGHT = 210.0, 297.0
GRIDS: dict[PieceSize, tuple[int, int]] = {"page": (1, 1), "half": (1, 2), "card": (2, 4)}
"""Pieces beside each other, and below each other."""
_INSETS: dict[PieceSize, float] = {"page": 16.0, "half": 13.0, "card": 8.0}
"""Between the edge of a piece and what stands on it."""
_LETTERS: dict[PieceSize, Sequence[float]] = {
    "page": (110, 96, 84, 74, 66, 60, 54, 48, 44, 40, 36, 32, 28, 24, 20, 16, 12, 9),
    "half": (72, 64, 56, 50, 44, 40, 36, 32, 28, 24, 20, 18, 16, 14, 12, 10, 8),
    "card": (40, 36, 32, 28, 24, 22, 20, 18, 16, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5),
}
_DISCS: dict[PieceSize, float] = {"page": 10.0, "half": 7.0, "card": 4.0}
_PICTURE = 0.56
"""The share of a piece's height that its picture has."""


def piece_pages(pen: KitPen, kit: LessonKit) -> list[KitPage]:
    """The pages of all sets. Sets follow each other without a gap, so that no paper is wasted."""
    pages: list[KitPage] = []
    for one in kit.sets:
        pieces = [piece for _ in range(one.copies) for piece in one.pieces]
        across, down = GRIDS[one.size]
        for first in range(0, len(pieces), across * down):
            page = KitPage("things", foot=False)
            page.items += cut_lines(pen, across, down)
            for place, piece in enumerate(pieces[first : first + across * down]):
                page.items += _piece(pen, one, piece, place % across, place // across)
            pages.append(page)
    return pages


def cut_lines(pen: KitPen, across: int, down: int) -> Iterator[Drawing]:
    """The dashed lines of a page with so many cards, and what they are for."""
    for column in range(1, across):
        yield pen.stitch(WIDTH * column / across, 5, 0, HEIGHT - 10)
    for row in range(1, down):
        yield pen.stitch(5, HEIGHT * row / down, WIDTH - 10)
    if across * down > 1:
        said = pen.text_of(words.CUT)
        yield pen.words(said, WIDTH / across / 2, 7.2, 7, align="centre", colour=pen.soft)


def _piece(pen: KitPen, one: PieceSet, piece: PrintedPiece, column: int, row: int) -> Iterator[Drawing]:
    across, down = GRIDS[one.size]
    inset, radius = _INSETS[one.size], _DISCS[one.size]
    left, top = WIDTH * column / across + inset, HEIGHT * row / down + inset
    width, height = WIDTH / across - 2 * inset, HEIGHT / down - 2 * inset
    yield from pen.disc(piece.number, left + radius, top + radius, radius)
    small = max(7.5, radius * 1.4)
    yield pen.words(one.title, left + width, top + height, small, align="right", colour=pen.soft, widest=width)
    begin, end = top + 2 * radius + 2, top + height - small * 0.5
    if piece.picture:
        share = (end - top) * (_PICTURE if piece.text else 0.9)
        yield PlacedPicture(piece.picture, left + 2 * radius + 2, top, width - 4 * radius - 4, share)
        begin = top + share + 2
    block = pen.largest(piece.text, _LETTERS[one.size], width, end - begin)
    yield from block.drawn(left + width / 2, begin + max((end - begin - block.height) / 2, 0), "centre", width)


INSET = 8.0
_FRAME, _GAP, _LINE = 40.0, 3.0, 8.0
_LABEL, _NUMBER, _PHONE, _FOOT = 8.5, 19.0, 9.0, 7.0
_LINE_HEIGHT = 1.36
"""Of a single line, in ems."""


@dataclasses.dataclass(frozen=True)
class _Format:
    """How many cards are beside and below each other, and whether the drawing's frame is beside the words."""

    across: int
    down: int
    beside: bool
    sentence: tuple[float, ...]
    """The sizes in which the sentence may be set."""
    least_frame: float
    """The least height of the frame, in millimetres."""

    @property
    def width(self) -> float:
        return WIDTH / self.across - 2 * INSET

    @property
    def height(self) -> float:
        return HEIGHT / self.down - 2 * INSET

    @property
    def words_width(self) -> float:
        return self.width - _FRAME - _GAP if self.beside else self.width


EIGHT = _Format(2, 4, True, (16, 15, 14, 13, 12), 34.0)
FOUR = _Format(2, 2, False, (24, 22, 20, 18, 16, 15, 14, 13, 12, 11, 10, 9), 40.0)


def home_pages(pen: KitPen, kit: LessonKit) -> list[KitPage]:
    """One card for each learner: eight a page, or four if the words need the room."""
    drawn = _Card(pen, kit, EIGHT)
    if not drawn.fits:
        drawn = _Card(pen, kit, FOUR)
    each = drawn.format.across * drawn.format.down
    pages = []
    for first in range(0, kit.learners, each):
        page = KitPage("home", foot=False)
        page.items += cut_lines(pen, drawn.format.across, drawn.format.down)
        for place in range(min(each, kit.learners - first)):
            page.items += drawn.at(place % drawn.format.across, place // drawn.format.across)
        pages.append(page)
    return pages


class _Card:
    """The words of a card, laid out once."""

    def __init__(self, pen: KitPen, kit: LessonKit, layout: _Format) -> None:
        self._pen, self._kit, self.format = pen, kit, layout
        home = kit.home
        self._sentence = TextBlock((), 1, pen.text)
        if home.sentence:
            most = (layout.height - layout.least_frame) * (1 if layout.beside else 0.5)
            self._sentence = pen.largest(home.sentence, layout.sentence, layout.width, most)
            self._sentence = dataclasses.replace(self._sentence, colour=pen.title)
        self._help = pen.block(f"{pen.text_of(words.HELP)}: {home.child.name}", _LABEL, layout.words_width)
        phones = [f"{one.name}: **{_dialled(pen, one.number)}**" for one in home.money]
        self._phones = [pen.block(text, _PHONE, layout.words_width) for text in phones]
        number = _NUMBER * _LINE_HEIGHT / MM
        self._words_height = self._help.height + number + sum(one.height for one in self._phones) + _LINE + 5
        sentence = self._sentence.height + (_GAP if home.sentence else 0.0)
        self._frame_top = sentence if layout.beside else sentence + self._words_height + _GAP
        self._words_top = sentence
        foot = _FOOT * _LINE_HEIGHT / MM
        self._frame_height = layout.height - self._frame_top - foot
        self.fits = (
            self._sentence.width <= layout.width
            and self._frame_height >= layout.least_frame
            and sentence + self._words_height + foot <= layout.height
        )

    def at(self, column: int, row: int) -> Iterator[Drawing]:
        """The card in that column and row of a page."""
        pen, layout = self._pen, self.format
        x, y = WIDTH * column / layout.across + INSET, HEIGHT * row / layout.down + INSET
        yield from self._sentence.drawn(x, y, widest=layout.width)
        low = y + (self._frame_top + self._frame_height if layout.beside else self._words_top + self._words_height)
        yield from self._words(x, y + self._words_top, low)
        left = x + layout.width - _FRAME if layout.beside else x
        width = _FRAME if layout.beside else layout.width
        top = y + self._frame_top
        yield pen.box(left, top, width, self._frame_height)
        yield pen.words(pen.text_of(words.DRAW), left + 1.5, top + 3.4, _FOOT, colour=pen.soft)
        foot = f"{self._kit.title} · {self._kit.programme}"
        yield pen.words(foot, x, y + layout.height, _FOOT, colour=pen.soft, widest=layout.width)

    def _words(self, x: float, y: float, low: float) -> Iterator[Drawing]:
        """Whom to call, from `y` down; the empty line is at `low`."""
        pen, width = self._pen, self.format.words_width
        yield from self._help.drawn(x, y, widest=width)
        y += self._help.height
        number = _dialled(pen, self._kit.home.child.number)
        yield pen.words(number, x, y + _NUMBER / MM, _NUMBER, bold=True, widest=width)
        y += _NUMBER * _LINE_HEIGHT / MM
        for phone in self._phones:
            yield from phone.drawn(x, y, widest=width)
            y += phone.height
        yield pen.words(pen.text_of(words.KNOWN_NUMBER), x, low - _LINE, _LABEL + 0.5, bold=True, widest=width)
        yield pen.rule(x, low, width)


def _dialled(pen: KitPen, number: str) -> str:
    """A number in the kit's digits, and beside them those of a telephone's keys if these are others."""
    said = pen.digits(number)
    return said if said == number else f"{said} ({number})"
