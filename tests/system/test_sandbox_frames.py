from __future__ import annotations

import io
import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.sandbox_frames import (
    Answered,
    Bug,
    GarbledError,
    Outcome,
    OutOfMemory,
    Refused,
    frame_head,
    read_frame,
    read_outcome,
    write_outcome,
)
from tests.helpers.sampled import examples_of

ROWS = Message("{rows} and more", rows=Message("{rows}, {row}", rows=3, row=4))
SAID = Message("Roll {roll} appears twice (rows {rows}).", roll="১২", rows=ROWS)
REFUSED = Refused("list_torn", SAID, ROWS)


@pytest.mark.parametrize(
    "outcome", [Answered(b"\0\xff"), REFUSED, OutOfMemory(), Bug("KeyError", ("a/b.py:3 <lambda>",))]
)
def test_an_outcome_arrives_as_it_was_written(outcome: Outcome) -> None:
    assert read_outcome(write_outcome(outcome)) == outcome


def test_a_sentence_inside_a_sentence_arrives() -> None:
    arrived = read_outcome(write_outcome(REFUSED))
    assert isinstance(arrived, Refused)
    assert arrived.error.args == ("list_torn", SAID, ROWS)


@pytest.mark.parametrize(
    "place", ["Rahima", "rosters/rows.py:12", "rosters/rows.py:12 রহিমা আক্তার", "a.py:1 f\nRahima", "a b.py:1 f"]
)
def test_a_bug_is_said_in_places_alone(place: str) -> None:
    with pytest.raises(GarbledError):
        read_outcome(write_outcome(Bug("KeyError", (place,))))


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Answered"},
        {"type": "Other"},
        {"message": "text"},
        {"message": {"text": "a"}},
        {"message": {"text": "{a}", "fields": {"a": {"text": 1, "fields": {}}}}},
        {"code": None},
    ],
    ids=range(6),
)
def test_what_is_no_outcome_is_garbled(change: dict[str, object]) -> None:
    outcome = msgspec.msgpack.decode(write_outcome(REFUSED))
    read_outcome(msgspec.msgpack.encode(outcome))
    with pytest.raises(GarbledError):
        read_outcome(msgspec.msgpack.encode({**outcome, **change}))


@examples_of(30, 1000)
def test_rubbish_is_garbled(examples: settings) -> None:
    @examples
    @given(st.binary() | st.recursive(st.none() | st.text() | st.integers(0, 9), st.lists).map(msgspec.msgpack.encode))
    def garbled(data: bytes) -> None:
        with pytest.raises(GarbledError):
            read_outcome(data)

    garbled()


def test_a_frame_arrives_in_pieces_as_the_pipe_gives_them() -> None:
    payload = bytes(range(256)) * 3000
    stream, sizes = io.BytesIO(frame_head(payload) + payload + b"next"), itertools.cycle([1, 70_000, 3])
    assert read_frame(lambda most: stream.read(min(most, next(sizes))), len(payload)) == payload
    assert stream.read() == b"next"


def test_a_frame_that_ends_early_is_none() -> None:
    assert read_frame(io.BytesIO(frame_head(b"four") + b"fou").read, 9) is None
    assert read_frame(io.BytesIO(b"\0\0").read, 9) is None


def test_a_frame_that_promises_too_much_is_not_read() -> None:
    stream = io.BytesIO(b"\xff\xff\xff\xff" + bytes(99))
    with pytest.raises(GarbledError):
        read_frame(stream.read, 98)
    assert stream.tell() == 4
