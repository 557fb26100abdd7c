"""The open register folder: archive, decisions and rows of one coordinator's desk, used by one desk at a time.

A kill between two steps leaves the state before or after, and the next opening completes what was begun. FORMAT.md
describes it byte for byte.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.register.archive import Archive, raising_known_errors
from bsuh_desktop.register.decision_lines import ArchiveStatus, Line, Reduced, ReducedWhy
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.register.optional_libraries import has_parts, require_parts
from bsuh_desktop.system import disk_errors
from bsuh_desktop.system.atomic_file import move_over
from bsuh_desktop.system.launcher import typed_command
from bsuh_desktop.trust.register_keys import RegisterKeys, register_not_readable
from bsuh_desktop.trust.signing import SigningKey

if TYPE_CHECKING:
    from filelock import FileLock

    from bsuh_desktop.register.arrow_rows import Segments
    from bsuh_desktop.register.plain_rows import PlainRows

DECISIONS_FILE, ARCHIVE_FOLDER, SEGMENTS_FOLDER, LOCK_FILE = "decisions.jsonl", "archive", "segments", "in-use.lock"
NEW_SEGMENTS_FOLDER, OLD_SEGMENTS_FOLDER = "segments-new", "segments-old"
DEFAULT_FOLDER = "register"
"""The default register, in the profile folder."""

TORN = Message("The power went off while the last decision was written: it is lost.")
"""Shown once if `Decisions.torn` is not 0; the files of that decision are accepted when they are collected again."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://|(?i:(file)):/")
_PRIVATE_FOLDER = 0o700


class Register:
    """The open folder. Only one thread at a time may append; `standing` is live, other threads use
    `decisions.snapshot()`."""

    def __init__(self, folder: Path, keys: RegisterKeys, lock: FileLock | None, reading: bool = False) -> None:
        """Use `open` or `open_to_read`."""
        self.folder, self.keys, self._lock = folder, keys, lock
        decisions, archive = folder / DECISIONS_FILE, folder / ARCHIVE_FOLDER
        if not decisions.exists() and archive.exists():
            raise _decisions_gone()
        self.decisions = Decisions(decisions, reading)
        self.archive = Archive(archive, reading)
        if not reading:
            self._finish()

    def _finish(self) -> None:
        """Completes what a kill interrupted."""
        self._finish_reducing()
        with raising_known_errors():
            _clear(self.folder / OLD_SEGMENTS_FOLDER)
            _clear(self.folder / NEW_SEGMENTS_FOLDER)
        self.rows.drop_earlier()

    @classmethod
    def open(cls, folder: Path, keys: RegisterKeys) -> Register:
        """Opens the register in `folder`, which is created. Only one copy of the app at a time can open it.

        Raises KnownError: in_use, not_a_register, decisions_damaged, newer_register, disk_full, read_only.
        """
        _make(folder)
        lock = _take_lock(folder)
        try:
            return cls(folder, keys, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_to_read(cls, folder: Path, keys: RegisterKeys) -> Register:
        """Opens an existing register for reading only: nothing in it is created, repaired or deleted. If the disk is
        writable, it is locked meanwhile.

        Raises KnownError: no_register, in_use, not_a_register, not_readable, decisions_damaged, newer_register.
        """
        with _reading_errors():
            require_register(folder)
            lock = _lock_if_writable(folder)
            try:
                return cls(folder, keys, lock, reading=True)
            except BaseException:
                if lock is not None:
                    lock.release()
                raise

    @classmethod
    def snapshot(cls, folder: Path, keys: RegisterKeys) -> Register:
        """Opens an existing register for reading while another process may be using it: the decisions as they are now,
        and rows that include all of their files. Some `rows` may be missing (register_damaged) while they are being
        rewritten.

        Raises KnownError: no_register, not_a_register, not_readable, decisions_damaged, newer_register.
        """
        with _reading_errors():
            require_register(folder)
            return cls(folder, keys, None, reading=True)

    @property
    def status(self) -> ArchiveStatus:
        """The current status of every file."""
        return self.decisions.status

    @cached_property
    def rows(self) -> Segments | PlainRows:
        """The rows of all files, in the format that the installed libraries support."""
        return self._rows_in(SEGMENTS_FOLDER)

    @property
    def segments(self) -> Segments:
        """The rows of all files as tables. Raises KnownError `no_coordinator_parts`."""
        require_parts()
        from bsuh_desktop.register.arrow_rows import Segments

        assert isinstance(self.rows, Segments)
        return self.rows

    def _rows_in(self, folder: str) -> Segments | PlainRows:
        if has_parts():
            from bsuh_desktop.register.arrow_rows import Segments

            return Segments(self.folder / folder, self.keys.lock)
        from bsuh_desktop.register.plain_rows import PlainRows

        return PlainRows(self.folder / folder, self.keys.lock)

    def read(self, file: bytes) -> bytes:
        """An archived file, or the reduced copy that replaced it. Raises KnownError `archive_damaged`."""
        known = self.status.files.get(file)
        return self.archive.read(file, known.copy if known is not None else None)

    def undecided(self) -> set[bytes]:
        """Archived files that no decision names, because of a kill between the two steps. They are judged like new
        files."""
        return self.archive.hashes().difference(self.status.files)

    def reduce(self, reduced: Reduced, data: bytes, signer: SigningKey, wall_ms: int) -> Line:
        """Replaces a file by a copy without what must be forgotten; `data` are its bytes, `reduced.copy` their hash. A
        kill before the decision leaves the old file; one after it is completed at the next opening.

        Raises KnownError: disk_full, read_only; ValueError if the decision is not valid.
        """
        if hashlib.sha256(data).digest() != reduced.copy:
            raise ValueError("a reduced copy of another hash")
        self.archive.stage(reduced.file, data)
        try:
            line = self.decisions.append(reduced, signer, wall_ms)
        except BaseException:
            self.archive.drop_staged(reduced.file)
            raise
        self.archive.take_staged(reduced.file)
        return line

    def rebuilt_rows(self) -> Segments | PlainRows:
        """Empty rows beside the old ones, to be rebuilt. Raises KnownError `read_only`."""
        with raising_known_errors():
            _clear(self.folder / NEW_SEGMENTS_FOLDER)
        return self._rows_in(NEW_SEGMENTS_FOLDER)

    def use_rebuilt(self) -> None:
        """Replaces the old rows by the rebuilt ones. A kill between the two steps leaves none at all, and collecting
        rebuilds them: old rows never remain. Raises KnownError: disk_full, read_only."""
        old, new = self.folder / SEGMENTS_FOLDER, self.folder / NEW_SEGMENTS_FOLDER
        away = self.folder / OLD_SEGMENTS_FOLDER
        with raising_known_errors():
            _clear(away)
            if old.exists():
                move_over(old, away)
            if new.exists():
                move_over(new, old)
            _clear(away)
        self.__dict__.pop("rows", None)

    def close(self) -> None:
        """Waits for pending writes and releases the lock."""
        self.archive.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _finish_reducing(self) -> None:
        """Completes reductions: a staged copy named by a decision replaces its file, any other one is deleted."""
        for file, copy in self.archive.staged().items():
            known = self.status.files.get(file)
            if known is not None and known.copy == copy:
                self.archive.take_staged(file)
            else:
                self.archive.drop_staged(file)


def reduced_copy(file: bytes, data: bytes, why: ReducedWhy, learners: tuple[str, ...] = ()) -> Reduced:
    """The decision for `Register.reduce` about a copy with these bytes."""
    return Reduced(file, hashlib.sha256(data).digest(), why, learners)


def register_folder(url: str, profile: Path) -> Path:
    """The folder that `--register` names, as a path or a file:// URL; the profile's own for "".

    Raises KnownError `register_not_known` if it is not a folder of this computer.
    """
    if not url:
        return profile / DEFAULT_FOLDER
    scheme = _SCHEME.match(url)
    try:
        path = _path_in(url) if scheme else str(Path(url).expanduser())
    except (ValueError, RuntimeError) as error:
        raise _not_known(url) from error
    if "\0" in path:
        raise _not_known(url)
    return Path(path).absolute()


def _path_in(url: str) -> str:
    """The path in a file URL (RFC 8089), with one slash or three. Raises KnownError `register_not_known` for another
    URL, ValueError for an invalid one."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise _not_known(parts.scheme)
    path = unquote(parts.path, errors="strict")
    return path[1:] if re.match(r"/[A-Za-z]:", path) else path


def _not_known(scheme: str) -> KnownError:
    text = Message("There is no such kind of register: {kind}", kind=scheme)
    if scheme.startswith("postgres"):
        text = Message("A register in a database comes with a later version of the app.")
    return KnownError("register_not_known", text, Message("Name a folder."))


def _clear(folder: Path) -> None:
    """Deletes a folder of rows, if it exists."""
    if folder.exists():
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()


def _make(folder: Path) -> None:
    """Creates the folder; an existing one must not contain other things. Raises KnownError: not_a_register, disk_full,
    path_too_long, read_only."""
    ours = {DECISIONS_FILE, ARCHIVE_FOLDER, SEGMENTS_FOLDER, LOCK_FILE}
    try:
        with disk_errors.raising_known_errors():
            folder.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
            names = {one.name for one in folder.iterdir()}
    except OSError as error:
        # The system creates no folders there.
        raise _not_a_register() from error
    if names and not names & ours:
        raise _not_a_register()


def require_register(folder: Path) -> None:
    """Checks that a part of a register exists there. Raises KnownError: no_register, not_a_register; OSError if the
    folder cannot be listed."""
    names = set(os.listdir(folder)) if folder.is_dir() else set()
    if names & {DECISIONS_FILE, ARCHIVE_FOLDER}:
        return
    if names - {LOCK_FILE}:
        raise _not_a_register()
    raise KnownError(
        "no_register",
        Message("There is no register here yet: {folder}", folder=str(folder)),
        Message("Collect files first: {command}", command=typed_command("collect")),
    )


@contextlib.contextmanager
def _reading_errors() -> Iterator[None]:
    """Converts errors of reading, so that an unreadable file is not reported as write-protected."""
    try:
        yield
    except OSError as error:
        raise register_not_readable() from error
    except KnownError as error:
        if isinstance(error.__cause__, OSError):
            raise register_not_readable() from error
        raise


def _not_a_register() -> KnownError:
    return KnownError(
        "not_a_register",
        Message("This folder has other things in it, but no register."),
        Message("Choose an empty folder, or the folder of a register."),
    )


def _decisions_gone() -> KnownError:
    return KnownError(
        "decisions_damaged",
        Message("The list of decisions of this register is gone."),
        Message(
            "Restore the register's folder from a copy. Without a copy, collect its archive into "
            "a new folder: everything is restored except classes with deleted parts."
        ),
    )


def _take_lock(folder: Path) -> FileLock:
    """Takes the lock that one copy of the app at a time holds; any of its threads may release it. Raises KnownError:
    in_use, read_only."""
    from filelock import FileLock, Timeout

    lock = FileLock(str(folder / LOCK_FILE), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise _in_use() from None
    except OSError:
        raise disk_errors.folder_not_writable() from None
    return lock


def _lock_if_writable(folder: Path) -> FileLock | None:
    """As `_take_lock`; returns None on a disk where nobody can write. Raises KnownError `in_use`."""
    try:
        return _take_lock(folder)
    except KnownError as error:
        if error.code != "read_only":
            raise
        return None


def _in_use() -> KnownError:
    return KnownError(
        "in_use",
        Message("This register is already open."),
        Message("Close it in the other window or command, then try again."),
    )
