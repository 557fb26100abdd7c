"""Reads a locked store as a thief with its key would: every page, the free ones and the write-ahead log's too.

SQLCipher 4: pages of 4096 bytes, AES-256-CBC under the raw key; the last 80 bytes of a page are its 16-byte IV and its
HMAC; the first page begins with a 16-byte salt in clear. The write-ahead log has a 32-byte header and 24 bytes before
each page (SQLite file format, section 4.1).
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bsuh_desktop.store.store import FILE_NAME

PAGE, RESERVED, SALT = 4096, 80, 16


def decrypted_pages(folder: Path, key: bytes) -> bytes:
    """All pages of the store in `folder`, decrypted, one after the other."""
    data, log = (folder / FILE_NAME).read_bytes(), folder / (FILE_NAME + "-wal")
    pages = [data[start : start + PAGE] for start in range(0, len(data), PAGE)]
    if log.exists():
        frames = log.read_bytes()[32:]
        pages += [frames[start + 24 : start + 24 + PAGE] for start in range(0, len(frames), 24 + PAGE)]
    return b"".join(decrypted_page(page, key, start) for page in pages if page for start in (0, SALT))


def decrypted_file(path: Path, key: bytes) -> bytes:
    """All pages of one encrypted file, a backup, decrypted."""
    data = path.read_bytes()
    pages = [data[start : start + PAGE] for start in range(0, len(data), PAGE)]
    return b"".join(decrypted_page(page, key, SALT if number == 0 else 0) for number, page in enumerate(pages))


def decrypted_page(page: bytes, key: bytes, start: int) -> bytes:
    """One page; decrypted from its first byte, or from behind the salt that the first page has."""
    body = page[start : PAGE - RESERVED]
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[PAGE - RESERVED : PAGE - RESERVED + 16]))
    opened = cipher.decryptor()
    return opened.update(body) + opened.finalize()
