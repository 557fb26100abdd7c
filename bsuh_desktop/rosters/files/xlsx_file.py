"""Class lists in XLSX workbooks: the rows of each visible sheet, as the spreadsheet numbers them.

Opened read-only and twice: once for what each cell says, once for which cells are formulas.
"""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW, NOTHING, Cell, ListRow, Table, written_cell

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_UNPACKED_MB = LARGEST_UNPACKED // 1024**2

# A parser that is fed a damaged workbook fails wherever the damage meets it, each time with another error of
# Python's own; the reading below holds nothing but the parser's work.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    RuntimeError,
    ArithmeticError,
    AssertionError,
)


def read_xlsx(data: bytes) -> Iterator[Table]:
    """The visible sheets, one after the other. Raises KnownError for a workbook that is damaged or unpacks to more
    than LARGEST_UNPACKED bytes."""
    _check_size(data)
    with contextlib.ExitStack() as open_books:
        said, written = (_open(data, values, open_books) for values in (True, False))
        for place in range(len(said.worksheets)):
            if said.worksheets[place].sheet_state == "visible":
                yield _rows(said.worksheets[place], written.worksheets[place])


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except _BROKEN:
        raise refusals.torn() from None
    if any(info.flag_bits & 1 for info in infos):
        raise refusals.locked()
    if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise refusals.too_large(LARGEST_UNPACKED_MB)


def _open(data: bytes, values: bool, open_books: contextlib.ExitStack) -> Workbook:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that it drops; a class list has nothing in them.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except _BROKEN:
        raise refusals.torn() from None
    open_books.callback(book.close)
    return book


def _rows(said: Any, written: Any) -> Table:
    pairs = zip(_cells(said), _cells(written), strict=False)
    for number, (values, formulas) in enumerate(pairs, 1):
        row = ListRow(number, tuple(_cell(v, f) for v, f in zip(values, formulas, strict=True)))
        if number > LAST_ROW and not row.blank:
            raise refusals.too_long(LAST_ROW)
        yield row


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # Some programs write a wrong size into the sheet, and a sheet may declare a million rows that it does not have.
    sheet.reset_dimensions()
    rows = iter(sheet.iter_rows(max_col=LAST_COLUMN))
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except _BROKEN:
            raise refusals.torn() from None
        if row is None:
            return
        yield row


def _cell(said: Any, written: Any) -> Cell:
    if written.value is None:
        return NOTHING
    text = "" if said.value is None else clean(str(said.value))
    if written.data_type in ("f", "e"):
        return Cell("" if text.startswith("#") else text, formula=True)
    return written_cell(text)
