"""Identifies a file by its bytes, since its name may be wrong; of a ZIP or a compound file, by what it contains."""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Literal
from xml.parsers.expat import ExpatError

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.document import Document
from bsuh_desktop.rosters.files.features.find_features import Workbook, book_stream, is_locked
from bsuh_desktop.rosters.files.features.xml_parts import main_part

LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_UNPACKED_MB = LARGEST_UNPACKED // 1024**2

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_READ = (".xml", ".rels", ".bin")
_PIECE = 64 * 1024


def check_archive(data: bytes) -> None:
    """Raises KnownError for an archive that is damaged, encrypted, or unpacks to more than LARGEST_UNPACKED."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise refusals.locked()
            if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
                raise refusals.too_large(LARGEST_UNPACKED_MB)
            for info in infos:
                if info.filename.lower().endswith(_READ):
                    _unpack(archive, info)
    except _BROKEN:
        raise refusals.torn() from None


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Unpacks one member. A member that is larger than declared is cut there, and then its checksum does not match."""
    with archive.open(info) as part:
        while part.read(_PIECE):
            pass


_BROKEN_COMPOUND = (OSError, LookupError, ValueError, TypeError, AttributeError, struct.error, RecursionError)
_ENCRYPTED = ("encrypted-package", "encryptedpackage")
_OFFICE = ("[content_types].xml", "_rels/.rels", "word/document.xml")
_MAIN_TAG = re.compile(rb"<(?:\w+:)?(workbook|document)\b")
_HEAD_OF_PART = 4096


def kind_of_zip(data: bytes) -> Literal["xlsx", "xlsb", "ods", "docx", "odt"]:
    """The kind of workbook or document in `data`. Raises KnownError for anything else, for a damaged or locked one, and
    for one that unpacks to more than any class list."""
    names = _members(data)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        check_archive(data)
        return "xlsx" if "xl/workbook.xml" in names else "xlsb"
    if names.intersection(_ENCRYPTED):
        raise refusals.locked()
    if "content.xml" in names:
        check_archive(data)
        return _open_document(data)
    if "index/document.iwa" in names:
        raise refusals.other_workbook()
    if "ppt/presentation.xml" in names:
        raise refusals.not_a_list()
    if names.isdisjoint(_OFFICE):
        raise refusals.archive()
    check_archive(data)
    return _office_package(data)


def kind_of_compound_file(data: bytes) -> Literal["xls", "encrypted"]:
    """An XLS, or an encrypted workbook of any kind. Raises KnownError for anything else, and for a damaged one."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {entry[0].lower() for entry in compound.listdir() if len(entry) == 1}
        stream = book_stream(data)
    except _BROKEN_COMPOUND:
        raise refusals.torn() from None
    if "encryptedpackage" in names or (stream and is_locked(stream)):
        return "encrypted"
    if stream is not None:
        return "xls"
    raise refusals.document() if "worddocument" in names else refusals.not_a_list()


def holds_pictures(data: bytes) -> bool:
    """True if there is a picture in a workbook that could be read."""
    if not data.startswith(b"PK"):
        return any(mark in (book_stream(data) or b"") for mark in (b"\xff\xd8\xff", b"\x89PNG\r\n"))
    return any(name.startswith(("xl/media/", "pictures/")) for name in _members(data))


def _members(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name.replace("\\", "/").lower() for name in archive.namelist()}
    except _BROKEN:
        raise refusals.torn() from None


def _office_package(data: bytes) -> Literal["xlsx", "docx"]:
    """Identified by what its main part begins with, wherever that part is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(main_part(archive)) as part:
            found = _MAIN_TAG.search(part.read(_HEAD_OF_PART))
    except (LookupError, ExpatError, *_BROKEN):
        found = None
    if not found:
        raise refusals.other_workbook()
    return "xlsx" if found[1] == b"workbook" else "docx"


def _open_document(data: bytes) -> Literal["ods", "odt"]:
    """Identified by its media type, which OpenDocument 1.3 part 2, 3.3 requires as the first member of the archive; by
    what it holds if there is none."""
    kind, manifest = (_part(data, name) for name in ("mimetype", "META-INF/manifest.xml"))
    if b"encryption-data" in manifest:
        raise refusals.locked()
    if not kind:
        return "odt" if b"<office:text" in _part(data, "content.xml") else "ods"
    if b"spreadsheet" in kind:
        return "ods"
    if b".text" in kind:
        return "odt"
    raise refusals.not_a_list()


def _part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name)
    except KeyError:
        return b""
    except _BROKEN:
        raise refusals.torn() from None


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
