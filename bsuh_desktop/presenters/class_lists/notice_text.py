"""The consent notice as paragraphs: as it is read aloud, and as it was when somebody answered."""

from __future__ import annotations

from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.services.desk.consent_notice import Notice

Paragraph = tuple[LocalText, LocalText]
"""A title, and the text behind it."""


def paragraphs(notice: Notice) -> tuple[Paragraph, ...]:
    """The parts in order, and last the question that is put to the class."""
    parts = [(_with_colon(part.title), part.text) for part in notice.parts]
    return *parts, (notice.question, LocalText("", ""))


def paragraphs_in(notice: Notice, language: Language) -> tuple[tuple[str, str], ...]:
    """The paragraphs in the language in which somebody reads them."""
    return tuple((title.text_in(language), text.text_in(language)) for title, text in paragraphs(notice))


def _with_colon(title: LocalText) -> LocalText:
    return LocalText(f"{title.bn}:", f"{title.en}:")
