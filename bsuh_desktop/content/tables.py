"""Read a TOML file against its schema and report everything that does not fit, not only the first problem.

Text is decoded as UTF-8 with one Unicode form and one kind of line ending. Values that are missing or of the wrong type
are replaced by blanks, so that later checks can examine the rest. `tomllib` returns values without their positions:
`TomlLines` goes through the same text again and records the line of each key and each list element."""

from __future__ import annotations

import dataclasses
import datetime
import re
import sys
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

import msgspec
from msgspec import inspect

from bsuh_desktop.content.finding import Finding
from bsuh_desktop.domain.messages import Message

OLD_KHANDA_TA = "ত্\u200d"


def raw_text(file: str, data: bytes) -> str | Finding:
    """`data` decoded as UTF-8 (with or without a byte-order mark), or a finding if it is not UTF-8. Not normalised."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as reason:
        line = data[: reason.start].count(b"\n") + 1
        message = Message("This line is not UTF-8 text.")
        return Finding(file, line, "not_utf8", message, Message("Save the file again as UTF-8."))


def decode_text(file: str, data: bytes) -> str | Finding:
    """`data` as text in NFC, with ৎ as one sign; line numbers stay the same."""
    text = raw_text(file, data)
    return text if isinstance(text, Finding) else normal(text)


def normal(text: str) -> str:
    """`text` in NFC, with ৎ as one sign."""
    return unicodedata.normalize("NFC", text.replace(OLD_KHANDA_TA, "ৎ"))


KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<open>[\[{])|(?P<close>[\]}])|(?P<mark>[,=.])
    |(?P<bare>[^\s\[\]{},=.\#"']+)""",
    re.S | re.X,
)


class TomlLines:
    """The lines of a TOML file's keys."""

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {}
        self._counts: dict[KeyPath, int] = {}
        self._tokens = [(m.lastgroup or "", m.group(), m.start()) for m in _TOKEN.finditer(text)]
        self._tokens = [token for token in self._tokens if token[0] != "blank"]
        self._starts = [m.end() for m in re.finditer(r"\n", text)]
        self._at = 0
        self._document()

    def line(self, *path: str | int) -> int:
        """The line, from 1, of the key or list element at `path`, else of the nearest element that contains it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    def _document(self) -> None:
        table: KeyPath = ()
        while self._at < len(self._tokens):
            kind, text, place = self._tokens[self._at]
            if kind == "newline":
                self._at += 1
            elif text == "[":
                table = self._header(place)
            elif not self._pair(table):
                self._at += 1

    def _header(self, place: int) -> KeyPath:
        """`[a.b]` or `[[a.b]]`: the path of what follows. A name that is a list stands for its last element."""
        brackets = 0
        while self._peek() == "[":
            self._at, brackets = self._at + 1, brackets + 1
        keys = self._keys()
        while self._peek() == "]":
            self._at += 1
        path: KeyPath = ()
        for depth, key in enumerate(keys):
            path = (*path, key)
            last = depth == len(keys) - 1
            if last and brackets > 1:
                self._note(path, place)
                path = self._element(path, place)
            elif path in self._counts:
                path = (*path, self._counts[path] - 1)
        self._note(path, place)
        return path

    def _pair(self, table: KeyPath) -> bool:
        """`key = value` under `table`; False if there is no key here."""
        if self._at >= len(self._tokens) or self._tokens[self._at][0] not in ("bare", "text"):
            return False
        place = self._tokens[self._at][2]
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path, place)
        if self._peek() == "=":
            self._at += 1
            self._value(path)
        return True

    def _keys(self) -> list[str]:
        keys = []
        while self._at < len(self._tokens) and self._tokens[self._at][0] in ("bare", "text", "mark"):
            kind, text, _ = self._tokens[self._at]
            if kind == "mark" and text != ".":
                break
            if kind != "mark":
                keys.append(text.strip("\"'"))
            self._at += 1
        return keys

    def _value(self, path: KeyPath) -> None:
        if self._peek() == "{":
            self._inside("}", path, self._pair)
        elif self._peek() == "[":
            self._inside("]", path, self._list_element)
        else:
            while self._at < len(self._tokens) and self._tokens[self._at][1] not in (",", "\n", "]", "}"):
                self._at += 1

    def _inside(self, close: str, path: KeyPath, read: Callable[[KeyPath], bool]) -> None:
        self._at += 1
        while self._at < len(self._tokens) and self._peek() != close:
            if self._peek() in (",", "\n") or not read(path):
                self._at += 1
        self._at += 1

    def _list_element(self, path: KeyPath) -> bool:
        before = self._at
        self._value(self._element(path, self._tokens[self._at][2]))
        return self._at > before

    def _element(self, path: KeyPath, place: int) -> KeyPath:
        index = self._counts.get(path, 0)
        self._counts[path] = index + 1
        self._note((*path, index), place)
        return (*path, index)

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _note(self, path: KeyPath, place: int) -> None:
        self._lines.setdefault(path, bisect_right(self._starts, place) + 1)


T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Table(Generic[T]):
    """A TOML file that was read: its value, the lines of its keys, and what did not fit the schema."""

    file: str
    value: T
    positions: TomlLines
    findings: tuple[Finding, ...]

    def line(self, *path: str | int) -> int:
        """The line of the key at `path`, from 1."""
        return self.positions.line(*path)


def read_table(file: str, text: str, schema: type[T]) -> Table[T] | Finding:
    """`text` parsed as `schema` (a msgspec Struct), or a finding if it is not TOML."""
    try:
        raw = tomllib.loads(text)
        reader = _Reader(file, TomlLines(text))
        value = reader.struct(cast(inspect.StructType, inspect.type_info(schema)), raw, ())
    except tomllib.TOMLDecodeError as reason:
        return _not_toml(file, min(_line_of(reason), text.count("\n") + 1))
    except (RecursionError, ValueError):
        # Nested too deep, or a number with more digits than Python reads (4,300).
        return _not_toml(file, 1)
    return Table(file, cast(T, value), reader.positions, tuple(reader.findings))


def _line_of(reason: tomllib.TOMLDecodeError) -> int:
    place = re.search(r"at line (\d+)", str(reason))
    return int(place.group(1)) if place else sys.maxsize


def _not_toml(file: str, line: int) -> Finding:
    return Finding(
        file,
        line,
        "not_toml",
        Message("This line cannot be read as TOML."),
        Message("Look for a missing quotation mark, bracket or equals sign, here or on the line before."),
    )


class _Reader:
    """Walks through a value and its schema in parallel."""

    def __init__(self, file: str, positions: TomlLines) -> None:
        self.file = file
        self.positions = positions
        self.findings: list[Finding] = []

    def struct(self, schema: inspect.StructType, raw: Any, path: KeyPath) -> Any:
        if not isinstance(raw, dict):
            self._wrong(path, Message("a table"))
            raw = None
        values = {}
        for field in schema.fields:
            name = field.encode_name
            if raw is not None and name in raw:
                values[field.name] = self._value(field.type, raw[name], (*path, name))
            elif field.required:
                if raw is not None:
                    self._missing(path, name)
                values[field.name] = blank(field.type)
        for name in sorted(set(raw or ()) - {field.encode_name for field in schema.fields}):
            self._unknown((*path, name))
        return schema.cls(**values)

    def _value(self, schema: inspect.Type, raw: Any, path: KeyPath) -> Any:
        if isinstance(schema, inspect.UnionType):
            # A key that may be left out: None and one other type.
            schema = next(one for one in schema.types if not isinstance(one, inspect.NoneType))
        if isinstance(schema, inspect.StructType):
            return self.struct(schema, raw, path)
        if isinstance(schema, inspect.VarTupleType) and isinstance(raw, list):
            return tuple(self._value(schema.item_type, item, (*path, place)) for place, item in enumerate(raw))
        if isinstance(schema, inspect.DictType) and isinstance(raw, dict):
            return {key: self._value(schema.value_type, item, (*path, key)) for key, item in raw.items()}
        if _fits(schema, raw):
            return raw
        self._wrong(path, _kind(schema))
        return blank(schema)

    def _add(self, path: KeyPath, code: str, message: Message, remedy: Message) -> None:
        self.findings.append(Finding(self.file, self.positions.line(*path), code, message, remedy))

    def _wrong(self, path: KeyPath, kind: Message) -> None:
        message = Message("“{key}” has to be {kind}.", key=_name(path), kind=kind)
        self._add(path, "wrong_type", message, Message("Write it as the pack format says."))

    def _missing(self, path: KeyPath, name: str) -> None:
        message = Message("“{key}” is missing.", key=_name((*path, name)))
        self._add(path, "missing_key", message, Message("Add this key."))

    def _unknown(self, path: KeyPath) -> None:
        message = Message("The pack format has no key “{key}” here.", key=_name(path))
        self._add(path, "unknown_key", message, Message("Look for a spelling mistake, or remove the line."))


def _name(path: KeyPath) -> str:
    """`("items", 2, "key")` in words, counted from 1: "items 3, key". Printable characters only, at most 120."""
    words = [f" {part + 1}," if isinstance(part, int) else f" {part}" for part in path]
    return "".join(sign if sign.isprintable() else "?" for sign in "".join(words).strip(" ,"))[:120]


def _fits(schema: inspect.Type, raw: Any) -> bool:
    if isinstance(schema, inspect.StrType):
        short = schema.max_length is None or (isinstance(raw, str) and len(raw) <= schema.max_length)
        return isinstance(raw, str) and short and (schema.pattern is None or bool(re.fullmatch(schema.pattern, raw)))
    if isinstance(schema, inspect.BoolType):
        return isinstance(raw, bool)
    if isinstance(schema, inspect.IntType):
        whole = isinstance(raw, int) and not isinstance(raw, bool)
        return whole and (schema.ge is None or raw >= schema.ge) and (schema.le is None or raw <= schema.le)
    if isinstance(schema, inspect.DateType):
        # In Python a datetime is a date, too.
        return type(raw) is datetime.date
    if isinstance(schema, inspect.LiteralType):
        return any(type(raw) is type(value) and raw == value for value in schema.values)
    return False


def _kind(schema: inspect.Type) -> Message:
    """The type that `schema` requires, in words."""
    if isinstance(schema, inspect.StrType):
        if schema.pattern is not None:
            return Message("a name of small Latin letters, digits and hyphens")
        return Message("a text in quotation marks")
    if isinstance(schema, inspect.BoolType):
        return Message("true or false")
    if isinstance(schema, inspect.IntType):
        return _whole_number(schema)
    if isinstance(schema, inspect.DateType):
        return Message("a day such as 2026-01-31, without quotation marks")
    if isinstance(schema, inspect.LiteralType):
        return Message("one of these: {choices}", choices=", ".join(str(value) for value in schema.values))
    if isinstance(schema, inspect.VarTupleType):
        return Message("a list in square brackets")
    return Message("a table")


def _whole_number(schema: inspect.IntType) -> Message:
    if schema.ge is not None and schema.le is not None:
        return Message("a whole number from {least} to {most}", least=schema.ge, most=schema.le)
    return Message("a whole number")


def blank(schema: inspect.Type) -> Any:
    """The replacement for a missing value: empty, and never mistaken for a real one."""
    if isinstance(schema, inspect.StructType):
        return schema.cls(**{field.name: blank(field.type) for field in schema.fields if field.required})
    if isinstance(schema, inspect.VarTupleType):
        return ()
    if isinstance(schema, inspect.DictType):
        return {}
    if isinstance(schema, inspect.IntType):
        return 0
    if isinstance(schema, inspect.BoolType):
        return False
    if isinstance(schema, inspect.DateType):
        return datetime.date.min
    return ""


def empty(schema: type[msgspec.Struct]) -> Any:
    """A completely blank `schema`, for a missing file."""
    return blank(inspect.type_info(schema))
