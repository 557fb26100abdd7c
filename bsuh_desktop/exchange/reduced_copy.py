"""A reduced copy: an attendance file that the coordinator rebuilt without data that must be forgotten, and resealed.

Manifest and signature stay, and everything that is still there is checked against them; `reduced.json` lists what was
removed. The copy is valid only together with a coordinator's decision that names its hash. FORMAT.md has it byte for
byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.chain import Entry, journal_line
from bsuh_desktop.domain.codes import is_learner_id
from bsuh_desktop.domain.events import is_known
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.session.answers import erasure
from bsuh_desktop.domain.session.fold import fold
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import AttendanceRow, NameRow, without_answers, write_names, write_rows
from bsuh_desktop.exchange.attendance_reader import Unsealed, open_seal, read_unsealed
from bsuh_desktop.exchange.contents import Contents, contents_of, open_names
from bsuh_desktop.exchange.package import pack, unpack
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.sealing import Opener, is_recipient, seal, unseal
from bsuh_desktop.trust.signed_document import read_canonical

REDUCED = "reduced.json"
VERSION = 1
_ANSWERED = "answered/"


class Gone(msgspec.Struct, frozen=True):
    """`reduced.json`: what was removed from this copy."""

    format: int
    file: bytes
    """SHA-256 of the file as it came."""
    names: bool = False
    """All names."""
    learners: tuple[str, ...] = ()
    """Ids of learners whose name, roll and answers were removed."""
    erased: tuple[int, ...] = ()
    """Places (seq) of their answers in the journal."""
    tallies: dict[str, dict[str, int]] = {}
    """Question → letter → number of those answers, without those that a newer file has itself."""


class Copy(msgspec.Struct, frozen=True):
    """A sealed reduced copy. `learners`: ids of those of whom something was removed just now; `names`: how many names
    were."""

    data: bytes
    learners: tuple[str, ...]
    names: int

    def __repr__(self) -> str:
        return f"Copy({len(self.data)} bytes)"


def open_archived(sha256: bytes, data: bytes, opener: Opener) -> Contents:
    """The contents of a file that arrived with that hash, from its own bytes or from those of the reduced copy that
    replaced it by a decision. The caller has checked the bytes against the hash of the one or the other. Raises
    KnownError `not_ours`, `unreadable` or `altered`."""
    return read_archived(sha256, open_seal(data, opener), opener.recipients, is_reduced(sha256, data))


def is_reduced(sha256: bytes, data: bytes) -> bool:
    """True if `data` is a reduced copy of the file that arrived with that hash."""
    return hashlib.sha256(data).digest() != sha256


def read_archived(sha256: bytes, unsealed: Unsealed, ours: Collection[str], reduced: bool) -> Contents:
    """The part of `open_archived` that needs no keys. Raises KnownError `unreadable` or `altered`."""
    if not reduced:
        return read_unsealed(unsealed, ours)
    if unsealed.pieces:
        raise altered_file()
    return _read_reduced(sha256, unsealed, ours)[1]


def members_of_proved(sha256: bytes, data: bytes, opener: Opener) -> dict[str, bytes]:
    """The members of a file that was opened and verified before, and whose bytes were checked against its hash since.
    Nothing is verified again, which is three quarters of the time of opening it. Raises KnownError as
    `open_archived`."""
    return unpack(unseal(data, opener), () if hashlib.sha256(data).digest() == sha256 else (REDUCED,))


def reduce_names(sha256: bytes, data: bytes, opener: Opener) -> Copy | None:
    """The file with that hash without any names; None if they were already removed. Raises KnownError as
    `open_archived`."""
    members, contents, gone = _opened(sha256, data, opener)
    if gone.names:
        return None
    names = _names(contents, opener)
    return _sealed({**members, m.NAMES: b""}, contents, replace(gone, names=True), (), len(names or ()))


def reduce_learners(
    sha256: bytes, data: bytes, opener: Opener, learners: Collection[str], tallied_elsewhere: Collection[int] = ()
) -> Copy | None:
    """The file with that hash without name, roll and answers of `learners`; None if it contains nothing of them.
    `tallied_elsewhere` are places of the journal whose tally by question is in a newer file of the class. Raises
    KnownError as `open_archived`."""
    members, contents, gone = _opened(sha256, data, opener)
    wanted = frozenset(learners) & {row.learner for row in contents.rows}
    rows, changed = _without_answers(contents.rows, wanted)
    theirs = {entry.header.seq: one for entry in contents.journal if (one := _whose(entry, wanted))}
    fresh, named, all_names = _without_names(members[m.NAMES], contents, opener, wanted)
    touched = changed | set(theirs.values()) | named
    if not touched:
        return None
    after = replace(
        gone,
        names=gone.names or all_names,
        learners=tuple(sorted({*gone.learners, *touched})),
        erased=tuple(sorted({*gone.erased, *theirs})),
        tallies=_added(gone.tallies, {} if theirs.keys() <= set(tallied_elsewhere) else _tallies(contents, touched)),
    )
    journal = b"".join(journal_line(_erased(entry, theirs)) + b"\n" for entry in contents.journal)
    made = {**members, m.ROWS: write_rows(rows), m.JOURNAL: journal, m.NAMES: fresh}
    return _sealed(made, contents, after, tuple(sorted(touched)), len(named))


def _opened(sha256: bytes, data: bytes, opener: Opener) -> tuple[dict[str, bytes], Contents, Gone]:
    """The seven members, their contents, and what was removed."""
    unsealed = open_seal(data, opener)
    if not is_reduced(sha256, data):
        contents = read_unsealed(unsealed, opener.recipients)
        return unpack(unsealed.package), contents, Gone(VERSION, sha256)
    if unsealed.pieces:
        raise altered_file()
    return _read_reduced(sha256, unsealed, opener.recipients)


def _read_reduced(sha256: bytes, unsealed: Unsealed, ours: Collection[str]) -> tuple[dict[str, bytes], Contents, Gone]:
    members = unpack(unsealed.package, (REDUCED,))
    try:
        gone = _read_gone(members.pop(REDUCED), sha256)
        contents = contents_of(members, _changed(gone), gone.erased)
        _check(contents, gone)
    except (ValueError, RecursionError) as error:
        raise altered_file() from error
    meant = contents.manifest.recipients
    if unsealed.recipients != len(_sealed_to(contents)) or set(ours).isdisjoint(meant):
        raise altered_file()
    return members, contents, gone


def _read_gone(data: bytes, sha256: bytes) -> Gone:
    gone = read_canonical(data, Gone)
    if gone.format != VERSION or gone.file != sha256:
        raise ValueError("a reduced copy of another file, or of another version")
    for one in (gone.learners, gone.erased):
        if list(one) != sorted(set(one)):  # type: ignore[type-var]
            raise ValueError("in another order")
    if not all(map(is_learner_id, gone.learners)) or not (gone.names or gone.learners):
        raise ValueError("nobody of whom anything could be gone")
    return gone


def _changed(gone: Gone) -> set[str]:
    """The members that differ from the signed ones."""
    return {m.NAMES} | ({m.ROWS} if gone.learners else set()) | ({m.JOURNAL} if gone.erased else set())


def _check(contents: Contents, gone: Gone) -> None:
    """Check that exactly what the copy says was removed, and no answer of those learners is left."""
    blank, _ = _without_answers(contents.rows, gone.learners)
    if blank != contents.rows or not {row.learner for row in contents.rows}.issuperset(gone.learners):
        raise ValueError("rows that are not reduced, or of nobody")
    if gone.names and contents.sealed_names:
        raise ValueError("names that should be gone")
    erased = [entry for entry in contents.journal if entry.header.seq in set(gone.erased)]
    if len(erased) != len(gone.erased):
        raise ValueError("an entry erased that is not there")
    if any(entry.data is not None or not entry.header.kind.startswith(_ANSWERED) for entry in erased):
        raise ValueError("an entry that is not erased, or is no answer")
    if any(_whose(entry, frozenset(gone.learners)) for entry in contents.journal):
        raise ValueError("an answer that should be gone")


def _sealed_to(contents: Contents) -> tuple[str, ...]:
    """The recipients of the file that can be sealed to: its signer may have named others."""
    return tuple(one for one in contents.manifest.recipients if is_recipient(one))


def _sealed(
    members: Mapping[str, bytes], contents: Contents, gone: Gone, learners: tuple[str, ...], names: int
) -> Copy:
    whole = pack({**members, REDUCED: canonical_json(gone)}, (REDUCED,))
    return Copy(seal(whole, _sealed_to(contents)), learners, names)


def _without_answers(
    rows: Sequence[AttendanceRow], learners: Collection[str]
) -> tuple[tuple[AttendanceRow, ...], set[str]]:
    """The rows as the device's own next file has them, which say only that `learners` were there; and the learners
    whose rows changed."""
    blank = {row.learner: without_answers(row) for row in rows if row.learner in learners}
    changed = {row.learner for row in rows if blank.get(row.learner, row) != row}
    return tuple(blank.get(row.learner, row) for row in rows), changed


def _whose(entry: Entry, learners: Collection[str]) -> str:
    """The one of `learners` whose answer is still in the entry, or "". Searched in the raw bytes, so that extra data
    around the id cannot hide it."""
    if entry.data is None or not entry.header.kind.startswith(_ANSWERED):
        return ""
    return next((learner for learner in learners if learner.encode() in entry.data), "")


def _erased(entry: Entry, theirs: Mapping[int, str]) -> Entry:
    return replace(entry, salt=None, data=None) if entry.header.seq in theirs else entry


def _without_names(
    sealed: bytes, contents: Contents, opener: Opener, learners: Collection[str]
) -> tuple[bytes, set[str], bool]:
    """(names without those of `learners`, sealed again; learners whose names were removed; whether all names had to be
    removed, since they cannot be opened here)."""
    if not sealed or not learners:
        return sealed, set(), False
    names = _names(contents, opener)
    if names is None:
        return b"", set(learners), True
    gone = {one.learner for one in names if one.learner in learners}
    if not gone:
        return sealed, set(), False
    return seal(write_names(one for one in names if one.learner not in gone), _sealed_to(contents)), gone, False


def _names(contents: Contents, opener: Opener) -> tuple[NameRow, ...] | None:
    """The names; None if they cannot be read here."""
    try:
        return open_names(contents, opener)
    except KnownError:
        return None


def _tallies(contents: Contents, learners: Collection[str]) -> dict[str, dict[str, int]]:
    """Their answers by question, as in the device's `erased/1` event. An invalid journal, which the app never writes,
    gives no tally: what must be forgotten is erased all the same. Kinds of events of a newer app are passed over."""
    try:
        known = ((entry.header, entry.event() if is_known(entry.header.kind) else None) for entry in contents.journal)
        state = fold(contents.manifest.session, known)
        return erasure(state, contents.journal, learners).tallies
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        return {}


def _added(before: Mapping[str, Mapping[str, int]], more: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    total = {question: dict(letters) for question, letters in before.items()}
    for question, letters in more.items():
        counted = total.setdefault(question, {})
        for letter, number in letters.items():
            counted[letter] = counted.get(letter, 0) + number
    return total
