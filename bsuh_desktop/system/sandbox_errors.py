"""How work in a limited child process can fail, as seen by the parent."""

from __future__ import annotations

from typing import Literal

from bsuh_desktop.domain.messages import KnownError, Message

Failure = Literal["too_heavy", "died", "stopped", "not_started"]
"""Over its limits; ended or sent an invalid answer; no longer wanted; the system cannot start a process."""

_SENTENCES: dict[Failure, tuple[Message, Message]] = {
    "too_heavy": (
        Message("Opening this file takes more time or memory than it should."),
        Message("Do not open it on another computer. Ask for the original file."),
    ),
    "died": (
        Message("Something in this file stops the program that reads it."),
        Message("Ask for the original file."),
    ),
    "stopped": (Message("Reading was stopped."), Message("Choose the file again.")),
    "not_started": (
        Message("The laptop cannot start another program now."),
        Message("Close other programs, then choose the file again."),
    ),
}


class SandboxError(KnownError):
    """The child gave no answer. Its code is `sandbox_` and the failure: `sandbox_too_heavy`, `sandbox_died`,
    `sandbox_stopped`, `sandbox_not_started`."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"sandbox_{failure}", *_SENTENCES[failure])
        self.failure = failure


def blames_file(error: KnownError) -> bool:
    """False if reading could not begin, or was cancelled: neither says anything about the file."""
    return not (isinstance(error, SandboxError) and error.failure in ("not_started", "stopped"))


class SandboxBugError(RuntimeError):
    """A bug of ours occurred in the child. It contains no values, so that a crash report may include it. `kind` is the
    error's class, `places` is the traceback in our source, innermost last (`rosters/rows.py:12 read_learner`)."""

    def __init__(self, kind: str, places: tuple[str, ...]) -> None:
        super().__init__(kind, places)
        self.kind = kind
        self.places = places

    @property
    def place(self) -> str:
        """The last place and the kind, as the log names bugs: `rosters/rows.py:12 ValueError`."""
        return f"{self.places[-1].split()[0]} {self.kind}" if self.places else self.kind
