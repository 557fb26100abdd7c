"""The papers of activities: one, two or eight pieces on a sheet of A4, with the lines along which they are cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import LessonKit, PieceSet, PieceSize, PrintedPiece
from bsuh_desktop.documents.lesson_kit.kit_pen import Drawing, KitPen, PlacedPicture
from bsuh_desktop.documents.lesson_kit.pages import KitPage

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
