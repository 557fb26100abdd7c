"""The ZIP that an XLSX or ODS is: how much it unpacks to, and whether its parts are whole, before anybody reads it."""

from __future__ import annotations

import io
import zipfile
import zlib

from bsuh_desktop.rosters import refusals

LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_UNPACKED_MB = LARGEST_UNPACKED // 1024**2

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_READ = (".xml", ".rels", ".bin")
_PIECE = 64 * 1024


def check_archive(data: bytes) -> None:
    """Raises KnownError for an archive that is damaged, under a password, or unpacks to more than LARGEST_UNPACKED."""
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
    """A part that is larger than it says ends at its word, and then its checksum does not hold."""
    with archive.open(info) as part:
        while part.read(_PIECE):
            pass
