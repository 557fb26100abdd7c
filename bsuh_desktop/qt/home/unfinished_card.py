"""One class that was not finished: continue it, or finish it where it ended."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QPushButton

from bsuh_desktop.presenters.home.home import UnfinishedLine
from bsuh_desktop.qt.forms.unfinished_card import Ui_UnfinishedCard
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.bound_parts import BoundCard
from bsuh_desktop.qt.widgets.icons import paint_icon
from bsuh_desktop.qt.widgets.message import TINTS, paint_message_ground


class UnfinishedCard(BoundCard[UnfinishedLine]):
    """Painted like a message bar of state “look”. `go_on_wanted` and `finish_wanted` when a button is pressed. Only the
    first card of a page has the primary button."""

    go_on_wanted = Signal()
    finish_wanted = Signal()
    rest_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, line: UnfinishedLine) -> None:
        super().__init__(Ui_UnfinishedCard(), line, unseen=("session", "verb", "leads"))
        self._line = line
        for button in (self.form.go_on, self.form.finish_class):
            button.setProperty("kind", "primary" if line.leads and button is self.verb() else "secondary")
        self.form.go_on.clicked.connect(self.go_on_wanted)
        self.form.finish_class.clicked.connect(self.finish_wanted)
        self.form.rest_from_paper.clicked.connect(self.rest_wanted)
        self.form.print_sheet.clicked.connect(self.sheet_wanted)
        self.restyle()

    def restyle(self) -> None:
        """The disc as well."""
        super().restyle()
        self.form.disc.setPixmap(_play_disc())

    def verb(self) -> QPushButton:
        """The button to press most likely."""
        verb: QPushButton = getattr(self.form, self._line.verb)
        return verb

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the tint with its thick left edge."""
        tint, edge = TINTS["look"]
        paint_message_ground(QPainter(self), QRectF(self.rect()), tint, edge)


def _play_disc() -> QPixmap:
    """An amber disc with the sign for “continue”."""
    side = scaled_box(56)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.INK, 2))
    painter.setBrush(colours.AMBER)
    disc = QRectF(pixmap.rect()).adjusted(1, 1, -1, -1)
    painter.drawEllipse(disc)
    quarter = disc.width() / 4
    paint_icon(painter, disc.adjusted(quarter, quarter, -quarter, -quarter), "play", colours.INK)
    painter.end()
    return pixmap
