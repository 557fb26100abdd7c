"""The names of collected classes, which stay sealed until a person states their role and the purpose.

That decision is signed and on the disk before a single name is returned. Names of withdrawn learners are left out. The
classes are given sessions, or all counting classes of some days, modules and places."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from typing import get_args

import msgspec

from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.events import GroupRef, Opened, Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import clean, shown
from bsuh_desktop.exchange.attendance_facts import NameRow
from bsuh_desktop.exchange.contents import Contents, open_names
from bsuh_desktop.exchange.reduced_copy import open_archived
from bsuh_desktop.register.decision_lines import NamesOpened, Purpose
from bsuh_desktop.register.facts import ClassFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.register.queries import Filters
from bsuh_desktop.services.collection.collector import Collector, check_signers
from bsuh_desktop.services.collection.stored_files import counted_classes
from bsuh_desktop.system.launcher import typed_command
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.sealing import Opener
from bsuh_desktop.trust.signing import key_id

LONGEST_ROLE = 80


class NamedLearner(msgspec.Struct, frozen=True, kw_only=True):
    """One learner of a class."""

    learner: str
    card: int
    roll: str
    status: Status
    group: GroupRef | None
    """The class group of the list; None for a visitor."""
    name_bn: str
    """"" if no name was kept, or it was erased."""
    name_en: str
    """"" if no name was kept, or it was erased."""
    serial: str
    """The certificate's; "" without one."""
    signature: bytes
    """The signature in the certificate's first code; b"" without one."""
    words: bytes = b""
    """The signed words of the certificate's sheet; b"" without any."""

    def __repr__(self) -> str:
        return f"NamedLearner({self.learner})"


class NamedClass(msgspec.Struct, frozen=True, kw_only=True):
    """One class with names."""

    file: bytes
    """SHA-256 of the file as received."""
    session: str
    day: datetime.date
    place_id: str
    place: LocalText
    class_name: LocalText
    module: str
    """Id of the pack."""
    learners: tuple[NamedLearner, ...]
    """In the order of their cards."""
    chains: tuple[tuple[Grant, ...], ...]
    """Chains of grants by which its certificates may have been signed."""


def named_list(
    register: Register, collector: Collector, files: Sequence[bytes], role: str, purpose: Purpose
) -> tuple[NamedClass, ...]:
    """The classes of these files (SHA-256 as received), each once, with names. `role` states in which role a person
    opens them, without a name; it is stored in the decisions, where everybody can read it.

    Raises KnownError: no_role, not_collected, archive_damaged, not_ours, altered, disk_full, read_only; ValueError for
    an unknown purpose.
    """
    said = checked_role(role)
    if purpose not in get_args(Purpose):
        raise ValueError("names are opened for one of the known purposes")
    wanted = tuple(dict.fromkeys(files))
    if not wanted:
        return ()
    check_signers(collector, register)
    opener = collector.opener()
    classes = tuple(_class(register, collector, opener, file) for file in wanted)
    count = sum(bool(one.name_bn or one.name_en) for named in classes for one in named.learners)
    decision = NamesOpened(wanted, said, purpose, count)
    register.decisions.append(decision, collector.signer, collector.wall_ms())
    return classes


def checked_role(role: str) -> str:
    """The role as it is stored. Raises KnownError: no_role."""
    said = unicodedata.normalize("NFC", clean(role))
    if not said or len(said) > LONGEST_ROLE:
        raise KnownError(
            "no_role",
            Message("Names stay sealed until you write in which role you open them."),
            Message("Write your role, in at most {count} letters and without a name.", count=LONGEST_ROLE),
        )
    return said


def _class(register: Register, collector: Collector, opener: Opener, file: bytes) -> NamedClass:
    if file not in register.status.files:
        raise KnownError(
            "not_collected", Message("This file is not in the register."), Message("Collect it first, then decide.")
        )
    contents = open_archived(file, register.read(file), opener)
    details, session = contents.details, contents.manifest.session
    place = register.status.places.get(details.place, details.place)
    return NamedClass(
        file=file,
        session=session,
        day=details.date,
        place_id=place,
        place=collector.place_names(place, details.place_name),
        class_name=_words(details.groups),
        module=details.pack,
        learners=_learners(contents, _names(contents, opener), _gone(register, collector, contents)),
        chains=_chains(collector, contents),
    )


def _names(contents: Contents, opener: Opener) -> tuple[NameRow, ...]:
    """As `open_names`; the error says of which class, for a person may have chosen many."""
    try:
        return open_names(contents, opener)
    except KnownError as error:
        if error.code != "altered":
            raise
        title, day = _words(contents.details.groups), contents.details.date
        raise KnownError(
            error.code,
            Message(
                "The names of {class_title}, {day}, are not as they were sealed.", class_title=title, day=date_text(day)
            ),
            Message("Leave this class out, and have it handed over again."),
        ) from error


def _gone(register: Register, collector: Collector, contents: Contents) -> frozenset[str]:
    """The learners whose consent was withdrawn, as far as decisions, this file and the desk know."""
    here = register.status.withdrawn.get(contents.manifest.session, frozenset())
    return here.union(contents.details.withdrawn, *collector.forgotten.values())


def _learners(contents: Contents, names: Sequence[NameRow], gone: frozenset[str]) -> tuple[NamedLearner, ...]:
    by_learner = {one.learner: one for one in names}
    groups = {group.id: group for group in contents.details.groups}
    begun = contents.journal[0].event() if contents.journal else None
    seats = {seat.learner: seat.group for seat in begun.seats} if isinstance(begun, Opened) else {}
    nobody = NameRow("", "", "", b"")
    found = []
    for row in sorted(contents.rows, key=lambda row: row.card):
        if row.learner in gone:
            continue
        name = by_learner.get(row.learner, nobody)
        found.append(
            NamedLearner(
                learner=row.learner, card=row.card, roll=row.roll, status=row.status,
                group=groups.get(seats.get(row.learner, "")), name_bn=name.name_bn, name_en=name.name_en,
                serial=row.serial, signature=name.signature, words=name.words,
            )
        )  # fmt: skip
    return tuple(found)


def _words(groups: Sequence[GroupRef]) -> LocalText:
    """The names of a class's groups, in the order in which they joined it."""
    words = [class_words(group.grade, group.section) for group in groups]
    return LocalText(" + ".join(one.bn for one in words), " + ".join(one.en for one in words))


def _chains(collector: Collector, contents: Contents) -> tuple[tuple[Grant, ...], ...]:
    own = (contents.grants,) if contents.grants else ()
    return (*own, *contents.earlier, *collector.known.chains_of(key_id(contents.link.key)))


SHORTEST = 8
"""Fewest characters of a session's beginning that may stand for it."""


def files_of_sessions(register: Register, sessions: Sequence[str]) -> tuple[bytes, ...]:
    """The file of each session that counts or, if none does, its newest one; each once. A session is given in full, or
    by a beginning that no other session has. Raises KnownError: unknown_session, ambiguous_session."""
    newest = _newest(register)
    return tuple(dict.fromkeys(newest[_session(newest, word)] for word in sessions))


def files_that_count(
    register: Register, programme: Programme, filters: Filters, places: Sequence[str] = ()
) -> tuple[bytes, ...]:
    """The files of all counting classes that match these filters and places (`eiin:…`, or `local:…` as it was typed);
    without places, of all. Raises KnownError: no_class, register_damaged."""
    mapped = register.status.places
    districts: dict[str, str] = {}

    def district(place: str) -> str:
        if place not in districts:
            known = programme.place(place)
            districts[place] = known.district.code if known is not None else ""
        return districts[place]

    def is_wanted(one: ClassFacts) -> bool:
        place = mapped.get(one.place, one.place)
        return (
            (not places or place in places or one.place in places)
            and (filters.first is None or one.day >= filters.first)
            and (filters.last is None or one.day <= filters.last)
            and (not filters.modules or one.module in filters.modules)
            and (not filters.districts or district(place) in filters.districts)
        )

    found = tuple(one.file for one in counted_classes(register) if is_wanted(one))
    if not found:
        raise KnownError(
            "no_class",
            Message("None of these classes counts."),
            Message("Ask for other days, another place or another module."),
        )
    return found


def _newest(register: Register) -> dict[str, bytes]:
    """For each session the file that counts, else the one with the highest revision."""
    newest: dict[str, tuple[bool, int, bytes]] = {}
    for file, known in register.status.files.items():
        rank = (not known.taken_out, known.revision, file)
        newest[known.session] = max(newest.get(known.session, rank), rank)
    return {session: file for session, (_, _, file) in newest.items()} | register.status.current


def _session(known: dict[str, bytes], word: str) -> str:
    wanted = word.strip().upper()
    if wanted in known:
        return wanted
    found = [session for session in known if session.startswith(wanted)] if len(wanted) >= SHORTEST else []
    if len(found) == 1:
        return found[0]
    if found:
        raise KnownError(
            "ambiguous_session",
            Message("Several classes begin with {word}: {count}", word=shown(word), count=len(found)),
            Message(
                "Write more of the session, as this shows it: {command}", command=typed_command("collect", "--json")
            ),
        )
    raise KnownError(
        "unknown_session",
        Message("The register has no class {word}.", word=shown(word)),
        Message("Write the session, or at least its first {count} characters.", count=SHORTEST),
    )
