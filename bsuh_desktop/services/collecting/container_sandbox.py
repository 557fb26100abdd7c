"""Looks into a ZIP or mail in a limited process: the only door for containers that somebody sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import TracebackType

import msgspec

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.services.collecting.candidates import Candidate, not_opened, too_much
from bsuh_desktop.services.collecting.container_questions import AskMore, AskOpen, Portion, Question, arrived
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.system.sandbox_errors import SandboxError
from bsuh_desktop.trust.refusals import unreadable

CHILD = "bsuh_desktop.services.collecting.container_sandbox_child"

LIMITS = Limits(seconds=40, megabytes=300, cpu_seconds=40)
"""For one process, which looks into one container after another: to start one takes longer than a mail."""

FRESH_SECONDS = 20
"""A process that has less than this left looks into no other container."""


class ContainerSandbox:
    """The process that looks into containers, started with the first one. A context manager: when it is left, no
    process is left. Used by one thread."""

    def __init__(self, stop: Stop, limits: Limits = LIMITS) -> None:
        self._stop = stop
        self._limits = limits
        self._sandbox: Sandbox | None = None

    def __enter__(self) -> ContainerSandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def candidates(self, path: str, label: str, named: bool) -> Iterator[Candidate]:
        """What lies in the container at `path`, as `Looking` tells it. One that takes too much or ends the process is a
        candidate with its trouble, behind what was found before; nothing is raised. Ends once `stop` says so."""
        question: Question = AskOpen(os.fsencode(os.path.abspath(path)), label, named)
        while True:
            try:
                portion = self._process(question).ask(question, Portion)
                files = [arrived(one) for one in portion.files]
            except SandboxError as failed:
                self.close()
                if failed.failure != "stopped":
                    yield Candidate(label=label, trouble=_TROUBLES[failed.failure](), named=named)
                return
            except (msgspec.MsgspecError, TypeError):
                self.close()
                yield Candidate(label=label, trouble=unreadable(), named=named)
                return
            for one in files:
                if self._stop():
                    return
                yield one
            if portion.ended or self._stop():
                return
            question = AskMore()

    def _process(self, question: Question) -> Sandbox:
        if isinstance(question, AskOpen) and self._sandbox is not None and self._sandbox.seconds_left < FRESH_SECONDS:
            self.close()
        if self._sandbox is None:
            self._sandbox = Sandbox(CHILD, self._limits, stop=self._stop)
        return self._sandbox


_TROUBLES = {"too_heavy": too_much, "died": unreadable, "not_started": not_opened}
