"""KnownError: what a person can cause or cure, with a sentence and a remedy. Any other exception is a bug."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message

DAMAGED = frozenset({"store_damaged", "journal_altered"})
"""Error codes of a data file that is not as the app left it; restoring its newest good backup helps."""


class KnownError(Exception):
    """Something went wrong that a person can fix.

    `code` is stable and in snake_case (partners script against it); `message` says what is wrong and where; `remedy`
    says what to do. None of them ever contains a learner's name. `shown` is True once a person has seen both.
    """

    shown = False

    def __init__(self, code: str, message: Message, remedy: Message) -> None:
        super().__init__(code, message, remedy)
        self.code = code
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"
