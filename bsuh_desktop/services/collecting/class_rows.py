"""What the register keeps of an opened attendance file: one class in numbers, its learners under pseudonyms."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.domain.class_words import class_key
from bsuh_desktop.domain.events import Channel, GroupRef, LearnerAdded, Opened, QuestionOpened, Seat, Undone
from bsuh_desktop.domain.people import AgeBand, Sex
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.facts import AttendanceRow
from bsuh_desktop.register.facts import ClassFacts, FileFacts, LearnerFacts, MainChannel
from bsuh_desktop.register.learner_rows import pack_learners
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.refusals import unreadable
from bsuh_desktop.trust.register_keys import pseudonym

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


def file_facts(contents: Contents, sha256: bytes, grants: Sequence[Grant], key: bytes) -> FileFacts:
    """All rows of the file with that hash, judged by `grants`; `key` makes the pseudonyms. Raises KnownError
    `unreadable` for numbers that no class has, and no row has room for."""
    seats, channel = _from_journal(contents)
    seat_of = _SeatNames(contents.details.groups, seats, key)
    learners = [_learner(row, seat_of(row), key) for row in contents.rows]
    about = _class(contents, sha256, grants, channel)
    try:
        _check_numbers(about)
        return FileFacts(about, pack_learners([*learners, *_counted(contents)]))
    except ValueError as error:
        raise unreadable() from error


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


def _learner(row: AttendanceRow, seat: int, key: bytes) -> LearnerFacts:
    return LearnerFacts(
        learner=pseudonym(key, "learner", row.learner),
        seat=seat,
        serial=pseudonym(key, "serial", row.serial) if row.serial else 0,
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


class _SeatNames:
    """Names a learner's place on the roll by place, year, grade, section and roll, however they are written: two
    laptops that read one school's list come to the same. Whoever has no roll, or stands on no list, has none."""

    def __init__(self, groups: Sequence[GroupRef], group_of: dict[str, str], key: bytes) -> None:
        self._parts = {group.id: _group_parts(group) for group in groups}
        self._group_of, self._key = group_of, key

    def __call__(self, row: AttendanceRow) -> int:
        parts = self._parts.get(self._group_of.get(row.learner, ""))
        roll = row.roll if row.roll.isascii() else clean(ascii_digits(row.roll))
        roll = roll.strip().casefold()
        return pseudonym(self._key, "seat", *parts, roll) if parts and roll else 0


def _group_parts(group: GroupRef) -> tuple[str, ...]:
    return group.place, str(group.year), *map(str, _class_key(group.grade, group.section))


def _class_key(grade: str, section: str) -> tuple[str, ...]:
    key = class_key(grade, section)
    assert isinstance(key, tuple)
    return key
