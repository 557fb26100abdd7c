"""A text in the programme's two languages."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from bsuh_desktop.domain.messages import Language as Language
from bsuh_desktop.domain.text import digits_in


class LocalText(msgspec.Struct, frozen=True):
    """The same words in Bangla and in English; either may be empty where a pack has one language only."""

    bn: str = ""
    en: str = ""

    def text_in(self, language: Language) -> str:
        """The text in `language`, or in the other one where that is empty."""
        return (self.bn or self.en) if language == "bn" else (self.en or self.bn)

    def __str__(self) -> str:
        """The English text, as a sentence shows it that has not been translated yet."""
        return self.text_in("en")


def in_both(text: Callable[[Language], str]) -> LocalText:
    """What `text` gives in each language."""
    return LocalText(text("bn"), text("en"))


def digits_text(text: int | str) -> LocalText:
    """A roll, a version, a time or another number that is not a count, in the digits of each language and without
    grouping; other characters stay as they are written."""
    return LocalText(digits_in("bn", text), digits_in("en", text))
