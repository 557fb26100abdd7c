"""Asks for one of several things, or for some of them, as cards that can be ticked: a module, the groups of a class."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from bsuh_desktop.qt.theme import room
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb

CHOOSE = "choose"


@dataclasses.dataclass(frozen=True)
class Offer:
    """One card. A card that stands `alone` is never chosen together with others: “without a list”."""

    key: str
    icon: str
    title: str
    sentence: str = ""
    foot: str = ""
    alone: bool = False


class Chooser(Dialog):
    """`picked` gets the keys of the chosen cards in their order, unless the person went back."""

    def __init__(
        self,
        question: str,
        detail: str,
        verbs: Sequence[DialogVerb],
        offers: Sequence[Offer],
        chosen: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(question, detail, verbs, parent)
        self._offers = list(offers)
        self._several = False
        self.cards = {offer.key: _card(offer) for offer in offers}
        for key, card in self.cards.items():
            card.setChecked(key in chosen)
            card.toggled.connect(lambda on, key=key: self._on_toggled(key, on))
        self.add(_Scroll(list(self.cards.values()), parent.window().height()))
        self._order(chosen)
        self._look()

    def let_choose_several(self) -> None:
        """Cards may be ticked together."""
        self._several = True
        for card in self.cards.values():
            card.setAutoExclusive(False)

    def chosen(self) -> tuple[str, ...]:
        """The keys of the cards that are ticked."""
        return tuple(key for key, card in self.cards.items() if card.isChecked())

    def then(self, picked: Callable[[tuple[str, ...]], object]) -> None:
        """What happens with the choice."""
        self.answered.connect(lambda verb: picked(self.chosen()) if verb == CHOOSE else None)

    def _on_toggled(self, key: str, on: bool) -> None:
        if on and self._several:
            alone = next(offer.alone for offer in self._offers if offer.key == key)
            for other in self._offers:
                if other.key != key and (alone or other.alone):
                    self.cards[other.key].setChecked(False)
        self._look()

    def _look(self) -> None:
        self.verb(CHOOSE).setEnabled(bool(self.chosen()))

    def _order(self, chosen: Sequence[str]) -> None:
        """The keys go through the cards first, from the chosen one on."""
        cards = list(self.cards.values())
        for before, after in zip(cards, [*cards[1:], self.verb(CHOOSE)], strict=True):
            QWidget.setTabOrder(before, after)
        first = next((self.cards[key] for key in chosen if key in self.cards), cards[0] if cards else None)
        if first is not None:
            first.setFocus()


class _Scroll(QScrollArea):
    """As high as its cards, but never higher than most of the window."""

    def __init__(self, cards: Sequence[QWidget], window_height: int) -> None:
        super().__init__()
        self._most = window_height * 3 // 5
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "body")
        column = self._column = QVBoxLayout(inside)
        # The ring of a card needs this much.
        column.setContentsMargins(6, 6, 14, 6)
        column.setSpacing(12)
        for card in cards:
            column.addWidget(card)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """All cards if they fit."""
        width = room(560)
        return QSize(width, min(self._column.heightForWidth(width), self._most))

    def minimumSizeHint(self) -> QSize:
        """The same: the dialog around it is no higher than its hint."""
        return QSize(room(300), self.sizeHint().height())


def _card(offer: Offer) -> ChoiceCard:
    card = ChoiceCard()
    card.setObjectName(f"offer_{offer.key or 'none'}")
    card.set_wide(True)
    card.tell(offer.icon, offer.title, offer.sentence)
    if offer.foot:
        card.set_foot(offer.foot)
    return card
