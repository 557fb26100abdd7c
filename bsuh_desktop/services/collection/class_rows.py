"""What the register keeps of an opened attendance file: one class in numbers, its learners under pseudonyms."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence

import msgspec

from bsuh_desktop.domain.class_names import class_key, grade_number
from bsuh_desktop.domain.events import Channel, GroupRef, LearnerAdded, Opened, QuestionOpened, Seat, Status, Undone
from bsuh_desktop.domain.people import AgeBand, Sex
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.exchange.attendance_facts import AttendanceRow
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.register.facts import ClassFacts, LearnerFacts, MainChannel
from bsuh_desktop.register.learner_rows import LearnerNames, pack_learners, with_pseudonyms
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.refusals import unreadable
from bsuh_desktop.trust.register_keys import pseudonyms_of

_PARTS: dict[str, tuple[Sex, AgeBand]] = {
    "girls": ("f", "unspecified"),
    "boys": ("m", "unspecified"),
    "women": ("f", "18+"),
    "men": ("m", "18+"),
}
"""What is known of people who were counted apart."""
_RECORD_KEY = b"bsuh/record-key/1"
_NOT_LISTED = "rest"
"""What heads without a row of their own are called where their key is made."""
_HERE = ("present", "late", "left_early")
_LARGEST = 2**31 - 1
_READ = ("opened/", "question_opened/", "learner_added/", "undone/")
"""How the kinds of events begin that rows are made of. A journal has hundreds of lines of a dozen kinds."""


class PlainRows(msgspec.Struct, frozen=True, array_like=True):
    """The rows of a file before anybody has a pseudonym: `rows` as `register.learner_rows` packs them, with zeros for
    these; `learners` name the first of them, in their order; `groups` are what names a place on the roll besides it."""

    rows: bytes
    learners: tuple[LearnerNames, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()


def file_rows(contents: Contents, sha256: bytes, grants: Sequence[Grant]) -> tuple[ClassFacts, PlainRows]:
    """The file with that hash in numbers, judged by `grants`, and its rows, without any key. Raises KnownError
    `unreadable` for numbers that no class has, and no row has room for."""
    seats, channel = _from_journal(contents)
    names = _LearnerNames(contents.details.groups, seats)
    about = _class(contents, sha256, grants, channel)
    try:
        _check_numbers(about)
        rows = pack_learners(_learners(contents, about, names.grade_of))
    except ValueError as error:
        raise unreadable() from error
    return about, PlainRows(rows, tuple(map(names, contents.rows)), names.groups)


def pseudonymous(plain: PlainRows, key: bytes) -> bytes:
    """The rows with the pseudonyms that `key` makes. Raises ValueError for what are no rows."""
    if not all(-1 <= one.group < len(plain.groups) for one in plain.learners):
        raise ValueError("a learner of no group")
    learner, serial = pseudonyms_of(key, "learner"), pseudonyms_of(key, "serial")
    seats = [pseudonyms_of(key, "seat", *group) for group in plain.groups]
    made = [
        (
            learner(one.learner),
            seats[one.group](one.roll) if one.group >= 0 and one.roll else 0,
            serial(one.serial) if one.serial else 0,
        )
        for one in plain.learners
    ]
    return with_pseudonyms(plain.rows, made)


def _check_numbers(about: ClassFacts) -> None:
    heads = (about.on_roll, about.present, about.awarded)
    if max(about.revision, abs(about.minutes), *heads) > _LARGEST:
        raise ValueError("a class of more than a country")
    if max(about.nth, about.last_counter, about.chain_length) > _LARGEST:
        raise ValueError("more files or lines than a device can write")


def _class(contents: Contents, sha256: bytes, grants: Sequence[Grant], channel: MainChannel) -> ClassFacts:
    manifest, details, link = contents.manifest, contents.details, contents.link
    return ClassFacts(
        file=sha256,
        session=manifest.session,
        revision=manifest.revision,
        key=manifest.signer,
        manifest=link.sha256,
        nth=manifest.nth,
        prev=manifest.prev,
        last_counter=link.last_counter,
        chain_head=manifest.chain.head,
        chain_length=manifest.chain.length,
        day=details.date,
        place=details.place,
        place_name=details.place_name,
        partner=grants[-1].terms.partner if grants else 0,
        facilitator=details.lead,
        module=details.pack,
        channel=channel,
        minutes=details.minutes,
        entered_later=details.entered_later,
        doubts=details.doubts,
        on_roll=max(len(contents.rows), details.counts.present),
        present=details.counts.present,
        awarded=sum(row.awarded for row in contents.rows),
    )


def _learners(contents: Contents, about: ClassFacts, grade_of: Callable[[str], int]) -> list[LearnerFacts]:
    """All heads of the class: whoever stands on a list; of a class without one the parts in which heads were counted;
    and what is left of the class's own numbers, of whom nothing is known: every part adds up to the whole."""
    record_key = _record_keys(contents)
    found = [_learner(row, grade_of(row.learner), record_key(row.learner)) for row in contents.rows]
    headcount = contents.details.headcount
    if not contents.rows and headcount is not None:
        for name, heads in headcount.parts.items():
            if heads > 0 and name in _PARTS:
                sex, age = _PARTS[name]
                found.append(_heads(heads, "present", False, grade_of(""), record_key(name), sex, age))
    rest = record_key(_NOT_LISTED)
    return found + [_heads(*part, grade_of(""), rest) for part in _not_listed(about, found)]


def _record_keys(contents: Contents) -> Callable[[str], int]:
    """The key of one record of the class, 63 bits: only whoever holds the file can make it, and it is the same in every
    form of that file. That of a learner is the same in every class: who compares classes of the same children finds no
    other draw for the same number."""
    salt = contents.journal[0].salt
    assert salt is not None  # Whoever reads a file reads its first event.
    learners = {row.learner for row in contents.rows}

    def record_key(name: str) -> int:
        digest = hmac.digest(_RECORD_KEY if name in learners else salt, name.encode(), "sha256")
        return int.from_bytes(digest[:8], "big") >> 1

    return record_key


def _not_listed(about: ClassFacts, found: Sequence[LearnerFacts]) -> list[tuple[int, Status, bool]]:
    """Heads, status and whether they were awarded, so that those on the roll, present and awarded are at least as many
    as the class says."""
    missing = about.on_roll - sum(one.heads for one in found)
    if missing <= 0:
        return []
    present = sum(one.heads for one in found if one.status in _HERE)
    there = min(max(about.present - present, 0), missing)
    earned = min(max(about.awarded - sum(one.heads for one in found if one.awarded), 0), there)
    parts: tuple[tuple[int, Status, bool], ...] = (
        (earned, "present", True),
        (there - earned, "present", False),
        (missing - there, "absent", False),
    )
    return [part for part in parts if part[0]]


def _heads(
    heads: int,
    status: Status,
    awarded: bool,
    grade: int,
    record_key: int,
    sex: Sex = "unspecified",
    age: AgeBand = "unspecified",
) -> LearnerFacts:
    return LearnerFacts(
        learner=0, seat=0, serial=0, status=status, sex=sex, age=age, disability="unspecified", answered=0,
        correct=0, pre=-1, post=-1, awarded=awarded, heads=heads, grade=grade, record_key=record_key,
    )  # fmt: skip


def _learner(row: AttendanceRow, grade: int, record_key: int) -> LearnerFacts:
    return LearnerFacts(
        learner=0,
        seat=0,
        serial=0,
        status=row.status,
        sex=row.sex,
        age=row.age,
        disability=row.disability,
        answered=row.answered,
        correct=row.correct,
        pre=-1 if row.pre is None else row.pre,
        post=-1 if row.post is None else row.post,
        awarded=row.awarded,
        grade=grade,
        record_key=record_key,
    )


def _from_journal(contents: Contents) -> tuple[dict[str, str], MainChannel]:
    """The group of each learner, and by what the questions were answered. Of a journal only these few lines are read:
    answers are most of it, and what they come to stands in the rows."""
    asked: dict[int, Channel] = {}
    seats: list[Seat] = []
    read = {kind for kind in {entry.header.kind for entry in contents.journal} if kind.startswith(_READ)}
    for entry in [entry for entry in contents.journal if entry.header.kind in read]:
        event = entry.event()
        if isinstance(event, Opened):
            seats += event.seats
        elif isinstance(event, LearnerAdded):
            seats.append(event.seat)
        elif isinstance(event, QuestionOpened):
            asked[entry.header.seq] = event.by
        elif isinstance(event, Undone):
            asked.pop(event.seq, None)
    return {seat.learner: seat.group for seat in seats}, _channel(set(asked.values()))


def _channel(ways: set[Channel]) -> MainChannel:
    if len(ways) == 1:
        return next(iter(ways))
    return "mixed" if ways else "none"


class _LearnerNames:
    """Names a learner's place on the roll by place, year, grade, section and roll, however they are written: two
    laptops that read one school's list come to the same. Whoever has no roll, or stands on no list, has none."""

    def __init__(self, groups: Sequence[GroupRef], group_of: dict[str, str]) -> None:
        self.groups = tuple(map(_group_parts, groups))
        self._numbers = {group.id: number for number, group in enumerate(groups)}
        self._grades = {group.id: grade_number(group.grade) for group in groups}
        self._group_of = group_of

    def __call__(self, row: AttendanceRow) -> LearnerNames:
        roll = row.roll if row.roll.isascii() else clean(ascii_digits(row.roll))
        number = self._numbers.get(self._group_of.get(row.learner, ""), -1)
        return LearnerNames(row.learner, number, roll.strip().casefold(), row.serial)

    def grade_of(self, learner: str) -> int:
        """The grade of the learner's group; of whoever stands on no list that of all groups, if it is one; else 0."""
        group = self._group_of.get(learner, "")
        if group in self._grades:
            return self._grades[group]
        grades = set(self._grades.values())
        return next(iter(grades)) if len(grades) == 1 else 0


def _group_parts(group: GroupRef) -> tuple[str, ...]:
    return group.place, str(group.year), *map(str, _class_key(group.grade, group.section))


def _class_key(grade: str, section: str) -> tuple[str, ...]:
    key = class_key(grade, section)
    assert isinstance(key, tuple)
    return key
