"""The preview of a class list: what was understood, row by row, before anything is kept.

Columns outside the allow-list (phones, parents, birth dates, addresses) are named by their place and never read
into it. A person looks, decides and agrees; only then does the roster begin.
"""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.rosters.columns.column import Column
from bsuh_desktop.rosters.read_options import Part
from bsuh_desktop.rosters.remarks import Remark


class PartOfList(msgspec.Struct, frozen=True):
    """One of several classes in a list, and how many learners it has there."""

    part: Part
    learners: int


class ClassListPreview(msgspec.Struct, frozen=True):
    """A list as it was understood.

    `learners` and `remarks` are in the file's order; `columns` are all that hold something, taken or not; `heading_row`
    is the row of headings, NO_HEADING where there is none. `sheets` are the names of the visible sheets that hold
    something, `sheet` the one that was read; both are empty for a text file, and `encoding` is for a workbook.
    `originals` are the names as they were typed in an old font, by row. Of a list with several classes `parts` are all,
    `part` the one that was read.
    """

    learners: tuple[RosterRow, ...]
    remarks: tuple[Remark, ...]
    columns: tuple[Column, ...]
    heading_row: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    originals: dict[int, str] = {}
    part: Part | None = None
    parts: tuple[PartOfList, ...] = ()
