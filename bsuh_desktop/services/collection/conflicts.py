"""Files that contradict each other, side by side in numbers: a person decides which counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.chain import Entry
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import Answered, Undone
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.reduced_copy import open_archived
from bsuh_desktop.exchange.sentences import SAME_PLACE, doubts_of
from bsuh_desktop.register.decision_lines import ArchiveStatus, FileStatus
from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.values import CollectedFile, typed_place
from bsuh_desktop.services.verify.evidence import code_of
from bsuh_desktop.trust.signing import key_id

TWO_LAPTOPS = Message("Two laptops have this class.")
TWO_FORMS = Message("This laptop has sent two versions of this class.")
CHOOSE = Message("Ask the facilitator, then choose the file that counts.")

_ANSWERED, _UNDONE = "answered/", "undone/"
_Answers = dict[tuple[str, str], str]
"""Letters by question and learner."""


class ConflictSide(msgspec.Struct, frozen=True):
    """One of the conflicting files, in numbers: None and 0 if it cannot be read any more."""

    file: bytes
    finished: datetime.datetime | None = None
    """When the class ended, in the programme's local time."""
    present: int = 0
    answers: int = 0
    """Answers of learners."""
    in_both: int = 0
    """How many of these answers the first side also contains."""


def sides(collector: Collector, register: Register, session: str) -> tuple[ConflictSide, ...]:
    """The files that a person must choose among, with the one that counts meanwhile first, if there is one. Empty if
    there is nothing to decide."""
    opened = {
        file: _contents(collector, register, file) for file in register.status.conflicts.get(session, ())
    }  # In their order.
    first = next(iter(opened.values()), None)
    return tuple(_side(file, contents, first) for file, contents in opened.items())


def undecided(collector: Collector, register: Register) -> tuple[CollectedFile, ...]:
    """Every file that waits for a person's choice, except those that count meanwhile; `input` is empty. Raises
    KnownError `register_damaged`."""
    conflicts = register.status.conflicts
    if not conflicts:
        return ()
    facts = _facts(register, {file for files in conflicts.values() for file in files})
    current = register.status.current
    return tuple(
        _waiting(collector, facts[file], facts.get(current.get(session, b"")), register)
        for session, files in conflicts.items()
        for file in files
        if file != current.get(session) and file in facts
    )


def why(about: ClassFacts, counts: ClassFacts | None) -> Message:
    """Why a file conflicts with `counts`, the one that counts meanwhile. If none does, the reason is that the file's
    place in the sequence of its laptop's files is taken."""
    if counts is None:
        return SAME_PLACE
    return TWO_FORMS if about.key == counts.key else TWO_LAPTOPS


def as_settled(one: CollectedFile, status: ArchiveStatus) -> CollectedFile:
    """The file as the register has it now: in conflict as long as nobody has decided, settled from then on. So is one
    that counted until a person chose another file of its class."""
    there = status.files.get(one.sha256)
    if there is None or one.verdict not in ("merged", "newer", "conflict"):
        return one
    if one.verdict == "conflict" and one.session in status.conflicts:
        return replace(one, decided=False, outcome=None)
    counts = status.current.get(one.session) == one.sha256
    if one.verdict == "conflict" or (not counts and _outvoted(there, one.session, status)):
        return replace(one, verdict="conflict", decided=True, outcome="merged" if counts else None)
    return one


def _outvoted(there: FileStatus, session: str, status: ArchiveStatus) -> bool:
    """True if a person chose another file after this one counted."""
    current = status.files.get(status.current.get(session, b""))
    return current is not None and current.choice > max(0, there.choice)


def _facts(register: Register, wanted: set[bytes]) -> dict[bytes, ClassFacts]:
    return {one.file: one for one in register.rows.class_facts(lambda _, file: file in wanted)}


def _waiting(collector: Collector, about: ClassFacts, counts: ClassFacts | None, register: Register) -> CollectedFile:
    return CollectedFile(
        input="",
        verdict="conflict",
        text=why(about, counts),
        remedy=CHOOSE,
        sha256=about.file,
        session=about.session,
        revision=about.revision,
        day=about.day,
        place=collector.place_names(register.status.places.get(about.place, about.place), about.place_name),
        typed=typed_place(about.place, about.place_name),
        module=about.module,
        present=about.present,
        sender=key_id(about.key).hex(),
        device=collector.device_of(about.key),
        signer_code=code_of(about.key),
        doubts=doubts_of(about),
    )


def _contents(collector: Collector, register: Register, file: bytes) -> Contents | None:
    """An archived file, opened; None for one that is damaged: the other one can still be chosen."""
    try:
        return open_archived(file, register.read(file), collector.opener())
    except KnownError:
        return None


def _side(file: bytes, contents: Contents | None, first: Contents | None) -> ConflictSide:
    if contents is None:
        return ConflictSide(file)
    details = contents.details
    return ConflictSide(
        file=file,
        finished=local(details.end_ms, details.offset_minutes),
        present=details.counts.present,
        answers=sum(row.answered for row in contents.rows),
        in_both=_in_both(contents, first) if first is not None else 0,
    )


def _in_both(contents: Contents, first: Contents) -> int:
    """Number of answers of one learner to one question with the same letter in both files. For each learner it is at
    most the number of answers in the rows, since answers that were withdrawn or asked again remain in the journal."""
    theirs = answers_in(first.journal)
    same: dict[str, int] = {}
    for place, letter in answers_in(contents.journal).items():
        if theirs.get(place) == letter:
            same[place[1]] = same.get(place[1], 0) + 1
    counted: Iterable[Mapping[str, int]] = (
        {row.learner: row.answered for row in one.rows} for one in (contents, first)
    )
    ours, others = counted
    return sum(min(number, ours.get(learner, 0), others.get(learner, 0)) for learner, number in same.items())


def answers_in(journal: Iterable[Entry]) -> _Answers:
    """The last letter of each learner for each question, from the journal entries that were not erased."""
    given: dict[int, Answered] = {}
    for entry in journal:
        if not entry.header.kind.startswith((_ANSWERED, _UNDONE)):
            continue
        event = entry.event()
        if isinstance(event, Answered):
            given[entry.header.seq] = event
        elif isinstance(event, Undone):
            given.pop(event.seq, None)
    return {(one.question, one.learner): one.letter for one in given.values() if one.letter}
