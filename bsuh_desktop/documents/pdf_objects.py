"""Parses the objects of a PDF written by PDFium (ISO 32000-1, 7.3 and 7.5), for what PDFium's API does not report.

PDFium first rewrites the document, so that it has one plain form: a cross-reference table, and each object unencrypted
at the offset in the table. Any other form, or anything larger than a limit, is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_DEEPEST = 40
LARGEST_STREAM = 16 * 1024 * 1024
"""Maximum bytes of an unpacked stream. The ground of four certificates with their second codes has 60,000."""

_MOST_OPERANDS = 64

_WHITE = b"\0\t\n\f\r "
_TOKEN = re.compile(
    rb"(?P<blank>[\0\t\n\f\r ]+|%[^\r\n]*)"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|$))"
    rb"|(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*>)"
    rb"|(?P<mark><<|>>|[\[\]])"
    rb"|(?P<string>\()"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)"
)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Malformed(ValueError):
    """Bytes that are not in the one form that is read here."""


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int


class Name(str):
    """A name without its slash."""

    __slots__ = ()


class Operator(str):
    """An operator of a content stream, or a keyword."""

    __slots__ = ()


class InlineImage(NamedTuple):
    """An inline image in a content stream: its entries, and its raw bytes."""

    entries: dict[str, Any]
    data: bytes


class Stream(NamedTuple):
    """A stream's dictionary, and its raw bytes."""

    entries: dict[str, Any]
    data: bytes


class PdfObjects:
    """The objects of `pdf`, which PDFium must have written. Every method raises Malformed for any other form."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._offsets, self.trailer = _table(pdf)
        self._found: dict[int, Any] = {}

    def resolve(self, value: Any) -> Any:
        """The object that a reference points to, None if there is none; any other value unchanged."""
        for _ in range(_DEEPEST):
            if not isinstance(value, Ref):
                return value
            value = self._object(value.number)
        raise Malformed("a reference that leads nowhere")

    def content(self, stream: Stream) -> bytes:
        """A stream's unpacked bytes. Only Flate is supported, which all programs that write certificates use."""
        packed = self.resolve(stream.entries.get("Filter"))
        parameters = self.resolve(stream.entries.get("DecodeParms"))
        filters = [self.resolve(one) for one in packed] if isinstance(packed, list) else [packed]
        data = stream.data
        for one in filters:
            if one is None:
                continue
            if one not in ("FlateDecode", "Fl") or parameters not in (None, [None], {}, [{}]):
                raise Malformed("packed in a way that is not read")
            data = _inflated(data)
        return data

    def _object(self, number: int) -> Any:
        if number not in self._found:
            offset = self._offsets.get(number)
            self._found[number] = None if offset is None else self._read(number, offset)
        return self._found[number]

    def _read(self, number: int, offset: int) -> Any:
        reader = _Reader(self._pdf, offset)
        if [reader.value(), reader.value(), reader.value()] != [number, 0, Operator("obj")]:
            raise Malformed("no object where the table says")
        value = reader.value()
        if reader.value() != Operator("stream"):
            return value
        start = reader.place
        start += 2 if self._pdf[start : start + 2] == b"\r\n" else 1
        length = self.resolve(value["Length"]) if isinstance(value, dict) and "Length" in value else None
        if type(length) is not int or not 0 <= length <= len(self._pdf) - start:
            raise Malformed("a stream without its length")
        if not self._pdf[start + length : start + length + 12].lstrip(_WHITE).startswith(b"endstream"):
            raise Malformed("a stream of another length")
        return Stream(value, self._pdf[start : start + length])


def operations(content: bytes) -> Iterator[tuple[str, list[Any]]]:
    """The operators of a content stream with their operands; an inline image as `BI`."""
    reader, operands = _Reader(content, 0), list[Any]()
    while True:
        value = reader.value(end=True)
        if value is None:
            break
        if value == "BI" and isinstance(value, Operator):
            yield "BI", [_inline_image(reader, content)]
            continue
        if isinstance(value, Operator):
            yield str(value), operands
            operands = []
            continue
        operands.append(value)
        if len(operands) > _MOST_OPERANDS:
            raise Malformed("more operands than any operator has")
    if operands:
        raise Malformed("operands without an operator")


def _inline_image(reader: _Reader, content: bytes) -> InlineImage:
    entries: dict[str, Any] = {}
    while (key := reader.value()) != Operator("ID"):
        if not isinstance(key, Name):
            raise Malformed("a picture without names")
        entries[str(key)] = reader.value()
    end = re.compile(rb"[\0\t\n\f\r >]EI(?=[\0\t\n\f\r ]|$)").search(content, reader.place)
    if end is None:
        raise Malformed("a picture without an end")
    data = content[reader.place : end.start() + 1]
    reader.place = end.end()
    return InlineImage(entries, data)


def _table(pdf: bytes) -> tuple[dict[int, int], dict[str, Any]]:
    """The offset of each object, and the trailer."""
    found = re.search(rb"startxref\s+(\d{1,10})\s+%%EOF\s*$", pdf[-64:])
    if found is None:
        raise Malformed("no end")
    reader = _Reader(pdf, int(found[1]))
    if reader.value() != Operator("xref"):
        raise Malformed("no table")
    offsets: dict[int, int] = {}
    while (first := reader.value()) != Operator("trailer"):
        count = reader.value()
        if type(first) is not int or type(count) is not int or not 0 <= count <= len(pdf):
            raise Malformed("a table without numbers")
        for number in range(first, first + count):
            offset, _, kind = reader.value(), reader.value(), reader.value()
            if kind == Operator("n"):
                offsets[number] = offset
    trailer = reader.value()
    if not isinstance(trailer, dict):
        raise Malformed("no trailer")
    return offsets, trailer


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        whole = inflater.decompress(data, LARGEST_STREAM + 1)
    except zlib.error as trouble:
        raise Malformed("packed wrongly") from trouble
    if len(whole) > LARGEST_STREAM:
        raise Malformed("larger than any certificate's")
    return whole


class _Reader:
    """Parses values from `place` on."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data = data
        self.place = place

    def value(self, end: bool = False, depth: int = 0) -> Any:
        """The next value; None at the end, if `end` allows it."""
        kind, text = self._token()
        if kind == "":
            if end:
                return None
            raise Malformed("cut short")
        if depth > _DEEPEST:
            raise Malformed("nested too deeply")
        if kind == "number":
            return self._number_or_reference(text)
        if kind == "string":
            return self._string()
        if kind == "mark":
            return self._marked(text, depth)
        return _PLAIN[kind](text)

    def _marked(self, text: bytes, depth: int) -> Any:
        if text == b"<<":
            return self._dictionary(depth)
        return self._array(depth) if text == b"[" else Operator(text.decode())

    def _token(self) -> tuple[str, bytes]:
        while True:
            found = _TOKEN.match(self._data, self.place)
            if found is None:
                if self.place < len(self._data):
                    raise Malformed("a sign that stands nowhere")
                return "", b""
            self.place = found.end()
            if found.lastgroup != "blank":
                return str(found.lastgroup), found[0]

    def _number_or_reference(self, text: bytes) -> Any:
        if not text.isdigit():
            return float(text) if b"." in text else int(text)
        found = _REFERENCE.match(self._data, self.place)
        if found is None:
            return int(text)
        self.place = found.end()
        return Ref(int(text))

    def _dictionary(self, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while (key := self.value(depth=depth + 1)) != Operator(">>"):
            if not isinstance(key, Name) or key in entries:
                raise Malformed("an entry without a name, or a name twice")
            entries[str(key)] = self.value(depth=depth + 1)
        return entries

    def _array(self, depth: int) -> list[Any]:
        values = []
        while (value := self.value(depth=depth + 1)) != Operator("]"):
            values.append(value)
        return values

    def _string(self) -> bytes:
        """The bytes of a literal string. Escapes are not decoded, because nothing here needs such a text."""
        start, open_ones = self.place, 1
        for found in _BRACKET.finditer(self._data, self.place):
            if found[0] == b"(":
                open_ones += 1
            elif found[0] == b")":
                open_ones -= 1
            if not open_ones:
                self.place = found.end()
                return self._data[start : found.start()]
        raise Malformed("a text without an end")


def _name(text: bytes) -> Name:
    return Name(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), text[1:]).decode("latin-1"))


def _bytes(text: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", text)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _word(text: bytes) -> Any:
    return {b"true": True, b"false": False}.get(text, Operator(text.decode("latin-1")))


_PLAIN: dict[str, Callable[[bytes], Any]] = {"name": _name, "hex": _bytes, "word": _word}
_REFERENCE = re.compile(rb"[\0\t\n\f\r ]+0[\0\t\n\f\r ]+R(?=[\0\t\n\f\r ()<>\[\]{}/%]|$)")
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
