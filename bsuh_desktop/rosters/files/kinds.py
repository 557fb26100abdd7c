"""What a file really is, by its first bytes: a name that ends in .csv promises nothing."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.marks.marking import Workbook

Kind = Workbook | Literal["text"]

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_PICTURE_BOXES = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound file, MS-CFB 2.2: an XLS, or an XLSX under a password (MS-OFFCRYPTO 2.3)."""
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<table", b"{\\rtf")


def kind_of(data: bytes) -> Kind:
    """Text or XLSX. Raises KnownError for everything else, saying what it is."""
    if not data.strip(b"\0 \t\r\n"):
        raise refusals.empty()
    if _is_picture(data):
        raise refusals.picture()
    if b"%PDF-" in data[:1024]:
        raise refusals.pdf()
    if data.startswith(_OLE):
        if _LOCKED_STREAM in data:
            raise refusals.locked()
        return "xls"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES):
        raise refusals.not_a_list()
    return "text"


def _is_picture(data: bytes) -> bool:
    bitmap = data.startswith(b"BM") and data[2:6] == len(data).to_bytes(4, "little")
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    boxed = data[4:8] == b"ftyp" and data[8:12] in _PICTURE_BOXES
    return bitmap or webp or boxed or data.startswith(_PICTURES)


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise refusals.torn() from None
    if "xl/workbook.xml" in members:
        return "xlsx"
    if "xl/workbook.bin" in members:
        return "xlsb"
    if "content.xml" in members:
        return "ods"
    raise refusals.not_a_list()
