"""Mails and ZIPs around attendance files, as people save them, and as somebody would build them to do harm."""

from __future__ import annotations

import base64
import functools
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from bsuh_desktop.services.collection.candidates import Candidate
from bsuh_desktop.services.collection.inspection import Inspection
from bsuh_desktop.system.files import open_plain

SEALED = b"age-encryption.org/v1\n-> X25519 of a test\n" + bytes(range(256))
Build = Callable[[], bytes]
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2000)
LETTER = "জনাব, ক্লাসের ফাইল পাঠালাম।\n".encode()


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A plain ZIP of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def mail(files: Mapping[str, bytes], encoding: str = "base64") -> bytes:
    """A mail with a letter and these files attached, with the line ends of the Internet."""
    message = _letter()
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name, cte=encoding)
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def forwarded(mail_in_it: bytes, name: str = "forwarded.eml") -> bytes:
    """A mail to which another one is attached as mail programmes do it: as it stands, not in base64."""
    head = f'Content-Type: message/rfc822; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
    return multipart([b"Content-Type: text/plain\r\n\r\nhello", head.encode() + mail_in_it])


def multipart(parts: list[bytes], boundary: str = "=_edge") -> bytes:
    """A mail of these parts, each with its header."""
    head = f'From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'
    edge = f"--{boundary}".encode()
    return head.encode() + b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"


def attachment(head: str, data: bytes) -> bytes:
    """A part with `head` as it is, in base64."""
    return head.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)


def mbox(mails: list[bytes]) -> bytes:
    """Several mails in one file."""
    first = b"From facilitator@example.org Mon Aug  3 10:00:00 2026\n"
    return b"".join(first + one.replace(b"\r\n", b"\n") + b"\n" for one in mails)


def _letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "সহায়ক <facilitator@example.org>", "coordinator@example.org"
    message["Subject"] = "আজকের ক্লাস"
    message.set_content(LETTER.decode())
    return message


def nest(depth: int, wide: int) -> bytes:
    """A ZIP of `wide` ZIPs of ZIPs …, at whose bottom lie zeros: 42.zip in small."""
    inner = _zeros()
    for _ in range(depth):
        inner = zipped({f"{number}.zip": inner for number in range(wide)})
    return inner


@functools.cache
def _zeros() -> bytes:
    return zipped({"0.bin": bytes(64 * 1024 * 1024)})


def crowded(count: int, data: bytes = b"x") -> bytes:
    """A ZIP whose directory has `count` entries, all of one file."""
    crc, size = zlib.crc32(data), len(data)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0, crc, size, size, 1, 0) + b"a" + data
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0, crc, size, size, 1, 0, 0, 0, 0, 0, 0)
    directory = (entry + b"a") * count
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(local), 0)
    return local + directory + end


def wide(data: bytes) -> bytes:
    """A ZIP of one file, all of whose numbers are written in the form for very large files (ZIP64)."""
    crc, size, all_ones = zlib.crc32(data), len(data), 0xFFFFFFFF
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 45, 0, 0, 0, 0, crc, size, size, 1, 0) + b"a" + data
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 45, 45, 0, 0, 0, 0, crc, all_ones, all_ones, 1, 28, 0, 0, 0, 0, all_ones
    )
    entry += b"a" + struct.pack("<HHQQQ", 1, 24, size, size, 0)
    end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(entry), len(local))
    end += struct.pack("<4sIQI", b"PK\6\7", 0, len(local) + len(entry), 1)
    end += struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, all_ones, all_ones, 0)
    return local + entry + end


def understated(data: bytes, name: str, size: int) -> bytes:
    """The ZIP, in whose directory the file `name` is said to unpack to `size` bytes."""
    place = data.rindex(name.encode()) - 46 + 24
    return data[:place] + size.to_bytes(4, "little") + data[place + 4 :]


def locked(data: bytes, name: str) -> bytes:
    """The ZIP, whose file `name` says that it needs a password."""
    place = data.rindex(name.encode()) - 46 + 8
    return data[:place] + b"\x01" + data[place + 1 :]


@contextmanager
def little_memory(megabytes: int) -> Iterator[None]:
    """Fails where more than so many megabytes are taken at once in between."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= megabytes * 1024 * 1024, f"{peak / 1024 / 1024:.1f} MB"


def looked_into(path: Path) -> list[Candidate]:
    """What lies in a file, looked into by this process: its work and memory can be counted, and it begins at once."""
    file = open_plain(str(path))
    assert file is not None
    with file:
        return list(Inspection(str(path), True, lambda: False).into(file, file))
