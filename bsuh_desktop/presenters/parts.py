"""The values of view models: what one part of a form says and whether it can be used, in no language yet.

A field of a view model is called like the part of the form that shows it. `qt.widgets.binding` says it in the desk's
language and touches only what differs from the model before.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import grouped_bangla
from bsuh_desktop.language import say

Light = Literal["ok", "look", "stop", "info", "unused"]


class Joined(msgspec.Struct, frozen=True):
    """Several texts in a row; empty ones are left out."""

    parts: tuple[Text, ...]
    separator: str = " · "

    def text_in(self, language: Language) -> str:
        """All of them in `language`."""
        texts = (text_of(part, language) for part in self.parts)
        return self.separator.join(text for text in texts if text)


Text = Message | LocalText | Joined | int | str
"""What a part says: a sentence, a text of the programme, several of both, a count, or a text of no language."""


def text_of(text: Text, language: Language) -> str:
    """`text` as a part shows it; a count in the language's digits and grouping."""
    if isinstance(text, Message):
        return say(text, language)
    if isinstance(text, int):
        return grouped_bangla(text) if language == "bn" else f"{text:,}"
    return text if isinstance(text, str) else text.text_in(language)


NO_TEXT = LocalText()


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a form. What is None stays as it is in the form."""

    text: Text | None = None
    remedy: Text | None = None
    """With a remedy, `text` is the fact before it and stands out."""
    shown: bool | None = None
    enabled: bool | None = None
    checked: bool | None = None
    light: Light | None = None
    tip: Text | None = None
    spoken: Text | None = None
    """What a screen reader says instead of the text."""


class Field(Part, frozen=True, kw_only=True):
    """A field to type in. Setting it does not count as typing."""

    value: str | int | None = ""
    """A number's field takes int or None; every other one a text."""
    problem: bool = False
    """What was typed is refused: the field is marked."""


ViewModel = msgspec.Struct
"""A frozen struct: a `Part` for most fields, and a value of its own for lists and pictures."""


def parts_of(model: msgspec.Struct) -> dict[str, Any]:
    """The fields of a view model by name."""
    return {name: getattr(model, name) for name in model.__struct_fields__}
