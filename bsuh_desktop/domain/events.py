"""The closed list of events that a journal can contain: everything that can happen in a class.

Names are never in an event; it refers to learners by id. A kind includes its version (`opened/1`); a changed event is a
new version, and `UPCASTERS` lift the old ones when they are read, each by one version. The bytes in the journal are
never rewritten, so a chain sealed by an older app still verifies."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import msgspec

from bsuh_desktop.domain.canonical import canonical_bytes

Fields = dict[str, Any]
Upcaster = Callable[[Fields], tuple[str, Fields]]

UPCASTERS: Mapping[str, Upcaster] = {}
"""Kind with version → function to (next kind, its fields). Empty until an event has a second version."""


def lift(kind: str, fields: Fields, upcasters: Mapping[str, Upcaster] = UPCASTERS) -> tuple[str, Fields]:
    """(kind, fields) in the current version."""
    while kind in upcasters:
        kind, fields = upcasters[kind](fields)
    return kind, fields


Status = Literal["present", "late", "left_early", "absent", "not_called"]
Channel = Literal["hands", "shared", "cards", "phones"]
Part = Literal["pre", "lesson", "post"]
Count = Annotated[int, msgspec.Meta(ge=0)]
HowCounted = Literal["counted", "told", "estimated"]
Level = Literal["most", "some", "few"]
"""How many hands a person saw who had no time to count them; it is never a number."""


class GroupRef(msgspec.Struct, frozen=True):
    """A class group that joined the session: a roster at a place for a school year."""

    id: str
    place: str
    year: int
    grade: str
    section: str


class Seat(msgspec.Struct, frozen=True):
    """A learner's place in one session."""

    learner: str
    card: int
    """Card number, unique within the session."""
    group: str
    """Id of the class group; "" for a visitor, who is on no list and takes part today only."""
    named: bool
    """Whether the learner's name may be stored."""

    @property
    def visitor(self) -> bool:
        """True for somebody who is on no list and takes part today only."""
        return not self.group


class Opened(msgspec.Struct, frozen=True, tag_field="kind", tag="opened/1"):
    """The class began."""

    pack: str
    """Id of the module's pack."""
    pack_version: int
    groups: tuple[GroupRef, ...]
    seats: tuple[Seat, ...]
    practice: bool
    offset_minutes: int
    """The programme's offset from UTC."""
    lead: str
    """Key id of the facilitator, in hexadecimal."""
    co: tuple[str, ...] = ()
    """Key ids of the colleagues who teach along, in hexadecimal."""
    doubts: tuple[str, ...] = ()
    """Doubts about the clock (`clock.doubts_at`)."""


class DateStated(msgspec.Struct, frozen=True, tag_field="kind", tag="date_stated/1"):
    """A person stated the day of the class (ISO 8601 date). `entered_later`: the class was on another day than the
    clock's, though the clock was not in doubt."""

    date: str
    entered_later: bool = False


class HeadcountTyped(msgspec.Struct, frozen=True, tag_field="kind", tag="headcount_typed/1"):
    """How many people were in the room, and how that is known: *counted* head by head, *told* by a teacher, or
    *estimated*. `parts`, if given, do not overlap and add up to the total."""

    total: int
    parts: dict[str, int] = {}
    how: HowCounted = "counted"


class RollMarked(msgspec.Struct, frozen=True, tag_field="kind", tag="roll_marked/1"):
    """A person set one learner's status."""

    learner: str
    status: Status


class RollCalled(msgspec.Struct, frozen=True, tag_field="kind", tag="roll_called/1"):
    """Roll call was completed: every learner who was not marked is present."""


class LearnerAdded(msgspec.Struct, frozen=True, tag_field="kind", tag="learner_added/1"):
    """Somebody who was on no list joined, as present."""

    seat: Seat


class SlideShown(msgspec.Struct, frozen=True, tag_field="kind", tag="slide_shown/1"):
    """Stage and console showed slide `number`, counted from 1; 0, before the first, only where a class was gone on with
    before it was taught."""

    number: int


class QuestionOpened(msgspec.Struct, frozen=True, tag_field="kind", tag="question_opened/1"):
    """An item was asked."""

    question: str
    """Identifies this asking of the item within the session."""
    item: str
    """The item as `pack/item id`."""
    by: Channel
    part: Part
    letters: str
    """The letters that can be chosen."""
    key: str
    """The right letter; "" for a sensitive item."""
    sensitive: bool = False


class Answered(msgspec.Struct, frozen=True, tag_field="kind", tag="answered/1"):
    """A learner's answer; a later one to the same open question replaces it."""

    question: str
    learner: str
    letter: str


class HandsCounted(msgspec.Struct, frozen=True, tag_field="kind", tag="hands_counted/1"):
    """How many hands went up for each letter."""

    question: str
    counts: dict[str, int]


class HandsEstimated(msgspec.Struct, frozen=True, tag_field="kind", tag="hands_estimated/1"):
    """How many hands went up for each letter, as somebody saw it who had no time to count. A letter that is missing was
    not looked at."""

    question: str
    levels: dict[str, Level]


class NotAsked(msgspec.Struct, frozen=True, tag_field="kind", tag="not_asked/1"):
    """The device that goes round had not come to these learners when the question was closed. Who had it and gave no
    answer did not want to."""

    question: str
    learners: tuple[str, ...]


class QuestionClosed(msgspec.Struct, frozen=True, tag_field="kind", tag="question_closed/1"):
    """The question accepts no more answers. Of a sensitive question only this tally by letter is stored; it is empty if
    nothing may be published except that the question was asked (`session/answers.py`)."""

    question: str
    tally: dict[str, int] | None = None


class CertificatesAllowed(msgspec.Struct, frozen=True, tag_field="kind", tag="certificates_allowed/1"):
    """The class took `minutes`, fewer than the `asked` ones of the programme's rule, and a person said that it counts
    for certificates all the same."""

    minutes: int
    asked: int


class Undone(msgspec.Struct, frozen=True, tag_field="kind", tag="undone/1"):
    """The event with number `seq` was a slip and no longer counts."""

    seq: int


class Finished(msgspec.Struct, frozen=True, tag_field="kind", tag="finished/1"):
    """The class is over. `ended_ms` is the agreed end in Unix milliseconds. `how` is *offered* if it was proposed from
    the time of the last event."""

    ended_ms: int
    how: Literal["key", "offered"] = "key"


class PaperEntered(msgspec.Struct, frozen=True, tag_field="kind", tag="paper_entered/1"):
    """The class, or the rest of it, was held on paper and is typed in now, at the time in the header. The events that
    follow come from that paper and add nothing to the duration of the class."""

    sheet: str
    """Number of the class sheet; "" for any other paper."""
    started_ms: int
    """Start of the class in Unix milliseconds."""
    ended_ms: int
    """End of the class in Unix milliseconds."""


class Erased(msgspec.Struct, frozen=True, tag_field="kind", tag="erased/1"):
    """The data of the events `seqs` was erased; `tallies` (question → letter → number) keep the counts."""

    seqs: tuple[int, ...]
    tallies: dict[str, dict[str, Count]] = {}


class Mended(msgspec.Struct, frozen=True, tag_field="kind", tag="mended/1"):
    """The data file was damaged and has been repaired: here at least `lost` events are missing that can no longer be
    read. The events that follow happened later, and their headers keep their own times; this one has the time of the
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
    | HandsEstimated
    | NotAsked
    | QuestionClosed
    | CertificatesAllowed
    | Undone
    | Finished
    | Erased
    | PaperEntered
    | Mended
)
Events = tuple[Event, ...]
"""The events that one command causes, in order; empty if nothing changed."""


_KINDS: dict[type, str] = {kind: str(kind.__struct_config__.tag) for kind in typing.get_args(Event)}
_DECODERS: dict[str, msgspec.json.Decoder[Event]] = {name: msgspec.json.Decoder(kind) for kind, name in _KINDS.items()}
"""Decoders of the current versions, by kind. The header already says which kind it is; decoding with the union would be
thirty times slower, and a journal has hundreds of lines."""


def kind_of(event: Event) -> str:
    """The event's kind with its version, as in a header."""
    return _KINDS[type(event)]


def encode_data(event: Event) -> bytes:
    """The event's data in canonical JSON, without its kind, which is only in the header."""
    fields = msgspec.to_builtins(event)
    del fields["kind"]
    return canonical_bytes(fields)


def is_known(kind: str) -> bool:
    """True if this app knows events of `kind`, of the current or an earlier version."""
    return kind in _DECODERS or kind in UPCASTERS


def decode_data(kind: str, data: bytes) -> Event:
    """The event of `kind` and `data`, lifted to the current version. Raises ValueError (msgspec.ValidationError,
    msgspec.DecodeError) for anything that is not in the closed list."""
    decoder = _DECODERS.get(kind)
    if decoder is not None:
        return decoder.decode(data)
    lifted_kind, fields = lift(kind, msgspec.json.decode(data, type=dict))
    event: Event = msgspec.convert({**fields, "kind": lifted_kind}, Event)
    return event
