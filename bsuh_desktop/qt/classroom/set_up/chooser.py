"""A dialog to choose among cards: which module is taught, which classes sit in the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.set_up_cards import CardChoice, Offer
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

CHOOSE = "choose"


class Chooser(Dialog):
    """One card for each offer."""

    def __init__(self, choice: CardChoice, parent: QWidget) -> None:
        verbs: list[DialogVerb] = [
            ("cancel", Message("Cancel"), "secondary"),
            (CHOOSE, Message("Choose"), "primary"),
        ]
        super().__init__(choice.question, choice.detail, verbs, parent)
        self._offers = choice.offers
        self._several = choice.several
        self.cards = {offer.key: _card(offer, choice.several) for offer in choice.offers}
        self._tell()
        for key, card in self.cards.items():
            card.setChecked(key in choice.chosen)
            card.toggled.connect(lambda on, key=key: self._on_toggled(key, on))
        self.add(ScrollFrame(_column(list(self.cards.values())), parent))
        self._order(choice.chosen)
        self._look()

    def _tell(self) -> None:
        for offer in self._offers:
            card, foot = self.cards[offer.key], desk_text(offer.foot)
            card.tell(offer.icon, desk_text(offer.title), desk_text(offer.sentence))
            if foot:
                card.set_foot(foot)

    def retranslate(self) -> None:
        """Translates the cards as well."""
        super().retranslate()
        self._tell()

    def chosen(self) -> tuple[str, ...]:
        """Keys of the checked cards, in their order."""
        return tuple(key for key, card in self.cards.items() if card.isChecked())

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
        """Tab order: the cards first, starting with the chosen one."""
        cards = list(self.cards.values())
        for before, after in zip(cards, [*cards[1:], self.verb(CHOOSE)], strict=True):
            QWidget.setTabOrder(before, after)
        first = next((self.cards[key] for key in chosen if key in self.cards), cards[0] if cards else None)
        if first is not None:
            first.setFocus()


def _card(offer: Offer, several: bool) -> ChoiceCard:
    card = ChoiceCard()
    card.setObjectName(f"offer_{offer.key or 'none'}")
    card.set_wide(True)
    card.setAutoExclusive(not several)
    policy = card.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    card.setSizePolicy(policy)
    return card


def _column(cards: Sequence[QWidget]) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    # Space for the focus ring of a card.
    column.setContentsMargins(6, 6, 6, 6)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    return inside


def choose(parent: QWidget, choice: CardChoice, then: Callable[[tuple[str, ...]], object]) -> Chooser:
    """Opens the dialog; `then` is called with the keys of the chosen cards, unless nothing was chosen."""
    chooser = Chooser(choice, parent)
    chooser.answered.connect(lambda verb: then(chooser.chosen()) if verb == CHOOSE else None)
    chooser.open()
    return chooser
