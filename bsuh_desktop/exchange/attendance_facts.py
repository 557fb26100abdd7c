"""The contents of an attendance file about one class, as plain values, and its two lists as CSV.

Names are not among these facts: they are stored separately, sealed once more, and the facts are complete without them.
The lists are RFC 4180 with commas and CR LF, UTF-8 with a byte-order mark so that Excel shows Bangla. A cell that a
spreadsheet could take for a formula is prefixed with an apostrophe, and so is one that begins with an apostrophe
itself."""

from __future__ import annotations

import csv
import datetime
import functools
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from bsuh_desktop.domain.events import GroupRef, HowCounted, Status
from bsuh_desktop.domain.learner import AFTER_WITHDRAWAL
from bsuh_desktop.domain.people import AgeBand, Disability, Sex


class Headcount(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many people were in the room; `parts` (girls, boys, …) if they were counted separately; `how` the number is
    known."""

    total: int
    parts: dict[str, int] = {}
    how: HowCounted = "counted"


class Counts(msgspec.Struct, frozen=True):
    """The roll in numbers."""

    present: int
    """All who were there at any time, `late` and `left` included."""
    late: int
    left: int
    absent: int
    not_called: int
    unnamed: int
    """Learners whose names may not be stored."""


class TakenBack(msgspec.Struct, frozen=True):
    """A certificate of this class that was replaced by another on `day`, because its spelling was corrected."""

    serial: str
    replaced_by: str
    day: datetime.date


class SessionDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """`session.json`."""

    date: datetime.date
    """The stated date, if there is one."""
    start_ms: int
    """Unix milliseconds."""
    end_ms: int
    """Unix milliseconds."""
    minutes: int
    offset_minutes: int
    """The programme's offset from UTC."""
    place: str
    place_name: str
    """The typed name of a `local:` place."""
    groups: tuple[GroupRef, ...]
    pack: str
    pack_version: int
    lead: str
    """Key id of the facilitator, in hexadecimal."""
    co: tuple[str, ...]
    """Key ids of colleagues, in hexadecimal."""
    headcount: Headcount | None
    counts: Counts
    doubts: tuple[str, ...]
    """Codes of `domain.clock`."""
    entered_later: bool
    taken_back: tuple[TakenBack, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Ids of learners whose consent was withdrawn: their names and answers must be erased everywhere."""
    earlier: tuple[bytes, ...] = ()
    """Grants (the bytes of QR 2) of earlier devices of this facilitator whose serials are in rows or were taken
    back."""


class AttendanceRow(msgspec.Struct, frozen=True):
    """One learner of the class, without a name."""

    learner: str
    roll: str
    card: int
    status: Status
    sex: Sex
    age: AgeBand
    disability: Disability
    answered: int
    correct: int
    pre: int | None
    """Correct answers; None if that form was not asked."""
    post: int | None
    """As `pre`."""
    awarded: bool
    serial: str
    """The certificate's serial; "" if there is none."""


def without_answers(row: AttendanceRow) -> AttendanceRow:
    """The row of a learner who withdrew: that they were there, and those of the facts that stay. The roll is erased
    like the name."""
    return msgspec.structs.replace(row, roll="", answered=0, correct=0, pre=None, post=None, **AFTER_WITHDRAWAL)


class NameRow(msgspec.Struct, frozen=True):
    """A learner's name as on the certificate, with what the office needs to print it again without signing. The repr
    shows no name."""

    learner: str
    name_bn: str
    name_en: str
    signature: bytes
    """Signature of the certificate's first code."""
    words: bytes = b""
    """The signed words of its sheet; empty if they are not signed."""

    def __repr__(self) -> str:
        return f"NameRow({self.learner})"


class AttendanceFacts(msgspec.Struct, frozen=True):
    """Everything about one class that its attendance file contains."""

    session: str
    revision: int
    """Counts the sealings of this session, from 1."""
    practice: bool
    details: SessionDetails
    rows: tuple[AttendanceRow, ...]
    journal: tuple[bytes, ...]
    """Lines of `domain.chain.journal_line`."""
    names: tuple[NameRow, ...]


_MARK = "\ufeff"
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_MAY_BE_GUARDED = frozenset(_GUARDED)


class _NameAlone(msgspec.Struct, frozen=True):
    """A row of `names.csv` in format 1, from before words were signed."""

    learner: str
    name_bn: str
    name_en: str
    signature: bytes


Row = TypeVar("Row", AttendanceRow, NameRow, _NameAlone)


def write_rows(rows: Iterable[AttendanceRow]) -> bytes:
    """The bytes of `attendance.csv`."""
    return _write(AttendanceRow, rows)


def read_rows(data: bytes) -> tuple[AttendanceRow, ...]:
    """The rows of `attendance.csv`. Raises ValueError for anything that `write_rows` could not have written."""
    return _read(AttendanceRow, data)


def write_names(rows: Iterable[NameRow]) -> bytes:
    """The bytes of `names.csv` before sealing: format 2 if words are signed, else format 1, which earlier apps can
    read, too. Signature and words are in hexadecimal."""
    listed = list(rows)
    if any(row.words for row in listed):
        return _write(NameRow, listed)
    return _write(_NameAlone, (_NameAlone(*msgspec.structs.astuple(row)[:-1]) for row in listed))


def read_names(data: bytes) -> tuple[NameRow, ...]:
    """The rows of `names.csv` in either format. Raises ValueError for anything that `write_names` could not have
    written."""
    if data.startswith(_text([NameRow.__struct_fields__]).encode()):
        rows = _read(NameRow, data)
        if not any(row.words for row in rows):
            raise ValueError("a table of format 2 without its words")
        return rows
    return tuple(NameRow(*msgspec.structs.astuple(row)) for row in _read(_NameAlone, data))


def _write(kind: type[Row], rows: Iterable[Row]) -> bytes:
    return _text([kind.__struct_fields__, *map(_cells, rows)]).encode()


def _text(lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    text.write(_MARK)
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _read(kind: type[Row], data: bytes) -> tuple[Row, ...]:
    text = data.decode("utf-8").removeprefix(_MARK)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise ValueError("not a table") from error
    if not lines or tuple(lines[0]) != kind.__struct_fields__:
        raise ValueError("a table with other columns")
    if any(len(cells) != len(lines[0]) for cells in lines):
        raise ValueError("a row with other columns")
    if _text(lines).encode() != data:
        raise ValueError("a table that is not in its one form")
    # Column by column, for speed: a country has millions of rows, and a loop over single cells takes longer than
    # opening the files.
    columns = map(_column, _types(kind), zip(*lines[1:], strict=True))
    return tuple(map(kind, *columns)) if len(lines) > 1 else ()


@functools.cache
def _types(kind: type[Row]) -> tuple[Any, ...]:
    return tuple(field.type for field in msgspec.structs.fields(kind))


@functools.cache
def _closed_list(of: Any) -> frozenset[str]:
    """The allowed words of a column; empty if any text is allowed."""
    return frozenset(get_args(of)) if get_origin(of) is Literal else frozenset()


def _column(of: Any, cells: Sequence[str]) -> Sequence[Any]:
    """The values of a column. Raises ValueError for a cell that is not a value in canonical form."""
    if words := _closed_list(of):
        if not words.issuperset(cells):
            raise ValueError("a word that is not on its list")
        return cells
    texts = cells if _MAY_BE_GUARDED.isdisjoint([cell[:1] for cell in cells]) else list(map(_unguarded, cells))
    if of is str:
        return texts
    try:
        values = list(map(_READ[of], texts))
    except KeyError as error:
        raise ValueError("a cell that says neither yes nor no") from error
    if list(map(_WRITTEN.get(of, _cell), values)) != list(texts):
        raise ValueError("a cell that is not in its one form")
    return values


def _cells(row: Row) -> list[str]:
    """The cells of a row. The fast path is for words and numbers, which need no guard."""
    values = msgspec.structs.astuple(row)
    cells = [value if type(value) is str else _cell(value) for value in values]
    if _MAY_BE_GUARDED.isdisjoint([cell[:1] for cell in cells]):
        return cells
    return list(map(_guard, cells))


def _cell(value: Any) -> str:
    return _WRITTEN[type(value)](value)


def _guard(cell: str) -> str:
    return "'" + cell if cell.startswith(_GUARDED) else cell


def _unguarded(cell: str) -> str:
    text = cell[1:] if cell[:1] == "'" else cell
    if _guard(text) != cell:
        raise ValueError("a cell that a spreadsheet could take for a formula, or is guarded without need")
    return text


_READ: dict[Any, Callable[[str], Any]] = {
    int: int,
    int | None: lambda cell: int(cell) if cell else None,
    bool: {"yes": True, "no": False}.__getitem__,
    bytes: bytes.fromhex,
}
"""Functions that read cells other than text, by the type of the column."""

_WRITTEN: dict[Any, Callable[[Any], str]] = {
    str: str,
    int: str,
    bool: {True: "yes", False: "no"}.__getitem__,
    bytes: bytes.hex,
    type(None): lambda _: "",
}
"""Functions that write values, by the type of the value."""
