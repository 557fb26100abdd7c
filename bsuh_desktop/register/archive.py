"""The archive: every collected file, still sealed, stored under the hash of its bytes and never overwritten.

The exception is what must be forgotten: a reduced copy then replaces its file under the same name. With disk errors of
a register as KnownErrors; its disk may be one that can be pulled out."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system import disk_errors
from bsuh_desktop.system.atomic_file import finished_name, move_over
from bsuh_desktop.system.write_behind import WriteBehind
from bsuh_desktop.trust.register_keys import register_not_readable


@contextlib.contextmanager
def raising_known_errors() -> Iterator[None]:
    """Converts errors as `system.disk_errors` does, and to KnownError `register_gone`."""
    try:
        with disk_errors.raising_known_errors():
            yield
    except OSError as error:
        if not disk_errors.is_gone(error):
            raise
        raise KnownError(
            "register_gone",
            Message("The register's folder cannot be found any more."),
            Message("Plug its disk in again, then do the same again to continue."),
        ) from error


ENDING = ".bsuh"
STAGED = ".next"
"""Suffix of a reduced copy that waits until a decision names it."""

_HASH_BYTES = 32
_PRIVATE_FOLDER = 0o700


class Archive:
    """The archive in `folder`, which is created. Only one desk may use it at a time; any of its threads may read."""

    def __init__(self, folder: Path, reading: bool = False) -> None:
        """Deletes unfinished files left by a power cut, unless opened for `reading` only. Raises KnownError: disk_full,
        read_only."""
        self.folder = folder
        self._at = f"{folder}{os.sep}"
        self._writing = WriteBehind()
        if not reading:
            with raising_known_errors():
                folder.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
                for left in [entry.path for entry in self._entries() if finished_name(entry.name)]:
                    os.unlink(left)

    def begin(self, sha: bytes, data: bytes) -> None:
        """Starts storing a file that no decision names yet under `sha`, the SHA-256 of its bytes, which the caller has
        just computed; does nothing if it is already here. Writing goes on in the background; the file is stored once
        `finish` returns. Raises KnownError: disk_full, read_only."""
        if not self._is_stored(sha, data):
            with raising_known_errors():
                self._writing.begin(*self._place(sha, ENDING), data)

    def finish(self) -> None:
        """Waits until every file that was begun is written, each atomically. Raises KnownError: disk_full,
        read_only."""
        with raising_known_errors():
            self._writing.finish()

    def close(self) -> None:
        """Stops writing and ignores what became of files that were begun: no decision names them yet."""
        with contextlib.suppress(KnownError, OSError):
            self.finish()

    def put_back(self, sha: bytes, data: bytes) -> bool:
        """Stores a file again that came a second time, if the stored one is missing or damaged; returns True if it was.
        Must not be called for a file that was replaced by a reduced copy. Raises KnownError: disk_full, read_only."""
        try:
            with open(os.path.join(*self._place(sha, ENDING)), "rb", buffering=0) as file:
                whole = file.read() == data
        except OSError:
            whole = False
        if not whole:
            self.replace(sha, data)
        return not whole

    def read(self, sha: bytes, copy: bytes | None = None) -> bytes:
        """The file that came with that hash or, if the decisions name one, its reduced `copy` (SHA-256).

        Raises KnownError `archive_damaged` if the file is missing or has neither hash.
        """
        try:
            data = self.path(sha).read_bytes()
        except OSError as error:
            raise archive_damaged(sha) from error
        if hashlib.sha256(data).digest() not in (sha, copy):
            raise archive_damaged(sha)
        return data

    def hashes(self) -> set[bytes]:
        """The SHA-256 of all stored files, as they were when they came. Raises KnownError `not_readable`."""
        return set(self._named(ENDING))

    def replace(self, sha: bytes, data: bytes) -> None:
        """Replaces a file by a reduced copy in one step; the old bytes are gone. Raises KnownError: disk_full,
        read_only."""
        self._keep(sha, ENDING, data)

    def stage(self, sha: bytes, data: bytes) -> None:
        """Keeps a reduced copy beside its file, until `take_staged`. Raises KnownError: disk_full, read_only."""
        self._keep(sha, STAGED, data)

    def take_staged(self, sha: bytes) -> None:
        """Replaces the file by its staged copy in one step. Raises KnownError: disk_full, read_only."""
        with raising_known_errors():
            move_over(self._staged(sha), self.path(sha))

    def drop_staged(self, sha: bytes) -> None:
        """Deletes a staged copy that no decision names. Raises KnownError: read_only."""
        with raising_known_errors():
            self._staged(sha).unlink(missing_ok=True)

    def staged(self) -> dict[bytes, bytes]:
        """The SHA-256 of each staged copy, by that of its file."""
        return {sha: hashlib.sha256(self._staged(sha).read_bytes()).digest() for sha in self._named(STAGED)}

    def path(self, sha: bytes) -> Path:
        """The path of a file with that hash, whether it exists or not."""
        return Path(*self._place(sha, ENDING))

    def _staged(self, sha: bytes) -> Path:
        return Path(*self._place(sha, STAGED))

    def _place(self, sha: bytes, ending: str) -> tuple[str, str]:
        """The folder of a file, and its name there."""
        name = sha.hex()
        return f"{self._at}{name[:2]}", f"{name}{ending}"

    def _named(self, ending: str) -> Iterator[bytes]:
        return (sha for entry in self._entries() if (sha := _hash_in(entry.name, ending)))

    def _entries(self) -> Iterator[os.DirEntry[str]]:
        """All entries of the folders of files. Raises KnownError `not_readable`."""
        try:
            for folder in self.folder.iterdir() if self.folder.exists() else ():
                if len(folder.name) == 2 and folder.is_dir():
                    with os.scandir(folder) as entries:
                        yield from entries
        except OSError as error:
            raise register_not_readable() from error

    def _is_stored(self, sha: bytes, data: bytes) -> bool:
        """True if the file is stored intact. A truncated or damaged one is written again."""
        try:
            return self.path(sha).read_bytes() == data
        except (FileNotFoundError, NotADirectoryError):
            return False

    def _keep(self, sha: bytes, ending: str, data: bytes) -> None:
        with raising_known_errors():
            self._writing.begin(*self._place(sha, ending), data)
            self._writing.finish()


def archive_damaged(sha: bytes) -> KnownError:
    """The error for an archived file that is altered or missing."""
    return KnownError(
        "archive_damaged",
        Message("A file in the register's archive is damaged or gone: {file}", file=sha.hex()[:16]),
        Message("Collect it again from where it came, or restore it from a copy of the register's folder."),
    )


def _hash_in(name: str, ending: str) -> bytes:
    """The hash in the name of a stored file; empty for any other name."""
    if not name.endswith(ending):
        return b""
    try:
        sha = bytes.fromhex(name.removesuffix(ending))
    except ValueError:
        return b""
    return sha if len(sha) == _HASH_BYTES and name == sha.hex() + ending else b""
