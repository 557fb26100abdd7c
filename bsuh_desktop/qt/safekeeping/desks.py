"""The door's page on a shared laptop: each desk with its drawing and code, without names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.forms.desks import Ui_Desks
from bsuh_desktop.qt.safekeeping.desk_words import EMBLEM_NAMES, which_desk
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.choice import ChoiceCard

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.values import DeskFolder


class DesksPage(DoorPage):
    """`folder` is that of the chosen desk."""

    title = Message("Which desk is yours?")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Desks()
        self.form.setupUi(self)
        self._desks: tuple[DeskFolder, ...] = ()
        self._cards: list[ChoiceCard] = []
        self._group = QButtonGroup(self)

    def set_desks(self, desks: tuple[DeskFolder, ...], here: Path) -> None:
        """Sets the desks of this laptop, and chooses the one in the folder `here`."""
        if desks == self._desks:
            return
        for card in self._cards:
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self._desks, self._cards = desks, []
        for number, desk in enumerate(desks, 1):
            card = ChoiceCard(self)
            card.setObjectName(f"desk_{number}")
            card.set_wide(True)
            self._group.addButton(card)
            card.setChecked(desk.folder == here)
            card.toggled.connect(self.changed)
            self.form.cards.addWidget(card)
            self._cards.append(card)
        self.retranslate()
        if self.isVisible():
            self.enter()
        self.changed.emit()

    def folder(self) -> Path | None:
        """Folder of the chosen desk; None if none is chosen."""
        chosen = (desk for desk, card in zip(self._desks, self._cards, strict=True) if card.isChecked())
        return next((desk.folder for desk in chosen), None)

    def enter(self) -> None:
        """Focuses the chosen desk."""
        for card in self._cards:
            if card.isChecked() or self.folder() is None:
                card.setFocus()
                return

    def missing(self) -> Message | None:
        """The desk, if none is chosen."""
        return None if self.folder() is not None else Message("Choose a desk.")

    def retranslate(self) -> None:
        """Drawing, its name, code and number of each desk."""
        say = self.bridge.say
        for number, (desk, card) in enumerate(zip(self._desks, self._cards, strict=True), 1):
            name = EMBLEM_NAMES.get(desk.emblem) or Message("Desk {number}", number=number)
            card.tell(desk.emblem or "lock", say(name), say(which_desk(desk)))
