"""Identifies the content of a ZIP or a compound file: a workbook, or something else."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Literal

from bsuh_desktop.rosters import refusals
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


_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_BROKEN_COMPOUND = (OSError, LookupError, ValueError, TypeError, AttributeError, struct.error, RecursionError)
_ENCRYPTED = ("encrypted-package", "encryptedpackage")


def kind_of_zip(data: bytes) -> Literal["xlsx", "xlsb", "ods"]:
    """The kind of workbook in `data`. Raises KnownError for anything else, for a damaged or locked one, and for one
    that unpacks to more than any class list."""
    names = _members(data)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        check_archive(data)
        return "xlsx" if "xl/workbook.xml" in names else "xlsb"
    if "word/document.xml" in names:
        raise refusals.document()
    if names.intersection(_ENCRYPTED):
        raise refusals.locked()
    if "content.xml" in names:
        check_archive(data)
        return _open_document(data)
    if "index/document.iwa" in names:
        raise refusals.other_workbook()
    raise refusals.not_a_list() if "ppt/presentation.xml" in names else refusals.archive()


def kind_of_compound_file(data: bytes) -> Literal["xls"]:
    """Returns "xls" for an XLS. Raises KnownError for anything else, and for a damaged or locked one."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {entry[0].lower() for entry in compound.listdir() if len(entry) == 1}
        stream = book_stream(data)
    except _BROKEN_COMPOUND:
        raise refusals.torn() from None
    if "encryptedpackage" in names or (stream and is_locked(stream)):
        raise refusals.locked()
    if stream is not None:
        return "xls"
    raise refusals.document() if "worddocument" in names else refusals.not_a_list()


def _members(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name.replace("\\", "/").lower() for name in archive.namelist()}
    except _BROKEN_ZIP:
        raise refusals.torn() from None


def _open_document(data: bytes) -> Literal["ods"]:
    """Identified by its media type, which OpenDocument 1.3 part 2, 3.3 requires as the first member of the archive."""
    kind, manifest = (_part(data, name) for name in ("mimetype", "META-INF/manifest.xml"))
    if b"encryption-data" in manifest:
        raise refusals.locked()
    if b"spreadsheet" in kind or not kind:
        return "ods"
    raise refusals.document() if b".text" in kind else refusals.not_a_list()


def _part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name)
    except KeyError:
        return b""
    except _BROKEN_ZIP:
        raise refusals.torn() from None
