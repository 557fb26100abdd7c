"""The archive: every file that came, sealed as it came, under the hash of its bytes; nothing is ever overwritten.

Only what must be forgotten goes: a reduced copy then takes its file's place, under the same name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.register.disk_errors import raising_known_errors
from bsuh_desktop.system.atomic_file import finished_name, keep_folder
from bsuh_desktop.system.write_behind import WriteBehind
from bsuh_desktop.trust.register_keys import register_not_readable

ENDING = ".bsuh"
STAGED = ".next"
"""How the name of a reduced copy ends that waits until the decisions name it."""

_HASH_BYTES = 32
_PRIVATE_FOLDER = 0o700


class Archive:
    """The archive in `folder`, which is made. One desk works with it at a time; any of its threads may read."""

    def __init__(self, folder: Path, reading: bool = False) -> None:
        """Takes away what a power cut left unfinished, unless it is opened for `reading` alone. Raises KnownError:
        disk_full, read_only."""
        self.folder = folder
        self._at = f"{folder}{os.sep}"
        self._writing = WriteBehind()
        if not reading:
            with raising_known_errors():
                folder.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
                for left in [entry.path for entry in self._entries() if finished_name(entry.name)]:
                    os.unlink(left)

    def begin(self, sha: bytes, data: bytes) -> None:
        """Begins to keep a file that no decision names yet under the SHA-256 of its bytes, which the caller has just
        taken, unless it is here already. It is written while the caller goes on, and counts as kept once `finish`
        returns. Raises KnownError: disk_full, read_only."""
        if not self._is_kept(sha, data):
            with raising_known_errors():
                self._writing.begin(*self._place(sha, ENDING), data)

    def finish(self) -> None:
        """Waits for every file that was begun: each is there whole or not at all. Raises KnownError: disk_full,
        read_only."""
        with raising_known_errors():
            self._writing.finish()

    def close(self) -> None:
        """Nobody writes here any more, whatever became of what was begun: no decision names it yet."""
        with contextlib.suppress(KnownError, OSError):
            self.finish()

    def mend(self, sha: bytes, data: bytes) -> bool:
        """Keeps a file once more that came a second time, where what lies here under its hash is gone or damaged; True
        if it was. Not for a file in whose place a reduced copy stands. Raises KnownError: disk_full, read_only."""
        try:
            with open(os.path.join(*self._place(sha, ENDING)), "rb", buffering=0) as file:
                whole = file.read() == data
        except OSError:
            whole = False
        if not whole:
            self.replace(sha, data)
        return not whole

    def read(self, sha: bytes, copy: bytes | None = None) -> bytes:
        """The file that came under that hash, or, where the decisions name one, its reduced `copy` (SHA-256).

        Raises KnownError `archive_damaged` where the file is gone, or is neither.
        """
        try:
            data = self.path(sha).read_bytes()
        except OSError as error:
            raise archive_damaged(sha) from error
        if hashlib.sha256(data).digest() not in (sha, copy):
            raise archive_damaged(sha)
        return data

    def hashes(self) -> set[bytes]:
        """Of all files, by what they were when they came. Raises KnownError `not_readable`."""
        return set(self._named(ENDING))

    def replace(self, sha: bytes, data: bytes) -> None:
        """Puts a reduced copy in the place of a file, in one step: the old bytes are gone. Raises KnownError:
        disk_full, read_only."""
        self._keep(sha, ENDING, data)

    def stage(self, sha: bytes, data: bytes) -> None:
        """Keeps a reduced copy beside its file, until `take_staged`. Raises KnownError: disk_full, read_only."""
        self._keep(sha, STAGED, data)

    def take_staged(self, sha: bytes) -> None:
        """The staged copy takes its file's place, in one step. Raises KnownError: disk_full, read_only."""
        with raising_known_errors():
            os.replace(self._staged(sha), self.path(sha))
            keep_folder(self.path(sha).parent)

    def drop_staged(self, sha: bytes) -> None:
        """A staged copy that no decision names goes. Raises KnownError: read_only."""
        with raising_known_errors():
            self._staged(sha).unlink(missing_ok=True)

    def staged(self) -> dict[bytes, bytes]:
        """The SHA-256 of each staged copy, by that of its file."""
        return {sha: hashlib.sha256(self._staged(sha).read_bytes()).digest() for sha in self._named(STAGED)}

    def path(self, sha: bytes) -> Path:
        """Where a file of that hash lies, or would."""
        return Path(*self._place(sha, ENDING))

    def _staged(self, sha: bytes) -> Path:
        return Path(*self._place(sha, STAGED))

    def _place(self, sha: bytes, ending: str) -> tuple[str, str]:
        """Its folder, and its name there."""
        name = sha.hex()
        return f"{self._at}{name[:2]}", f"{name}{ending}"

    def _named(self, ending: str) -> Iterator[bytes]:
        return (sha for entry in self._entries() if (sha := _hash_in(entry.name, ending)))

    def _entries(self) -> Iterator[os.DirEntry[str]]:
        """All that lies in the folders of files. Raises KnownError `not_readable`."""
        try:
            for folder in self.folder.iterdir() if self.folder.exists() else ():
                if len(folder.name) == 2 and folder.is_dir():
                    with os.scandir(folder) as entries:
                        yield from entries
        except OSError as error:
            raise register_not_readable() from error

    def _is_kept(self, sha: bytes, data: bytes) -> bool:
        """True if the file is here. One that a failing disk cut short or damaged is not: it is written anew."""
        try:
            return self.path(sha).read_bytes() == data
        except (FileNotFoundError, NotADirectoryError):
            return False

    def _keep(self, sha: bytes, ending: str, data: bytes) -> None:
        with raising_known_errors():
            self._writing.begin(*self._place(sha, ending), data)
            self._writing.finish()


def archive_damaged(sha: bytes) -> KnownError:
    """A file of the archive is not as it came, or is gone."""
    return KnownError(
        "archive_damaged",
        Message("A file in the register's archive is damaged or gone: {file}", file=sha.hex()[:16]),
        Message("Collect it again from where it came, or restore it from a copy of the register's folder."),
    )


def _hash_in(name: str, ending: str) -> bytes:
    """The hash in the name of a kept file; no bytes for any other name."""
    if not name.endswith(ending):
        return b""
    try:
        sha = bytes.fromhex(name.removesuffix(ending))
    except ValueError:
        return b""
    return sha if len(sha) == _HASH_BYTES and name == sha.hex() + ending else b""
