"""Writes a workbook of Excel 5.0/95 (BIFF5) byte by byte: [MS-XLS] has no more than a footnote on it, OpenOffice's
"Microsoft Excel File Format" describes it. Its text is one byte a letter in the code page it names."""

from __future__ import annotations

import importlib
import struct
import tempfile
from pathlib import Path

from tests.data.lists.make.writers import Page

_CODE_PAGE = 1252


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0x096C, 0x07C9))


def _text(text: str) -> bytes:
    return text.encode("cp1252")


def _font(name: str) -> bytes:
    return _record(0x0031, struct.pack("<HHHHHBBBBB", 240, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, len(name)) + _text(name))


def _globals(page: Page, sheet_at: int) -> bytes:
    fonts = _font("SutonnyMJ") * 4
    style = _record(0x00E0, struct.pack("<HHHHHHHH", 0, 0, 0xFFF5, 0x20, 0, 0x20C0, 0, 0))
    cell = _record(0x00E0, struct.pack("<HHHHHHHH", 0, 0, 0x0001, 0x20, 0, 0x20C0, 0, 0))
    name = _text(page.name)
    bound = _record(0x0085, struct.pack("<IHB", sheet_at, 0, len(name)) + name)
    head = _bof(0x0005) + _record(0x0042, struct.pack("<H", _CODE_PAGE))
    return head + fonts + style * 15 + cell + bound + _record(0x000A, b"")


def _sheet(page: Page) -> bytes:
    width = max(len(row) for row in page.rows)
    cells = _record(0x0200, struct.pack("<HHHHH", 0, len(page.rows), 0, width, 0))
    for number, row in enumerate(page.rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 15)
            if isinstance(value, str):
                cells += _record(0x0204, place + struct.pack("<H", len(_text(value))) + _text(value))
            elif isinstance(value, int | float):
                cells += _record(0x0203, place + struct.pack("<d", value))
    return _bof(0x0010) + cells + _record(0x000A, b"")


def biff5(page: Page) -> bytes:
    """One sheet of text and numbers, in a compound file whose stream is called Book."""
    return compound("Book", _globals(page, len(_globals(page, 0))) + _sheet(page))


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream. xlwt writes it, and calls its stream Workbook, the name that Excel 97 brought:
    so that is written over."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xls"
        importlib.import_module("xlwt.CompoundDoc").XlsDoc().save(str(path), stream)
        data = path.read_bytes()
    at = data.index("Workbook".encode("utf-16-le"))
    entry = struct.pack("<64sH", name.encode("utf-16-le"), 2 * len(name) + 2)
    return data[:at] + entry + data[at + len(entry) :]
