"""Reads what backup files hold and where, in a limited process that has no key; nobody knows who made such a file.

What stands in its vault and data file opens with their own keys alone, and is read here only then.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bsuh_desktop.services.safekeeping.backup_layout import BackupLayout
from bsuh_desktop.system.document_sandbox import SandboxDoor
from bsuh_desktop.system.process_limits import ONE_DOCUMENT

CHILD = "bsuh_desktop.services.safekeeping.backup_sandbox_child"


class Question(msgspec.Struct, frozen=True):
    """Which file, by its absolute path as the system writes it."""

    path: bytes


class BackupSandbox(SandboxDoor):
    """Reads one backup after another. A context manager: when it is left, no process is left. Used by one thread at a
    time."""

    def read(self, path: Path) -> BackupLayout:
        """The layout of the backup at `path`. Raises KnownError: file_not_opened, not_a_backup, newer_backup;
        SandboxError (a KnownError, too) where reading it takes more than one document may, or ends the process."""
        question = Question(os.fsencode(path.absolute()))
        return self._ask_one(CHILD, ONE_DOCUMENT, question, msgspec.msgpack.Decoder(BackupLayout))
