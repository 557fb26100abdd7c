"""Removes what schools add to a name or a roll in the same cell: a parent, a serial number, a name after the roll.

This happens before the cell is used for anything else: a parent's name must not get on a certificate, nor a name into a
roll, which is stored for everybody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners.other_people import (
    BRACKET,
    continues_name,
    tight_pair,
    without_other_people,
    words_in,
)
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import script_of, turned_roll
from bsuh_desktop.rosters.words import A_WORD, read_sex

_SERIAL = re.compile(r"\d{1,4}\s*[.)।:,-]+\s*(?=\S)")
_ROLL_AND_MORE = re.compile(r"(\d+)[\s.,():/–-]+((?:[^\W\d_]|[\u0980-\u09e5])[^\d]{2,})")
_SEVERAL, _MOSTLY = 3, 0.6
_FEW = 0.1
"""Share of the learners: "12-Science" is a roll if more of them have that word."""


def without_others(learners: Sequence[LearnerRow]) -> tuple[list[LearnerRow], list[Remark]]:
    """The learners with only names and rolls in these cells, and remarks on the rows that had more."""
    groups = _groups(learners)
    result: list[LearnerRow] = []
    said: list[Remark] = []
    texts = [cell.text for one in learners for cell in one.cells.get("name", ()) if cell.text]
    pairs = len(texts) >= _SEVERAL and sum(tight_pair(text) is not None for text in texts) >= _MOSTLY * len(texts)
    for one in learners:
        names, rolls = one.cells.get("name", []), one.cells.get("roll", [])
        alone = [replace(cell, text=text) for cell in names for text in _names(cell)]
        alone = [replace(cell, text=(pairs and tight_pair(cell.text)) or cell.text) for cell in alone]
        short = [replace(cell, text=_roll(cell.text, groups)) for cell in rolls]
        said += [remarks.others_not_taken(one.row)] if _text(alone) != _text(names) else []
        bracket = next((sex for cell in alone if (sex := _sex_behind(cell.text))), None)
        alone = [replace(cell, text=BRACKET.sub("", cell.text)) if _sex_behind(cell.text) else cell for cell in alone]
        bare = [replace(cell, text=_without_serial(cell.text)) for cell in alone]
        said += [remarks.serial_not_taken(one.row)] if bare != alone else []
        said += [remarks.words_beside_roll(one.row)] if short != rolls else []
        same = (bare, short) == (names, rolls)
        result.append(one if same else replace(one, cells={**one.cells, "name": bare, "roll": short}, bracket=bracket))
    return result, said


def _names(cell: Cell) -> list[str]:
    """The names of a cell: two if it has a line for each script; a second line with another full name is somebody
    else's."""
    whole = without_other_people(cell.text)
    first, rest = cell.first_line, whole.removeprefix(cell.first_line).strip()
    if continues_name(rest):
        return [whole]
    if not first or not rest or not whole.startswith(first):
        return [whole]
    if {script_of(first), script_of(rest)} == {"bn", "en"}:
        return [first, rest]
    return [first] if min(words_in(first), words_in(rest)) > 1 else [whole]


def _sex_behind(name: str) -> Sex | None:
    """The sex in a bracket behind a name: (ছাত্রী), (M)."""
    found = BRACKET.search(name)
    sex = read_sex(found[1]) if found and found.start() and found.end() == len(name) else None
    return sex if sex in ("f", "m") else None


def _text(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells)


def _groups(learners: Sequence[LearnerRow]) -> Collection[str]:
    """Words after a roll that are not names, because many learners have them."""
    cells = [cell for one in learners for cell in one.cells.get("roll", [])]
    behind = Counter(found[2] for cell in cells if (found := _ROLL_AND_MORE.fullmatch(cell.text)))
    return {
        words for words, times in behind.items() if len(words.split()) == 1 and times > max(2, _FEW * len(learners))
    }


def _roll(text: str, groups: Collection[str]) -> str:
    if (found := _ROLL_AND_MORE.fullmatch(text)) and turned_roll(text) is None:
        return text if found[2] in groups else found[1]
    return "" if A_WORD.search(text) and not any(sign.isdigit() for sign in text) else text


def _without_serial(text: str) -> str:
    found = _SERIAL.match(text)
    return text[found.end() :] if found else text
