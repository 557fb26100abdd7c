"""Remembers which files were searched for withdrawn learners, so that a run does not open the same files every time.

It is only a cache: if it is missing or does not fit, all files in question are opened again, with the same result.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.register.decision_lines import Received
from bsuh_desktop.register.folder import Register
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.trust.register_keys import lock_bytes, unlock_bytes

FILE_NAME = "forgotten-seen"


class _CacheState(msgspec.Struct, frozen=True, array_like=True):
    """State of the cache: files of decisions up to line `number` were searched for `learners`."""

    number: int
    last: bytes
    """Hash of the chain before that line, which identifies it."""
    learners: frozenset[str]


class WithdrawalScanCache:
    """Reads the register's file of that name; `keep` rewrites it after a complete run."""

    def __init__(self, register: Register, withdrawn: Mapping[bytes, Collection[str]]) -> None:
        self._register = register
        self._learners = frozenset(one for ids in withdrawn.values() for one in ids)
        self._path = register.folder / FILE_NAME
        self._before = _CacheState(0, b"", frozenset())
        self._later: set[bytes] = set()
        self._read()

    def has(self, file: bytes, learner: str) -> bool:
        """True if that file was searched for the learner."""
        return learner in self._before.learners and file not in self._later

    def keep(self) -> None:
        """Call after all files of the register were searched. Raises KnownError: disk_full, read_only."""
        number, last = self._newest()
        kept = _CacheState(number, last, self._learners)
        if (number, self._learners) == (self._before.number, self._before.learners):
            return
        data = lock_bytes(msgspec.msgpack.encode(kept), self._register.keys.lock, FILE_NAME)
        with raising_known_errors():
            write_over(self._path, data, private=True)

    def _newest(self) -> tuple[int, bytes]:
        number, prev = 0, b""
        for line in self._register.decisions.lines():
            number, prev = line.number, line.prev
        return number, prev

    def _read(self) -> None:
        """Reads the state if it fits these decisions; not if the register was restored from an older copy."""
        try:
            data = unlock_bytes(self._path.read_bytes(), self._register.keys.lock, FILE_NAME)
            kept = msgspec.msgpack.decode(data, type=_CacheState)
        except (OSError, KnownError, ValueError):
            return
        later: set[bytes] = set()
        fits = False
        for line in self._register.decisions.lines():
            fits = fits or (line.number, line.prev) == (kept.number, kept.last)
            if line.number > kept.number and isinstance(line.decision, Received):
                later.update(one.file for one in line.decision.files)
        if fits:
            self._before, self._later = kept, later
