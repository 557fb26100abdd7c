"""What is asked of the process that reads a list, and what it answers: values alone, checked when they arrive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.rosters.apart.limits import Limits
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.wishes import Wishes

_ShortName = Annotated[str, msgspec.Meta(pattern=r"^\w{1,80}$")]
_InSource = Annotated[str, msgspec.Meta(pattern=r"^[\w/.-]{1,200}:\d{1,6} [\w<>]{1,80}$")]


class Request(msgspec.Struct, frozen=True):
    """One list. Its path is bytes, as the operating system has it: a name may be no text in any encoding."""

    path: bytes
    wishes: Wishes
    limits: Limits


class Understood(msgspec.Struct, frozen=True, tag=True):
    """The list was read."""

    preview: ClassListPreview


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The list was refused, as a KnownError says it."""

    code: str
    message: Message
    remedy: Message

    @property
    def error(self) -> KnownError:
        """What is raised."""
        return KnownError(self.code, self.message, self.remedy)


class Bug(msgspec.Struct, frozen=True, tag=True):
    """The reading failed as it never should: the kind of the error and the places in our source that led to it, as
    `rosters/rows.py:12 read_learner`, the last one first to look at. No value is in it."""

    kind: _ShortName
    places: tuple[_InSource, ...]


Answer = Understood | Refused | Bug


class GarbledError(Exception):
    """What came is no answer."""


def request_line(path: Path, wishes: Wishes, limits: Limits) -> bytes:
    """The request for the list at `path`, with the newline that ends it."""
    return msgspec.json.encode(Request(os.fsencode(path), wishes, limits)) + b"\n"


def read_request(line: bytes) -> Request:
    """What `request_line` wrote."""
    return msgspec.json.decode(line, type=Request)


def write_answer(answer: Answer) -> bytes:
    """The answer in bytes."""
    return msgspec.json.encode(answer)


def read_answer(data: bytes) -> Answer:
    """What `write_answer` wrote. Raises GarbledError for anything else."""
    try:
        answer: Answer = msgspec.json.decode(data, type=Answer)
        if isinstance(answer, Understood):
            return Understood(_with_whole_remarks(answer.preview))
        if isinstance(answer, Refused):
            return Refused(answer.code, _whole(answer.message), _whole(answer.remedy))
    except (msgspec.MsgspecError, RecursionError, TypeError):
        raise GarbledError from None
    return answer


def _with_whole_remarks(preview: ClassListPreview) -> ClassListPreview:
    remarks = tuple(msgspec.structs.replace(one, message=_whole(one.message)) for one in preview.remarks)
    return msgspec.structs.replace(preview, remarks=remarks)


def _whole(message: Message) -> Message:
    """A message in a place of another arrives as a plain mapping."""
    return message.with_fields({place: _field(value) for place, value in message.fields.items()})


def _field(value: Any) -> Any:
    return _whole(msgspec.convert(value, Message)) if isinstance(value, Mapping) else value
