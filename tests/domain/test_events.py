from __future__ import annotations

import msgspec
import pytest

from bsuh_desktop.domain import events
from bsuh_desktop.domain import events as upcasters
from bsuh_desktop.domain.events import Answered, Event, GroupRef, HeadcountTyped, Opened, Seat, decode_data, encode_data


@pytest.mark.parametrize(
    "event",
    [
        Opened("p", 1, (GroupRef("G", "eiin:1", 2026, "8", "ka"),), (Seat("L", 5, "G", named=True),), False, 360, "aa"),
        HeadcountTyped(28, {"girls": 20, "boys": 8}),
        events.QuestionClosed("q1", {"A": 3}),
        events.HandsEstimated("q1", {"A": "most", "C": "few"}),
        events.Erased((3, 9), {"q1": {"B": 2}}),
        events.Mended(4),
    ],
)
def test_events_come_back_from_their_bytes(event: Event) -> None:
    assert decode_data(events.kind_of(event), encode_data(event)) == event


def test_data_does_not_repeat_the_kind() -> None:
    assert encode_data(Answered("q1", "L", "B")) == b'{"learner":"L","letter":"B","question":"q1"}'


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("danced/1", b"{}"),
        ("answered/9", b"{}"),
        ("answered/1", b"{}"),
        ("answered/1", b"["),
        ("mended/1", b'{"lost":-1}'),
        ("hands_estimated/1", b'{"levels":{"A":"many"},"question":"q1"}'),
        ("erased/1", b'{"seqs":[1],"tallies":{"q1":{"A":-1}}}'),
    ],
)
def test_the_list_is_closed(kind: str, data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_data(kind, data)


def test_an_old_version_is_lifted_step_by_step() -> None:
    old = {
        "answer/0": lambda fields: ("answer/1", {**fields, "letter": fields["choice"]}),
        "answer/1": lambda fields: ("answered/1", {name: fields[name] for name in ("question", "learner", "letter")}),
    }
    kind, fields = upcasters.lift("answer/0", {"question": "q1", "learner": "L", "choice": "C"}, old)
    assert msgspec.convert({**fields, "kind": kind}, Answered) == Answered("q1", "L", "C")
