"""The window of the shared device: widgets, keys and focus; it covers the desk until the class PIN is given.

What it says and does is in `presenters.classroom.shared_device`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QRegularExpression, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.presenters.classroom import shared_device
from bsuh_desktop.presenters.classroom.lesson import Lesson
from bsuh_desktop.presenters.parts import Text, text_of
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.shared_device.large_words import LargeWords, OptionButton
from bsuh_desktop.qt.forms.shared_device import Ui_SharedDevice
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.keycap import ENTER
from bsuh_desktop.qt.widgets.layouts import BarLayout

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
