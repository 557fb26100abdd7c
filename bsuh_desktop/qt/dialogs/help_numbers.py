"""Whom to call when a child needs help: each number large, beside it who answers there and when to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.helplines import Contact, Help

_NUMBERS = 72


def helpline_rows(bridge: Bridge, known: Help) -> list[QWidget]:
    """Emergency numbers first, then the children's helpline; both are highlighted."""
    from bsuh_desktop.services.desk.helplines import is_free_day_and_night

    free = Message("Free of charge, day and night.") if is_free_day_and_night(known.child) else None
    urgent = bridge.say(Message("In danger now? Call this number first."))
    danger = _row(bridge, known.danger, "number", [(urgent, "strong"), (bridge.text_of(known.danger.names), "soft")])
    child = _row(bridge, known.child, "number", _words_of(bridge, known.child, free))
    others = [_row(bridge, contact, "card-title", _words_of(bridge, contact)) for contact in known.others]
    return [_card(danger, "look"), _card(child, "card"), *others]


def focal_rows(bridge: Bridge, known: Help) -> list[QWidget]:
    """The focal points; if the programme has no number for one, who has it."""
    ask = Message("Your coordinator tells you the number.")
    return [
        _row(bridge, contact, "card-title", _words_of(bridge, contact, None if contact.number else ask))
        for contact in known.focal_points
    ]


def _words_of(bridge: Bridge, contact: Contact, more: Message | None = None) -> list[tuple[str, str]]:
    names = (bridge.text_of(contact.names), "strong")
    return [names] if more is None else [names, (bridge.say(more), "soft")]


def _card(row: QWidget, role: str) -> QFrame:
    card = QFrame()
    card.setProperty("role", role)
    card.setProperty("selected", role == "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(20, 10, 20, 10)
    inside.addWidget(row)
    return card


def _row(bridge: Bridge, contact: Contact, role: str, lines: list[tuple[str, str]]) -> QWidget:
    """A number, and beside it lines with the role of each."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    shown = bridge.digits(contact.number) if contact.number else ""
    if shown:
        number = QLabel(shown)
        number.setProperty("role", role)
        number.setMinimumWidth(scaled_box(_NUMBERS))
        row.addWidget(number)
    words = QVBoxLayout()
    words.setSpacing(0)
    for text, kind in lines:
        line = TextLines()
        line.setProperty("role", kind)
        line.setText(text)
        words.addWidget(line)
    row.addLayout(words, 1)
    whole.setAccessibleName(", ".join([*filter(None, [shown]), *(text for text, _ in lines)]))
    return whole
