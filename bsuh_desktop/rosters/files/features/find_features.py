"""The marks of any workbook. They are optional: a workbook whose marks cannot be read is read without them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Literal
from xml.parsers.expat import ExpatError

from bsuh_desktop.rosters.files.features.ods_features import OdsMarks
from bsuh_desktop.rosters.files.features.sheet_features import SheetFeatures
from bsuh_desktop.rosters.files.features.xls_features import book_stream, xls_marks
from bsuh_desktop.rosters.files.features.xlsx_features import xlsx_marks
from bsuh_desktop.rosters.files.table import LAST_ROW

Workbook = Literal["xlsx", "xlsb", "xls", "ods"]

# A parser raises one of these where an unusual workbook does not fit its expectations.
_ODD = (
    ExpatError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)


def features_of(data: bytes, kind: Workbook, last_row: int = LAST_ROW) -> list[SheetFeatures]:
    """The marks of each sheet, in the workbook's order; empty if they cannot be read, and for an XLSB. Raises
    KnownError for a visible sheet that is too long, and for XML with a document type."""
    try:
        if kind == "xlsx":
            return xlsx_marks(data, last_row)
        if kind == "ods":
            return OdsMarks(data, last_row).sheets
        stream = book_stream(data) if kind == "xls" else None
        return xls_marks(stream, last_row) if stream else []
    except _ODD:
        return []
