"""Rewrites an XLSX for calamine, which only looks in the folder `xl`: report generators put the parts elsewhere.

Where one sheet is unusual, calamine reads none of them."""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import zipfile
from xml.sax.saxutils import quoteattr

from bsuh_desktop.rosters.files.features.relations import ROOT, Relation, main_part, members, path_of, relations
from bsuh_desktop.rosters.files.features.xlsx_features import sheets_of

BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_READ = ("worksheet", "sharedStrings", "styles")
"""All that is read of a workbook; each sheet once, however often it is named."""

_DATES_FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
_DECLARATION = re.compile(r"\A<\?xml\b[^>]*>")
_WHOLE_COLUMNS = re.compile(rb"""(<(?:\w+:)?mergeCell\s+ref=["'])([A-Z]+):([A-Z]+)(?=["'])""")
_WHOLE_ROWS = re.compile(rb"""(<(?:\w+:)?mergeCell\s+ref=["'])(\d+):(\d+)(?=["'])""")
_SIZE = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*/>")
"""How large the sheet is said to be, which is not needed."""


def readable(data: bytes) -> bytes:
    """The XLSX `data` or, if its parts are elsewhere, the same sheets in a new archive. Its members must have been
    checked. Raises LookupError, ValueError or ExpatError for a damaged one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return data if BOOK in members(archive) else rewritten(data)


def rewritten(data: bytes) -> bytes:
    """The sheets with cells of the XLSX `data` in a new archive: in UTF-8, and with what calamine fails on said as the
    standard says it. Raises as `readable`."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = members(old)
        book = main_part(old)
        folder, name = posixpath.split(book.replace("\\", "/").lower())
        linked = relations(old.read(names[posixpath.join(folder, "_rels", f"{name}.rels")]))
        parts: dict[str, str] = {}
        file, links = io.BytesIO(), ""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            new.writestr(ROOT, _links(f'<Relationship Id="1" Type="{_KINDS}/officeDocument" Target="{BOOK}"/>'))
            new.writestr(BOOK, _book(_utf8(old.read(book)), linked))
            for key, one in linked.items():
                part = path_of(one.target, folder)
                place = f"worksheets/sheet{len(parts)}.xml" if one.kind == "worksheet" else f"{one.kind}.xml"
                if one.kind not in _READ or part not in names or place in parts.values():
                    continue
                if part not in parts:
                    parts[part] = place
                    new.writestr(f"xl/{place}", _smooth(_utf8(old.read(names[part]))))
                links += f'<Relationship Id={quoteattr(key)} Type="{_KINDS}/{one.kind}" Target="{parts[part]}"/>'
            new.writestr(_RELATIONS, _links(links))
    return file.getvalue()


def _book(xml: bytes, linked: dict[str, Relation]) -> str:
    """The main part with the sheets that have cells: not those of charts or macros, nor modules, which have no part.
    One whose part is missing stays: something is lost there."""
    sheets = ""
    for number, (name, key, visible) in enumerate(sheets_of(xml), start=1):
        if key and (key not in linked or linked[key].kind == "worksheet"):
            state = "visible" if visible else "hidden"
            named = f"name={quoteattr(name)} r:id={quoteattr(key)}"
            sheets += f'<sheet {named} sheetId="{number}" state="{state}"/>'
    about = f'<workbookPr date1904="{int(bool(_DATES_FROM_1904.search(xml)))}"/>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}">{about}<sheets>{sheets}</sheets></workbook>'


def _smooth(part: bytes) -> bytes:
    """Without ranges that name no rows or no columns."""
    part = _WHOLE_COLUMNS.sub(rb"\1\g<2>1:\g<3>1048576", _SIZE.sub(b"", part))
    return _WHOLE_ROWS.sub(rb"\1A\2:XFD\3", part)


def _utf8(xml: bytes) -> bytes:
    """A part in the encoding that calamine reads. Parts may also be in UTF-16, ECMA-376 part 2, 6.2.5."""
    if b"\0" not in xml[:4]:
        return xml
    marked = xml.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = xml.decode("utf-16" if marked else "utf-16-be" if xml.startswith(b"\0") else "utf-16-le")
    return _DECLARATION.sub("", text).encode()


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
