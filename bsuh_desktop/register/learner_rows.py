"""Learners as fixed-length bytes, from the process that opens a file to the columns of the register.

A country has millions of learners: as bytes they pass through a pipe and into a column in bulk, which is not possible
one by one.
"""

from __future__ import annotations

import operator
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

import msgspec

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.learner import COUNTED, FACTS
from bsuh_desktop.register.facts import LearnerFacts

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
