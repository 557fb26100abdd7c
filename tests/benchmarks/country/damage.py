"""Bad files made of good ones byte by byte, and things that are no attendance file at all."""

from __future__ import annotations

import io
import random
import zipfile

from bsuh_desktop.trust.sealing import seal, unseal

_INTRO = len(b"age-encryption.org/v1\n")
_MAC = 40
"""Letters of the header's last line that are turned: all but the last ones, whose spare bits a reader may refuse in
another way."""
_NONCE = 16
_HUGE = (0xFFFF_FFF0).to_bytes(4, "little")
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ENTRY, _SIZE = b"PK\x01\x02", 24


def truncated_header(data: bytes, chance: random.Random) -> bytes:
    """Cut off within age's header."""
    return data[: chance.randrange(_INTRO, _end_of_header(data) - 1)]


def truncated_payload(data: bytes, chance: random.Random) -> bytes:
    """Cut off behind it, as by a stick that was pulled out."""
    return data[: chance.randrange(_end_of_header(data) + _NONCE, len(data))]


def flipped_header(data: bytes, chance: random.Random) -> bytes:
    """One letter of the header's check is another one."""
    place = data.index(b"\n--- ") + 5 + chance.randrange(_MAC)
    other = b"A" if data[place : place + 1] != b"A" else b"B"
    return data[:place] + other + data[place + 1 :]


def flipped_payload(data: bytes, chance: random.Random) -> bytes:
    """One bit behind the header is another one."""
    place = chance.randrange(_end_of_header(data), len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def appended(data: bytes, chance: random.Random) -> bytes:
    """Bytes behind the end."""
    return data + chance.randbytes(chance.randint(1, 64))


def huge_sizes(data: bytes, identity: str, recipients: tuple[str, ...]) -> bytes:
    """Sealed anew, around a ZIP that says of a member that it is four gigabytes."""
    return seal(_with_huge_size(unseal(data, [identity])), recipients)


def zip_of_huge_sizes(data: bytes, name: str) -> bytes:
    """A ZIP around the sealed file that lies in the same way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return _with_huge_size(buffer.getvalue())


def no_zip(chance: random.Random) -> bytes:
    """Begins as a ZIP does."""
    return b"PK\x03\x04" + chance.randbytes(2000)


def photo(chance: random.Random) -> bytes:
    """A picture as a phone takes it, as far as its first bytes say."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + chance.randbytes(3000) + b"\xff\xd9"
    )


def letter(chance: random.Random) -> bytes:
    """A few words."""
    return f"প্রিয় আপা,\nআজকের ক্লাস ভালো হয়েছে। {chance.randint(20, 60)} জন ছিল।\n".encode()


def _end_of_header(data: bytes) -> int:
    return data.index(b"\n", data.index(b"\n--- ") + 1) + 1


def _with_huge_size(archive: bytes) -> bytes:
    place = archive.index(_ENTRY) + _SIZE
    return archive[:place] + _HUGE + archive[place + len(_HUGE) :]
