"""Finds receipts on a stick that are new to this laptop: they are offered, and accepted with one button."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.file_endings import BEFORE, RECEIPT
from bsuh_desktop.exchange.receipt import LARGEST_RECEIPT, Receipt
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.small_files import read_file

_NAME = re.compile(rf"receipt-([0-9A-Z]{{16}})(?:-[^/]*)?(?:{re.escape(RECEIPT)}|{re.escape(BEFORE)})")
_DEEPEST, _MOST = 3, 5_000
"""Levels of folders, and number of files, that are searched on a stick: it may contain anything."""


class Expected(msgspec.Struct, frozen=True):
    """What a new receipt for this laptop can be for."""

    sessions: frozenset[str]
    """The finished classes."""
    stored: frozenset[bytes]
    """The files of the receipts that this laptop has."""
    files: frozenset[bytes] = frozenset()
    """The attendance files that this laptop sealed, by SHA-256."""


def expected(desk: Desk) -> Expected:
    """What this laptop waits for. On the desk's own thread; scanning a stick needs no desk."""
    sessions = frozenset(desk.store.journal.finished())
    kept = frozenset(one.file for one in desk.store.handed.receipts().values() if one.file)
    return Expected(sessions, kept, frozenset(desk.store.outgoing.files()))


def receipts_on(folder: Path, wanted: Expected) -> tuple[Path, ...]:
    """The files below `folder` that are named like a receipt for a class of this laptop and are not stored yet, sorted
    by path. Whether they are valid is checked when they are accepted. Empty if the folder is gone."""
    found = (path for path in _files(folder) if _is_ours(path, wanted))
    with SignedDocumentSandbox() as sandbox:
        return tuple(sorted(path for path in found if _is_news(_read(path), wanted, sandbox)))


def _is_news(data: bytes, wanted: Expected, sandbox: SignedDocumentSandbox) -> bool:
    """False for a receipt that is here, and for one about another laptop's file of a class that was not merged: it
    changes nothing here. If that file was merged, this laptop's data may have gone back to an older copy; accepting it
    reports that."""
    if not data or data in wanted.stored:
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
    """The file; b"" if it is larger than any receipt or cannot be read: the stick may be gone by now."""
    try:
        data = read_file(path, LARGEST_RECEIPT)
    except KnownError:
        return b""
    return data if len(data) <= LARGEST_RECEIPT else b""
