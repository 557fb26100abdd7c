"""The values of view models: what one part of a form says and whether it can be used, in no language yet.

A view model is a frozen struct or dataclass. Its fields are called like the parts of the form that show them, and
`qt.widgets.binding` says them in the desk's language and touches only what differs from the model before. This module
is loaded before the door is painted, and so without msgspec."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Literal, Protocol

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.text import grouped_bangla
from bsuh_desktop.language import say

if TYPE_CHECKING:
    from bsuh_desktop.domain.messages import KnownError


class LocalizedText(Protocol):
    """A text in both languages: `domain.local_text.LocalText`, or several texts `Joined`."""

    def text_in(self, language: Language) -> str:
        """The text in `language`."""


Text = Message | LocalizedText | int | str
"""What a part says: a sentence, a text in both languages, a count, or a text of no language."""

Light = Literal["ok", "look", "stop", "info", "unused"]

NO_TEXT = ""


@dataclasses.dataclass(frozen=True)
class Joined:
    """Several texts in a row; empty ones are left out."""

    parts: tuple[Text, ...]
    separator: str = " · "

    def text_in(self, language: Language) -> str:
        """All of them in `language`."""
        texts = (text_of(part, language) for part in self.parts)
        return self.separator.join(text for text in texts if text)


def text_of(text: Text, language: Language) -> str:
    """`text` as a part shows it; a count in the language's digits and grouping."""
    if isinstance(text, Message):
        return say(text, language)
    if isinstance(text, int):
        return grouped_bangla(text) if language == "bn" else f"{text:,}"
    return text if isinstance(text, str) else text.text_in(language)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Field(Part):
    """A field to type in. Setting it does not count as typing."""

    value: str | int | None = ""
    """A number's field takes int or None; every other one a text."""
    problem: bool = False
    """What was typed is refused: the field is marked."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Notice:
    """A message with a light: what happened, what to do, and buttons. Only one that is shown needs words."""

    shown: bool = True
    light: Light = "info"
    fact: Text = NO_TEXT
    remedy: Text = NO_TEXT
    verbs: tuple[tuple[str, Text], ...] = ()
    """For each button the key that it answers, and its text."""


NO_NOTICE = Notice(shown=False)


@dataclasses.dataclass(frozen=True)
class Empty:
    """What is said where there is nothing yet: a title, a sentence, and the button's text if there is a button."""

    shown: bool
    title: Text = NO_TEXT
    sentence: Text = NO_TEXT
    verb: Text = NO_TEXT
    picture: str = "open-book"
    """The drawing above it."""


@dataclasses.dataclass(frozen=True)
class Choice:
    """A box with a list to choose from."""

    options: tuple[Text, ...]
    chosen: int
    """The place of the chosen one, from 0; -1 if none is."""
    shown: bool | None = None
    """What is None stays as it is in the form."""
    tips: tuple[Text, ...] = ()
    """A tip for each option; none if empty."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class JobProgress:
    """How far a job is, in words and numbers, and the text of the button that stops it; "" for no button."""

    shown: bool | None = None
    """What is None stays as it is in the form."""
    text: Text = NO_TEXT
    done: int = 0
    total: int = 0
    stop: Text = NO_TEXT


@dataclasses.dataclass(frozen=True)
class Question:
    """A question with its buttons: the key of each, its words and its kind (primary, secondary, careful, quiet)."""

    question: Text
    detail: Text
    verbs: tuple[tuple[str, Message, str], ...]
    safe: str = ""
    """The button that has the keyboard at first; "" for the primary one."""
    at_next: str = ""
    """The button that a clicker's key for the next slide presses in a class; "" for none. `at_back`: its key back."""
    at_back: str = ""


@dataclasses.dataclass(frozen=True)
class PlaceQuestion:
    """The question where a small file should go: to a stick or into a folder."""

    question: Message
    detail: Message
    no: Message = dataclasses.field(default_factory=lambda: Message("Cancel"))
    """The text of the button that cancels: where a key is being revoked, "Cancel" could be read as revoking it."""


def names_in(model: object) -> tuple[str, ...]:
    """The names of the fields of a view model, or of its type."""
    struct: tuple[str, ...] | None = getattr(model, "__struct_fields__", None)
    return tuple(getattr(model, "__dataclass_fields__", ())) if struct is None else struct


@dataclasses.dataclass(frozen=True, kw_only=True)
class News(Notice):
    """News of a page; each comes after the one before it."""

    shown: bool = False
    number: int = 0
    """Counts the news of the page: the same words again are news again, to which the page scrolls."""

    def then(
        self, light: Light, fact: Text, remedy: Text | None = None, verbs: tuple[tuple[str, Text], ...] = ()
    ) -> News:
        """The next news: a light, what happened, what to do, and buttons."""
        remedy = NO_TEXT if remedy is None else remedy
        return News(shown=True, light=light, fact=fact, remedy=remedy, verbs=verbs, number=self.number + 1)

    def failed(self, error: KnownError) -> News:
        """The next news: what could not be done, and what to do."""
        return self.then("stop", error.message, error.remedy)

    def closed(self) -> News:
        """No news any more."""
        return News(number=self.number)


_MOMENT, _MINUTE = 2, 60


def remaining_text(seconds: int | None) -> Message | None:
    """Whole seconds below a minute, then whole minutes; None if the time is unknown or nearly zero."""
    if seconds is None or seconds < _MOMENT:
        return None
    if seconds < _MINUTE:
        return Message("About {seconds} seconds left", seconds=seconds)
    return Message("About {minutes} minutes left", minutes=math.ceil(seconds / _MINUTE))
