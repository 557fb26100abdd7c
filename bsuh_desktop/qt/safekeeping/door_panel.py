"""The cover at the left of the door: a green book cover with the programme's sentence and the child help button."""

from __future__ import annotations

import dataclasses
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import desk_font
from bsuh_desktop.qt.stage.answer_marks import paint_heart, stitch
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.picture import Picture
from bsuh_desktop.qt.widgets.rail import LANGUAGES
from bsuh_desktop.qt.widgets.rail_parts import GuideButton, HelpButton, LanguageHalf, LookButton
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say

NARROWEST, WIDEST = 300, 480
_BRAND = "Be Smart Use Heart"
_HEART = 68
_LOWEST_PICTURE = 96
_TOP = Qt.AlignmentFlag.AlignTop


@dataclasses.dataclass(frozen=True)
class _Line:
    """A sentence of the cover. If text is large, the one with the highest `rank` is left out first."""

    text: str
    font: QFont
    colour: QColor
    rank: int


class DoorPanel(Restyled, QWidget):
    """Painted, except for its drawing and buttons. Whatever does not fit in large text is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self._placed: list[tuple[_Line, QRectF]] = []
        self._picture = Picture(self)
        self._picture.set_picture("book-with-heart")
        self.languages = {language: LanguageHalf(name, self) for language, name in LANGUAGES.items()}
        for language, half in self.languages.items():
            half.setObjectName(f"language_{language}")
            half.setAccessibleName(LANGUAGES[language])
        self.look = LookButton(self)
        self.look.setObjectName("this_screen")
        self.guide = GuideButton(self)
        self.guide.setObjectName("open_guide")
        self.help = HelpButton("", self)
        self.help.setObjectName("child_help")
        self._has_languages = True
        self.retranslate()

    def begin(self, bridge: Bridge) -> None:
        """Connects the buttons; the desk's language can be chosen here as well."""
        for language, half in self.languages.items():
            half.clicked.connect(lambda _=False, language=language: bridge.set_language(cast(Language, language)))

    def show_languages(self, shown: bool) -> None:
        """Shows or hides the two languages at the foot; hidden if the page offers them itself."""
        self._has_languages = shown
        if self.isVisible():
            self._arrange()

    def sizeHint(self) -> QSize:
        """As designed."""
        return QSize(WIDEST, 700)

    def retranslate(self) -> None:
        """The sentences, and the button's name."""
        self.help.setText(desk_say(Message("A child needs help")))
        self.help.setAccessibleName(self.help.text())
        self.help.setAccessibleDescription(HelpButton.KEY)
        self.languages[desk_language()].setChecked(True)
        self.setAccessibleName(_BRAND)
        self.setAccessibleDescription(" ".join(line.text for line in self._lines()))
        if self.isVisible():
            self._arrange()

    def restyle(self) -> None:
        """Lays out everything again."""
        if self.isVisible():
            self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Language and text size may have changed while it was hidden."""
        super().showEvent(event)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays out everything again."""
        super().resizeEvent(event)
        self._arrange()

    def _lines(self) -> list[_Line]:
        """The sentence in both languages, the desk's first, and that no internet is needed."""
        own = desk_language()
        other: Language = "en" if own == "bn" else "bn"
        sentence = Message("One class, one laptop, a safer internet for everyone")
        offline = Message("No internet is needed.")
        return [
            _Line(say(sentence, own), desk_font(28 if self.width() > 400 else 24, bold=True), colours.IVORY, 0),
            _Line(say(sentence, other), desk_font(17), colours.MINT, 2),
            _Line(say(offline, own), desk_font(15), colours.MINT, 1),
        ]

    def _inside(self) -> QRectF:
        side = 48 if self.width() > 400 else 32
        return QRectF(self.rect()).adjusted(side, 48, -side, -40)

    def _brand(self) -> QRectF:
        box = self._inside()
        words = words_size(_BRAND, self._brand_font(), box.width() - _HEART)
        return QRectF(box.left(), box.top(), box.width(), max(52.0, words.height()))

    def _brand_font(self) -> QFont:
        """Large if it fits on one line, else small on two, as on the rail."""
        large = desk_font(20, bold=True)
        fits = words_size(_BRAND, large).width() <= self._inside().width() - _HEART
        return large if fits else desk_font(15, bold=True)

    def _arrange(self) -> None:
        """From bottom to top: the buttons, the sentences that fit, and the drawing in the remaining space."""
        box = self._inside()
        bottom, top = self._place_buttons(box) - 24.0, self._brand().bottom() + 24
        lines = self._lines()
        while lines and self._height(lines) > bottom - top:
            lines.remove(max(lines, key=lambda line: line.rank))
        self._placed = []
        for line in reversed(lines):
            line_height = words_size(line.text, line.font, box.width()).height()
            self._placed.append((line, QRectF(box.left(), bottom - line_height, box.width(), line_height)))
            bottom -= line_height + 12
        left = QRectF(box.left(), top, box.width(), bottom - 12 - top)
        self._picture.setVisible(left.height() >= _LOWEST_PICTURE)
        self._picture.setGeometry(left.toAlignedRect())
        self.update()

    def _place_buttons(self, box: QRectF) -> float:
        """Places the help button at the foot, above it the languages, look and guide; returns their top edge in px."""
        # The button's text wraps, so its height depends on its width.
        self.help.resize(round(box.width()), self.help.height())
        height, half = self.help.sizeHint().height(), self.languages["bn"].sizeHint().height()
        place = QRect(round(box.left()), round(box.bottom()) - height, round(box.width()), height)
        self.help.setGeometry(place)
        side = self.look.sizeHint()
        top = place.top() - 8 - max(side.height(), half + 8)
        beside = place.width() - 2 * (side.width() + 8)
        if not self._has_languages or beside >= self._languages_width():
            self._place_languages(QRect(place.left(), top, beside, half + 8))
        else:
            self._place_languages(QRect(place.left(), top, place.width(), half + 8))
            top -= side.height() + 8
        for number, button in enumerate((self.guide, self.look), 1):
            button.setGeometry(QRect(QPoint(place.right() + 1 - number * side.width() - (number - 1) * 8, top), side))
        return float(top)

    def _languages_width(self) -> int:
        return 8 + 2 * max(half.minimumSizeHint().width() for half in self.languages.values())

    def _place_languages(self, box: QRect) -> None:
        width = (box.width() - 8) // 2
        for number, button in enumerate(self.languages.values()):
            button.setVisible(self._has_languages)
            button.setGeometry(box.left() + 4 + number * width, box.top() + 4, width, box.height() - 8)

    def _height(self, lines: list[_Line]) -> float:
        width = self._inside().width()
        return sum(words_size(line.text, line.font, width).height() + 12 for line in lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, stitch at the right edge, heart and name, and the sentences."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.NIGHT)
        right = self.width() - 8.0
        stitch(painter, QPointF(right, 2), QPointF(right, self.height()), colours.NIGHT_LINE)
        brand = self._brand()
        paint_heart(painter, QRectF(brand.left(), brand.center().y() - 26, 52, 52))
        if self._has_languages:
            first, last = (half.geometry() for half in self.languages.values())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.NIGHT_DEEP)
            painter.drawRoundedRect(QRectF(first.united(last)).adjusted(-4, -4, 4, 4), 12, 12)
        name = brand.adjusted(_HEART, 0, 0, 0)
        draw_words(painter, name, _BRAND, self._brand_font(), colours.IVORY, wrap=True)
        for line, rect in self._placed:
            draw_words(painter, rect, line.text, line.font, line.colour, _TOP, wrap=True)
