"""Parses a part of a workbook tag by tag, without building a tree."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from bsuh_desktop.rosters import refusals

Attributes = dict[str, str]


def walk(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls `start`, `end` and `text` for each tag, with tag names as written, including the prefix. Raises KnownError
    for a document type, which no workbook has, but entity bombs do. Raises ExpatError for malformed XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(xml, True)


def _refuse(*_: object) -> None:
    raise refusals.torn()
