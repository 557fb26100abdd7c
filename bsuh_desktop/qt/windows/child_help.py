"""A child needs help (F8): listen first, then who helps. Over every page, also before unlocking; it keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.forms.child_help import Ui_ChildHelp
from bsuh_desktop.qt.theme import room
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.words import Words

if TYPE_CHECKING:
    from bsuh_desktop.services.helplines import Contact, Help

_LARGEST = QSize(1120, 640)
_MARGIN = 32
_TWO_COLUMNS = 760


class ChildHelp(Dialog):
    """The stage is neither touched nor told. Helplines are those of the programme; whether somebody has called them
    to verify them is nothing that a child should read."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        say = bridge.say
        close = Message("Back to the class") if bridge.picture else Message("Close")
        super().__init__(say(Message("A child needs help")), "", [("close", say(close), "primary")], parent)
        self.setObjectName("child_help_dialog")
        self._bridge = bridge
        body = QWidget()
        self.form = Ui_ChildHelp()
        self.form.setupUi(body)
        self.add(body)
        window = parent.window().size()
        wanted = QSize(room(_LARGEST.width()), room(_LARGEST.height()))
        self.resize(wanted.boundedTo(window - QSize(2 * _MARGIN, 2 * _MARGIN)))
        self._say_who_sees()
        self._ask()

    def _ask(self) -> None:
        if self._bridge.facts is not None:
            self._show_help(self._bridge.facts.help)
        else:
            self._bridge.ask(_built_in_help, self._show_help)

    def _say_who_sees(self) -> None:
        say = self._bridge.say
        if self._bridge.public:
            fact, rest = (
                Message("If a projector mirrors this laptop, the class sees this page."),
                Message("Cover it first."),
            )
            self.form.seen.tell("look", say(fact), say(rest))
        else:
            fact = Message("The stage does not show this page. The class stays where it is.")
            self.form.seen.tell("info", say(fact))

    def _show_help(self, found: Help) -> None:
        first, *others = found.helplines
        self.form.helpline_column.addWidget(self._child_line(first))
        for contact in others:
            self.form.helpline_column.addLayout(self._row(contact, "card-title"))
        for contact in found.focal_points:
            self.form.focal_column.addLayout(self._row(contact, "card-title"))
        for part in (self.form.stitch, self.form.focal_title, self.form.focal_points):
            part.setVisible(bool(found.focal_points))

    def _child_line(self, contact: Contact) -> QFrame:
        """The children's own line stands out. The programme's sentences say of it: free, day and night."""
        card = QFrame()
        card.setProperty("role", "card")
        card.setProperty("selected", True)
        row = self._row(contact, "number", Message("Free of charge, day and night."))
        row.setContentsMargins(20, 12, 20, 12)
        card.setLayout(row)
        return card

    def _row(self, contact: Contact, role: str, more: Message | None = None) -> QHBoxLayout:
        """A number, and who answers there."""
        say = self._bridge.say
        if not contact.number:
            more = Message("Your coordinator tells you the number.")
        row = QHBoxLayout()
        row.setSpacing(16)
        if contact.number:
            number = QLabel(self._bridge.digits(contact.number))
            number.setProperty("role", role)
            number.setMinimumWidth(room(72))
            row.addWidget(number)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(_words(self._bridge.said(contact.names), "strong"))
        if more is not None:
            words.addWidget(_words(say(more), "soft"))
        row.addLayout(words, 1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room, else one under the other."""
        super().resizeEvent(event)
        wide = self.width() >= room(_TWO_COLUMNS)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self.form.halves.setDirection(direction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8 opens it and closes it."""
        if event.key() == Qt.Key.Key_F8:
            self.reject()
        else:
            super().keyPressEvent(event)


def _words(text: str, role: str) -> Words:
    words = Words()
    words.setProperty("role", role)
    words.setText(text)
    return words


def _built_in_help() -> Help:
    from bsuh_desktop.services.helplines import built_in_help

    return built_in_help()
