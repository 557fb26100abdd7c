"""Lists side by side on one sheet, as printed registers have them: where each begins, and one below the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.rosters.columns.headings import Headings, Lines, meanings
from bsuh_desktop.rosters.columns.take_columns import Columns, script_below
from bsuh_desktop.rosters.files.table import LAST_COLUMN, NOTHING, ListRow, Sheet
from bsuh_desktop.rosters.read_options import NO_HEADING
from bsuh_desktop.rosters.vocabulary import OF_BOYS, OF_GIRLS, words_of

_MOSTLY = 0.7
_NEARLY = 0.8
_FEWEST_ROWS = 3
_NARROWEST = 2

Block = tuple[int, int]
"""The column of a number (roll or serial), and that of a name."""


def side_by_side(sheet: Sheet, headings: Headings, columns: Columns) -> tuple[int, ...]:
    """The first column of each list, if a number and a name occur a second time for other learners: under the same
    headings, or with names in the same script and numbers of their own. Empty for a single list."""
    if {"roll", "name"}.isdisjoint(meanings(headings.lines).values()):
        numbers, names = (
            [place for place, one in columns.items() if one.holds == what] for what in ("numbers", "words")
        )
        found = any(_goes_on(sheet, headings.last, first, second) for first, second in _twice(numbers, names))
        return _starts(numbers, names, headings, columns) if found else ()
    names = _under(headings, "name")
    if not _under(headings, "roll") and not _under(headings, "serial"):
        return _names_again(headings, names)
    for field in ("roll", "serial"):
        numbers = _under(headings, field)
        if any(
            _same_words(headings, first, second) or _of_others(sheet, headings, first, second)
            for first, second in _twice(numbers, names)
        ):
            return _starts(numbers, names, headings, columns)
    return ()


def _names_again(headings: Headings, names: Sequence[int]) -> tuple[int, ...]:
    """The first columns of lists without numbers: name and signature, and both words again beside them."""
    widths = {other - one for one, other in itertools.pairwise(names)}
    width = widths.pop() if len(widths) == 1 else 0
    if width < _NARROWEST or min(headings.lines) != names[0]:
        return ()
    lines = [[headings.lines.get(name + more) for more in range(width)] for name in names]
    return tuple(names) if all(one == lines[0] for one in lines) else ()


def blocks_of(sheet: Sheet, headings: Headings, starts: Sequence[int], step: int) -> list[tuple[Sheet, Headings]]:
    """The lists that begin in the columns `starts`, each as a sheet of its own in the columns of the first, with its
    own headings. Rows of each other one are counted on by `step`."""
    found = []
    for place, (start, end) in enumerate(itertools.pairwise((*starts, LAST_COLUMN))):
        rows = [_moved(row, start, end, starts[0], place * step) for row in sheet.rows]
        while rows and rows[-1].blank:
            rows.pop()
        lines = {number - start + starts[0]: said for number, said in headings.lines.items() if start <= number < end}
        first, last = ((row + place * step if row else NO_HEADING) for row in (headings.first, headings.last))
        own = replace(headings, first=first, last=last, lines=lines)
        hidden = frozenset(number - start + starts[0] for number in sheet.hidden_columns if start <= number < end)
        found.append((replace(sheet, rows=tuple(rows), hidden_columns=hidden), own))
    return found


def _moved(row: ListRow, start: int, end: int, first: int, step: int) -> ListRow:
    return replace(row, number=row.number + step, cells=(NOTHING,) * first + row.cells[start:end])


def _starts(numbers: Sequence[int], names: Sequence[int], headings: Headings, columns: Columns) -> tuple[int, ...]:
    """The first column of each list. What stands left of the first number and name, such as a serial number, does so
    in the others."""
    leads = [min(block) for block in _blocks(numbers, names)]
    own = leads[0] - min(columns)
    return tuple(lead - _left_of(lead, leads[0], own, headings) for lead in leads)


def _blocks(numbers: Sequence[int], names: Sequence[int]) -> list[Block]:
    """Each number with the name that belongs to it: the next one to its right or, where names come first, to its
    left."""
    if min(names) < min(numbers):
        return [(number, max(name for name in names if name < number)) for number in numbers]
    pairs = [(number, [name for name in names if name > number]) for number in numbers]
    blocks = [(number, min(right)) for number, right in pairs if right]
    return [one for place, one in enumerate(blocks) if one[1] not in [other[1] for other in blocks[:place]]]


def _left_of(lead: int, first: int, most: int, headings: Headings) -> int:
    """How many columns left of `lead` are as those left of `first`."""
    same = (headings.lines.get(lead - more) == headings.lines.get(first - more) for more in range(1, most + 1))
    return sum(1 for _ in itertools.takewhile(bool, same))


def _under(headings: Headings, wanted: str) -> list[int]:
    return [number for number, meaning in meanings(headings.lines).items() if meaning == wanted]


def _twice(numbers: Sequence[int], names: Sequence[int]) -> Iterator[tuple[Block, Block]]:
    """Each pair of blocks of which the second is to the right of the first."""
    for first, second in itertools.combinations(numbers, 2):
        for one, other in itertools.combinations(names, 2):
            if max(first, one) < min(second, other):
                yield (first, one), (second, other)


def _same_words(headings: Headings, first: Block, second: Block) -> bool:
    """True for the same words, or the same but for girls and boys."""
    pairs = [(headings.lines[one], headings.lines[other]) for one, other in zip(first, second, strict=True)]
    return all(one == other or _but_for_sex(one) == _but_for_sex(other) for one, other in pairs)


def _but_for_sex(lines: Lines) -> list[str]:
    return [word for line in lines for word in words_of(line) if not (OF_GIRLS.among([word]) or OF_BOYS.among([word]))]


def _of_others(sheet: Sheet, headings: Headings, first: Block, second: Block) -> bool:
    pairs = _numbers(sheet, headings.last, first[0], second[0])
    others = sum(one != other for one, other in pairs)
    return len(pairs) > 1 and others >= _MOSTLY * len(pairs) and _one_script(sheet, headings.last, first, second)


def _goes_on(sheet: Sheet, last: int, first: Block, second: Block) -> bool:
    """True if the numbers of both blocks form one sequence of rolls, such as 1 to 30 and 31 to 60: nearly all
    different, and hardly any missing."""
    pairs = _numbers(sheet, last, first[0], second[0])
    both = {number for pair in pairs for number in pair}
    return (
        len(pairs) >= _FEWEST_ROWS
        and len(both) >= _NEARLY * 2 * len(pairs)
        and max(both) - min(both) < len(both) / _NEARLY
        and _one_script(sheet, last, first, second)
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
