"""Rewrites an XLSX for calamine, which only looks in the folder `xl`: report generators put the parts elsewhere."""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.sax.saxutils import quoteattr

from bsuh_desktop.rosters.files.features.relations import ROOT, main_part, members, path_of, relations

BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_READ = ("worksheet", "sharedStrings", "styles")
"""All that is read of a workbook; each sheet once, however often it is named."""


def readable(data: bytes) -> bytes:
    """The XLSX `data` or, if its parts are elsewhere, the same sheets in a new archive. Its members must have been
    checked. Raises LookupError or ExpatError for a damaged one."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = members(old)
        if BOOK in names:
            return data
        book = main_part(old)
        folder, name = posixpath.split(book.replace("\\", "/").lower())
        linked = relations(old.read(names[posixpath.join(folder, "_rels", f"{name}.rels")]))
        parts: dict[str, str] = {}
        file, links = io.BytesIO(), ""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            new.writestr(ROOT, _links(f'<Relationship Id="1" Type="{_KINDS}/officeDocument" Target="{BOOK}"/>'))
            new.writestr(BOOK, old.read(book))
            for key, one in linked.items():
                part = path_of(one.target, folder)
                place = f"worksheets/sheet{len(parts)}.xml" if one.kind == "worksheet" else f"{one.kind}.xml"
                if one.kind not in _READ or part not in names or place in parts.values():
                    continue
                if part not in parts:
                    parts[part] = place
                    new.writestr(f"xl/{place}", old.read(names[part]))
                links += f'<Relationship Id={quoteattr(key)} Type="{_KINDS}/{one.kind}" Target="{parts[part]}"/>'
            new.writestr(_RELATIONS, _links(links))
    return file.getvalue()


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
