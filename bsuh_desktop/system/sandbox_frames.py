"""What goes over the pipes between a limited child process and its parent.

A frame is the length of its payload (four bytes, big-endian) and the payload. The parent sends its limits once, then
for each question two frames: the question and raw data. The child answers each question with one frame: an `Outcome`.
Everything but raw data is MessagePack, checked against its type on arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

LENGTH_BYTES = 4
_PIECE = 256 * 1024

_ShortName = Annotated[str, msgspec.Meta(pattern=r"^\w{1,80}$")]
_InSource = Annotated[str, msgspec.Meta(pattern=r"^[\w/.-]{1,200}:\d{1,6} [\w<>]{1,80}$")]


class Answered(msgspec.Struct, frozen=True, tag=True):
    """The answer, encoded."""

    value: bytes


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The document was refused, as a KnownError says it."""

    code: str
    message: Message
    remedy: Message

    @property
    def error(self) -> KnownError:
        """What is raised in the parent."""
        return KnownError(self.code, self.message, self.remedy)


class OutOfMemory(msgspec.Struct, frozen=True, tag=True):
    """The work needed more memory than it may use."""


class Bug(msgspec.Struct, frozen=True, tag=True):
    """The work failed as it never should: the kind of the error and the places in our source that led to it, as
    `rosters/rows.py:12 read_learner`, the nearest one last. No value is in it."""

    kind: _ShortName
    places: tuple[_InSource, ...]


Outcome = Answered | Refused | OutOfMemory | Bug


class GarbledError(Exception):
    """What came is no outcome, or more than one may say."""


def frame_head(payload: bytes | memoryview) -> bytes:
    """The four bytes before `payload`. Raises OverflowError from 4 GiB on."""
    return len(payload).to_bytes(LENGTH_BYTES, "big")


def read_frame(read: Callable[[int], bytes | None], most: int) -> bytes | None:
    """One payload, by `read(at most so many bytes)`; None where the pipe closed first. Raises GarbledError for one of
    more than `most` bytes, before it is read. Memory is taken as bytes arrive, not as the frame promises."""
    head = _read(read, LENGTH_BYTES)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    if length > most:
        raise GarbledError
    return _read(read, length)


def _read(read: Callable[[int], bytes | None], count: int) -> bytes | None:
    pieces: list[bytes] = []
    while count:
        piece = read(min(_PIECE, count))
        if not piece:
            return None
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def write_outcome(outcome: Outcome) -> bytes:
    """The outcome in bytes."""
    return msgspec.msgpack.encode(outcome)


def read_outcome(data: bytes) -> Outcome:
    """What `write_outcome` wrote. Raises GarbledError for anything else."""
    try:
        outcome: Outcome = msgspec.msgpack.decode(data, type=Outcome)
        if isinstance(outcome, Refused):
            return Refused(outcome.code, whole_message(outcome.message), whole_message(outcome.remedy))
    except (msgspec.MsgspecError, RecursionError, TypeError, ValueError):
        raise GarbledError from None
    return outcome


def whole_message(message: Message) -> Message:
    """A message that arrived, with the messages in its places: they arrive as plain mappings. Raises
    msgspec.MsgspecError or TypeError where they are none."""
    return message.with_fields({place: _field(value) for place, value in message.fields.items()})


def _field(value: Any) -> Any:
    return whole_message(msgspec.convert(value, Message)) if isinstance(value, Mapping) else value
