"""Identifies a file by its bytes, since its name may be wrong."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Literal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.containers import kind_of_compound_file, kind_of_zip
from bsuh_desktop.rosters.files.document import Document
from bsuh_desktop.rosters.files.features.find_features import Workbook

FileKind = Workbook | Document | Literal["text", "fods", "xml workbook", "web page", "mail", "encrypted"]

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"8BPS")
_PICTURE_BOXES = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ\0")
_FILMS_AND_SOUNDS = (b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\0\0\1\xba", b"FLV\1", b"\xff\xfb", b"\xff\xf3")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound file, [MS-CFB] 2.2: an XLS or a DOC, or an encrypted XLSX, [MS-OFFCRYPTO] 2.3."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLDER_WORKBOOKS = re.compile(rb"\x09[\x00\x02\x04][\x04\x06]\x00|ID;P[A-Z0-9]*[;\r\n]")
"""The workbooks of Excel 2 to 4, and SYLK."""

_HEAD = 16 * 1024
_FLAT = b"application/vnd.oasis.opendocument.spreadsheet"
_XML_WORKBOOK = b"schemas-microsoft-com:office:spreadsheet"
_WEB_PAGE = re.compile(rb"<(?:html|table)[\s>]|<!doctype html|^version:[\d.]+\s+starthtml:")
"""The last from the clipboard of Windows, which puts a head of its own before the page."""
_LINKS = (b'"doc_id"', b'"url"', b"[internetshortcut]")
_XML_KINDS: tuple[tuple[bytes, Callable[[], KnownError]], ...] = (
    (b"word.document", refusals.document),
    (b"opendocument.text", refusals.document),
    (b"<svg", refusals.picture),
    (b"", refusals.not_a_list),
)


def kind_of(data: bytes) -> FileKind:
    """Text, or a kind of workbook, document or page. Raises KnownError for everything else, naming what it is."""
    if not data.strip(b"\0 \t\r\n"):
        raise refusals.empty()
    if data.startswith(_COMPOUND):
        return kind_of_compound_file(data)
    if data.startswith(_ZIP):
        return kind_of_zip(data)
    _refuse_by_first_bytes(data)
    return _kind_of_text(_head(data))


def _kind_of_text(head: bytes) -> FileKind:
    if head.startswith(b"mime-version:"):
        return "mail"
    if head.startswith(b"<?xml") and _FLAT in head:
        return "fods"
    if head.startswith(b"<") and _XML_WORKBOOK in head and b"<html" not in head:
        return "xml workbook"
    if _WEB_PAGE.search(head) and not head.startswith(b"{\\rtf"):
        return "web page"
    _refuse_by_words(head)
    return "text"


def _refuse_by_first_bytes(data: bytes) -> None:
    if _is_picture(data):
        raise refusals.picture()
    if b"%PDF-" in data[:1024]:
        raise refusals.pdf()
    if data.startswith(_ARCHIVES) or data[257:262] == b"ustar" or (data[:3], data[4:10]) == (b"BZh", b"1AY&SY"):
        raise refusals.archive()
    if _is_film_or_sound(data):
        raise refusals.not_a_list()
    if _OLDER_WORKBOOKS.match(data):
        raise refusals.other_workbook()


def _is_picture(data: bytes) -> bool:
    bitmap = data.startswith(b"BM") and data[2:6] == len(data).to_bytes(4, "little")
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    boxed = data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BOXES
    return bitmap or webp or boxed or data.startswith(_PICTURES)


def _is_film_or_sound(data: bytes) -> bool:
    riff = data.startswith(b"RIFF") and data[8:12] in (b"WAVE", b"AVI ")
    tagged = data.startswith(b"ID3") and data[3:4] < b"\x10"
    return riff or tagged or data[4:8] == b"ftyp" or data.startswith(_FILMS_AND_SOUNDS)


def _refuse_by_words(head: bytes) -> None:
    if head.startswith(b"{\\rtf"):
        raise refusals.document()
    if head.startswith(b"<?xml"):
        raise next(refusal() for mark, refusal in _XML_KINDS if mark in head)
    if head.startswith((b"{", b"[")) and any(mark in head for mark in _LINKS):
        raise refusals.link()


def _head(data: bytes) -> bytes:
    """The beginning of the text in lower case, one byte a character."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("ascii", "ignore")
    return head.replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).lstrip().lower()
