"""The green column at the left: places or steps of a class, the guide at the top, language and help at the bottom."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text
from bsuh_desktop.qt.stage.answer_marks import paint_heart, stitch
from bsuh_desktop.qt.widgets import rail_parts
from bsuh_desktop.qt.widgets.layouts import widgets_in
from bsuh_desktop.qt.widgets.painted_text import draw_words
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_digits, desk_say

BRAND = "Be Smart\nUse Heart"
HOME = "home"
LANGUAGES = {"bn": "বাংলা", "en": "English"}
_THREAD = 16
_FEW = 6
"""With more places than this they are closer together."""
_HEART, _RIGHT = 36, 24


class Rail(Restyled, QFrame):
    """The rail of the desk."""

    chosen = Signal(str)
    """The key of an entry, or "home" for leaving the class."""
    language_chosen = Signal(str)
    """"bn" or "en"."""
    look_wanted = Signal()
    """The button for display settings, beside the languages."""
    help_wanted = Signal()
    """The F8 button."""
    guide_wanted = Signal()
    """The button beside the app's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._entries = QVBoxLayout()
        self._foot = QVBoxLayout()
        self._steps = False
        self._shown: list[object] = []
        self.back = rail_parts.DestinationEntry("", "prev")
        self.back.setObjectName("back_to_home")
        self.back.setCheckable(False)
        self.back.clicked.connect(lambda: self.chosen.emit(HOME))
        self.look = rail_parts.LookButton()
        self.look.setObjectName("this_screen")
        self.look.clicked.connect(self.look_wanted)
        self.help = rail_parts.HelpButton("")
        self.help.setObjectName("child_help")
        self.help.clicked.connect(self.help_wanted)
        self.guide = rail_parts.GuideButton(self)
        self.guide.setObjectName("open_guide")
        self.guide.clicked.connect(self.guide_wanted)
        self.languages = {language: rail_parts.LanguageHalf(name) for language, name in LANGUAGES.items()}
        self._switch = _LanguageSwitch(self.languages)
        for language, half in self.languages.items():
            half.setObjectName(f"language_{language}")
            half.setToolTip("F9")
            half.clicked.connect(lambda _=False, language=language: self.language_chosen.emit(language))
        self._build()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.restyle()
        self.retranslate()

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addLayout(self._entries)
        column.addStretch(1)
        column.addLayout(self._foot)
        self._foot.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._foot.addWidget(self.back)
        self._foot.addLayout(line)
        line.addWidget(self._switch, 1)
        line.addWidget(self.look)
        self._foot.addWidget(self.help)
        self.back.hide()

    def set_destinations(self, places: Sequence[tuple[str, str, str, str]]) -> None:
        """Sets key, text, icon and badge ("" for none) of each place."""
        if self._changed("places", places):
            self._steps = False
            many = len(places) > _FEW
            self._entries.setSpacing(2 if many else 4)
            self._fill(
                [(key, rail_parts.DestinationEntry(text, icon, badge, many=many)) for key, text, icon, badge in places]
            )

    def set_steps(self, steps: Sequence[tuple[str, str, str]]) -> None:
        """Sets key, text and state (done, now, next) of each step; shows the way back to Home."""
        if self._changed("steps", steps):
            self._steps = True
            self._entries.setSpacing(_THREAD)
            self._fill(
                [
                    (key, rail_parts.StepEntry(text, desk_digits(number), state))
                    for number, (key, text, state) in enumerate(steps, 1)
                ]
            )

    def set_current(self, key: str) -> None:
        """Sets the place that is highlighted."""
        for place in self.entries():
            if isinstance(place, rail_parts.DestinationEntry):
                place.setChecked(place.objectName() == f"rail_{key}")

    def entries(self) -> list[rail_parts.RailButton]:
        """The places or steps, from top to bottom."""
        return [entry for entry in widgets_in(self._entries) if isinstance(entry, rail_parts.RailButton)]

    def _changed(self, mode: str, shown: Sequence[object]) -> bool:
        now = [mode, desk_language(), *shown]
        changed, self._shown = now != self._shown, now
        return changed

    def _fill(self, entries: Sequence[tuple[str, rail_parts.RailButton]]) -> None:
        focused = next((entry.objectName() for entry in self.entries() if entry.hasFocus()), "")
        chosen = next((entry.objectName() for entry in self.entries() if entry.isChecked()), "")
        while (item := self._entries.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for key, entry in entries:
            entry.setObjectName(f"rail_{key}")
            entry.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            entry.setChecked(entry.objectName() == chosen)
            self._entries.addWidget(entry)
            # Now, not when the loop comes to it: an entry without a place would draw the thread through the whole rail
            # if the rail is painted first, as it is when the stage opens at the same time.
            entry.show()
            if entry.objectName() == focused:
                entry.setFocus()
        self.back.setVisible(self._steps)
        self._order()
        self._column.activate()
        self.update()

    def _order(self) -> None:
        line: list[QWidget] = [self.guide, *self.entries(), self.back, *self.languages.values(), self.look, self.help]
        for before, after in itertools.pairwise(line):
            QWidget.setTabOrder(before, after)

    def restyle(self) -> None:
        """Scales the width, and the top of the entries."""
        self.setFixedWidth(scaled_box(216))
        brand, side = self._brand_rect().toRect(), self.guide.sizeHint()
        self._column.setContentsMargins(16, brand.bottom() + 25, _RIGHT, 16)
        self.guide.setGeometry(QRect(QPoint(brand.right() + 1, brand.center().y() - side.height() // 2), side))

    def retranslate(self) -> None:
        """Sets the rail's own texts, and the chosen language."""
        self.back.setText(desk_say(Message("Back to Home")))
        self.back.setAccessibleName(self.back.text())
        self.help.setText(desk_say(Message("A child needs help")))
        self.help.setAccessibleName(self.help.text())
        self.help.setAccessibleDescription(rail_parts.HelpButton.KEY)
        self.languages[desk_language()].setChecked(True)
        self._switch.setAccessibleName(desk_say(Message("Language")))
        self.help.updateGeometry()

    def _brand_rect(self) -> QRectF:
        left = 20 + scaled_box(_HEART) + 12
        return QRectF(left, 24, scaled_box(216) - left - self.guide.sizeHint().width() - _RIGHT, scaled_text(41))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the dark ground, the stitch at the right, the heart and the name; in a class also the line between
        the steps."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.NIGHT)
        right = self.width() - 8.0
        stitch(painter, QPointF(right, 2), QPointF(right, self.height()), colours.NIGHT_LINE)
        brand = self._brand_rect()
        paint_heart(
            painter, QRectF(20, brand.center().y() - scaled_box(_HEART) / 2, scaled_box(_HEART), scaled_box(_HEART))
        )
        for line, words in enumerate(BRAND.split("\n")):
            rect = QRectF(brand.left(), brand.top() + line * scaled_text(20), brand.width(), scaled_text(21))
            draw_words(painter, rect, words, desk_font(15, bold=True), colours.IVORY)
        if self._steps:
            self._paint_thread(painter)

    def _paint_thread(self, painter: QPainter) -> None:
        entries = self.entries()
        for above, below in itertools.pairwise(entries):
            x = above.x() + 8 + scaled_box(32) / 2
            start, end = QPointF(x, above.geometry().bottom() + 2), QPointF(x, below.y() - 1)
            stitch(painter, start, end, colours.MINT)


class _LanguageSwitch(QWidget):
    """The ground under the two languages."""

    def __init__(self, halves: dict[str, rail_parts.LanguageHalf]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 4, 4, 4)
        line.setSpacing(0)
        for half in halves.values():
            line.addWidget(half)

    def sizeHint(self) -> QSize:
        """44 px high."""
        return QSize(scaled_box(176), scaled_box(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a darker field."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.NIGHT_DEEP)
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
