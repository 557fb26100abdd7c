"""Cards of a page before the desk opens: each as its presenter describes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QLayout

from bsuh_desktop.presenters.safekeeping.door_screen import Card
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.choice import ChoiceCard


class CardColumn:
    """Cards below each other, of which one is chosen. They are made again when there are other ones."""

    def __init__(self, page: DoorPage, layout: QLayout, choose: Callable[[str], object]) -> None:
        """`choose` gets the name of a card that was chosen."""
        self._page, self._layout, self._choose = page, layout, choose
        self._cards: dict[str, ChoiceCard] = {}
        # In an exclusive group of one, a card could never be unchecked.
        self._group = QButtonGroup(page)

    def show(self, cards: tuple[Card, ...]) -> None:
        """Shows these."""
        if list(self._cards) != [card.name for card in cards]:
            self._make(cards)
        self._group.setExclusive(False)
        for card in cards:
            show_card(self._cards[card.name], card, self._page.bridge)
        self._group.setExclusive(True)

    def __getitem__(self, name: str) -> ChoiceCard:
        return self._cards[name]

    def __contains__(self, name: str) -> bool:
        return name in self._cards

    def _make(self, cards: tuple[Card, ...]) -> None:
        for card in self._cards.values():
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self._cards = {card.name: ChoiceCard(self._page) for card in cards}
        for name, card in self._cards.items():
            card.setObjectName(name)
            card.set_wide(True)
            self._group.addButton(card)
            card.toggled.connect(lambda on, name=name: self._choose(name) if on else None)
            self._layout.addWidget(card)


def show_card(widget: ChoiceCard, card: Card, session: Bridge) -> None:
    """Shows a card, and whether it is chosen."""
    widget.tell(card.icon, session.text(card.title), session.text(card.sentence))
    widget.set_foot(session.text(card.foot), card.light or "")
    widget.setChecked(card.checked)
