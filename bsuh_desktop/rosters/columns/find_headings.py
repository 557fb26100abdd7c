"""Finds the heading rows of a list."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bsuh_desktop.rosters.columns.headings import (
    NO_HEADINGS,
    Headings,
    Lines,
    WrittenHeadings,
    is_answer,
    is_group,
    meaning_of,
    meanings,
    stands_below_name,
    ticks_of,
    written,
)
from bsuh_desktop.rosters.columns.take_columns import are_names
from bsuh_desktop.rosters.files.table import Sheet
from bsuh_desktop.rosters.read_options import Choice
from bsuh_desktop.rosters.rows import script_of
from bsuh_desktop.rosters.vocabulary import FIELDS, NEVER_READ, words_of

TALLEST = 3


def joined(rows: Sequence[WrittenHeadings]) -> Headings | None:
    """`rows`, from above, joined to one set of headings; None if they do not belong together. A single row
    always does."""
    lines: dict[int, Lines] = {number: (text,) for number, text in rows[-1].texts.items()}
    for upper, lower in zip(rows[-2::-1], rows[:0:-1], strict=True):
        if upper.number + 1 != lower.number or _is_title(upper):
            return None
        groups = _groups(upper, lines)
        alone = len(upper.texts) == 1
        if not _belong_together(upper.texts, groups, lines) or (alone and not _is_group_alone(upper, groups, lines)):
            return None
        over = {number: upper.texts[group] for number, group in groups.items()} | upper.texts
        lines = {number: _one_above(over.get(number), lines.get(number, ())) for number in over.keys() | lines.keys()}
    spelled = frozenset[str]().union(*(row.spelled for row in rows))
    return Headings(rows[0].number, rows[-1].number, dict(sorted(lines.items())), spelled)


def _one_above(over: str | None, below: Lines) -> Lines:
    return below if over is None or over in below else (over, *below)


def _is_title(row: WrittenHeadings) -> bool:
    """True for a title of the list: it contains a year, or something after a colon. Headings over several rows
    do not."""
    return not row.texts or any(_tells(text) for text in row.texts.values())


def _tells(text: str) -> bool:
    return any(letter.isdigit() for letter in text) or ":" in text.rstrip(": ")


def _groups(upper: WrittenHeadings, below: Mapping[int, Lines]) -> dict[int, int]:
    """The columns that each text of the upper row spans, as column to the column of the text: in a merged range or, in
    a file without merged ranges, over blanks to its right that have something below them."""
    groups: dict[int, int] = {}
    start: int | None = None
    for number in range(max((*below, *upper.texts), default=0) + 1):
        if number in upper.texts:
            start = number
        elif (
            start is not None and number in below and (number in upper.merged or _may_be_covered(upper, below[number]))
        ):
            groups[number] = start
        elif number not in upper.merged:
            start = None
    starts = {group for group in groups.values() if group in below}
    return {number: group for number, group in groups.items() if group in starts} | {start: start for start in starts}


def _may_be_covered(upper: WrittenHeadings, lines: Lines) -> bool:
    """True if the column may be part of a group to its left. Without merged cells the end of a group is not marked: it
    ends before a column that has a meaning of its own."""
    return not upper.merged and meaning_of(*lines) not in FIELDS - {"name"}


def _belong_together(above: Mapping[int, str], groups: Mapping[int, int], below: Mapping[int, Lines]) -> bool:
    if not all(_may_stand_over(number, text, groups, below) for number, text in above.items()):
        return False
    if not groups and any(number not in above and meaning_of(*lines) == "other" for number, lines in below.items()):
        return False
    return bool(groups) or any(number in below for number in above)


def _is_group_alone(upper: WrittenHeadings, groups: Mapping[int, int], below: Mapping[int, Lines]) -> bool:
    """True if the row's only text is a group heading. A title also is the only text of its row, but spans all columns
    or is in the first one."""
    ((number, text),) = upper.texts.items()
    merged = bool(upper.merged and groups)
    return is_group(text) and not {number, *groups} >= below.keys() and (merged or number != min(below))


def _may_stand_over(number: int, text: str, groups: Mapping[int, int], below: Mapping[int, Lines]) -> bool:
    if number not in below:
        return True
    if groups.get(number) != number:
        meant = meaning_of(*below[number])
        if stands_below_name(below[number][-1]) and meaning_of(text) in _WITH_NAMES:
            return True
        return meant != "other" and (meant == meaning_of(text) or is_group(text))
    covered = [column for column, start in groups.items() if start == number]
    if ticks_of(text) and any(meaning_of(*below[column]) in ("roll", "name") for column in covered):
        # Girls at the left and boys at the right are two lists, not one with two rows of headings.
        return False
    if meaning_of(text) in _WITH_NAMES and all(stands_below_name(below[column][-1]) for column in covered):
        return True
    if meaning_of(text) == "sex" and all(ticks_of(*below[column]) for column in covered):
        return True
    if is_group(text):
        return any(meaning_of(*below[column]) != "other" or is_answer(below[column][-1]) for column in covered)
    return not any(meaning_of(text, *below[column]) in FIELDS for column in covered)


_WITH_NAMES = frozenset(("name", "parent"))

SEARCHED_ROWS = 30
"""How many rows are searched. A school's titles above its headings never take more rows than that; blank rows do not
count."""

_MOST_WORDS_ALONE = 4
NOT_KNOWN = (0, 0, 0)
ONE_NAME = (1, 1, 0)
NOTHING_MEANT: dict[str, Choice] = {}


def find_headings(sheet: Sheet, meant: Mapping[str, Choice] = NOTHING_MEANT) -> Headings | None:
    """The headings, among the first SEARCHED_ROWS, with the most known columns, including a roll or a name; the upper
    ones if equal. `meant` are meanings of headings given by a person. None if there are no headings."""
    filled = (row for row in sheet.rows if not row.blank)
    rows = [written(row) for row in itertools.islice(filled, SEARCHED_ROWS)]
    found = [headings for place in range(len(rows)) for headings in _ending_at(rows, place)]
    best = max(found, key=lambda headings: known(headings, sheet, meant), default=NO_HEADINGS)
    return best if known(best, sheet, meant) > NOT_KNOWN else None


def with_covered(headings: Headings, sheet: Sheet) -> Headings:
    """The headings with the columns that a merged "name" lies over as well: a name in another script, or the rest of
    it. Where both columns hold full names, the second may be a parent's, and is left."""
    lines = dict(headings.lines)
    heads = next((row for row in sheet.rows if row.number == headings.last), None)
    for number in range(1, len(heads.cells) if heads else 0):
        left = lines.get(number - 1, ())
        covered = heads is not None and heads.cell(number).merged == "right" and number not in lines
        if covered and left and meaning_of(*left) == "name":
            lines |= _of_covered(left, number, headings, sheet)
    return replace(headings, lines=dict(sorted(lines.items())))


def _of_covered(left: Lines, number: int, headings: Headings, sheet: Sheet) -> dict[int, Lines]:
    """The heading of the covered column `number` beside one with the heading `left`, if it holds the learners' names,
    too."""
    below = [row for row in sheet.rows if row.number > headings.last]
    first, second = (
        [row.cell(place).text for row in below if not row.cell(place).blank] for place in (number - 1, number)
    )
    if {script_of(text) for text in first} != {script_of(text) for text in second}:
        return {number: left}
    return {number: (*left, _REST)} if min(map(_words_in_most, (first, second))) < _FULL_NAME else {}


_REST, _FULL_NAME = "last name", 2
"""A word by which the columns are joined (`is_rest_of_name`), and how many words a full name has."""


def _words_in_most(texts: Sequence[str]) -> int:
    return sorted(len(text.split()) for text in texts)[len(texts) // 2] if texts else 0


def headings_at(sheet: Sheet, row: int, meant: Mapping[str, Choice] = NOTHING_MEANT) -> Headings:
    """The headings whose last row is `row`, as chosen by a person, with the rows above that belong to it."""
    rows = [written(one) for one in sheet.rows if row - TALLEST < one.number <= row]
    if not rows or rows[-1].number != row:
        return Headings(row, row, {})
    best = max(_ending_at(rows, len(rows) - 1), key=lambda headings: known(headings, sheet, meant))
    return best if known(best, sheet, meant) > NOT_KNOWN else _wordless(best, meant)


def known(headings: Headings, sheet: Sheet, meant: Mapping[str, Choice] = NOTHING_MEANT) -> tuple[int, int, int]:
    """A score for the headings: columns known, different ones taken, rows joined. NOT_KNOWN without a roll or a name.
    Headings of hidden columns do not count."""
    lines = {number: said for number, said in headings.lines.items() if number not in sheet.hidden_columns}
    found = [meaning for meaning in meanings(lines, meant).values() if meaning != "other"]
    found += ["sex" for said in lines.values() if len(said) > 1 and meaning_of(said[0]) == "sex" and ticks_of(*said)]
    taken = FIELDS.intersection(found)
    if len(lines) == 1:
        ((word, *_),) = lines.values()
        return (1, 1, 1) if found == ["name"] and len(words_of(word)) <= _MOST_WORDS_ALONE else NOT_KNOWN
    if found == ["name"]:
        (number,) = (number for number, meaning in meanings(lines, meant).items() if meaning == "name")
        return ONE_NAME if _is_alone_over_names(lines[number][-1], number, headings, sheet) else NOT_KNOWN
    if len(found) < 2 or set(found) == {"roll"} or not {"roll", "name"} & taken:
        return NOT_KNOWN
    return len(found), len(taken), headings.last - headings.first


def _is_alone_over_names(word: str, number: int, headings: Headings, sheet: Sheet) -> bool:
    """True for a short heading over a column of names, in a row where no other word is known."""
    below = [row.cell(number) for row in sheet.rows if row.number > headings.last]
    return len(words_of(word)) <= _MOST_WORDS_ALONE and are_names([cell.text for cell in below if not cell.blank])


def _ending_at(rows: Sequence[WrittenHeadings], place: int) -> list[Headings]:
    """The possible headings whose last row is at `place`: one, two or three rows high."""
    possible = [joined(rows[place - more : place + 1]) for more in range(TALLEST) if place >= more]
    return [headings for headings in possible if headings is not None]


def _wordless(headings: Headings, meant: Mapping[str, Choice]) -> Headings:
    """The headings without their words if the row may be a learner's, so that no personal data is shown or remembered:
    if it contains a number, or no word that only occurs in headings. "Village" may be in a learner's row, "serial" may
    not."""
    digits = any(letter.isdigit() for lines in headings.lines.values() for line in lines for letter in line)
    said = set(meanings(headings.lines, meant).values()) - NEVER_READ - {"other"}
    return Headings(headings.first, headings.last, {}) if digits or not said else headings
