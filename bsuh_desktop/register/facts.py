"""What the register stores of one attendance file: numbers about the class, and its learners without names.

Learners, their places on the roll and serials are stored as pseudonyms only (FORMAT.md). A country has millions of
learners: as bytes of fixed length they pass through a pipe and into a column in bulk, which is not possible one by one.
`Rows` is the interface to what is stored, for judging, deciding and forgetting, with or without Arrow."""

from __future__ import annotations

import datetime
import operator
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol, get_args

import msgspec

from bsuh_desktop.domain.events import Channel, Status
from bsuh_desktop.domain.learner import COUNTED, FACTS, StatedFacts

MainChannel = Channel | Literal["mixed", "none"]
"""How the questions of a class were answered: the one way that was used, *mixed* if there were several, *none* if
nothing was asked."""


class ClassFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One file's class."""

    file: bytes
    """SHA-256 of the file as it came, also if a reduced copy replaced it."""
    session: str
    revision: int
    key: bytes
    """Public key that signed the file."""
    manifest: bytes
    """SHA-256 of `manifest.json`."""
    nth: int
    """As in `exchange.package.Link`, like `prev` and `last_counter`."""
    prev: bytes
    last_counter: int
    chain_head: bytes
    """Of the journal, like `chain_length`."""
    chain_length: int
    day: datetime.date
    """The stated day."""
    place: str
    """An id of the programme's list, or `local:…`."""
    place_name: str
    """What was typed, for a `local:…` place."""
    partner: int
    """The partner's number in the grant by which the file was judged; 0: waiting for a grant."""
    facilitator: str
    """The lead's key id in hexadecimal."""
    module: str
    module_version: int
    """The version of the module with which the class was begun: another one may ask other questions."""
    channel: MainChannel
    minutes: int
    entered_later: bool
    doubts: tuple[str, ...]
    """Codes of `domain.clock`."""
    on_roll: int
    """Heads, with or without a learner row of their own; so are `present` and `awarded`."""
    present: int
    awarded: int


class LearnerFacts(StatedFacts, frozen=True, kw_only=True, gc=False):
    """One learner of one class, or `heads` people of one kind who were only counted (`learner` 0).

    `learner`, `seat` and `serial` are pseudonyms: signed 64-bit numbers, 0 if there is none.
    """

    learner: int
    seat: int
    """Pseudonym of place, year, grade, section and roll together."""
    serial: int
    status: Status
    answered: int
    """Number of answers."""
    correct: int
    """Number of correct answers."""
    pre: int
    """Correct answers before the class; -1 if not asked."""
    post: int
    """Correct answers after the class; -1 if not asked."""
    awarded: bool
    heads: int = 1
    grade: int = 0
    """1 to 12; 0 for a group that is not a grade."""
    record_key: int = 0
    """63 bits that figures are rounded by (`keyed_rounding`)."""


class FileFacts(msgspec.Struct, frozen=True):
    """Everything that is stored of one file."""

    about: ClassFacts
    rows: bytes
    """Its learners, as packed by `learner_rows`."""


WORDS: dict[str, tuple[str, ...]] = {"status": get_args(Status), **{name: FACTS[name].words for name in COUNTED}}
"""The closed lists whose words are stored in a row as an index, from 0."""

FORMATS = (
    ("learner", "q"), ("seat", "q"), ("serial", "q"), *((name, "B") for name in WORDS),
    ("answered", "h"), ("correct", "h"), ("pre", "h"), ("post", "h"), ("awarded", "?"), ("heads", "i"),
    ("grade", "B"), ("record_key", "q"),
)  # fmt: skip
"""The fields of a row in order, little-endian and without padding (formats of `struct`)."""

_ROW = struct.Struct("<" + "".join(one for _, one in FORMATS))
ROW_BYTES = _ROW.size
LAST_GRADE = 12
_GRADE = [name for name, _ in FORMATS].index("grade")
_PSEUDONYMS = struct.Struct("<" + "".join(one for _, one in FORMATS[:3]))
_PLACES = [(name, {word: place for place, word in enumerate(words)}) for name, words in WORDS.items()]
_ENDS = tuple(map(len, WORDS.values()))
_FIRST_WORD = 3


def pack_learners(learners: Iterable[LearnerFacts]) -> bytes:
    """The concatenated rows of `learners`. Raises ValueError for a number that does not fit into a row."""
    return b"".join(map(_row, learners))


def _row(one: LearnerFacts) -> bytes:
    try:
        return _ROW.pack(
            one.learner, one.seat, one.serial, *[places[getattr(one, name)] for name, places in _PLACES],
            one.answered, one.correct, one.pre, one.post, one.awarded, one.heads, one.grade, one.record_key,
        )  # fmt: skip
    except struct.error as error:
        raise ValueError("a number that is too large for a row") from error


class LearnerNames(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The values from which one learner's pseudonyms are made."""

    learner: str
    """The random id."""
    group: int
    """Index of the group among the class's groups; -1 for a learner on no list."""
    roll: str
    """In normalised form; "" for none."""
    serial: str
    """"" for none."""


def with_pseudonyms(rows: bytes, pseudonyms: Sequence[tuple[int, int, int]]) -> bytes:
    """Rows that were packed without pseudonyms, with those of the first learners filled in: learner, seat and serial.
    Raises ValueError for invalid rows, or for fewer rows than learners."""
    made = bytearray(rows)
    if (
        len(made) % ROW_BYTES
        or len(made) < ROW_BYTES * len(pseudonyms)
        or not all(map(_is_row, _ROW.iter_unpack(rows)))
    ):
        raise ValueError("no rows of learners")
    for place, values in enumerate(pseudonyms):
        _PSEUDONYMS.pack_into(made, ROW_BYTES * place, *values)
    return bytes(made)


def _is_row(values: tuple[int, ...]) -> bool:
    """True if all indexes are within their lists and the grade is valid."""
    words = all(map(operator.lt, values[_FIRST_WORD:], _ENDS))
    return words and values[_GRADE] <= LAST_GRADE


def pseudonyms_in(rows: bytes) -> Iterator[int]:
    """The learner pseudonyms in these rows; people who were only counted have none."""
    return (values[0] for values in _ROW.iter_unpack(rows) if values[0])


Column = Callable[[str], list[Any]]
"""The values of one field of ClassFacts, one for each file, in the order in which the rows came."""


class Rows(Protocol):
    """`arrow_rows.Segments` if the coordinator's libraries are installed, else `plain_rows.PlainRows`. Of several rows
    of one file the last one is valid. All methods raise KnownError `register_damaged` for rows that cannot be read."""

    def add(self, files: Iterable[FileFacts]) -> None:
        """Adds rows, atomically and durably. Raises KnownError: disk_full, read_only."""
        ...

    def class_columns(self) -> Column:
        """The files' fields as columns, as they are now."""
        ...

    def class_facts(self, wanted: Callable[[str, bytes], bool]) -> list[ClassFacts]:
        """The files for which `wanted(session, file)` is true."""
        ...

    def seats_of(self, learners: Mapping[int, str]) -> Iterator[tuple[bytes, bytes, str]]:
        """Where the `learners` (pseudonym to id) occur: file, public key of its device, and id."""
        ...

    def held_back(self, old: Collection[bytes], young: Collection[bytes], since: datetime.date) -> frozenset[bytes]:
        """Those of the `old` files with a learner who is also in a `young` one, and those whose class has a day after
        `since`: a file cannot be received before its class was held, so that clock was wrong."""
        ...

    def drop_older(self, files: Collection[bytes]) -> None:
        """Keeps only the newest row of each of these files: the learners in the older ones were to be forgotten. Raises
        KnownError: disk_full, read_only."""
        ...
