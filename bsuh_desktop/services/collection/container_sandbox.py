"""Looks into a ZIP or mail in a limited process: the only way to open containers that somebody sent."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

import msgspec

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.services.collection.candidates import Candidate, too_much
from bsuh_desktop.services.collection.container_protocol import AskMore, AskOpen, Container, Portion, Question, arrived
from bsuh_desktop.system.document_sandbox import DocumentSandbox
from bsuh_desktop.system.plain_file import file_not_opened
from bsuh_desktop.system.process_limits import ONE_DOCUMENT, Limits
from bsuh_desktop.system.sandbox_errors import Failure, SandboxError
from bsuh_desktop.trust.refusals import unreadable

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
