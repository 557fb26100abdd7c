"""Open a school's file and hand out its rows, whatever the file is called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.kinds import kind_of
from bsuh_desktop.rosters.files.table import Table
from bsuh_desktop.rosters.files.text_file import read_csv
from bsuh_desktop.rosters.files.xlsx_file import read_xlsx

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_FILE_MB = LARGEST_FILE // 1024**2


def read_tables(path: Path) -> Iterator[Table]:
    """The tables in the file at `path`: one in a text file, one for each visible sheet of a workbook.

    Raises KnownError, at once or while the rows are taken, for a file that is no list or cannot be read.
    """
    data = _read_bytes(path)
    if kind_of(data) == "xlsx":
        yield from read_xlsx(data)
    else:
        yield read_csv(data)


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise refusals.not_found() from None
    except OSError:
        raise refusals.not_opened() from None
    if len(data) > LARGEST_FILE:
        raise refusals.too_large(LARGEST_FILE_MB)
    return data
