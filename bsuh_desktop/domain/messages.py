"""A sentence for a person, independent of the language in which it will be shown, and the error that says one.

KnownError is what a person can cause or cure: a sentence and a remedy. Any other exception is a bug."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal

Language = Literal["bn", "en"]
"""The programme's two languages: Bangla and English."""


@dataclasses.dataclass(frozen=True, init=False)
class Message:
    """An English sentence with named placeholders, and their values.

    Whole numbers are counts, written in the reader's digits and grouping (২৫,০০,০০০ or 2,500,000); a number that is not
    a count is passed as text. A `Message` as a value is shown in the same language. Nothing is appended to a
    placeholder as an ending: write "Learner: {name}".
    """

    text: str
    fields: Mapping[str, Any]

    def __init__(self, text: str, **fields: Any) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "fields", fields)

    def with_fields(self, fields: Mapping[str, Any]) -> Message:
        """The same sentence with other values for its placeholders."""
        return type(self)(self.text, **fields)

    def __hash__(self) -> int:
        return hash((self.text, tuple(sorted((key, str(value)) for key, value in self.fields.items()))))

    def __str__(self) -> str:
        return self.text.format(**{key: str(value) for key, value in self.fields.items()})


def listed_rows(rows: Sequence[int], most: int) -> Message | int:
    """Rows of a list as one value for a sentence: 3, 4, 9. If there are more than `most`, it ends with "and more"."""
    listed: Message | int = rows[0]
    for row in rows[1:most]:
        listed = Message("{rows}, {row}", rows=listed, row=row)
    return Message("{rows} and more", rows=listed) if len(rows) > most else listed


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
