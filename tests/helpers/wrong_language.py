"""Which visible words of a window are in the wrong language? Codes, keys, the app's name and people's may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTextEdit, QWidget

from bsuh_desktop.domain.messages import Language
from tests.helpers.painted_words import painted_words
from tests.helpers.text_room import paints_itself

_BANGLA = re.compile("[\u0980-\u09f1\u09f4-\u09ff]+")
"""But for the signs of the Taka, which stand in both."""

_CODE = re.compile(r"\b[0-9A-Z]{4,}([-‑][0-9A-Z]{4,})+\b")
_LATIN = re.compile("[A-Za-z]{2,}")
OWN = {"Be", "Smart", "Use", "Heart", "English", "বাংলা"}
"""The app's name, and what a language calls itself."""
KEYS = {"Ctrl", "Esc", "Enter", "Space", "Tab"}


def in_other_tongue(window: QWidget, language: Language, names: tuple[str, ...] = ()) -> list[str]:
    """The texts of `window` that are not in `language`, each after the name of its part; `names` may stand in both."""
    return [f"{where}: {text}" for where, text in visible_texts(window) if _strays(text, language, names)]


def visible_texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that is read in `window`, by eye or by a screen reader, after the name of its part."""
    yield "title", window.windowTitle()
    for part in (window, *window.findChildren(QWidget)):
        if part.isVisible() and part.window() is window:
            name = f"{type(part).__name__} {part.objectName()}"
            yield from ((name, text) for text in _texts(part) if text)


def _texts(part: QWidget) -> Iterator[str]:
    yield part.accessibleName()
    yield part.accessibleDescription()
    yield part.toolTip()
    if paints_itself(part):
        yield from (words.text for words in painted_words(part))
    if isinstance(part, QTextEdit):
        yield part.toPlainText()
    if isinstance(part, QLabel | QAbstractButton):
        yield part.text()
    if isinstance(part, QLineEdit):
        yield part.placeholderText()
        yield part.displayText()


def _strays(text: str, language: Language, names: tuple[str, ...]) -> bool:
    text = _CODE.sub("", text)
    for name in names:
        text = text.replace(name, "")
    if language == "bn":
        return any(word not in OWN | KEYS for word in _LATIN.findall(text)) or bool(re.search("[0-9]{2,}", text))
    return any(word not in OWN for word in _BANGLA.findall(text))
