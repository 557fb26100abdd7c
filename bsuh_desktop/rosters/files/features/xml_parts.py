"""Parts in XML of workbooks and documents: parsed tag by tag, without a tree, and found by their relationships.

The relationships between the parts of an Office package are those of ECMA-376 part 2, 6.5."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from xml.parsers import expat

import msgspec

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


USUAL_MAIN_PARTS = ("xl/workbook.xml", "word/document.xml")
ROOT = "_rels/.rels"


class Relation(msgspec.Struct, frozen=True):
    """A link to another part of the same package. Links to anything outside of it are never followed."""

    kind: str
    """The last word of its type, such as worksheet."""
    target: str


def relations(xml: bytes) -> dict[str, Relation]:
    """The relationships by their ids, without external ones. Raises ExpatError or LookupError for a damaged part."""
    found: dict[str, Relation] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode", "").lower() != "external":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes["Id"]] = Relation(kind, attributes["Target"])

    walk(xml, start)
    return found


def members(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of all members as they are written, by those names in lower case and with slashes."""
    return {name.replace("\\", "/").lower(): name for name in archive.namelist()}


def path_of(target: str, folder: str) -> str:
    """The name of a part in lower case, from a relationship of a part in `folder`."""
    return posixpath.normpath(posixpath.join(folder, target.replace("\\", "/"))).lstrip("/").lower()


def main_part(archive: zipfile.ZipFile) -> str:
    """The member with the document or workbook itself: where it usually is, else where the package says. Raises
    LookupError if there is none, and ExpatError if the relationships are damaged."""
    names = members(archive)
    usual = [names[part] for part in USUAL_MAIN_PARTS if part in names]
    if usual:
        return usual[0]
    linked = relations(archive.read(names[ROOT])).values()
    found = [one.target for one in linked if one.kind == "officeDocument"]
    return names[path_of(found[0], "")]
