"""The kinds of lines in `decisions.jsonl`, and the status of files that results from them, folded in order: pure.

Register = archive + decisions. At most one file of each session counts. Files that are taken out, revoked or overruled
keep their place in the session's history, so that the file which counted before comes back, and goes again if they are
put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

import msgspec
from msgspec.structs import replace

FirstVerdict = Literal["merged", "newer", "conflict", "waiting", "expired", "revoked", "unknown_signer"]
"""The verdict on an archived file. *merged* and *newer* count, all others do not (yet)."""

ReducedWhy = Literal["withdrawn", "retention"]
Purpose = Literal["named_list", "certificates", "place", "complaint"]
"""Why names are opened: a list by name, certificates to print again, to find out whose class it is, or because of a
complaint or request."""


class FileVerdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One received file with its verdict."""

    file: bytes
    """SHA-256 of the file as it came."""
    session: str
    revision: int
    verdict: FirstVerdict


class Received(msgspec.Struct, frozen=True, tag_field="kind", tag="received/1"):
    """Files were received and archived, in this order."""

    files: tuple[FileVerdict, ...]


class Judged(msgspec.Struct, frozen=True, tag_field="kind", tag="judged/1"):
    """The verdicts on archived files have changed: a grant came, a key was revoked, a programme file is newer."""

    files: tuple[FileVerdict, ...]


class Chosen(msgspec.Struct, frozen=True, tag_field="kind", tag="chosen/1"):
    """A person decided a conflict: of this session only `file` counts."""

    session: str
    file: bytes


class TakenOut(msgspec.Struct, frozen=True, tag_field="kind", tag="taken_out/1"):
    """A person took a file out: it no longer counts, and stays in the archive."""

    file: bytes
    reason: str


class PutBack(msgspec.Struct, frozen=True, tag_field="kind", tag="put_back/1"):
    """A file that was taken out counts again as before."""

    file: bytes


class Reduced(msgspec.Struct, frozen=True, tag_field="kind", tag="reduced/1"):
    """A copy without what must be forgotten replaced a file in the archive."""

    file: bytes
    copy: bytes
    """SHA-256 of the sealed copy."""
    why: ReducedWhy
    learners: tuple[str, ...] = ()
    """Ids of withdrawn learners whose answers were removed; empty for retention, which removes all names."""


class PlaceMapped(msgspec.Struct, frozen=True, tag_field="kind", tag="place_mapped/1"):
    """A place that a facilitator typed (`local:…`) was identified as a place of the programme's list."""

    local: str
    place: str


class NamesOpened(msgspec.Struct, frozen=True, tag_field="kind", tag="names_opened/1"):
    """Somebody opened the sealed names of these files, in a role and for a purpose."""

    files: tuple[bytes, ...]
    role: str
    purpose: Purpose
    names: int
    """How many names were opened."""


Decision = Received | Judged | Chosen | TakenOut | PutBack | Reduced | PlaceMapped | NamesOpened


class Line(msgspec.Struct, frozen=True):
    """One line of the file."""

    number: int
    """From 1."""
    prev: bytes
    """SHA-256 of the previous line; 32 zero bytes for the first."""
    wall_ms: int
    """Wall time in Unix milliseconds."""
    signer: bytes
    """Public key of the coordinator who signed it."""
    decision: Decision


class FileStatus(msgspec.Struct, frozen=True, gc=False):
    """The status of one archived file."""

    session: str
    revision: int
    verdict: FirstVerdict
    taken_out: bool = False
    copy: bytes | None = None
    """SHA-256 of the reduced copy that replaced it; None if it is unchanged."""
    choice: int = -1
    """How many choices its session had before it first counted; -1 if it never did."""
    settled: bool = False
    """True if a person has decided the conflict that it was part of."""


class ArchiveStatus(msgspec.Struct, frozen=True):
    """The status after all lines."""

    files: dict[bytes, FileStatus]
    """By SHA-256."""
    current: dict[str, bytes]
    """The file that counts, by session."""
    conflicts: dict[str, tuple[bytes, ...]]
    """The files from which a person must choose, by session; the one that counts meanwhile, if any, comes first."""
    places: dict[str, str]
    """Typed places mapped to places of the programme's list."""
    withdrawn: dict[str, frozenset[str]]
    """Ids of withdrawn learners, by session."""


Value = TypeVar("Value")

_COUNTING = ("merged", "newer")
_HASH_BYTES = 32


class DecisionFold:
    """The status after the lines so far. `status` is live: it changes with each added line, and belongs to the thread
    that adds them."""

    def __init__(self) -> None:
        self._files: dict[bytes, FileStatus] = {}
        self._current: dict[str, bytes] = {}
        self._conflicts: dict[str, tuple[bytes, ...]] = {}
        self._places: dict[str, str] = {}
        self._withdrawn: dict[str, frozenset[str]] = {}
        self._of: dict[str, bytes | tuple[bytes, ...]] = {}
        self._choices: dict[str, int] = {}
        self.status = ArchiveStatus(self._files, self._current, self._conflicts, self._places, self._withdrawn)

    def snapshot(self) -> ArchiveStatus:
        """A copy of the current status for another thread: later lines do not change it."""
        now = self.status
        return ArchiveStatus(
            now.files.copy(), now.current.copy(), now.conflicts.copy(), now.places.copy(), now.withdrawn.copy()
        )

    def files_of(self, session: str) -> tuple[bytes, ...]:
        """All files of a session, in the order in which they were received."""
        files = self._of.get(session, ())
        return (files,) if isinstance(files, bytes) else files

    def add(self, decision: Decision) -> None:
        """Adds one decision. Raises ValueError for one that is not valid here, as `check` does; then nothing has
        changed."""
        self.check(decision)
        if isinstance(decision, Received):
            for file in decision.files:
                self._receive(file)
        elif isinstance(decision, Judged):
            for file in decision.files:
                self._settle(file.session, {file.file: self._judged(file)})
        elif isinstance(decision, Chosen):
            self._choose(decision)
        elif isinstance(decision, TakenOut | PutBack):
            known = self._files[decision.file]
            self._settle(known.session, {decision.file: replace(known, taken_out=isinstance(decision, TakenOut))})
        elif isinstance(decision, Reduced):
            self._reduce(decision)
        elif isinstance(decision, PlaceMapped):
            self._places[decision.local] = decision.place

    def check(self, decision: Decision) -> None:
        """Raises ValueError for a decision about files that were never received, were received before, or belong to
        another session or revision."""
        if isinstance(decision, Received):
            self._check_new(decision.files)
        elif isinstance(decision, Judged):
            for file in decision.files:
                known = self._files.get(file.file)
                if known is None or (known.session, known.revision) != (file.session, file.revision):
                    raise ValueError("a verdict on a file that was not received so")
        elif isinstance(decision, Chosen):
            known = self._files.get(decision.file)
            if known is None or known.session != decision.session:
                raise ValueError("a choice of a file that the session has not got")
        elif isinstance(decision, TakenOut | PutBack | Reduced):
            self._check_known([decision.file])
        elif isinstance(decision, NamesOpened):
            self._check_known(decision.files)

    def _check_new(self, files: Sequence[FileVerdict]) -> None:
        hashes = {file.file for file in files}
        if len(hashes) != len(files) or not self._files.keys().isdisjoint(hashes):
            raise ValueError("a file that was received before")
        if any(len(file) != _HASH_BYTES for file in hashes):
            raise ValueError("no hash of a file")

    def _check_known(self, files: Sequence[bytes]) -> None:
        if not all(file in self._files for file in files):
            raise ValueError("a file that was never received")

    def _receive(self, file: FileVerdict) -> None:
        earlier = self.files_of(file.session)
        if not earlier:
            self._receive_first(file)
            return
        session = self._files[earlier[0]].session  # One str object shared by all files of a session.
        standing = FileStatus(session, file.revision, file.verdict)
        standing = replace(standing, choice=self._choice_of(standing))
        self._of[session] = (*earlier, file.file)
        self._files[file.file] = standing
        current = self._current.get(session)
        if current is not None and self._files[current].verdict == "conflict":
            self._settle(session, {})
        elif file.verdict in _COUNTING:
            self._count(session, file.file, current)
        elif file.verdict == "conflict":
            before = self._conflicts.get(session) or ((current,) if current else ())
            self._conflicts[session] = (*before, file.file)

    def _count(self, session: str, file: bytes, current: bytes | None) -> None:
        """Lets a file that was just received count, if its rank is not below that of the current one. Unlike `_settle`
        it does not look at all files of the session, which matters for a class with ten thousand sealed files."""
        if current is not None and _rank(self._files[file]) < _rank(self._files[current]):
            return
        self._current[session] = file
        if session in self._conflicts:
            self._conflicts[session] = (file, *self._conflicts[session][current is not None :])

    def _receive_first(self, file: FileVerdict) -> None:
        """Shortcut for the usual case: the only file of its session."""
        counts = file.verdict in _COUNTING
        self._of[file.session] = file.file
        self._files[file.file] = FileStatus(file.session, file.revision, file.verdict, choice=0 if counts else -1)
        if counts:
            self._current[file.session] = file.file
        elif file.verdict == "conflict":
            self._conflicts[file.session] = (file.file,)

    def _judged(self, file: FileVerdict) -> FileStatus:
        now = replace(self._files[file.file], verdict=file.verdict)
        return replace(now, choice=self._choice_of(now))

    def _choice_of(self, status: FileStatus) -> int:
        """The number of choices after which a file first counted; it never changes, so that the file returns to its own
        place."""
        if status.choice >= 0 or status.verdict not in _COUNTING:
            return status.choice
        return self._choices.get(status.session, 0)

    def _choose(self, chosen: Chosen) -> None:
        """Ranks the chosen file above all that came before, and marks the files beside it as settled."""
        files = {file: self._files[file] for file in self.files_of(chosen.session)}
        changed = {file: replace(known, settled=True) for file, known in files.items() if known.verdict == "conflict"}
        self._choices[chosen.session] = choice = self._choices.get(chosen.session, 0) + 1
        taken = replace(changed.get(chosen.file, files[chosen.file]), choice=choice)
        self._settle(chosen.session, {**changed, chosen.file: taken})

    def _reduce(self, reduced: Reduced) -> None:
        known = self._files[reduced.file]
        self._files[reduced.file] = replace(known, copy=reduced.copy)
        if reduced.learners:
            before = self._withdrawn.get(known.session, frozenset())
            self._withdrawn[known.session] = before | frozenset(reduced.learners)

    def _settle(self, session: str, changed: dict[bytes, FileStatus]) -> None:
        """Applies the changes, and finds again which file of the session counts and which are in conflict."""
        self._files.update(changed)
        files = self.files_of(session)
        counting = [file for file in reversed(files) if self._may_count(file)]
        current = max(counting, key=lambda file: _rank(self._files[file]), default=None)
        rivals = tuple(file for file in files if file != current and self._asks(file))
        _keep(self._current, session, current)
        _keep(self._conflicts, session, ((current, *rivals) if current else rivals) if rivals else None)

    def _may_count(self, file: bytes) -> bool:
        known = self._files[file]
        return known.choice >= 0 and not known.taken_out and known.verdict in (*_COUNTING, "conflict")

    def _asks(self, file: bytes) -> bool:
        known = self._files[file]
        return known.verdict == "conflict" and not (known.settled or known.taken_out)


def _rank(status: FileStatus) -> tuple[int, int]:
    """The sort key: after the last choice the highest revision wins, then the last one received."""
    return status.choice, status.revision


def _keep(values: dict[str, Value], session: str, value: Value | None) -> None:
    if value is None:
        values.pop(session, None)
    else:
        values[session] = value
