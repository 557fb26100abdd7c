"""One class that was not finished: continue it, or finish it where it ended."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.presenters.home.home import UnfinishedLine
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.unfinished_card import Ui_UnfinishedCard
from bsuh_desktop.qt.home.amber_background import AmberBackground, play_disc
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.icons import apply_icons


class UnfinishedCard(AmberBackground):
    """`go_on_wanted` and `finish_wanted` when a button is pressed. Only the first card of a page has the primary
    button."""

    go_on_wanted = Signal()
    finish_wanted = Signal()
    rest_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, bridge: Bridge, line: UnfinishedLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.form = Ui_UnfinishedCard()
        self.form.setupUi(self)
        for button in (self.form.go_on, self.form.finish_class):
            button.setProperty("kind", "primary" if line.leads and button is self.verb() else "secondary")
        self.form.go_on.clicked.connect(self.go_on_wanted)
        self.form.finish_class.clicked.connect(self.finish_wanted)
        self.form.rest_from_paper.clicked.connect(self.rest_wanted)
        self.form.print_sheet.clicked.connect(self.sheet_wanted)
        self.form.disc.setPixmap(play_disc())
        own: dict[str, Setter] = dict.fromkeys(("session", "verb", "leads"), lambda _: None)
        self._binding = Binding(self.form, UnfinishedLine, bridge.text, own)
        self._binding.show(line)
        apply_icons(self)

    def verb(self) -> QPushButton:
        """The button to press most likely."""
        verb: QPushButton = getattr(self.form, self._line.verb)
        return verb

    def changeEvent(self, event: QEvent) -> None:
        """Updates texts and disc on a change of language or text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._binding.retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self.form.disc.setPixmap(play_disc())
            apply_icons(self)
