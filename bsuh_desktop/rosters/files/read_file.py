"""Opens a school's file and returns its rows, whatever the file is called."""

from __future__ import annotations

import stat
from pathlib import Path

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.kinds import kind_of
from bsuh_desktop.rosters.files.open_document import from_flat
from bsuh_desktop.rosters.files.table import LAST_ROW, ListFile
from bsuh_desktop.rosters.files.text_file import read_text
from bsuh_desktop.rosters.files.workbook import read_workbook

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_FILE_MB = LARGEST_FILE // 1024**2


def read_file(path: Path, encoding: str | None = None, last_row: int = LAST_ROW) -> ListFile:
    """Reads the file at `path`: one sheet of a text file, each visible sheet of a workbook. `encoding` is chosen by a
    person and applies to text files only. A list with rows below `last_row` is too long.

    Raises KnownError for a file that is not a list or cannot be read.
    """
    data = _read_bytes(path)
    kind = kind_of(data)
    if kind == "text":
        return read_text(data, encoding, last_row)
    if kind == "fods":
        data, kind = from_flat(data), "ods"
    return ListFile(read_workbook(data, kind, last_row), "")


def _read_bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # Opening a pipe would wait for somebody to write into it; some devices never end.
            raise refusals.not_a_file()
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise refusals.not_found() from None
    except OSError:
        raise refusals.not_opened() from None
    if len(data) > LARGEST_FILE:
        raise refusals.too_large(LARGEST_FILE_MB)
    return data
