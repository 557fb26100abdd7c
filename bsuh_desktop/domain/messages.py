"""A sentence for a person, kept apart from the language it will be said in.

Lower floors write `Message("Roll {roll} appears twice.", roll="১২")`; the edge (a window, the command
line) says it in Bangla or English through `bsuh_desktop.language`. The English text is the key of the
catalogue `resources/i18n/bn.po`; a test walks every literal.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal

Language = Literal["bn", "en"]
"""The programme's two languages: Bangla and English."""


@dataclasses.dataclass(frozen=True, init=False)
class Message:
    """An English sentence with named places, and what stands in them.

    Whole numbers are counts, written in the reader's digits and groups (২৫,০০,০০০ or 2,500,000); what only swaps its
    digits, or none, is given as a text. A `Message` in a place is said in the same language. No ending is glued to a
    place: write "Learner: {name}".
    """

    text: str
    fields: Mapping[str, Any]

    def __init__(self, text: str, **fields: Any) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "fields", fields)

    def with_fields(self, fields: Mapping[str, Any]) -> Message:
        """The same sentence with these values in its places."""
        return type(self)(self.text, **fields)

    def __hash__(self) -> int:
        return hash((self.text, tuple(sorted((key, str(value)) for key, value in self.fields.items()))))

    def __str__(self) -> str:
        return self.text.format(**{key: str(value) for key, value in self.fields.items()})


def listed_rows(rows: Sequence[int], most: int) -> Message | int:
    """Rows of a list as one place of a sentence: 3, 4, 9. Beyond `most` of them it says that there are more."""
    listed: Message | int = rows[0]
    for row in rows[1:most]:
        listed = Message("{rows}, {row}", rows=listed, row=row)
    return Message("{rows} and more", rows=listed) if len(rows) > most else listed
