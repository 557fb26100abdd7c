"""What the register knows of one attendance file: one class in numbers, and its learners without names.

Learners, their places on the roll and serials stand here as pseudonyms only (FORMAT.md).
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Channel, Status
from bsuh_desktop.domain.people import AgeBand, Disability, Sex

MainChannel = Channel | Literal["mixed", "none"]
"""By what the questions of a class were answered: the one way that was used, *mixed* where there were several, *none*
where nothing was asked."""


class ClassFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One file. `file` is the SHA-256 of the file as it came, also where a reduced copy took its place; `key` the
    public key that signed, `manifest` the SHA-256 of `manifest.json`, `nth`, `prev` and `last_counter` as in
    `exchange.manifest_order.Link`; `chain_head` and `chain_length` the journal's. `day` is the stated day; `place`
    an id of the programme's list, or `local:…`; `place_name` what was typed for that one. `facilitator` is the
    lead's key id in hexadecimal, `partner` the number in the grant that it was judged by (0: waiting). `doubts` are
    the codes of `domain.clock`. `on_roll`, `present` and `awarded` are heads, with or without a row of their own."""

    file: bytes
    session: str
    revision: int
    key: bytes
    manifest: bytes
    nth: int
    prev: bytes
    last_counter: int
    chain_head: bytes
    chain_length: int
    day: datetime.date
    place: str
    place_name: str
    partner: int
    facilitator: str
    module: str
    channel: MainChannel
    minutes: int
    entered_later: bool
    doubts: tuple[str, ...]
    on_roll: int
    present: int
    awarded: int


class LearnerFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One learner of one class, or `heads` people of one kind who were only counted (`learner` 0).

    `learner`, `seat` (place, year, grade, section and roll together) and `serial` are pseudonyms: signed 64-bit
    numbers, 0 where there is none. `answered`, `correct`, `pre` and `post` are counts, the last two -1 where not
    asked. `grade` is 1 to 12, 0 for a group that is none. `record_key` are 63 bits by which figures round
    (`keyed_rounding`)."""

    learner: int
    seat: int
    serial: int
    status: Status
    sex: Sex
    age: AgeBand
    disability: Disability
    answered: int
    correct: int
    pre: int
    post: int
    awarded: bool
    heads: int = 1
    grade: int = 0
    record_key: int = 0


class FileFacts(msgspec.Struct, frozen=True):
    """Everything of one file. `rows` are its learners, as `learner_rows` packs them."""

    about: ClassFacts
    rows: bytes
