"""The names of collected classes, which stay sealed until somebody says in which role and for which purpose.

That is decided, signed and on the disk before a single name is handed out. Of those who withdrew there is none.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from typing import get_args

import msgspec

from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import GroupRef, Opened, Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import clean
from bsuh_desktop.exchange.attendance_facts import NameRow
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.reduced_copy import open_archived
from bsuh_desktop.exchange.sealed_names import open_names
from bsuh_desktop.register.decision_lines import NamesOpened, Purpose
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector, check_signers
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.sealing import Opener
from bsuh_desktop.trust.signing import key_id

LONGEST_ROLE = 80


class NamedLearner(msgspec.Struct, frozen=True, kw_only=True):
    """One learner of a class; both names are "" where none was kept, or it is gone. `group` is the class group of the
    list, None for a visitor; `serial` is the certificate's, "" without one, `signature` that of its first code,
    `words` the signed words of its sheet, no bytes where there are none."""

    learner: str
    card: int
    roll: str
    status: Status
    group: GroupRef | None
    name_bn: str
    name_en: str
    serial: str
    signature: bytes
    words: bytes = b""

    def __repr__(self) -> str:
        return f"NamedLearner({self.learner})"


class NamedClass(msgspec.Struct, frozen=True, kw_only=True):
    """One class by name, learners in the order of their cards. `file` is the SHA-256 as it came, `module` the pack,
    `chains` the grants that its certificates may stand on."""

    file: bytes
    session: str
    day: datetime.date
    place_id: str
    place: LocalText
    class_name: LocalText
    module: str
    learners: tuple[NamedLearner, ...]
    chains: tuple[tuple[Grant, ...], ...]


def named_list(
    register: Register, collector: Collector, files: Sequence[bytes], role: str, purpose: Purpose
) -> tuple[NamedClass, ...]:
    """The classes of these files (SHA-256 as they came), each once, with names. `role` says as what somebody opens
    them, without a name; it stands in the decisions for everybody to read.

    Raises KnownError: no_role, not_collected, archive_damaged, not_ours, altered, disk_full, read_only; ValueError for
    a purpose that there is not.
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
    """The role as it is written down. Raises KnownError: no_role."""
    said = unicodedata.normalize("NFC", clean(role))
    if not said or len(said) > LONGEST_ROLE:
        raise KnownError(
            "no_role",
            Message("Names stay sealed until you write in which role you open them."),
            Message("Write your role, in at most {count} letters and without a name.", count=LONGEST_ROLE),
        )
    return said


def _class(register: Register, collector: Collector, opener: Opener, file: bytes) -> NamedClass:
    if file not in register.standing.files:
        raise KnownError(
            "not_collected", Message("This file is not in the register."), Message("Collect it first, then decide.")
        )
    contents = open_archived(file, register.read(file), opener)
    details, session = contents.details, contents.manifest.session
    place = register.standing.places.get(details.place, details.place)
    return NamedClass(
        file=file,
        session=session,
        day=details.date,
        place_id=place,
        place=collector.place_names(place, details.place_name),
        class_name=_words(details.groups),
        module=details.pack,
        learners=_learners(contents, open_names(contents, opener), _gone(register, collector, contents)),
        chains=_chains(collector, contents),
    )


def _gone(register: Register, collector: Collector, contents: Contents) -> frozenset[str]:
    """Whose consent was withdrawn, wherever that is known."""
    here = register.standing.withdrawn.get(contents.manifest.session, frozenset())
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
    """The groups of a class, in the order in which they joined it."""
    words = [class_words(group.grade, group.section) for group in groups]
    return LocalText(" + ".join(one.bn for one in words), " + ".join(one.en for one in words))


def _chains(collector: Collector, contents: Contents) -> tuple[tuple[Grant, ...], ...]:
    own = (contents.grants,) if contents.grants else ()
    return (*own, *contents.earlier, *collector.known.chains_of(key_id(contents.link.key)))
