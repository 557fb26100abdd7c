"""Set up's two dialogs: which module is taught, and which classes are in the room."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.restyled import desk_say
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.services.classroom.set_up import SetUpChoices

CHOOSE = "choose"
AnyText = str | Message | LocalText
"""Text of a card; resolved in the desk's current language."""


@dataclasses.dataclass(frozen=True)
class ChooserItem:
    """One card."""

    key: str
    icon: str
    title: AnyText
    sentence: AnyText = ""
    foot: AnyText = ""
    alone: bool = False
    """Never chosen together with others, as “without a list”."""


class Chooser(Dialog):
    """`picked` carries the keys of the chosen cards in their order; not emitted on Back."""

    def __init__(
        self,
        question: Text,
        detail: Text,
        verbs: Sequence[DialogVerb],
        offers: Sequence[ChooserItem],
        chosen: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(question, detail, verbs, parent)
        self._offers = list(offers)
        self._several = False
        self.cards = {offer.key: _card(offer) for offer in offers}
        self._tell()
        for key, card in self.cards.items():
            card.setChecked(key in chosen)
            card.toggled.connect(lambda on, key=key: self._on_toggled(key, on))
        self.add(ScrollFrame(_column(list(self.cards.values())), parent))
        self._order(chosen)
        self._look()

    def _tell(self) -> None:
        for offer in self._offers:
            card = self.cards[offer.key]
            card.tell(offer.icon, _text_of(offer.title), _text_of(offer.sentence))
            if offer.foot:
                card.set_foot(_text_of(offer.foot))

    def retranslate(self) -> None:
        """Translates the cards as well."""
        super().retranslate()
        self._tell()

    def let_choose_several(self) -> None:
        """Allows several cards to be checked."""
        self._several = True
        for card in self.cards.values():
            card.setAutoExclusive(False)

    def chosen(self) -> tuple[str, ...]:
        """Keys of the checked cards."""
        return tuple(key for key, card in self.cards.items() if card.isChecked())

    def then(self, picked: Callable[[tuple[str, ...]], object]) -> None:
        """Sets what is called with the choice."""
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
        """Tab order: the cards first, starting with the chosen one."""
        cards = list(self.cards.values())
        for before, after in zip(cards, [*cards[1:], self.verb(CHOOSE)], strict=True):
            QWidget.setTabOrder(before, after)
        first = next((self.cards[key] for key in chosen if key in self.cards), cards[0] if cards else None)
        if first is not None:
            first.setFocus()


def _card(offer: ChooserItem) -> ChoiceCard:
    card = ChoiceCard()
    card.setObjectName(f"offer_{offer.key or 'none'}")
    card.set_wide(True)
    policy = card.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    card.setSizePolicy(policy)
    return card


def _text_of(text: AnyText) -> str:
    if isinstance(text, LocalText):
        return text.text_in(desk_language())
    return desk_say(text) if isinstance(text, Message) else text


def _column(cards: Sequence[QWidget]) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    # Space for the focus ring of a card.
    column.setContentsMargins(6, 6, 6, 6)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    return inside


WITHOUT_LIST = ""


def choose_module(parent: QWidget, choices: SetUpChoices, chosen: str, then: Callable[[str], object]) -> Chooser:
    """Opens the dialog; `then` is called with the id of the module."""
    offers = [
        ChooserItem(
            module.id,
            "book",
            module.title,
            module.summary,
            Message("{minutes} min", minutes=module.minutes),
        )
        for module in choices.modules
    ]
    chooser = Chooser(Message("Which module?"), "", _verbs(), offers, [chosen], parent)
    chooser.then(lambda keys: then(keys[0]))
    chooser.open()
    return chooser


def choose_groups(
    parent: QWidget,
    choices: SetUpChoices,
    chosen: tuple[str, ...] | None,
    then: Callable[[tuple[str, ...]], object],
) -> Chooser:
    """Opens the dialog; `then` is called with the ids of the groups, none for a class without a list."""
    offers = [
        ChooserItem(
            one.group.id,
            "people",
            one.title,
            one.place,
            Message("{count} on the list", count=one.learners),
        )
        for one in choices.groups
    ]
    nobody = Message("You count the people in the room; no names, no certificates.")
    offers.append(ChooserItem(WITHOUT_LIST, "grid", Message("Without a list"), nobody, alone=True))
    ticked = () if chosen is None else chosen or (WITHOUT_LIST,)
    question, detail = Message("Which class?"), Message("You can teach several classes together.")
    chooser = Chooser(question, detail, _verbs(), offers, ticked, parent)
    chooser.let_choose_several()
    chooser.then(lambda keys: then(tuple(key for key in keys if key != WITHOUT_LIST)))
    chooser.open()
    return chooser


def _verbs() -> list[DialogVerb]:
    return [("cancel", Message("Cancel"), "secondary"), (CHOOSE, Message("Choose"), "primary")]
