"""Detects a sheet with two lists side by side, one of which would be lost unnoticed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.rosters.columns.headings import Headings, meanings
from bsuh_desktop.rosters.columns.take_columns import Columns, script_below
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.read_options import NO_HEADING

_MOSTLY = 0.7
_NEARLY = 0.8
_FEWEST_ROWS = 3

Block = tuple[int, int]
"""The column of a number (roll or serial), and that of a name."""


def are_side_by_side(sheet: Sheet, headings: Headings, columns: Columns) -> bool:
    """True if a number and a name occur a second time, for other learners: under the same headings, or with names in
    the same script and numbers of their own."""
    if headings.last == NO_HEADING:
        numbers, names = (
            [place for place, one in columns.items() if one.holds == what] for what in ("numbers", "words")
        )
        return any(_goes_on(sheet, first, second) for first, second in _twice(numbers, names))
    return any(
        _same_words(headings, first, second) or _of_others(sheet, headings, first, second)
        for field in ("roll", "serial")
        for first, second in _twice(_under(headings, field), _under(headings, "name"))
    )


def _under(headings: Headings, wanted: str) -> list[int]:
    return [number for number, meaning in meanings(headings.lines).items() if meaning == wanted]


def _twice(numbers: Sequence[int], names: Sequence[int]) -> Iterator[tuple[Block, Block]]:
    """Each pair of blocks of which the second is to the right of the first."""
    for first, second in itertools.combinations(numbers, 2):
        for one, other in itertools.combinations(names, 2):
            if max(first, one) < min(second, other):
                yield (first, one), (second, other)


def _same_words(headings: Headings, first: Block, second: Block) -> bool:
    return all(headings.lines[one] == headings.lines[other] for one, other in zip(first, second, strict=True))


def _of_others(sheet: Sheet, headings: Headings, first: Block, second: Block) -> bool:
    pairs = _numbers(sheet, headings.last, first[0], second[0])
    others = sum(one != other for one, other in pairs)
    return len(pairs) > 1 and others >= _MOSTLY * len(pairs) and _one_script(sheet, headings.last, first, second)


def _goes_on(sheet: Sheet, first: Block, second: Block) -> bool:
    """True if the numbers of both blocks form one sequence of rolls, such as 1 to 30 and 31 to 60: nearly all
    different, and hardly any missing."""
    pairs = _numbers(sheet, NO_HEADING, first[0], second[0])
    both = {number for pair in pairs for number in pair}
    return (
        len(pairs) >= _FEWEST_ROWS
        and len(both) >= _NEARLY * 2 * len(pairs)
        and max(both) - min(both) < len(both) / _NEARLY
        and _one_script(sheet, NO_HEADING, first, second)
    )


def _one_script(sheet: Sheet, last: int, first: Block, second: Block) -> bool:
    one, other = (script_below(_texts(sheet, last, block[1])) for block in (first, second))
    return one == other != ""


def _numbers(sheet: Sheet, last: int, first: int, second: int) -> list[tuple[int, int]]:
    """Both numbers of each row that has two."""
    rows = [row for row in sheet.rows if row.number > last]
    both = [(roll_number(row.cell(first).text), roll_number(row.cell(second).text)) for row in rows]
    return [(one, other) for one, other in both if one is not None and other is not None]


def _texts(sheet: Sheet, last: int, column: int) -> Sequence[str]:
    cells = [row.cell(column) for row in sheet.rows if row.number > last]
    return [cell.text for cell in cells if not cell.blank]
