"""What goes over the pipes between a limited child process and its parent.

A frame is the length of its payload (four bytes, big-endian) and the payload. The parent sends its limits once, then
for each question two frames: the question and raw data. The child answers each question with one frame: an `Outcome`.
Everything but raw data is MessagePack, checked against its type on arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message

LENGTH_BYTES = 4
_TEXT = frozenset(LocalText.__struct_fields__)
_PIECE = 256 * 1024

_ShortName = Annotated[str, msgspec.Meta(pattern=r"^\w{1,80}$")]
_InSource = Annotated[str, msgspec.Meta(pattern=r"^[\w/.-]{1,200}:\d{1,6} [\w<>]{1,80}$")]


class Answered(msgspec.Struct, frozen=True, tag=True):
    """The encoded answer."""

    value: bytes


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The document was refused, with the fields of a KnownError."""

    code: str
    message: Message
    remedy: Message

    @property
    def error(self) -> KnownError:
        """The error to raise in the parent."""
        return KnownError(self.code, self.message, self.remedy)


class OutOfMemory(msgspec.Struct, frozen=True, tag=True):
    """The work needed more memory than its limit."""


class Bug(msgspec.Struct, frozen=True, tag=True):
    """The work failed because of a bug: the class of the error and its traceback in our source, as `rosters/rows.py:12
    read_learner`, innermost last. Contains no values."""

    kind: _ShortName
    places: tuple[_InSource, ...]


Outcome = Answered | Refused | OutOfMemory | Bug


class GarbledError(Exception):
    """The payload is not a valid outcome, or is too large."""


def frame_head(payload: bytes | bytearray | memoryview) -> bytes:
    """The four length bytes for `payload`. Raises OverflowError from 4 GiB on."""
    return len(payload).to_bytes(LENGTH_BYTES, "big")


def read_frame(read: Callable[[int], bytes | None], most: int) -> bytes | None:
    """Reads one payload with `read(at most so many bytes)`; returns None if the pipe closed first. Raises GarbledError
    for a payload of more than `most` bytes, before it is read. Memory is allocated as bytes arrive, not by the declared
    length."""
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
    """Encodes an outcome."""
    return msgspec.msgpack.encode(outcome)


def read_outcome(data: bytes) -> Outcome:
    """Decodes what `write_outcome` encoded. Raises GarbledError for anything else."""
    try:
        outcome: Outcome = msgspec.msgpack.decode(data, type=Outcome)
        if isinstance(outcome, Refused):
            return Refused(outcome.code, whole_message(outcome.message), whole_message(outcome.remedy))
    except (msgspec.MsgspecError, RecursionError, TypeError, ValueError):
        raise GarbledError from None
    return outcome


def whole_message(message: Message) -> Message:
    """Restores nested messages and texts in a message that arrived: they arrive as plain mappings. Raises
    msgspec.MsgspecError or TypeError if they are invalid."""
    return message.with_fields({place: _field(value) for place, value in message.fields.items()})


def _field(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    if value.keys() <= _TEXT:
        return msgspec.convert(value, LocalText)
    return whole_message(msgspec.convert(value, Message))
