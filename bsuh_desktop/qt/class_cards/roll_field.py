"""The field above the list: a roll or a piece of a name, and beside it what Enter will do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_cards.enter import is_undo
from bsuh_desktop.qt.class_cards.finding import cards_meant
from bsuh_desktop.qt.class_cards.marks import Mark, name_of, status_of

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.roll_call import Ui_RollCall

_MOST_NAMED = 5


class RollField(QObject):
    """`touch` is called with the card that Enter means, `undo` for Ctrl+Z where nothing is typed that it could undo."""

    def __init__(
        self, bridge: Bridge, form: Ui_RollCall, touch: Callable[[int], object], undo: Callable[[], object]
    ) -> None:
        super().__init__(form.roll)
        self._bridge = bridge
        self._form = form
        self._touch = touch
        self._undo = undo
        self._said: Message | None = None
        self.mark: Mark = "absent"
        form.roll.textEdited.connect(lambda _: self._on_edited())
        form.roll.returnPressed.connect(self._on_enter)
        form.roll.installEventFilter(self)

    def say(self, said: Message | None) -> None:
        """What was done last, until something is typed."""
        self._said = said
        self.retranslate()

    def retranslate(self) -> None:
        """The line beside the field."""
        self._form.hint.setText(self._bridge.say(self._hint()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An empty field has nothing of its own to take back."""
        if isinstance(event, QKeyEvent) and is_undo(event) and not self._form.roll.text():
            if event.type() == QEvent.Type.KeyPress:
                self._undo()
            return event.type() == QEvent.Type.KeyPress
        return False

    def _on_edited(self) -> None:
        self._said = None
        meant = self._meant()
        if len(meant) == 1:
            self._form.chips.set_cursor(meant[0])
        self.retranslate()

    def _on_enter(self) -> None:
        meant = self._meant()
        if len(meant) == 1:
            self._form.roll.clear()
            self._touch(meant[0])

    def _meant(self) -> list[int]:
        picture = self._bridge.picture
        return cards_meant(picture, self._form.roll.text(), not self._bridge.public) if picture else []

    def _hint(self) -> Message:
        typed, meant, digits = self._form.roll.text().strip(), self._meant(), self._bridge.digits
        if not typed:
            return self._said or Message("Type a roll, then Enter.")
        if not meant:
            return Message("Nobody in this class matches.")
        if len(meant) > 1:
            cards = ", ".join(digits(card) for card in meant[:_MOST_NAMED])
            return Message("Several match: {cards}", cards=cards)
        return self._enter_words(meant[0])

    def _enter_words(self, card: int) -> Message:
        picture = self._bridge.picture
        who = f"{self._bridge.digits(card)} {name_of(self._bridge, card)}".strip()
        if picture is not None and status_of(picture, card) == self.mark:
            return Message("{who}: Enter marks present", who=who)
        return {
            "absent": Message("{who}: Enter marks absent", who=who),
            "late": Message("{who}: Enter marks late", who=who),
            "left_early": Message("{who}: Enter marks left early", who=who),
        }[self.mark]
