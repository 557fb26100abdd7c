"""Converts names typed in an old font to Bangla: a proposal that a person compares with what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from bsuh_desktop.rosters.columns.content import LOOKED_AT
from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow
from bsuh_desktop.rosters.old_font.bijoy import to_unicode
from bsuh_desktop.rosters.old_font.latin import holds_latin
from bsuh_desktop.rosters.old_font.recognise import column_is_old, looks_old

_BANGLA = re.compile("[\u0980-\u09ff]")
_OLD_SIGN = re.compile("[†‡ˆ‰˜™¨©«¬®¯±²³µ¶¸]")


class OldName(msgspec.Struct, frozen=True):
    """The text typed as a name, and whether it could be converted."""

    typed: str
    read: bool


def converted(learners: Sequence[LearnerRow]) -> tuple[list[LearnerRow], dict[int, OldName]]:
    """The learners with converted names, and what was typed in an old font, by row. In a column that is mostly in an
    old font, cells that would be ambiguous alone are converted, too; a name that cannot be converted is removed,
    without a guess."""
    columns = max((len(one.cells.get("name", ())) for one in learners), default=0)
    old = [column_is_old(_texts(learners, column)[:LOOKED_AT]) for column in range(columns)]
    found: dict[int, OldName] = {}
    result = []
    for one in learners:
        names = list(one.cells.get("name", ()))
        for column, cell in enumerate(names):
            meant = _meant(cell.text, old[column]) if cell.text and not cell.formula else None
            if meant is not None:
                names[column] = Cell(meant)
                found.setdefault(one.row, OldName(cell.text, bool(meant)))
        result.append(msgspec.structs.replace(one, cells={**one.cells, "name": names}) if one.row in found else one)
    return result, found


def _texts(learners: Sequence[LearnerRow], column: int) -> list[str]:
    names = [one.cells.get("name", ()) for one in learners]
    return [cells[column].text for cells in names if column < len(cells) and cells[column].text]


def _meant(text: str, old: bool) -> str | None:
    """The converted name, empty if it cannot be converted; None if it was not typed in an old font."""
    if _BANGLA.search(text) or not (old or looks_old(text)):
        return None
    meant = to_unicode(text)
    if meant is not None:
        return meant if _BANGLA.search(meant) else None
    typed = any(letter.isalpha() for letter in text) and (bool(_OLD_SIGN.search(text)) or not holds_latin(text))
    return "" if typed else None
