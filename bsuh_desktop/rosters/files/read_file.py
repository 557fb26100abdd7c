"""Opens a school's file, or what was pasted, and returns its rows, whatever the file is called."""

from __future__ import annotations

import stat
from pathlib import Path

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.default_key import decrypted
from bsuh_desktop.rosters.files.document import read_document
from bsuh_desktop.rosters.files.kinds import kind_of
from bsuh_desktop.rosters.files.open_document import from_flat
from bsuh_desktop.rosters.files.table import LAST_ROW, ListFile
from bsuh_desktop.rosters.files.text_file import read_text
from bsuh_desktop.rosters.files.web_page import page_in_mail, read_web_page
from bsuh_desktop.rosters.files.workbook import read_workbook
from bsuh_desktop.rosters.files.xml_workbook import read_xml_workbook

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_FILE_MB = LARGEST_FILE // 1024**2


def read_file(path: Path, encoding: str | None = None, last_row: int = LAST_ROW) -> ListFile:
    """As `read_bytes`, from the file at `path`. Raises KnownError also for what is no file, or cannot be opened."""
    return read_bytes(_bytes_of(path), encoding, last_row)


def read_bytes(data: bytes, encoding: str | None = None, last_row: int = LAST_ROW) -> ListFile:
    """Reads a file or what was pasted: one sheet of a text file, each visible sheet of a workbook, each table of a page
    or a document. `encoding` is chosen by a person and applies to text files and pages only. A list with rows below
    `last_row` is too long.

    Raises KnownError for what is not a list or cannot be read.
    """
    if len(data) > LARGEST_FILE:
        raise refusals.too_large(LARGEST_FILE_MB)
    kind = kind_of(data)
    if kind == "encrypted":
        data = decrypted(data)
        kind = kind_of(data)
    if kind == "text":
        return read_text(data, encoding, last_row)
    if kind == "web page":
        return read_web_page(data, encoding, last_row)
    if kind == "mail":
        return read_web_page(page_in_mail(data), encoding, last_row)
    if kind == "xml workbook":
        return read_xml_workbook(data, last_row)
    if kind == "docx" or kind == "odt":
        return read_document(data, kind, last_row)
    if kind == "fods":
        data, kind = from_flat(data), "ods"
    if kind == "encrypted":
        raise refusals.locked()
    return ListFile(read_workbook(data, kind, last_row), "")


def _bytes_of(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # Opening a pipe would wait for somebody to write into it; some devices never end.
            raise refusals.not_a_file()
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise refusals.not_found() from None
    except OSError:
        raise refusals.not_opened() from None
