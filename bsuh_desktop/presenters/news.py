"""The result of the last action on a page, shown on the page itself until it is closed or something else is done."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bsuh_desktop.presenters.parts import NO_TEXT, Light, Notice, Text

if TYPE_CHECKING:
    from bsuh_desktop.domain.errors import KnownError


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
