"""Reads the layout of backup files in a limited process that has no key, because anybody may have made the file.

The vault and the data file inside are encrypted; they are read here only after they were opened with their keys.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bsuh_desktop.services.safekeeping.backup_layout import BackupLayout
from bsuh_desktop.system.document_sandbox import DocumentSandbox
from bsuh_desktop.system.process_limits import ONE_DOCUMENT

CHILD = "bsuh_desktop.services.safekeeping.backup_sandbox_child"


class Question(msgspec.Struct, frozen=True):
    """The absolute path of the file to read, as the system encodes it."""

    path: bytes


class BackupSandbox(DocumentSandbox):
    """Reads one backup after another. A context manager: its process ends on exit. Use it from one thread at a time."""

    def read(self, path: Path) -> BackupLayout:
        """The layout of the backup at `path`.

        Raises KnownError: file_not_opened, not_a_backup, newer_backup; SandboxError (also a KnownError) if reading
        exceeds the limits for one document or the process dies.
        """
        question = Question(os.fsencode(path.absolute()))
        return self._ask_one(CHILD, ONE_DOCUMENT, question, msgspec.msgpack.Decoder(BackupLayout))
