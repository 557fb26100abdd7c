"""Reads the tables of a word processor's document: DOCX (ECMA-376 part 1, 17.4) and ODT (OpenDocument 1.3 part 3, 9.1).

Only what a person sees is read: no deleted revision, hidden text, comment or instruction of a field.
"""

from __future__ import annotations

import io
import zipfile
from typing import ClassVar, Literal
from xml.parsers.expat import ExpatError

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.features.xml_parts import Attributes, main_part, walk
from bsuh_desktop.rosters.files.table import LAST_ROW, ListFile, Table, Tables

Document = Literal["docx", "odt"]


def read_document(data: bytes, kind: Document, last_row: int = LAST_ROW) -> ListFile:
    """The tables of a document, whose members must have been checked. Raises KnownError for one without a table, for a
    damaged one, and for more than any class list has."""
    tables = Tables(last_row)
    reader = _Docx(tables) if kind == "docx" else _Odt(tables)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = archive.read(main_part(archive) if kind == "docx" else "content.xml")
        walk(xml, reader.start, reader.end, reader.text)
    except (ExpatError, LookupError, ValueError):
        raise refusals.torn() from None
    sheets = tables.lists()
    if not sheets:
        raise refusals.document_without_table()
    return ListFile(sheets, "")


class _Reader:
    """Collects the tables, tag by tag. Nothing within a tag of `unseen` is read."""

    unseen: frozenset[str] = frozenset()

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._depth = 0

    def name(self, tag: str) -> str:
        """A tag by which it is known here."""
        return tag

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag begins."""
        name = self.name(tag)
        self._depth += name in self.unseen
        if not self._depth:
            self.begin(name, attributes, self._tables.innermost)

    def end(self, tag: str) -> None:
        """A tag ends."""
        name = self.name(tag)
        if not self._depth:
            self.leave(name, self._tables.innermost)
        self._depth -= name in self.unseen

    def text(self, text: str) -> None:
        """Text between two tags."""
        if not self._depth and self._tables.innermost is not None:
            self._tables.innermost.write(text)

    def begin(self, name: str, attributes: Attributes, table: Table | None) -> None:
        """A tag begins that is read, within `table`."""
        raise NotImplementedError

    def leave(self, name: str, table: Table | None) -> None:
        """A tag ends that is read, within `table`."""
        raise NotImplementedError


class _Docx(_Reader):
    """The tables of a DOCX. Its tags are those with the prefix of the first one."""

    unseen = frozenset({"del", "moveFrom", "rPrChange", "tcPrChange", "trPrChange", "pPrChange", "Fallback"})

    _SIGNS: ClassVar = {"tab": " ", "noBreakHyphen": "-"}
    _OFF = ("0", "false", "off")

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._prefix: str | None = None
        self._in_row_properties = self._in_run = self._in_text = self._vanishes = False

    def name(self, tag: str) -> str:
        """Without its prefix; empty for a tag of another language, such as that of drawings."""
        prefix, _, name = tag.rpartition(":")
        if self._prefix is None:
            self._prefix = prefix
        return name if prefix == self._prefix or name == "Fallback" else ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag begins. In the properties of a row, w:del says that the row is deleted."""
        if self._in_row_properties and self.name(tag) == "del" and self._tables.innermost is not None:
            self._tables.innermost.drop_row()
        super().start(tag, attributes)

    def text(self, text: str) -> None:
        """Text between two tags; that of w:t is read."""
        if self._in_text:
            super().text(text)

    def begin(self, name: str, attributes: Attributes, table: Table | None) -> None:
        """A tag begins that is read, within `table`."""
        if name == "tbl":
            self._tables.begin()
        elif name == "r":
            self._in_run, self._vanishes = True, False
        elif name == "vanish" and self._in_run:
            self._vanishes = self._value(attributes, "1") not in self._OFF
        elif name == "t":
            self._in_text = not self._vanishes
        elif name == "trPr":
            self._in_row_properties = True
        elif table is not None:
            self._begin_within(name, attributes, table)

    def _begin_within(self, name: str, attributes: Attributes, table: Table) -> None:
        if name == "tr":
            table.begin_row()
        elif name == "gridBefore":
            table.skip_to(int(self._value(attributes, "0")))
        elif name == "tc":
            table.begin_cell()
        elif name == "gridSpan":
            table.widen_cell(int(self._value(attributes, "1")))
        elif name == "vMerge" and self._value(attributes, "continue") == "continue":
            table.join_above()
        elif not self._in_run or self._vanishes:
            return
        elif name in ("br", "cr"):
            table.break_line()
        elif name in self._SIGNS:
            table.write(self._SIGNS[name])

    def leave(self, name: str, table: Table | None) -> None:
        """A tag ends that is read, within `table`."""
        if name == "tbl":
            self._tables.end()
        elif name == "t":
            self._in_text = False
        elif name == "r":
            self._in_run = False
        elif name == "trPr":
            self._in_row_properties = False
        elif table is not None and name == "tr":
            table.end_row()
        elif table is not None and name == "tc":
            table.end_cell()
        elif table is not None and name == "p":
            table.break_line()

    def _value(self, attributes: Attributes, usual: str) -> str:
        return attributes.get(f"{self._prefix}:val" if self._prefix else "val", usual)


class _Odt(_Reader):
    """The tables of an ODT."""

    unseen = frozenset(
        {"text:tracked-changes", "office:annotation", "text:note", "text:hidden-text", "text:hidden-paragraph"}
    )

    def begin(self, name: str, attributes: Attributes, table: Table | None) -> None:
        """A tag begins that is read, within `table`. Cells that another covers are written, too, and passed over."""
        if name == "table:table":
            self._tables.begin()
        elif table is None:
            return
        elif name == "table:table-row":
            table.begin_row(hidden=attributes.get("table:visibility") in ("collapse", "filter"))
        elif name == "table:table-cell":
            across, down = (int(attributes.get(f"table:number-{them}-spanned", "1")) for them in ("columns", "rows"))
            table.begin_cell((across, down), "table:formula" in attributes)
        elif name == "text:line-break":
            table.break_line()
        elif name in ("text:s", "text:tab"):
            table.write(" ")

    def leave(self, name: str, table: Table | None) -> None:
        """A tag ends that is read, within `table`."""
        if name == "table:table":
            self._tables.end()
        elif table is None:
            return
        elif name == "table:table-row":
            table.end_row()
        elif name == "table:table-cell":
            table.end_cell()
        elif name in ("text:p", "text:h"):
            table.break_line()
