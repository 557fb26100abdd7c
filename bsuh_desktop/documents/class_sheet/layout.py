"""Where everything stands on the class sheet: A4 upright, the roll in columns, as many pages as it needs.

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
class Page:
    """One page of the sheet: the learners `first` to `last` (exclusive, from 0) and how many free lines behind them, in
    `rows` rows a column of `row` millimetres, from `top` down. Only the `main` page has tallies and signatures."""

    first: int
    last: int
    free: int
    rows: int
    row: float
    top: float
    main: bool


def x_of(mm: float) -> float:
    """Points from the left edge."""
    return mm * MM


def y_of(mm: float) -> float:
    """Points from the lower edge, for a place measured from the upper one."""
    return A4_LONG - mm * MM


def tally_height(questions: int) -> float:
    """What the tallies take, with their head; nothing where the module asks nothing."""
    return TALLY_HEAD + -(-questions // TALLY_COLUMNS) * TALLY_ROW + 3 if questions else 0.0


def pages_of(learners: int, questions: int) -> list[Page]:
    """The pages of a roll. What does not fit on the first one goes on with all the room of the next."""
    top = HEAD_END + ROLL_HEAD
    main = BOTTOM - FOOT_HEIGHT - tally_height(questions) - top
    pages = [_page(0, learners, main, top, main=True)]
    while pages[-1].last < learners:
        later = HEAD_END_LATER + ROLL_HEAD
        pages.append(_page(pages[-1].last, learners, BOTTOM - later, later, main=False))
    return pages


def _page(first: int, learners: int, room: float, top: float, main: bool) -> Page:
    most = max(1, int(room / LEAST_ROW))
    # Without a list the school may write its own roll.
    wanted = -(-(learners - first + FREE_LINES) // COLUMNS) if learners else int(room / MOST_ROW)
    rows = max(1, min(most, wanted))
    last = min(learners, first + rows * COLUMNS)
    free = rows * COLUMNS - (last - first) if last == learners else 0
    return Page(first, last, free, rows, min(MOST_ROW, room / rows), top, main)


def column_width(columns: int) -> float:
    """The width of one of several columns."""
    return (RIGHT - LEFT - GAP * (columns - 1)) / columns


def column_left(column: int, columns: int) -> float:
    """Where the column of that number, from 0, begins."""
    return LEFT + column * (column_width(columns) + GAP)


def in_columns(things: Sequence[T], rows: int) -> list[list[T]]:
    """The things in columns of `rows`, as a register is read: downwards first."""
    return [list(things[start : start + rows]) for start in range(0, len(things), rows)]
