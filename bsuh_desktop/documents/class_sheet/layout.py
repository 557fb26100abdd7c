"""The layout of the class sheet: A4 upright, the roll in columns, on as many pages as it needs.

Lengths are millimetres from the upper left corner of the page until they are drawn.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TypeVar

from bsuh_desktop.documents.paper_style import A4_LONG, MM

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 14.0, 200.0, 11.0, 287.0
HEAD_END, HEAD_END_LATER = 56.0, 33.0
ROLL_HEAD, FOOT_HEIGHT, TALLY_HEAD = 9.5, 32.0, 10.5
COLUMNS, GAP = 3, 4.0
LEAST_ROW, MOST_ROW = 4.7, 6.6
TALLY_ROW, TALLY_COLUMNS = 6.0, 2
FREE_LINES = 4
T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class RollPage:
    """One page of the sheet."""

    first: int
    """Index of its first learner, from 0."""
    last: int
    """Index after its last learner."""
    free: int
    """Free lines after the last learner."""
    rows: int
    """Rows of a column."""
    row: float
    """Height of a row in millimetres."""
    top: float
    """Where the roll begins."""
    main: bool
    """True for the page with tallies and signatures."""


def x_of(mm: float) -> float:
    """Points from the left edge."""
    return mm * MM


def y_of(mm: float) -> float:
    """Points from the lower edge, for a position measured from the upper edge."""
    return A4_LONG - mm * MM


def tally_height(questions: int) -> float:
    """The height of the tallies with their head; 0 if the module has no questions."""
    return TALLY_HEAD + -(-questions // TALLY_COLUMNS) * TALLY_ROW + 3 if questions else 0.0


def pages_of(learners: int, questions: int) -> list[RollPage]:
    """The pages of a roll. Learners who do not fit on the first one continue on further pages without tallies."""
    top = HEAD_END + ROLL_HEAD
    main = BOTTOM - FOOT_HEIGHT - tally_height(questions) - top
    pages = [_page(0, learners, main, top, main=True)]
    while pages[-1].last < learners:
        later = HEAD_END_LATER + ROLL_HEAD
        pages.append(_page(pages[-1].last, learners, BOTTOM - later, later, main=False))
    return pages


def _page(first: int, learners: int, room: float, top: float, main: bool) -> RollPage:
    most = max(1, int(room / LEAST_ROW))
    # Without a list there are free lines, so that the school can write its own roll.
    wanted = -(-(learners - first + FREE_LINES) // COLUMNS) if learners else int(room / MOST_ROW)
    rows = max(1, min(most, wanted))
    last = min(learners, first + rows * COLUMNS)
    free = rows * COLUMNS - (last - first) if last == learners else 0
    return RollPage(first, last, free, rows, min(MOST_ROW, room / rows), top, main)


def column_width(columns: int) -> float:
    """The width of one of several columns."""
    return (RIGHT - LEFT - GAP * (columns - 1)) / columns


def column_left(column: int, columns: int) -> float:
    """The left edge of the column with that number, from 0."""
    return LEFT + column * (column_width(columns) + GAP)


def in_columns(things: Sequence[T], rows: int) -> list[list[T]]:
    """The things in columns of `rows`, in the order of a register: down first."""
    return [list(things[start : start + rows]) for start in range(0, len(things), rows)]
