"""The window of the shared device: widgets, keys and focus; it covers the desk until the class PIN is given.

What is read at arm's length is in large words; an answer that was chosen has a filled dot, a heavier line and a pale
ground: no tick and no green, which say that it is right. What the window says and does is in
`presenters.classroom.shared_device`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import Property, QPointF, QRectF, QRegularExpression, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegularExpressionValidator,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.presenters.classroom import shared_device
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import Text, text_of
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.shared_device import Ui_SharedDevice
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scale, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.stage.answer_marks import paint_mark, stitch
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.keycap import ENTER
from bsuh_desktop.qt.widgets.layouts import BarLayout
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

_LARGE = 28
"""From this size on words grow like the boxes around them: they can be read already, and must not push answers away."""
_INKS = {"": colours.INK, "soft": colours.INK_SOFT, "look": colours.AMBER_TEXT, "stop": colours.CORAL_TEXT}


def grown(letters: int, share: float = 1.0) -> float:
    """The size before the text scale of words of `letters` px; large ones may be reduced to `share` where they would
    not all be seen at once."""
    return letters if letters < _LARGE else max(float(_LARGE), scaled_box(letters) * share) / scale()


class LargeWords(Restyled, QWidget):
    """Properties: `letters` in px before the text scale, `bold`, `centred`, `ink` ("", soft, look, stop)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._letters, self._bold, self._centred, self._ink = "", 20, False, False, ""
        self._share = 1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Sets the text; empty text takes no space."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_share(self, share: float) -> None:
        """Reduces large words to `share` of their size."""
        self._share = share
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The text."""
        return self._text

    def _read_letters(self) -> int:
        return self._letters

    def _set_letters(self, letters: int) -> None:
        self._letters = letters

    def _read_bold(self) -> bool:
        return self._bold

    def _set_bold(self, bold: bool) -> None:
        self._bold = bold

    def _read_centred(self) -> bool:
        return self._centred

    def _set_centred(self, centred: bool) -> None:
        self._centred = centred

    def _read_ink(self) -> str:
        return self._ink

    def _set_ink(self, ink: str) -> None:
        self._ink = ink

    letters = Property(int, _read_letters, _set_letters)
    bold = Property(bool, _read_bold, _set_bold)
    centred = Property(bool, _read_centred, _set_centred)
    ink = Property(str, _read_ink, _set_ink)

    def _font(self) -> QFont:
        return desk_font(grown(self._letters, self._share), self._bold)

    def hasHeightForWidth(self) -> bool:
        """Yes, lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        return round(words_size(self._text, self._font(), width).height()) + 1

    def sizeHint(self) -> QSize:
        """A few words per line."""
        return QSize(scaled_text(400), self.heightForWidth(scaled_text(400)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        longest = max((words_size(word, self._font()).width() for word in self._text.split()), default=0.0)
        return QSize(round(longest) + 1, scaled_text(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the lines."""
        align = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        draw_words(QPainter(self), QRectF(self.rect()), self._text, self._font(), _INKS[self._ink], align, wrap=True)


_PAD, _RADIUS, _MARK, _RADIO = 18, 16, 80, 28
_LETTERS, _HALF = 30, 460
_TINTS = {
    "A": colours.CORAL_TINT,
    "B": colours.INDIGO_TINT,
    "C": colours.GREEN_TINT,
    "D": colours.AMBER_TINT,
}
"""Pale grounds of the colours of the marks."""


class OptionButton(Restyled, QAbstractButton):
    """Checked: chosen by the learner, but not given yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = "A"
        self._share = 1.0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_option(self, letter: str, words: str) -> None:
        """Sets the letter (A to D) and the answer."""
        self.letter = letter
        self.setText(words)
        self.setAccessibleName(f"{letter}: {words}")
        self.updateGeometry()
        self.update()

    def set_share(self, share: float) -> None:
        """Reduces mark and words to `share` of their size."""
        self._share = share
        self.updateGeometry()
        self.update()

    def _mark(self) -> int:
        return round(scaled_box(_MARK) * self._share)

    def _panel(self) -> int:
        """Width of the tinted part with the mark."""
        return self._mark() + 2 * _PAD

    def _font(self) -> QFont:
        return desk_font(grown(_LETTERS, self._share))

    def _line(self, width: int) -> float:
        return max(60.0, width - self._panel() - 3 * _PAD - scaled_box(_RADIO))

    def hasHeightForWidth(self) -> bool:
        """Yes, text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the letter's mark or of the text, whichever is more."""
        words = words_size(self.text(), self._font(), self._line(width)).height()
        return round(max(float(self._mark()), words)) + 2 * _PAD

    def sizeHint(self) -> QSize:
        """Half of a page."""
        return QSize(scaled_box(_HALF), self.heightForWidth(scaled_box(_HALF)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        words = [words_size(word, self._font()).width() for word in self.text().split()]
        width = round(max(words, default=0.0)) + self._panel() + 3 * _PAD + scaled_box(_RADIO)
        return QSize(width, self._mark() + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints card, mark, text, and the dot: filled if chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, whole = self.isChecked(), QRectF(self.rect()).adjusted(3, 3, -3, -3)
        card = QPainterPath()
        card.addRoundedRect(whole, _RADIUS, _RADIUS)
        painter.fillPath(card, colours.INDIGO_TINT if chosen else colours.WELL if self.isDown() else colours.PAPER)
        painter.save()
        painter.setClipPath(card)
        painter.fillRect(QRectF(0, 0, self._panel(), self.height()), _TINTS[self.letter])
        painter.restore()
        left = float(self._panel())
        stitch(painter, QPointF(left, whole.top() + _PAD), QPointF(left, whole.bottom() - _PAD), colours.EDGE)
        painter.setPen(QPen(colours.INK, stroke(3) if chosen else 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(card)
        side = self._mark()
        paint_mark(painter, QRectF(_PAD, (self.height() - side) / 2, side, side), self.letter)
        words = QRectF(left + _PAD, 0, self._line(self.width()), self.height())
        draw_words(painter, words, self.text(), self._font(), colours.INK, wrap=True)
        dot = scaled_box(_RADIO)
        self._paint_dot(painter, QRectF(self.width() - _PAD - dot, (self.height() - dot) / 2, dot, dot), chosen)

    def _paint_dot(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        painter.setPen(QPen(colours.INK, stroke(2)))
        painter.setBrush(colours.PAPER)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        if chosen:
            inner = box.width() / 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.INK)
            painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))


_PAGES = get_args(shared_device.Page)
_TAKE_AWAY = Message("Delete the last digit")
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""Of the size of question and answers, or of feedback: the largest at which all is seen."""
_BESIDE = 16
_TEXT_WIDTH = 560
"""Greatest width of the text beside the digits, in px before the text scale."""
_SAID_WIDTH = 900
"""The same of what is said about an answer."""


class SharedDevice(QWidget):
    """One instance for the whole run, since its presenter counts wrong PINs."""

    def __init__(self, bridge: Bridge, lesson: Lesson, desk_window: QWidget) -> None:
        super().__init__(desk_window, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setObjectName("shared_device")
        self.form = form = Ui_SharedDevice()
        form.setupUi(self)
        self._bridge = bridge
        self._desk = desk_window
        self._options: dict[str, OptionButton] = {
            letter: getattr(form, f"option_{letter.lower()}") for letter in LETTERS
        }
        self._language: str | None = None
        self._desk_language = bridge.language
        self._page = ""
        row = BarLayout(form.foot)
        for button in (form.rather_not, form.change, form.my_answer):
            row.addWidget(button)
        self._presenter = shared_device.SharedDevicePresenter(lesson, self)
        own: dict[str, Setter] = {
            "options": self._set_options,
            "progress": self._set_progress,
            "drawing": form.thanks_picture.set_picture,
        }
        self._words = Binding(form, shared_device.DeviceModel, self._to_class, own)
        pins: dict[str, Setter] = {"pin_problem": lambda _: None, "to_class": lambda _: None}
        self._pin_words = Binding(form, shared_device.PinModel, bridge.text, pins)
        self._listen()
        self._ring = FocusRing(self)

    def _listen(self) -> None:
        form, presenter = self.form, self._presenter
        form.number.set_digits(3)
        form.number.numbered.connect(lambda _: presenter.correct_number())
        form.number_pad.write_to(form.number)
        form.that_is_me.clicked.connect(self._take_number)
        for letter, option in self._options.items():
            option.clicked.connect(lambda _=False, letter=letter: presenter.choose(letter))
        form.change.clicked.connect(lambda: presenter.choose(""))
        form.my_answer.clicked.connect(presenter.give)
        form.rather_not.clicked.connect(presenter.decline)
        for again in (form.not_me, form.thanks_on, form.stay):
            again.clicked.connect(presenter.next_turn)
        form.feedback_on.clicked.connect(presenter.end_feedback)
        form.between_on.clicked.connect(presenter.next_question)
        form.leave.clicked.connect(presenter.ask_pin)
        form.done_on.clicked.connect(presenter.ask_pin)
        pin = form.pin
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        pin.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9০-৯]{0,8}"), pin))
        pin.returnPressed.connect(self._try_pin)
        form.pin_pad.write_to(pin)
        form.open_desk.clicked.connect(self._try_pin)

    def begin(self) -> None:
        """Covers the desk with the open question; if it is covered already, shows the next question."""
        self._presenter.begin()

    def cover(self) -> None:
        """Covers the desk."""
        screen = self._desk.screen()
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.form.pin_pad.set_language(self._bridge.language, self._bridge.say(_TAKE_AWAY))
        self._restyle()
        self.showFullScreen()
        self.activateWindow()

    def uncover(self) -> None:
        """Shows the desk again."""
        self.hide()

    def bind(self, model: shared_device.DeviceModel) -> None:
        """Shows the model in the stage's language."""
        self._words.show(model)
        if self._language != self._bridge.stage_language:
            self._language = self._bridge.stage_language
            self.form.number.set_language(self._bridge.stage_language)
            self.form.number_pad.set_language(self._bridge.stage_language, self._to_class(_TAKE_AWAY))
            self._words.retranslate()
        page = next((name for name in _PAGES if getattr(model, name).shown), "")
        if page != self._page:
            self._page = page
            self.form.scroll.verticalScrollBar().setValue(0)
        self._fit()

    def _fit(self) -> None:
        """Makes the page fit the screen: a child does not look for answers that have to be scrolled to."""
        form, room = self.form, self.form.scroll.maximumViewportSize()
        if form.ask.isVisibleTo(self):
            _shrink(form.ask, (form.question, *self._options.values()), room)
        if form.feedback.isVisibleTo(self):
            _shrink(form.feedback, (form.feedback_words,), room)
        if form.who.isVisibleTo(self):
            form.who_picture.hide()
            needed = _height(form.who, room.width()) + form.who_picture.sizeHint().height() + _BESIDE
            form.who_picture.setVisible(needed <= room.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another screen has another room."""
        super().resizeEvent(event)
        self._fit()

    def bind_pin(self, model: shared_device.PinModel) -> None:
        """Shows the page for the PIN in the desk's language."""
        self._pin_words.show(model)
        if self._desk_language != self._bridge.language:
            self._desk_language = self._bridge.language
            self._pin_words.retranslate()
        say_problem = self._to_class if model.to_class else self._bridge.text
        self.form.pin_problem.setText(say_problem(model.pin_problem))

    def focus(self, part: str) -> None:
        """Gives a part the keyboard; what a field holds is typed over."""
        widget = getattr(self.form, part)
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        widget.setFocus()

    def clear(self, field: str) -> None:
        """Empties a field."""
        getattr(self.form, field).clear()

    def _to_class(self, text: Text) -> str:
        return text_of(text, self._bridge.stage_language)

    def _set_options(self, options: tuple[shared_device.Option, ...]) -> None:
        there = {option.letter: option for option in options}
        for letter, button in self._options.items():
            option = there.get(letter)
            button.setChecked(option is not None and option.chosen)
            if options:
                button.setVisible(option is not None)
            if option is not None:
                button.set_option(letter, self._to_class(option.words))

    def _set_progress(self, progress: shared_device.Progress) -> None:
        form, words = self.form, self._to_class(progress.words)
        form.progress_words.setText(words)
        form.progress.set_share(progress.done, progress.total)
        # By default the bar's accessible name is in the desk's language.
        form.progress.setAccessibleName(words)
        for part in (form.progress_words, form.progress):
            part.setVisible(progress.shown)

    def _take_number(self) -> None:
        self._presenter.take_number(self.form.number.number())

    def _try_pin(self) -> None:
        self._presenter.try_pin(self.form.pin.text())

    def _restyle(self) -> None:
        """Sizes fields and buttons for a finger, scaled with the text."""
        form = self.form
        for field in (form.number, form.pin):
            field.setStyleSheet(f"QLineEdit {{ font-size: {scaled_text(40)}px; min-height: {scaled_box(72)}px; }}")
        for part in (form.foot, form.top, form.stay):
            part.setStyleSheet(f"QPushButton {{ font-size: {scaled_box(20)}px; min-height: {scaled_box(54)}px; }}")
        for button in (form.that_is_me, form.feedback_on, form.thanks_on, form.between_on, form.done_on):
            button.setStyleSheet(f"font-size: {scaled_box(26)}px; min-height: {scaled_box(64)}px; padding: 0 32px;")
        for text in (form.who_text, form.leaving_text):
            text.setMaximumWidth(scaled_box(_TEXT_WIDTH))
        form.feedback_text.setMaximumWidth(scaled_box(_SAID_WIDTH))
        apply_icons(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A to D, or 1 to 4, choose; digits go into the field; Enter accepts the number or presses the focused button.
        All other keys are ignored, so that none leaves the device."""
        form, focused = self.form, self.focusWidget()
        letter = self._presenter.letter_of(event.text())
        field = next((field for field in (form.number, form.pin) if field.isVisible()), None)
        if letter:
            self._presenter.choose(letter)
        elif field is not None and field.isEnabled() and event.text().isdigit():
            field.insert(event.text())
            field.setFocus()
        elif event.key() in ENTER and not event.isAutoRepeat():
            # Key repeat must not both choose and give an answer.
            self._enter(focused)
        event.accept()

    def _enter(self, focused: QWidget | None) -> None:
        if focused is self.form.number:
            self._take_number()
        elif isinstance(focused, QAbstractButton):
            focused.click()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 must not lead to the desk."""
        event.ignore()


def _shrink(page: QWidget, parts: Sequence[LargeWords | OptionButton], room: QSize) -> None:
    """Reduces the parts of a page until all of it is seen."""
    for share in _SHARES:
        for part in parts:
            part.set_share(share)
            _measure_again(part, page)
        if _height(page, room.width()) <= room.height():
            break


def _measure_again(part: QWidget, page: QWidget) -> None:
    """What stands between a part and its page knows at once that the part has another size."""
    around = part.parentWidget()
    while around is not None and around is not page:
        around.updateGeometry()
        around = around.parentWidget()


def _height(page: QWidget, width: int) -> int:
    """The height that a page needs at this width."""
    layout = page.layout()
    assert layout is not None
    layout.invalidate()
    return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
