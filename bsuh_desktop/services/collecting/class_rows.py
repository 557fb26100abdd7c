"""What the register keeps of an opened attendance file: one class in numbers, its learners under pseudonyms."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.class_words import class_key
from bsuh_desktop.domain.events import Channel, GroupRef, LearnerAdded, Opened, QuestionOpened, Seat, Undone
from bsuh_desktop.domain.people import AgeBand, Sex
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.facts import AttendanceRow
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
        rows = pack_learners([*map(_learner, contents.rows), *_counted(contents)])
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


def _counted(contents: Contents) -> list[LearnerFacts]:
    """The heads of a class without a list, by the parts in which they were counted. What they do not say, and visitors
    who stand on no list, the register fills up with heads of whom nothing is known."""
    headcount = contents.details.headcount
    if contents.rows or headcount is None:
        return []
    parts = ((_PARTS[name], heads) for name, heads in headcount.parts.items() if heads > 0 and name in _PARTS)
    return [_heads(sex, age, heads) for (sex, age), heads in parts]


def _heads(sex: Sex, age: AgeBand, heads: int) -> LearnerFacts:
    return LearnerFacts(
        learner=0, seat=0, serial=0, status="present", sex=sex, age=age, disability="unspecified", answered=0,
        correct=0, pre=-1, post=-1, awarded=False, heads=heads,
    )  # fmt: skip


def _learner(row: AttendanceRow) -> LearnerFacts:
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
        self._group_of = group_of

    def __call__(self, row: AttendanceRow) -> LearnerNames:
        roll = row.roll if row.roll.isascii() else clean(ascii_digits(row.roll))
        number = self._numbers.get(self._group_of.get(row.learner, ""), -1)
        return LearnerNames(row.learner, number, roll.strip().casefold(), row.serial)


def _group_parts(group: GroupRef) -> tuple[str, ...]:
    return group.place, str(group.year), *map(str, _class_key(group.grade, group.section))


def _class_key(grade: str, section: str) -> tuple[str, ...]:
    key = class_key(grade, section)
    assert isinstance(key, tuple)
    return key
