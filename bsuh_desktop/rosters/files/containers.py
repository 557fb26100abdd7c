"""Identifies the content of a ZIP or a compound file: a workbook, a document, or something else."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import Literal
from xml.parsers.expat import ExpatError

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.features.relations import main_part
from bsuh_desktop.rosters.files.features.xls_features import book_stream, is_locked

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
_HEAD = 4096


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
            found = _MAIN_TAG.search(part.read(_HEAD))
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
