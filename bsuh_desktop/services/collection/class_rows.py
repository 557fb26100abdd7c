"""What the register keeps of an opened attendance file: one class in numbers, its learners under pseudonyms."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence

import msgspec

from bsuh_desktop.domain.class_names import class_key, grade_number
from bsuh_desktop.domain.events import Channel, GroupRef, LearnerAdded, Opened, QuestionOpened, Seat, Status, Undone
from bsuh_desktop.domain.learner import COUNTED
from bsuh_desktop.domain.people import AgeBand, Sex
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.exchange.attendance_facts import AttendanceRow
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.register import facts
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.register_keys import pseudonyms_of

_PARTS: dict[str, tuple[Sex, AgeBand]] = {
    "girls": ("f", "unspecified"),
    "boys": ("m", "unspecified"),
    "women": ("f", "18+"),
    "men": ("m", "18+"),
}
"""Sex and age band of the people in each part of a headcount."""
_RECORD_KEY = b"bsuh/record-key/1"
_NOT_LISTED = "rest"
"""Stands for a learner's id in the record key of people without a row of their own."""
_HERE = ("present", "late", "left_early")
_READ = ("opened/", "question_opened/", "learner_added/", "undone/")
"""Prefixes of the event kinds that rows are made from. A journal has hundreds of entries of a dozen kinds."""


class PlainRows(msgspec.Struct, frozen=True, array_like=True):
    """The rows of a file before pseudonyms are filled in."""

    rows: bytes
    """As `register.facts.pack_learners` packs them, with zeros for the pseudonyms."""
    learners: tuple[facts.LearnerNames, ...] = ()
    """The learners of the first rows, in their order."""
    groups: tuple[tuple[str, ...], ...] = ()
    """By group, what identifies a place on the roll besides the roll number."""


def file_rows(contents: Contents, sha256: bytes, grants: Sequence[Grant]) -> tuple[facts.ClassFacts, PlainRows]:
    """The file's class in numbers, judged by `grants`, and its rows; needs no key. `sha256` is the file's hash."""
    seats, channel = _from_journal(contents)
    names = _LearnerNames(contents.details.groups, seats)
    about = _class(contents, sha256, grants, channel)
    rows = facts.pack_learners(_learners(contents, about, names.grade_of))
    return about, PlainRows(rows, tuple(map(names, contents.rows)), names.groups)


def pseudonymous(plain: PlainRows, key: bytes) -> bytes:
    """The rows with pseudonyms made by `key`. Raises ValueError for malformed rows."""
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
    return facts.with_pseudonyms(plain.rows, made)


def _class(contents: Contents, sha256: bytes, grants: Sequence[Grant], channel: facts.MainChannel) -> facts.ClassFacts:
    manifest, details, link = contents.manifest, contents.details, contents.link
    return facts.ClassFacts(
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
        module_version=details.pack_version,
        channel=channel,
        minutes=details.minutes,
        entered_later=details.entered_later,
        doubts=details.doubts,
        on_roll=max(len(contents.rows), details.counts.present),
        present=details.counts.present,
        awarded=sum(row.awarded for row in contents.rows),
    )


def _learners(contents: Contents, about: facts.ClassFacts, grade_of: Callable[[str], int]) -> list[facts.LearnerFacts]:
    """Every person of the class: the learners on its list; for a class without one, the parts of its headcount; and, if
    the class's own numbers are higher, the difference as people about whom nothing is known. So all parts add up."""
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
    """Returns the function that makes the key of one record of the class, 63 bits. Only somebody who has the file can
    make it, and it is the same in every form of that file. A learner's key is the same in every class, so that
    comparing classes of the same children yields no second random draw for the same number."""
    salt = contents.journal[0].salt
    assert salt is not None  # Reading a file always reads its first event.
    learners = {row.learner for row in contents.rows}

    def record_key(name: str) -> int:
        digest = hmac.digest(_RECORD_KEY if name in learners else salt, name.encode(), "sha256")
        return int.from_bytes(digest[:8], "big") >> 1

    return record_key


def _not_listed(about: facts.ClassFacts, found: Sequence[facts.LearnerFacts]) -> list[tuple[int, Status, bool]]:
    """Number of people without a row, with their status and whether they were awarded, so that the sums on the roll,
    present and awarded reach at least what the class says."""
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
) -> facts.LearnerFacts:
    return facts.LearnerFacts(
        learner=0, seat=0, serial=0, status=status, sex=sex, age=age, answered=0,
        correct=0, pre=-1, post=-1, awarded=awarded, heads=heads, grade=grade, record_key=record_key,
    )  # fmt: skip


def _learner(row: AttendanceRow, grade: int, record_key: int) -> facts.LearnerFacts:
    return facts.LearnerFacts(
        learner=0,
        seat=0,
        serial=0,
        status=row.status,
        answered=row.answered,
        correct=row.correct,
        pre=-1 if row.pre is None else row.pre,
        post=-1 if row.post is None else row.post,
        awarded=row.awarded,
        grade=grade,
        record_key=record_key,
        **{name: getattr(row, name) for name in COUNTED},
    )


def _from_journal(contents: Contents) -> tuple[dict[str, str], facts.MainChannel]:
    """The group id of each learner, and the channel by which questions were answered. Only these few entries are
    decoded: answers are most of a journal, and their results are in the rows already."""
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


def _channel(ways: set[Channel]) -> facts.MainChannel:
    if len(ways) == 1:
        return next(iter(ways))
    return "mixed" if ways else "none"


class _LearnerNames:
    """Identifies a learner's place on the roll by place, year, grade, section and roll, however they are written, so
    that two laptops with the same school list get the same result. A learner without a roll, or on no list, gets
    none."""

    def __init__(self, groups: Sequence[GroupRef], group_of: dict[str, str]) -> None:
        self.groups = tuple(map(_group_parts, groups))
        self._numbers = {group.id: number for number, group in enumerate(groups)}
        self._grades = {group.id: grade_number(group.grade) for group in groups}
        self._group_of = group_of

    def __call__(self, row: AttendanceRow) -> facts.LearnerNames:
        roll = row.roll if row.roll.isascii() else clean(ascii_digits(row.roll))
        number = self._numbers.get(self._group_of.get(row.learner, ""), -1)
        return facts.LearnerNames(row.learner, number, roll.strip().casefold(), row.serial)

    def grade_of(self, learner: str) -> int:
        """The grade of the learner's group. For a learner on no list it is the grade that all groups share; else 0."""
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
