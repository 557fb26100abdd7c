"""Workbooks encrypted as Excel does it: XLSX by the library that decrypts them, XLS by RC4, [MS-OFFCRYPTO] 2.3.6."""

from __future__ import annotations

import hashlib
import io
import struct

import olefile
from msoffcrypto.format.ooxml import OOXMLFile

_BOF, _EOF, _FILEPASS, _WRITE_ACCESS, _BOUNDSHEET, _FILLER = 0x0809, 0x000A, 0x002F, 0x005C, 0x0085, 0x00FF
_PLAIN = (_BOF, _FILEPASS, 0x0194, 0x0195, 0x00E1, 0x0138, 0x0196)
"""Records that are never encrypted, [MS-XLS] 2.2.10."""

_SALT = bytes(range(16))
_BLOCK = 1024


def encrypted_xlsx(data: bytes, password: str) -> bytes:
    """An XLSX encrypted as since Excel 2010."""
    file = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, file)
    return file.getvalue()


def encrypted_xls(data: bytes, password: str) -> bytes:
    """An XLS encrypted as since Excel 97; its record of who wrote it makes room for the one that says how."""
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as compound:
        stream = compound.openstream("Workbook").read()
        compound.write_stream("Workbook", _encrypted(_with_file_pass(stream, password), password))
    return file.getvalue()


def _with_file_pass(stream: bytes, password: str) -> bytes:
    at = next(at for at, kind, _ in _records(stream) if kind == _WRITE_ACCESS)
    size = struct.unpack_from("<H", stream, at + 2)[0]
    verifier = bytes(range(16, 32))
    key = _Key(password)
    check = key.crypt(verifier + hashlib.md5(verifier).digest(), 0)
    said = struct.pack("<HHH", 1, 1, 1) + _SALT + check
    record = struct.pack("<HH", _FILEPASS, len(said)) + said
    rest = size - len(said) - 4
    return stream[:at] + record + struct.pack("<HH", _FILLER, rest) + bytes(rest) + stream[at + 4 + size :]


def _encrypted(stream: bytes, password: str) -> bytes:
    mask = _Key(password).crypt(bytes(len(stream)), 0)
    secret = bytearray(stream)
    for at, kind, size in _records(stream):
        if kind not in _PLAIN:
            for place in range(at + 4 + 4 * (kind == _BOUNDSHEET), at + 4 + size):
                secret[place] ^= mask[place]
    return bytes(secret)


def _records(stream: bytes) -> list[tuple[int, int, int]]:
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        found.append((at, kind, size))
        at += 4 + size
    return found


class _Key:
    """A key for each block of 1,024 bytes."""

    def __init__(self, password: str) -> None:
        first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
        self._first = hashlib.md5((first + _SALT) * 16).digest()[:5]

    def crypt(self, data: bytes, block: int) -> bytes:
        """`data` from the beginning of a block on."""
        pieces = range(0, len(data), _BLOCK)
        return b"".join(self._rc4(block + number, data[at : at + _BLOCK]) for number, at in enumerate(pieces))

    def _rc4(self, block: int, data: bytes) -> bytes:
        key = hashlib.md5(self._first + struct.pack("<I", block)).digest()
        state, second = list(range(256)), 0
        for first in range(256):
            second = (second + state[first] + key[first % len(key)]) % 256
            state[first], state[second] = state[second], state[first]
        first = second = 0
        out = bytearray()
        for byte in data:
            first = (first + 1) % 256
            second = (second + state[first]) % 256
            state[first], state[second] = state[second], state[first]
            out.append(byte ^ state[(state[first] + state[second]) % 256])
        return bytes(out)
