"""The ZIP inside the seal: written in one fixed way, and read with care, since a seal does not show who made it."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping, Sequence

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.manifest import LISTED, MANIFEST, SIGNATURE
from bsuh_desktop.system.bounded_zip import BROKEN, METHODS, open_zip, read_member
from bsuh_desktop.trust.refusals import altered_file, unreadable

MEMBERS = (MANIFEST, SIGNATURE, *LISTED)
LARGEST_FILE = 16 * 1024 * 1024
LARGEST_CONTENTS = 64 * 1024 * 1024
_SIGN, _LOCAL_BYTES, _CENTRAL, _END = b"PK\3\4", 30, 46, 22
"""ZIP (APPNOTE 4.3): signature of a local header, and the sizes of local header, central entry and end record."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1


def pack(members: Mapping[str, bytes], more: Sequence[str] = ()) -> bytes:
    """A ZIP of all members in their order, then `more`, deflated, without times or other traces of the computer."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*MEMBERS, *more):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, members[name])
    return buffer.getvalue()


def unpack(data: bytes, more: Sequence[str] = ()) -> dict[str, bytes]:
    """The members of an opened file, and those that `more` names.

    Takes no more memory than the declared sizes of the members, 64 MiB at most. Raises KnownError `unreadable` for
    more, for a path outside its folder or a link; `altered` for a broken archive, another list of members, another
    compression, or a member of another size than declared.
    """
    try:
        with open_zip(io.BytesIO(data)) as archive:
            _check(archive.infolist(), more)
            return {info.filename: read_member(archive, info, LARGEST_CONTENTS) for info in archive.infolist()}
    except (*BROKEN, OSError) as error:
        raise altered_file() from error


def is_cut_short(data: bytes) -> bool:
    """True for an opened file that begins as `pack` writes it, but ends before the sizes in its headers are reached."""
    place, behind = 0, _END
    for name in MEMBERS:
        head = data[place : place + _LOCAL_BYTES + len(name)]
        if len(head) < _LOCAL_BYTES + len(name):
            return head.startswith(_SIGN[: len(head)])
        if not head.startswith(_SIGN) or head[_LOCAL_BYTES:] != name.encode():
            return False
        place += len(head) + int.from_bytes(head[18:22], "little")
        behind += _CENTRAL + len(name)
    return len(data) < place + behind


def _check(infos: list[zipfile.ZipInfo], more: Sequence[str]) -> None:
    if refusal := _dangerous(infos):
        raise refusal
    names = [info.filename for info in infos]
    if sorted(names) != sorted((*MEMBERS, *more)) or any(info.compress_type not in METHODS for info in infos):
        raise altered_file()


def _dangerous(infos: list[zipfile.ZipInfo]) -> KnownError | None:
    too_much = len(infos) > 100 or sum(info.file_size for info in infos) > LARGEST_CONTENTS
    return unreadable() if too_much or any(map(_escapes, infos)) else None


def _escapes(info: zipfile.ZipInfo) -> bool:
    """True for a name with a path (zip slip), a link, or an encrypted member."""
    name = info.orig_filename
    path = any(sign in name for sign in "/\\:\0") or name in ("", ".", "..")
    return path or stat.S_ISLNK(info.external_attr >> 16) or bool(info.flag_bits & _ENCRYPTED)
