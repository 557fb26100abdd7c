"""A child needs help (F8): listen first, then who helps. Over every page, also before unlocking; it keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
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
        super().__init__("", "", [("close", "", "primary")], parent)
        self.setObjectName("child_help_dialog")
        self._bridge = bridge
        self._help: Help | None = None
        self._body = QWidget()
        self.form = Ui_ChildHelp()
        self.form.setupUi(self._body)
        self.add(self._body)
        window = parent.window().size()
        wanted = QSize(room(_LARGEST.width()), room(_LARGEST.height()))
        self.resize(wanted.boundedTo(window - QSize(2 * _MARGIN, 2 * _MARGIN)))
        bridge.public_changed.connect(self._say_who_sees)
        self._say()
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Everything is said in the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self._body)
            self._say()

    def _say(self) -> None:
        say = self._bridge.say
        title = say(Message("A child needs help"))
        self.setWindowTitle(title)
        self.question.setText(title)
        self.verb("close").setText(say(Message("Back to the class") if self._bridge.picture else Message("Close")))
        self._say_who_sees()
        if self._help is not None:
            self._show_help(self._help)

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
        self._help = found
        first, *others = found.helplines
        lines = [self._child_line(first), *(self._row(contact, "card-title") for contact in others)]
        _fill(self.form.helpline_column, lines)
        _fill(self.form.focal_column, [self._row(contact, "card-title") for contact in found.focal_points])
        for part in (self.form.stitch, self.form.focal_title, self.form.focal_points):
            part.setVisible(bool(found.focal_points))

    def _child_line(self, contact: Contact) -> QFrame:
        """The children's own line stands out. The programme's sentences say of it: free, day and night."""
        card = QFrame()
        card.setProperty("role", "card")
        card.setProperty("selected", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.addWidget(self._row(contact, "number", Message("Free of charge, day and night.")))
        return card

    def _row(self, contact: Contact, role: str, more: Message | None = None) -> QWidget:
        """A number, and who answers there."""
        say = self._bridge.say
        if not contact.number:
            more = Message("Your coordinator tells you the number.")
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
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
        return whole

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


def _fill(column: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    """These instead of whatever stood there."""
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for part in parts:
        column.addWidget(part)


def _words(text: str, role: str) -> Words:
    words = Words()
    words.setProperty("role", role)
    words.setText(text)
    return words


def _built_in_help() -> Help:
    from bsuh_desktop.services.helplines import built_in_help

    return built_in_help()
