"""Classes as the register knows them, for tests: one with the usual values, and random small registers."""

from __future__ import annotations

import datetime
import hashlib
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.register.facts import FORMATS, WORDS, ClassFacts, FileFacts, LearnerFacts, pack_learners

if TYPE_CHECKING:
    from bsuh_desktop.register.arrow_rows import Tables

DAY = datetime.date(2026, 7, 14)
PLACES = ("eiin:1", "eiin:2", "eiin:3", "eiin:9", "local:A", "local:B")
"""Three on the list of `PLACE_ROWS`, a school that is on none, and two that were typed."""

PLACE_ROWS = (("eiin:1", "u1", "d1", "v1"), ("eiin:2", "u2", "d1", "v1"), ("eiin:3", "u3", "d2", "v2"))
"""Place, upazila, district, division."""


def file_hash(number: int) -> bytes:
    """The SHA-256 of the file of that number."""
    return hashlib.sha256(b"file %d" % number).digest()


def record_key(learner: int, seat: int) -> int:
    """63 bits for whoever has these, as if drawn."""
    return int.from_bytes(hashlib.sha256(b"%d %d" % (learner, seat)).digest()[:8], "big") >> 1


def class_facts(number: int = 1, **changed: object) -> ClassFacts:
    """The file of that number, of a session of its own."""
    usual = ClassFacts(
        file=file_hash(number), session=f"S{number}", revision=1, key=bytes(32), manifest=file_hash(number)[::-1],
        nth=number, prev=b"", last_counter=3, chain_head=bytes(32), chain_length=9, day=DAY, place="eiin:1",
        place_name="", partner=3, facilitator="f1", module="taps", module_version=1, channel="cards",
        minutes=45, entered_later=False, doubts=(), on_roll=0, present=0, awarded=0,
    )  # fmt: skip
    return replace(usual, **changed)


def learner_facts(learner: int = 0, seat: int = 0, **changed: object) -> LearnerFacts:
    """A girl of 13 who was there, answered all and earned a certificate."""
    usual = LearnerFacts(
        learner=learner, seat=seat, serial=0, status="present", sex="f", age="13-17", disability="unspecified",
        answered=5, correct=4, pre=2, post=4, awarded=True, grade=8, record_key=record_key(learner, seat),
    )  # fmt: skip
    return replace(usual, **changed)


def file_facts(number: int, learners: Sequence[LearnerFacts], **changed: object) -> FileFacts:
    """A file that says of itself what its rows say."""
    there = [one for one in learners if one.status not in ("absent", "not_called")]
    counted = {
        "on_roll": sum(one.heads for one in learners),
        "present": sum(one.heads for one in there),
        "awarded": sum(one.heads for one in learners if one.awarded),
    }
    return FileFacts(class_facts(number, **(counted | changed)), pack_learners(learners))


def learners_in(rows: bytes) -> tuple[LearnerFacts, ...]:
    """The learners of packed rows."""
    names = [name for name, _ in FORMATS]
    unpacked = struct.iter_unpack("<" + "".join(form for _, form in FORMATS), rows)
    return tuple(_learner(dict(zip(names, values, strict=True))) for values in unpacked)


def learners_of(file: FileFacts) -> tuple[LearnerFacts, ...]:
    """One by one."""
    return learners_in(file.rows)


def files_in(tables: Tables) -> tuple[FileFacts, ...]:
    """All rows of the register's tables, those of counted heads as well."""
    from bsuh_desktop.register.arrow_rows import class_facts

    learners: list[list[LearnerFacts]] = [[] for _ in range(tables.classes.num_rows)]
    for fields in tables.learners.to_pylist():
        learners[fields.pop("row")].append(_learner(fields))
    classes = class_facts(tables.classes)
    return tuple(FileFacts(about, pack_learners(own)) for about, own in zip(classes, learners, strict=True))


def _learner(fields: dict[str, Any]) -> LearnerFacts:
    return LearnerFacts(**fields | {name: words[fields[name]] for name, words in WORDS.items()})


@st.composite
def _learners(draw: st.DrawFn) -> LearnerFacts:
    status = draw(st.sampled_from(("present", "late", "left_early", "absent", "not_called")))
    learner = draw(st.integers(0, 6))
    return learner_facts(
        learner, draw(st.integers(0, 5)), status=status,
        sex=draw(st.sampled_from(("f", "m", "unspecified"))),
        age=draw(st.sampled_from(("9-12", "13-17", "18+", "unspecified"))),
        disability=draw(st.sampled_from(("yes", "no", "unspecified"))),
        awarded=status == "present" and draw(st.booleans()),
        grade=draw(st.sampled_from((0, 8, 10))),
        record_key=draw(st.integers(0, 2**63 - 1)),
        heads=1 if learner else draw(st.integers(1, 30)),
    )  # fmt: skip


@st.composite
def registers(draw: st.DrawFn) -> tuple[FileFacts, ...]:
    """Some classes of few learners and seats, so that many of them meet again."""
    files = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        learners = draw(st.lists(_learners(), max_size=6))
        files.append(
            file_facts(
                number,
                learners,
                day=DAY + datetime.timedelta(draw(st.sampled_from((0, 1, 31, 200)))),
                place=draw(st.sampled_from(PLACES)),
                partner=draw(st.integers(1, 2)),
                facilitator=draw(st.sampled_from(("f1", "f2"))),
                module=draw(st.sampled_from(("taps", "talk"))),
                module_version=draw(st.sampled_from((1, 2, 10))),
                channel=draw(st.sampled_from(("hands", "cards", "mixed", "none"))),
                minutes=draw(st.integers(1, 90)),
                entered_later=draw(st.booleans()),
            )
        )
    return tuple(files)
