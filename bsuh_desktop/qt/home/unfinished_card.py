"""One class that was not finished: continue it, or finish it where it ended."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.last_seen import close_verb, last_seen, one_question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.unfinished_card import Ui_UnfinishedCard
from bsuh_desktop.qt.home.amber_background import AmberBackground, play_disc
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.services.classroom.unfinished_classes import UnfinishedClass


class UnfinishedCard(AmberBackground):
    """`go_on_wanted` and `finish_wanted` when a button is pressed. Only the first card of a page has the primary
    button."""

    go_on_wanted = Signal()
    finish_wanted = Signal()
    rest_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, bridge: Bridge, found: UnfinishedClass, primary: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.found = found
        self.form = Ui_UnfinishedCard()
        self.form.setupUi(self)
        for button in (self.form.go_on, self.form.finish_class):
            button.setProperty("kind", "primary" if primary and button is self.verb() else "secondary")
        self.form.go_on.clicked.connect(self.go_on_wanted)
        self.form.finish_class.clicked.connect(self.finish_wanted)
        self.form.rest_from_paper.clicked.connect(self.rest_wanted)
        self.form.print_sheet.clicked.connect(self.sheet_wanted)
        self._say()
        apply_icons(self)

    def verb(self) -> QPushButton:
        """The button to press most likely: finish for a forgotten class, continue for any other."""
        verb: QPushButton = self.form.finish_class if self.found.forgotten else self.form.go_on
        return verb

    def changeEvent(self, event: QEvent) -> None:
        """Updates texts and disc on a change of language or text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._say()
        elif event.type() == QEvent.Type.StyleChange:
            self.form.disc.setPixmap(play_disc())
            apply_icons(self)

    def _say(self) -> None:
        bridge, title = self._bridge, self._bridge.text_of(self.found.title)
        self.form.disc.setPixmap(play_disc())
        self.form.unfinished_title.setText(bridge.say(one_question(self.found)))
        self.form.unfinished_what.setText(bridge.say(last_seen(bridge, self.found)))
        self.form.finish_class.setText(bridge.say(close_verb(self.found)))
        for button, verb in (
            (self.form.go_on, Message("Go on: {class_title}", class_title=title)),
            (self.form.finish_class, Message("Close: {class_title}", class_title=title)),
            (self.form.rest_from_paper, Message("Enter the rest from paper: {class_title}", class_title=title)),
            (self.form.print_sheet, Message("Print class sheet: {class_title}", class_title=title)),
        ):
            button.setAccessibleName(bridge.say(verb))
