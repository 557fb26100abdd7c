"""Rewrites OpenDocument for calamine, which fails on blanks between two tags and ignores line breaks.

It also wants the media type, which Google Docs leaves out."""

from __future__ import annotations

import io
import re
import zipfile

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'

_BLANKS_BETWEEN_TAGS = re.compile(
    rb"(?<!\?)>\s+(?=</?(?:table|office|style|number|config|calcext|loext|draw|form):|<text:p\b)"
)
"""Blanks between tags outside of paragraphs; within a paragraph they belong to the text."""

_BREAKS = re.compile(rb"<text:line-break\s*/>")
_TABS = re.compile(rb"<text:tab\s*/>")


def readable(data: bytes) -> bytes:
    """The ODS `data` or, if calamine cannot read it, the same sheets in a new archive. Its members must have been
    checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        content = archive.read("content.xml") if "content.xml" in names else b""
    smooth = _smooth(content)
    return data if smooth == content and "mimetype" in names else _packed(smooth)


def from_flat(xml: bytes) -> bytes:
    """An ODS made from a flat XML file (FODS), which LibreOffice can also save."""
    return _packed(_smooth(xml))


def _smooth(content: bytes) -> bytes:
    return _BREAKS.sub(b"\n", _TABS.sub(b" ", _BLANKS_BETWEEN_TAGS.sub(b">", content)))


def _packed(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", _MEDIA_TYPE)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return file.getvalue()
