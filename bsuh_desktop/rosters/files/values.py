"""A workbook's values as text, the way a person sees them in the sheet where that can be known."""

from __future__ import annotations

import datetime

from bsuh_desktop.rosters.files.table import NOTHING, Cell, written_cell

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
"""What calamine makes of a cell. An empty cell and an error are both the empty text."""

_SHOWN_DIGITS = 15
"""Spreadsheets keep more digits of a number than they show: 0.1 + 0.2 is 0.30000000000000004 to the machine alone."""


def value_cell(value: Value, formula: bool, code: str = "") -> Cell:
    """The cell that holds `value`, shown by the number format `code`. What a formula worked out is kept, unless it is
    an error."""
    if value == "" and not formula:
        return NOTHING
    cell, dated = written_cell(shown(value, code)), isinstance(value, datetime.date)
    if not formula:
        return Cell(cell.text, dated=True) if dated else cell
    return Cell("" if cell.text.startswith("#") else cell.text, formula=True, dated=dated)


def shown(value: Value, code: str = "") -> str:
    """`value` as text: 12.0 is 12, or 012 if `code` is 000, dates 2026-12-08, times 8:30, truth TRUE or FALSE."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and code:
        return _formatted(value, code)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.{_SHOWN_DIGITS}g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value:%M:%S}".removesuffix(":00")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}".removesuffix(":00")
    return str(value)


def _formatted(value: int | float, code: str) -> str:
    """A number with leading zeros, 000, or in percent, 0% or 0.0%."""
    if code.endswith("%"):
        return f"{value * 100:.{len(code.removesuffix('%')[2:])}f}%"
    return f"{value:0{len(code)}.0f}"
