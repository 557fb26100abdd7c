"""Goes through a part of a workbook tag by tag, without building a tree of it."""

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
    """Calls `start`, `end` and `text` as the tags come, by their names as they are written, prefix and all. Raises
    KnownError for a document type: no workbook has one, but bombs of entities do. Raises ExpatError for torn XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(xml, True)


def _refuse(*_: object) -> None:
    raise refusals.torn()
