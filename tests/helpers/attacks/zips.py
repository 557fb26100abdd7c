"""ZIP archives as no honest desk packs them, around the members of an attendance file that is honest itself."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterable, Mapping

from bsuh_desktop.exchange.package import MEMBERS


def archive(
    members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED, mode: int = 0, comment: bytes = b""
) -> bytes:
    """Members under any names, doubled where they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        file.comment = comment
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = method
            file.writestr(info, data)
    return buffer.getvalue()


def stored(members: Mapping[str, bytes]) -> bytes:
    """The seven members as they are, without packing them smaller."""
    return archive(((name, members[name]) for name in MEMBERS), zipfile.ZIP_STORED)


def link(members: Mapping[str, bytes]) -> bytes:
    """Every member says that it is a link."""
    return archive(members.items(), mode=stat.S_IFLNK | 0o777)


def renamed(packed: bytes, old: bytes, new: bytes) -> bytes:
    """A name of the same length changed wherever it stands, so that signs can be in it that no writer would write."""
    assert len(old) == len(new)
    assert packed.count(old) == 2
    return packed.replace(old, new)


def flagged(packed: bytes, bits: int) -> bytes:
    """Every member says by its flags that it is encrypted, or something else that needs another reader."""
    changed, place = bytearray(packed), 0
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = packed.find(signature)
        while place >= 0:
            changed[place + offset] |= bits
            place = packed.find(signature, place + 4)
    return bytes(changed)


def directory_edited(packed: bytes, offset: int, value: bytes) -> bytes:
    """The first entry of the directory with other bytes at `offset`."""
    place = packed.index(b"PK\x01\x02") + offset
    return packed[:place] + value + packed[place + len(value) :]
