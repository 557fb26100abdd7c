"""The preview of a class list: what was recognised, row by row, before anything is stored.

Columns outside the allow-list (phones, parents, birth dates, addresses) are named by their place and never read into
it. The roster is only made after a person has looked, decided and agreed.
"""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.rosters.columns.column import Column
from bsuh_desktop.rosters.read_options import Part
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.top_rows import TopRow


class PartOfList(msgspec.Struct, frozen=True):
    """One of several classes in a list, and its number of learners."""

    part: Part
    learners: int


class ClassListPreview(msgspec.Struct, frozen=True):
    """A list as it was recognised."""

    learners: tuple[RosterRow, ...]
    """In the file's order, like `remarks`."""
    remarks: tuple[Remark, ...]
    columns: tuple[Column, ...]
    """All that are not empty, taken or not."""
    heading_row: int
    """The row of headings; NO_HEADING if there is none."""
    sheet: str = ""
    """The name of the sheet that was read; empty for a text file."""
    sheets: tuple[str, ...] = ()
    """The names of the visible sheets that are not empty; empty for a text file."""
    encoding: str = ""
    """Of a text file; empty for a workbook."""
    together: tuple[str, ...] = ()
    """The sheets that are read below it."""
    originals: dict[int, str] = {}
    """What stands in the file for names that are proposed: typed in an old font, broken, calculated; by row."""
    top: tuple[TopRow, ...] = ()
    """The rows about the headings."""
    sex_codes: tuple[str, ...] = ()
    """One or two codes for the sex that the list does not explain."""
    part: Part | None = None
    """The class that was read, if the list contains several."""
    parts: tuple[PartOfList, ...] = ()
    """All classes, if the list contains several."""
