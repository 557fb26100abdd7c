"""Saves lists of collected data as CSV for spreadsheets: UTF-8 with a byte-order mark, no cell a formula."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

from bsuh_desktop.system.export_file import write_new

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def save_list(folder: Path, name: str, rows: Iterable[Sequence[str]]) -> Path:
    """Writes `<name>.csv` into `folder`, or `<name>-2.csv` and so on if that exists; returns its path.

    Raises KnownError: disk_full, read_only, stick_removed.
    """
    data = table_bytes(rows)
    names = itertools.chain((name,), (f"{name}-{number}" for number in itertools.count(2)))
    path = next(path for path in (folder / f"{each}.csv" for each in names) if not path.exists())
    write_new(path, data, private=True)
    return path


def table_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The table's bytes: UTF-8 with a byte-order mark, which spreadsheets need for Bangla; no text is run as a
    formula."""
    text = io.StringIO()
    csv.writer(text).writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """The cell; with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
