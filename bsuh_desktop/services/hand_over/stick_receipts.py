"""Which receipts on a stick are news to this laptop: they are offered by themselves, and taken in by one button."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.receipt import LARGEST_RECEIPT, Receipt
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.small_files import read_file

_NAME = re.compile(r"receipt-([0-9A-Z]{16})(?:-[^/]*)?\.json")
_DEEPEST, _MOST = 3, 5_000
"""Folders below the stick's own, and files on it, that are looked through: a stick may hold anything."""


class Expected(msgspec.Struct, frozen=True):
    """What a receipt for this laptop can be for: its `sessions`, and the `files` that it sealed of them by SHA-256;
    `kept` are the files of the receipts that it has."""

    sessions: frozenset[str]
    kept: frozenset[bytes]
    files: frozenset[bytes] = frozenset()


def expected(desk: Desk) -> Expected:
    """What this laptop waits for. On the desk's own thread; looking at a stick needs no desk."""
    sessions = frozenset(desk.store.journal.finished())
    kept = frozenset(one.file for one in desk.store.handed.receipts().values() if one.file)
    return Expected(sessions, kept, frozenset(desk.store.outgoing.files()))


def receipts_on(folder: Path, wanted: Expected) -> tuple[Path, ...]:
    """The files below `folder` that are called like a receipt for a class of this laptop and are not here yet, by path.
    Whether they hold is judged when they are taken in. A folder that is gone has none."""
    found = (path for path in _files(folder) if _is_ours(path, wanted))
    with SignedDocumentSandbox() as sandbox:
        return tuple(sorted(path for path in found if _is_news(_read(path), wanted, sandbox)))


def _is_news(data: bytes, wanted: Expected, sandbox: SignedDocumentSandbox) -> bool:
    """False for what is here, and for what became of another laptop's form of a class, where that one was not taken in:
    it changes nothing here. If it was, this laptop's data may be older than it was; taking it in says so."""
    if not data or data in wanted.kept:
        return False
    try:
        receipt = sandbox.read(data, Receipt)
    except KnownError:
        return True
    return receipt.outcome == "merged" or receipt.file in wanted.files


def _files(folder: Path) -> Iterator[Path]:
    seen, root = 0, len(folder.parts)
    for where, folders, names in os.walk(folder):
        if len(Path(where).parts) - root >= _DEEPEST:
            folders.clear()
        for name in names:
            seen += 1
            if seen > _MOST:
                return
            yield Path(where) / name


def _is_ours(path: Path, wanted: Expected) -> bool:
    named = _NAME.fullmatch(path.name)
    return named is not None and named[1] in wanted.sessions


def _read(path: Path) -> bytes:
    """The file, "" where it is larger than any receipt or cannot be read: the stick may be gone by now."""
    try:
        data = read_file(path, LARGEST_RECEIPT)
    except KnownError:
        return b""
    return data if len(data) <= LARGEST_RECEIPT else b""
