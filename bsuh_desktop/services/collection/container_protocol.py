"""Questions to the limited process that looks into ZIPs and mails, and its answers. Plain values only."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.exchange.package import LARGEST_FILE
from bsuh_desktop.services.collection.candidates import Candidate, Kind
from bsuh_desktop.system.sandbox_frames import Refused, whole_message

PORTION_BYTES = 4 * 1024 * 1024
PORTION_FILES = 256
"""An answer ends with the file that reaches either limit."""


class Container(msgspec.Struct, frozen=True, array_like=True):
    """A ZIP or mail at `path`; `label` and `named` are those of its Candidate."""

    path: bytes
    label: str
    named: bool


class AskOpen(msgspec.Struct, frozen=True, tag=True):
    """Asks for the first files in these containers, one container after another. Answered by a `Portion`."""

    containers: tuple[Container, ...]


class AskMore(msgspec.Struct, frozen=True, tag=True):
    """Asks for the next files in them. Answered by a `Portion`."""


Question = AskOpen | AskMore


class FoundFile(msgspec.Struct, frozen=True, array_like=True):
    """A Candidate with its errors as plain values."""

    label: str
    kind: Kind
    data: bytes
    named: bool
    trouble: Refused | None = None
    closed: Refused | None = None
    more: Annotated[int, msgspec.Meta(ge=0)] = 0

    def __post_init__(self) -> None:
        if len(self.data) > LARGEST_FILE:
            raise ValueError("larger than any of ours")


class Portion(msgspec.Struct, frozen=True):
    """Some of the files that were found."""

    files: tuple[FoundFile, ...]
    finished: Annotated[int, msgspec.Meta(ge=0)]
    """How many containers are complete with these files."""
    within: bool
    """True if the last file is from a container that may have more."""


def sent(one: Candidate) -> FoundFile:
    """A candidate as it goes over the pipe."""
    return FoundFile(one.label, one.kind, one.data, one.named, _plain(one.trouble), _plain(one.closed), one.more)


def arrived(one: FoundFile) -> Candidate:
    """The candidate that was sent. Raises msgspec.MsgspecError or TypeError for a malformed message."""
    return Candidate(
        label=one.label,
        kind=one.kind,
        data=one.data,
        named=one.named,
        trouble=_error(one.trouble),
        closed=_error(one.closed),
        more=one.more,
    )


def _plain(error: KnownError | None) -> Refused | None:
    return None if error is None else Refused(error.code, error.message, error.remedy)


def _error(plain: Refused | None) -> KnownError | None:
    if plain is None:
        return None
    return KnownError(plain.code, whole_message(plain.message), whole_message(plain.remedy))
