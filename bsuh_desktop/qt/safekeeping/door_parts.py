"""What stands on the screens before the desk opens: the cover at the left, the foot, a hidden field, languages.

The cover is green, with the programme's sentence and the button for child help. The field notices Caps Lock. The foot
has Back, Next, and between them what is still missing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import cast

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.languages import Ui_Languages
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text
from bsuh_desktop.qt.stage.answer_marks import paint_heart, stitch
from bsuh_desktop.qt.widgets.fields import set_problem
from bsuh_desktop.qt.widgets.icons import SIDE, icon
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.picture import Picture
from bsuh_desktop.qt.widgets.rail import LANGUAGES
from bsuh_desktop.qt.widgets.rail_parts import GuideButton, HelpButton, LanguageHalf, LookButton
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.text_lines import TextLines

_SHORTEST_REASON = 200


class FootBar(QtWidgets.QFrame):
    """In large text or a narrow window, the widgets between Back and Next move to a line above them."""

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self._asides: list[QtWidgets.QWidget] = []
        self._stacked = False

    def begin(self, lines: QtWidgets.QVBoxLayout, asides: Sequence[QtWidgets.QWidget]) -> None:
        """`lines`: an empty line above one with Back and Next; `asides`: the widgets between them."""
        self._lines, self._asides = lines, list(asides)
        self._upper, self._lower = lines.findChildren(QtWidgets.QHBoxLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The available width has changed."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A button or the text has changed its width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        stacked = bool(self._asides) and self._needed() > self.contentsRect().width()
        if stacked != self._stacked:
            self._stacked = stacked
            self._move()

    def _needed(self) -> int:
        around, gap = self._lines.contentsMargins(), self._lower.spacing()
        shown = [button for button in self.findChildren(QtWidgets.QPushButton) if not button.isHidden()]
        buttons = sum(button.sizeHint().width() + gap for button in shown)
        reasons = any(isinstance(each, TextLines) and each.text() for each in self._asides)
        return around.left() + buttons + (scaled_box(_SHORTEST_REASON) if reasons else 0) + around.right()

    def _move(self) -> None:
        for place, widget in enumerate(self._asides, 1):
            grows = int(isinstance(widget, TextLines))
            (self._lower if self._stacked else self._upper).removeWidget(widget)
            if self._stacked:
                self._upper.addWidget(widget, grows)
            else:
                self._lower.insertWidget(place, widget, grows)


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


class DoorPanel(Restyled, QtWidgets.QWidget):
    """Painted, except for its drawing and buttons. Whatever does not fit in large text is left out."""

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QtWidgets.QSizePolicy.Policy.Preferred, QtWidgets.QSizePolicy.Policy.Expanding)
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


class SecretField(QtWidgets.QLineEdit):
    """`hint_changed` when the text or `capitals` is another one."""

    hint_changed = Signal()

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self.capitals = False
        """Caps Lock is on, as far as the keys have shown."""
        self.show_letters(False)
        self.textChanged.connect(lambda _: self.hint_changed.emit())

    def show_letters(self, shown: bool) -> None:
        """Shows or hides the characters."""
        self.setEchoMode(QtWidgets.QLineEdit.EchoMode.Normal if shown else QtWidgets.QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)

    def set_problem(self, problem: bool) -> None:
        """Marks what was typed as invalid."""
        set_problem(self, problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Detects Caps Lock, which Qt does not report: a letter whose case does not match the Shift key."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals = letter.isupper() != shift
            self.hint_changed.emit()
        super().keyPressEvent(event)


_GAP = 8


class Languages(Restyled, QtWidgets.QWidget):
    """Two buttons; a choice takes effect at once, for all windows and for later classes."""

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Languages()
        self.form.setupUi(self)
        self._buttons = {"bn": self.form.bangla, "en": self.form.english}
        # Without their own group they would be exclusive with other choices of the page.
        group = QtWidgets.QButtonGroup(self)
        for button in self._buttons.values():
            group.addButton(button)
            button.toggled.connect(self._tick)

    def begin(self, bridge: Bridge) -> None:
        """Shows the bridge's language from now on."""

        def choose(language: Language) -> None:
            bridge.set_language(language)
            bridge.set_stage_language(language)

        for language, button in self._buttons.items():
            button.setChecked(language == bridge.language)
            button.clicked.connect(lambda _=False, language=language: choose(cast(Language, language)))
        self._bridge = bridge
        bridge.language_changed.connect(self._on_changed)
        self._tick()

    def _on_changed(self) -> None:
        self._buttons[self._bridge.language].setChecked(True)

    def _tick(self) -> None:
        for button in self._buttons.values():
            button.setIcon(icon("check", colours.GREEN, gap=_GAP) if button.isChecked() else QIcon())
            button.setIconSize(QSize(scaled_text(SIDE + _GAP), scaled_text(SIDE)))

    def restyle(self) -> None:
        """Scales the tick with the text."""
        self._tick()

    def retranslate(self) -> None:
        """The label beside the buttons."""
        self.form.retranslateUi(self)
