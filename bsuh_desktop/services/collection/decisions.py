"""What a person decides about collected files: which one in conflict counts, which is removed, which school is meant.

Files that contradict each other are shown side by side in numbers. Each decision is one signed line in this desk's own
register; its functions raise KnownError `foreign_register` for another desk's. What is decided already is not decided
again: pressing a button twice adds no second line. Places that facilitators typed and nobody has mapped yet are shown
with places of the list that they may be."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.chain import Entry
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.events import Answered, Undone
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import clean, shown
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.judgement import SAME_PLACE, doubts_of
from bsuh_desktop.exchange.reduced_copy import open_archived
from bsuh_desktop.register import decision_lines
from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collected_files import CollectedFile, typed_place
from bsuh_desktop.services.collection.collector import Collector, check_signers
from bsuh_desktop.services.collection.stored_files import counted_classes
from bsuh_desktop.services.verify.evidence import code_of
from bsuh_desktop.system.launcher import typed_command
from bsuh_desktop.trust.programme import Place
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


def as_settled(one: CollectedFile, status: decision_lines.ArchiveStatus) -> CollectedFile:
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


def _outvoted(there: decision_lines.FileStatus, session: str, status: decision_lines.ArchiveStatus) -> bool:
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


LONGEST_REASON = 500
"""Characters of a reason."""

_CAN_COUNT = ("merged", "newer", "conflict")
_LOCAL = "local:"


def choose(register: Register, collector: Collector, session: str, file: bytes) -> None:
    """Makes `file` (SHA-256) the one that counts for this session, until a newer form of it comes.

    Raises KnownError: not_collected, cannot_count, disk_full, read_only.
    """
    known = _known(register, file)
    if known.session != session:
        raise _not_collected()
    if known.taken_out or known.verdict not in _CAN_COUNT:
        raise KnownError(
            "cannot_count",
            Message("This file cannot count: it was removed, or its signer is not trusted."),
            Message("Choose the other file, or put this one back first."),
        )
    standing = register.status
    if session in standing.conflicts or standing.current.get(session) != file:
        _decide(register, collector, decision_lines.Chosen(session, file))


def take_out(register: Register, collector: Collector, file: bytes, reason: str) -> None:
    """Removes a file from what counts; it stays in the archive, and the file that counted before counts again. The
    reason is stored in the decisions, where everybody can read it: no names.

    Raises KnownError: not_collected, no_reason, reason_too_long, disk_full, read_only.
    """
    said = unicodedata.normalize("NFC", clean(reason))
    if not said:
        raise KnownError(
            "no_reason", Message("The reason is missing."), Message("Write why you remove the file, without names.")
        )
    if len(said) > LONGEST_REASON:
        raise KnownError(
            "reason_too_long",
            Message("The reason is too long."),
            Message("Write it in at most {count} letters.", count=LONGEST_REASON),
        )
    if not _known(register, file).taken_out:
        _decide(register, collector, decision_lines.TakenOut(file, said))


def put_back(register: Register, collector: Collector, file: bytes) -> None:
    """Lets a file that was taken out count as before. Raises KnownError: not_collected, disk_full, read_only."""
    if _known(register, file).taken_out:
        _decide(register, collector, decision_lines.PutBack(file))


def map_place(register: Register, collector: Collector, local: str, place: str) -> None:
    """Maps a place that a facilitator typed (`local:…`) to this place of the programme's list, for all classes held
    there.

    Raises KnownError: place_not_known, disk_full, read_only; ValueError for an id that is not of a typed place.
    """
    if not local.startswith(_LOCAL):
        raise ValueError("only a typed place is mapped")
    if collector.programme.place(place) is None:
        raise KnownError(
            "place_not_known",
            Message("This place is not on the programme's list."),
            Message("Choose one that is on it."),
        )
    if register.status.places.get(local) != place:
        _decide(register, collector, decision_lines.PlaceMapped(local, place))


def _decide(register: Register, collector: Collector, decision: decision_lines.Decision) -> None:
    check_signers(collector, register)
    register.decisions.append(decision, collector.signer, collector.wall_ms())


def _known(register: Register, file: bytes) -> decision_lines.FileStatus:
    known = register.status.files.get(file)
    if known is None:
        raise _not_collected()
    return known


def _not_collected() -> KnownError:
    return KnownError(
        "not_collected", Message("This file is not in the register."), Message("Collect it first, then decide.")
    )


TYPED = "local:"
_PROPOSED, _ALIKE = 3, 0.5
_PIECE = 3


class TypedPlace(msgspec.Struct, frozen=True):
    """A typed place."""

    id: str
    """`local:…`"""
    words: str
    """The words that were typed."""
    classes: int
    """In how many counting classes it occurs."""
    near: tuple[Place, ...] = ()
    """Places of the programme's list with similar names, the most similar first."""


def typed_places(register: Register, collector: Collector) -> tuple[TypedPlace, ...]:
    """The unmapped typed places of counting classes, most classes first. Raises KnownError `register_damaged`."""
    words: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in counted_classes(register):
        if one.place.startswith(TYPED) and one.place not in register.status.places:
            counts[one.place] += 1
            words[one.place] = one.place_name
    names = _Names(collector.programme.places) if counts else None
    return tuple(
        TypedPlace(place, words[place], count, names.near(words[place]) if names else ())
        for place, count in sorted(counts.items(), key=lambda each: (-each[1], words[each[0]], each[0]))
    )


def near_places(words: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Places whose name in either language is similar to these words, the most similar first."""
    return _Names(places).near(words)


def map_typed(register: Register, collector: Collector, local: str, place: str) -> tuple[str, Place, int]:
    """Maps a typed place to a place of the programme's list, by ids. Returns the words that were typed, the place, and
    the number of counting classes. Raises KnownError: typed_place_not_known, and as `map_place` and `typed_places`."""
    held = [one for one in counted_classes(register) if one.place == local] if local.startswith(TYPED) else []
    if not held:
        raise KnownError(
            "typed_place_not_known",
            Message("No class that counts was held at the typed place {word}.", word=shown(local)),
            Message("See the typed places: {command}", command=typed_command("places")),
        )
    map_place(register, collector, local, place)
    known = collector.programme.place(place)
    assert known is not None
    return held[0].place_name, known, len(held)


class _Names:
    """An index of the names of a list by groups of three letters; each place under its Bangla and its English name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: list[Place] = []
        self._sizes: list[int] = []
        self._holding: dict[str, list[int]] = {}
        for place in places:
            for name in {place.names.bn, place.names.en} - {""}:
                pieces = _pieces(name)
                for piece in pieces:
                    self._holding.setdefault(piece, []).append(len(self._places))
                self._places.append(place)
                self._sizes.append(len(pieces))

    def near(self, words: str) -> tuple[Place, ...]:
        pieces = _pieces(words)
        shared = Counter(number for piece in pieces for number in self._holding.get(piece, ()))
        likeness: dict[str, tuple[float, Place]] = {}
        for number, count in shared.items():
            alike = 2 * count / (len(pieces) + self._sizes[number])
            place = self._places[number]
            if alike >= _ALIKE and alike > likeness.get(place.id, (0.0, place))[0]:
                likeness[place.id] = (alike, place)
        best = sorted(likeness.values(), key=lambda each: (-each[0], each[1].id))
        return tuple(place for _, place in best[:_PROPOSED])


def _pieces(words: str) -> set[str]:
    """All groups of three consecutive letters, with a blank added at both ends."""
    text = f" {clean(words).casefold()} "
    return {text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1)}
