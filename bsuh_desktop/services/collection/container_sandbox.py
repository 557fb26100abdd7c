"""Looks into a ZIP or mail in a limited process: the only way to open containers that somebody sent.

Questions and answers are plain values, checked when they arrive; the other side is `container_sandbox_child`."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Annotated

import msgspec

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.package import LARGEST_FILE
from bsuh_desktop.services.collection.candidates import Candidate, Kind, too_much
from bsuh_desktop.system.files import file_not_opened
from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox import DocumentSandbox
from bsuh_desktop.system.sandbox_errors import Failure, SandboxError
from bsuh_desktop.system.sandbox_frames import Refused, whole_message
from bsuh_desktop.trust.refusals import unreadable

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


CHILD = "bsuh_desktop.services.collection.container_sandbox_child"

LIMITS = ONE_DOCUMENT
"""Seconds for one portion of a container's files, megabytes for the process. One process looks into many containers:
starting it takes longer than reading a mail. A portion is sent after a second if anything was found by then."""

MOST_TOGETHER = 64
"""Containers in one question: asking takes as long as looking into a mail."""


_portions = msgspec.msgpack.Decoder(Portion)


class ContainerSandbox(DocumentSandbox):
    """The process that looks into containers, started with the first one. A context manager that ends the process on
    exit. Used by one thread."""

    _stop: Stop

    def __init__(self, stop: Stop, limits: Limits = LIMITS) -> None:
        self._stop = stop
        self._limits = limits

    def candidates(self, containers: Sequence[Container]) -> Iterator[Candidate]:
        """The files in each of `containers`, in their order, as `Inspection` yields them. A container that takes too
        much, or ends the process, is a candidate with its trouble, after what was found in it before; nothing is
        raised. Ends once `stop` returns True."""
        rest, together = tuple(containers), True
        while rest and not self._stop():
            done = yield from self._some(rest if together else rest[:1])
            # One of them ended the process before it sent anything: to find out which, each is asked for alone.
            together = together and done == len(rest)
            rest = rest[done:]

    def _some(self, containers: tuple[Container, ...]) -> Generator[Candidate, None, int]:
        """Yields the candidates of these; returns how many containers are complete."""
        question: Question = AskOpen(containers)
        done, within = 0, False
        while done < len(containers):
            try:
                portion = self._ask_one(CHILD, self._limits, question, _portions)
                files = [arrived(one) for one in portion.files]
            except (SandboxError, msgspec.MsgspecError, TypeError) as failed:
                self.close()
                failure = failed.failure if isinstance(failed, SandboxError) else "died"
                if failure != "stopped" and (within or len(containers) == 1):
                    yield _in_trouble(containers[done], failure)
                    done += 1
                return done
            for one in files:
                if self._stop():
                    return done
                yield one
            done, within = done + portion.finished, portion.within
            if self._stop():
                break
            question = AskMore()
        return done


def _in_trouble(container: Container, failure: Failure) -> Candidate:
    trouble = {"too_heavy": too_much, "died": unreadable, "not_started": file_not_opened}[failure]()
    return Candidate(label=container.label, trouble=trouble, named=container.named)
