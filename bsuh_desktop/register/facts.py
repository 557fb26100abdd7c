"""What the register stores of one attendance file: numbers about the class, and its learners without names.

Learners, their places on the roll and serials are stored as pseudonyms only (FORMAT.md).
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Channel, Status
from bsuh_desktop.domain.learner import StatedFacts

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
    """As in `exchange.manifest_order.Link`, like `prev` and `last_counter`."""
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
