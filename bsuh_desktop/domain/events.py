"""Everything that can happen in a class: the closed list of events that a journal holds.

Names never enter an event; learners stand in it by their id. A kind carries its version (`opened/1`); a
changed event is a new version, and `upcasters` lift the old ones when they are read.
"""

from __future__ import annotations

import typing
from typing import Annotated, Literal

import msgspec

from bsuh_desktop.domain.canonical import canonical_bytes
from bsuh_desktop.domain.upcasters import lift

Status = Literal["present", "late", "left_early", "absent", "not_called"]
Channel = Literal["hands", "shared", "cards", "phones"]
Part = Literal["pre", "lesson", "post"]
Count = Annotated[int, msgspec.Meta(ge=0)]
HowCounted = Literal["counted", "told", "estimated"]


class GroupRef(msgspec.Struct, frozen=True):
    """A class group that joined the session: a roster at a place for a school year."""

    id: str
    place: str
    year: int
    grade: str
    section: str


class Seat(msgspec.Struct, frozen=True):
    """A learner's place in one session: the card number is free of doubles within the session. `group` is "" for a
    visitor, who stands on no list and is here today only."""

    learner: str
    card: int
    group: str
    named: bool

    @property
    def visitor(self) -> bool:
        """True for somebody of no list, who takes part today only."""
        return not self.group


class Opened(msgspec.Struct, frozen=True, tag_field="kind", tag="opened/1"):
    """The class began. `doubts` are what speaks against the clock; `lead` and `co` are key ids in hexadecimal."""

    pack: str
    pack_version: int
    groups: tuple[GroupRef, ...]
    seats: tuple[Seat, ...]
    practice: bool
    offset_minutes: int
    lead: str
    co: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class DateStated(msgspec.Struct, frozen=True, tag_field="kind", tag="date_stated/1"):
    """A person said which day it is (ISO 8601 date). `entered_later`: the clock was not in doubt."""

    date: str
    entered_later: bool = False


class HeadcountTyped(msgspec.Struct, frozen=True, tag_field="kind", tag="headcount_typed/1"):
    """How many were in the room, and how that is known: *counted* head by head, *told* by a teacher, or *estimated*.
    The parts are exclusive and add up to the total where they are given."""

    total: int
    parts: dict[str, int] = {}
    how: HowCounted = "counted"


class RollMarked(msgspec.Struct, frozen=True, tag_field="kind", tag="roll_marked/1"):
    """A person set one learner's status."""

    learner: str
    status: Status


class RollCalled(msgspec.Struct, frozen=True, tag_field="kind", tag="roll_called/1"):
    """The roll was gone through: whoever was not marked is present."""


class LearnerAdded(msgspec.Struct, frozen=True, tag_field="kind", tag="learner_added/1"):
    """Somebody who stood on no list joined, present."""

    seat: Seat


class SlideShown(msgspec.Struct, frozen=True, tag_field="kind", tag="slide_shown/1"):
    """Stage and console moved to slide `number`, counted from 1."""

    number: int


class QuestionOpened(msgspec.Struct, frozen=True, tag_field="kind", tag="question_opened/1"):
    """An item was asked. `question` names this asking of it within the session; `key` is "" if sensitive."""

    question: str
    item: str
    by: Channel
    part: Part
    letters: str
    key: str
    sensitive: bool = False


class Answered(msgspec.Struct, frozen=True, tag_field="kind", tag="answered/1"):
    """A learner's answer; a later one to the same open question replaces it."""

    question: str
    learner: str
    letter: str


class HandsCounted(msgspec.Struct, frozen=True, tag_field="kind", tag="hands_counted/1"):
    """The hands that went up, by letter."""

    question: str
    counts: dict[str, int]


class QuestionClosed(msgspec.Struct, frozen=True, tag_field="kind", tag="question_closed/1"):
    """No more answers. A sensitive question leaves only this tally by letter behind, an empty one where nothing may be
    told but that it was asked (`session/sensitive.py`)."""

    question: str
    tally: dict[str, int] | None = None


class Undone(msgspec.Struct, frozen=True, tag_field="kind", tag="undone/1"):
    """The event with number `seq` was a slip and counts no more."""

    seq: int


class Finished(msgspec.Struct, frozen=True, tag_field="kind", tag="finished/1"):
    """The class is over. `ended_ms` is the settled end; *offered*: taken from the last thing that happened."""

    ended_ms: int
    how: Literal["key", "offered"] = "key"


class PaperEntered(msgspec.Struct, frozen=True, tag_field="kind", tag="paper_entered/1"):
    """The class, or the rest of one, was held on paper and is typed in now: the header says when. `sheet` is the number
    of the class sheet, "" for any other paper; start and end are those of the class, Unix milliseconds. What follows
    was told by that paper and takes no time of the class."""

    sheet: str
    started_ms: int
    ended_ms: int


class Erased(msgspec.Struct, frozen=True, tag_field="kind", tag="erased/1"):
    """The data of the events `seqs` were forgotten; `tallies` (question → letter → number) keep the counts."""

    seqs: tuple[int, ...]
    tallies: dict[str, dict[str, Count]] = {}


class Mended(msgspec.Struct, frozen=True, tag_field="kind", tag="mended/1"):
    """The data file was damaged and is mended: at this place at least `lost` events are missing that nobody can read
    any more. What follows happened later, and its headers keep the time at which it did; this one has the time of the
    event before it."""

    lost: Count


Event = (
    Opened
    | DateStated
    | HeadcountTyped
    | RollMarked
    | RollCalled
    | LearnerAdded
    | SlideShown
    | QuestionOpened
    | Answered
    | HandsCounted
    | QuestionClosed
    | Undone
    | Finished
    | Erased
    | PaperEntered
    | Mended
)
Events = tuple[Event, ...]
"""What one command causes, in order; nothing where nothing changed."""


_KINDS: dict[type, str] = {kind: str(kind.__struct_config__.tag) for kind in typing.get_args(Event)}
_DECODERS: dict[str, msgspec.json.Decoder[Event]] = {name: msgspec.json.Decoder(kind) for kind, name in _KINDS.items()}
"""Of today's versions. Which of all the kinds it is the header has said already: to ask the union costs thirty times as
much, and a journal has hundreds of lines."""


def kind_of(event: Event) -> str:
    """The event's kind with its version, as it stands in a header."""
    return _KINDS[type(event)]


def encode_data(event: Event) -> bytes:
    """The event's data in canonical JSON; its kind stands in the header alone."""
    fields = msgspec.to_builtins(event)
    del fields["kind"]
    return canonical_bytes(fields)


def decode_data(kind: str, data: bytes) -> Event:
    """The event of `kind` and `data`, lifted to today's version. Raises ValueError (msgspec.ValidationError,
    msgspec.DecodeError) for anything that is not in the closed list."""
    decoder = _DECODERS.get(kind)
    if decoder is not None:
        return decoder.decode(data)
    lifted_kind, fields = lift(kind, msgspec.json.decode(data, type=dict))
    event: Event = msgspec.convert({**fields, "kind": lifted_kind}, Event)
    return event
