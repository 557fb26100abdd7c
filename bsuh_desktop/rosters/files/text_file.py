"""Reads class lists in text files: encoding, separator, rows.

RFC 4180 plus what spreadsheets really write: other separators, a line `sep=;`, other encodings than UTF-8.
"""

from __future__ import annotations

import codecs
import collections
import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.table import DAMAGED, LAST_COLUMN, LAST_ROW, ListFile, ListRow, Sheet, written_cell

SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 50
_NOTHING = "".join(SEPARATORS) + "\r\n \x1a"
"""What may follow the end of a list without being a row: blank cells, and DOS's end-of-file character."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_NAMES = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
_WHOLE_TO_DAMAGED = 10
"""So many intact letters for each damaged one are needed to accept an encoding; in a wrong one nearly all are
damaged."""
_END = "\x00"
"""A sentinel on a line of its own after the text. A row that contains it began with a quote that was never closed."""


def read_text(data: bytes, encoding: str | None = None, last_row: int = LAST_ROW) -> ListFile:
    """The rows of a text file, decoded as `encoding` if a person chose one. Raises KnownError for bytes that are not
    text, or not in that encoding, and for a quote that is never closed."""
    text, encoding = (decoded_text(data, encoding), encoding) if encoding else found_out(data)
    if not text.strip(_NOTHING):
        raise refusals.empty()
    return ListFile((Sheet("", tuple(_rows(text, last_row))),), encoding)


def decoded_text(data: bytes, encoding: str) -> str:
    """`data` in the encoding that a person chose. Raises KnownError if it is not in that encoding."""
    with contextlib.suppress(UnicodeError, LookupError):
        text = _decoded(data, "utf-8-sig" if encoding == "utf-8" else encoding)
        if "\x00" not in text:
            return text
    raise refusals.other_encoding()


def found_out(data: bytes) -> tuple[str, str]:
    """`data` as text and the name of its encoding, one of `read_options.ENCODINGS` or utf-16: by its byte-order mark,
    else UTF-16 if every other byte is mostly zero, else strict UTF-8, else Windows-1252, the code page of old
    spreadsheets. A few damaged bytes in a Unicode text become �. Raises KnownError if it is none of them."""
    for encoding in _encodings(data):
        try:
            text = _decoded(data, encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, _NAMES.get(encoding, encoding)
    raise refusals.not_a_list()


def _decoded(data: bytes, encoding: str) -> str:
    """`data` as text, with � for damaged bytes. Raises UnicodeDecodeError if more bytes are damaged than a text in this
    encoding may have; UTF-8 without a byte-order mark is recognised by non-ASCII characters only."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if not encoding.startswith("utf"):
            raise
        text = data.decode(encoding, "replace")
        marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        letters = len(text) if marked else sum(not sign.isascii() for sign in text)
        if text.count(DAMAGED) * (_WHOLE_TO_DAMAGED + 1) > letters:
            raise
        return text


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\x00" in data:
        # ASCII in UTF-16 has its zeros second (little-endian) or first; separators and line ends are always there.
        return ("utf-16-le",) if data[1::2].count(0) >= data[::2].count(0) else ("utf-16-be",)
    return ("utf-8", "cp1252")


def _rows(text: str, last_row: int) -> Iterator[ListRow]:
    separator, text = _declared(text.rstrip(_NOTHING))
    separator = separator or choose_separator(text)
    for number, cells in enumerate(_records(text, separator), 1):
        if number > last_row:
            raise refusals.too_long(last_row)
        yield ListRow(number, tuple(written_cell(cell) for cell in cells[:LAST_COLUMN]))


def split_rows(rows: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """Rows whose text stands in a single cell with separators between, as of a text file that was opened wrongly, with
    a cell for each part."""
    texts = ["".join(cell.whole or cell.text for cell in row.cells) for row in rows]
    separator = choose_separator("\n".join(texts))
    parts = [_parts(text, separator) for text in texts]
    return tuple(replace(row, cells=tuple(map(written_cell, cells))) for row, cells in zip(rows, parts, strict=True))


def _parts(text: str, separator: str) -> list[str]:
    with contextlib.suppress(csv.Error):
        return next(csv.reader([text], delimiter=separator), [])[:LAST_COLUMN]
    return [text]


def _declared(text: str) -> tuple[str | None, str]:
    """The separator named by a first line `sep=;`, and the rest of the text: spreadsheets do not show that line as a
    row."""
    first, *rest = _LINE_END.split(text, maxsplit=1)
    line = first.strip('"')
    declared = line[4:] if line.lower().startswith("sep=") else ""
    return (declared, "".join(rest)) if declared in SEPARATORS else (None, text)


def choose_separator(text: str) -> str:
    """The separator that splits most of the first rows into equally many cells; the comma if equal."""
    return max(SEPARATORS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> int:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths: collections.Counter[int] = collections.Counter()
    # Rows split before an open quote count as well: the open quote is reported later, with its row.
    with contextlib.suppress(csv.Error):
        for record in itertools.islice(records, _LOOKED_AT):
            widths[len(record)] += 1
    return max((number * (width - 1) for width, number in widths.items() if width > 1), default=0)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    end = text if text.endswith(("\n", "\r")) else text + "\n"
    records = csv.reader(io.StringIO(end + _END, newline=""), delimiter=separator)
    number = 0
    try:
        for number, record in enumerate(records, 1):
            if record == [_END]:
                return
            if record and record[-1].endswith(_END):
                raise refusals.open_quote(number)
            yield record
    except csv.Error:
        # The one error that a lenient reader raises: a cell of more than 131,072 characters, which means an open quote.
        raise refusals.open_quote(number + 1) from None
