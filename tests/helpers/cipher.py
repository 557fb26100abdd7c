"""Reads a locked store as a thief with its key would: every page, the free ones and the write-ahead log's too.

SQLCipher 4: pages of 4096 bytes, AES-256-CBC under the raw key; the last 80 bytes of a page are its 16-byte IV and its
HMAC; the first page begins with a 16-byte salt in clear. The write-ahead log has a 32-byte header and 24 bytes before
each page (SQLite file format, section 4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bsuh_desktop.store.store import FILE_NAME

PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
_END = PAGE - RESERVED


def decrypted_pages(folder: Path, key: bytes) -> bytes:
    """All pages of the store in `folder`, decrypted, one after the other."""
    data, log = (folder / FILE_NAME).read_bytes(), folder / (FILE_NAME + "-wal")
    pages = _pages_of(data)
    if log.exists():
        frames = log.read_bytes()[32:]
        pages += [frames[start + 24 : start + 24 + PAGE] for start in range(0, len(frames), 24 + PAGE)]
    return _decrypted([(page, SALT if page[:SALT] == data[:SALT] else 0) for page in pages if page], key)


def decrypted_file(path: Path, key: bytes) -> bytes:
    """All pages of one encrypted file, a backup, decrypted."""
    pages = _pages_of(path.read_bytes())
    return _decrypted([(page, 0 if number else SALT) for number, page in enumerate(pages)], key)


def decrypted_page(page: bytes, key: bytes, start: int) -> bytes:
    """One page; decrypted from its first byte, or from behind the salt that the first page has."""
    return _decrypted([(page, start)], key)


def _pages_of(data: bytes) -> list[bytes]:
    return [data[start : start + PAGE] for start in range(0, len(data), PAGE)]


def _decrypted(pages: Sequence[tuple[bytes, int]], key: bytes) -> bytes:
    """Each page from its start on. CBC is ECB and the block before, so all are decrypted at once: page by page takes
    five times as long."""
    bodies = b"".join(page[start:_END] for page, start in pages)
    before = b"".join(page[_END : _END + IV] + page[start : _END - IV] for page, start in pages)
    opened = Cipher(algorithms.AES(key), modes.ECB()).decryptor()
    blocks = opened.update(bodies) + opened.finalize()
    return (int.from_bytes(blocks) ^ int.from_bytes(before)).to_bytes(len(blocks))
