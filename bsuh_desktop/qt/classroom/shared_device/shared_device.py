"""The shared device: a learner picks a number, answers in private, and the screen clears itself.

It covers the desk until the class PIN is given.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.shared_device.device_words import DeviceWords
from bsuh_desktop.qt.classroom.shared_device.leave_by_pin import LeaveByPin
from bsuh_desktop.qt.classroom.shared_device.question_page import QuestionPage
from bsuh_desktop.qt.classroom.shared_device.turn import why_not_turn
from bsuh_desktop.qt.forms.shared_device import Ui_SharedDevice
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.stage.timer import Milliseconds
from bsuh_desktop.qt.widgets.bar_layout import BarLayout
from bsuh_desktop.qt.widgets.class_keys import ENTER
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.icons import apply_icons

THANKS_MS, IDLE_MS = 6_000, 90_000
"""How long thanks are shown, and how long a question waits for a learner who has left."""
_TEXT_WIDTH = 560
"""Greatest width of the text beside the digits, in px before the text scale."""


class SharedDevice(QWidget):
    """Tells the bridge when learners have the device. One instance for the whole run, since it counts wrong PINs."""

    def __init__(
        self, bridge: Bridge, lesson: Lesson, desk_window: QWidget, *, clock: Milliseconds | None = None
    ) -> None:
        super().__init__(desk_window, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setObjectName("shared_device")
        self.form = form = Ui_SharedDevice()
        form.setupUi(self)
        self._bridge = bridge
        self._desk = desk_window
        self._lesson = lesson
        self._words = DeviceWords(bridge, lesson, form)
        self._question = QuestionPage(bridge, lesson, self._words, form, self)
        self._leaving = LeaveByPin(bridge, form, self, clock)
        self._clear = QTimer(self, singleShot=True)
        self._waits = {form.thanks: THANKS_MS, form.ask: IDLE_MS}
        self._pages = (form.who, form.ask, form.thanks, form.between, form.done, form.leaving)
        row = BarLayout(form.foot)
        for button in (form.rather_not, form.change, form.my_answer):
            row.addWidget(button)
        self._listen()
        self._ring = FocusRing(self)

    def _listen(self) -> None:
        form = self.form
        form.number.set_digits(3)
        form.number.numbered.connect(lambda _: form.who_problem.set_text(""))
        form.number_pad.write_to(form.number)
        form.that_is_me.clicked.connect(self._take_number)
        self._question.touched.connect(self._wait)
        self._question.giving.connect(self._clear.stop)
        self._question.ended.connect(self._thank)
        for again in (form.not_me, form.thanks_on, form.stay):
            again.clicked.connect(self.next_turn)
        self._clear.timeout.connect(self.next_turn)
        form.between_on.clicked.connect(self._next_question)
        form.leave.clicked.connect(self._ask_pin)
        form.done_on.clicked.connect(self._ask_pin)
        self._leaving.matched.connect(self._leave)
        self._bridge.public_changed.connect(self._on_public_changed)
        self._bridge.stage_language_changed.connect(self._speak)

    def begin(self) -> None:
        """Covers the desk with the open question; if it is covered already, shows the next question."""
        self._words.say_all()
        if not self.isVisible():
            screen = self._desk.screen()
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
            self._restyle()
            self._bridge.hand_to_class()
            self.showFullScreen()
            self.activateWindow()
        self.next_turn()

    def next_turn(self) -> None:
        """Clears the screen for the next learner; after the last one, shows the next question or the end."""
        form, step = self.form, self._lesson.step
        self._question.forget()
        if self._seen():
            self._ask_pin()
        elif self._lesson.waiting:
            form.number.clear()
            form.who_problem.set_text("")
            self._show(form.who, form.number)
        elif step.does == "close" and step.goes_on and step.item:
            self._words.say_following(step.item)
            self._show(form.between, form.between_on)
        else:
            self._show(form.done, form.done_on)

    def _show(self, page: QWidget, focus: QWidget) -> None:
        self._leaving.end()
        form = self.form
        for each in self._pages:
            each.setVisible(each is page)
        asking = page is form.ask
        shown: dict[QWidget, bool] = {
            form.foot: asking,
            form.my_number: asking,
            form.not_me: asking,
            form.progress_words: not asking,
            form.progress: not asking,
            form.leave: page in (form.who, form.between),
        }
        for part, visible in shown.items():
            part.setVisible(visible)
        form.scroll.verticalScrollBar().setValue(0)
        self._words.say_progress()
        self._wait()
        focus.setFocus()

    def _wait(self) -> None:
        """Starts the timer that clears the screen if a learner's turn is shown."""
        self._clear.stop()
        for page, wait in self._waits.items():
            if page.isVisible():
                self._clear.start(wait)

    def _take_number(self) -> None:
        form, card = self.form, self.form.number.number()
        problem = why_not_turn(self._lesson.picture, self._lesson.asked_of, card)
        if problem is None and card is not None and self._question.begin(card):
            self._show(form.ask, form.option_a)
            return
        form.who_problem.set_text(self._words.say(problem) if problem else "")
        form.number.selectAll()
        form.number.setFocus()

    def _thank(self, words: Message) -> None:
        self._words.thank(words)
        self._show(self.form.thanks, self.form.thanks_on)

    def _next_question(self) -> None:
        step = self._lesson.step
        if step.does == "close" and step.goes_on:
            self._lesson.close(step.item, step.by)

    def _seen(self) -> bool:
        """True if a projector shows this screen to the class. An unplugged cable does not count as that."""
        projector = self._bridge.projector
        return projector.arrangement == "mirrored" or projector.shows_this_screen is True

    def _on_public_changed(self) -> None:
        if self.isVisible() and self._seen():
            self.next_turn()

    def _speak(self) -> None:
        """The language of the class has changed."""
        step = self._lesson.step if self.isVisible() else None
        if step is None:
            return
        self._words.say_all()
        self._words.say_progress()
        self._question.speak()
        if step.item and self.form.between.isVisible():
            self._words.say_following(step.item)
        if self.form.thanks.isVisible():
            self._words.say_thanks()

    def _ask_pin(self) -> None:
        self._show(self.form.leaving, self.form.pin)
        self._leaving.begin()
        if self._seen():
            seen = Message("The class sees this screen. Call your facilitator.")
            self.form.pin_problem.set_text(self._words.say(seen))

    def _leave(self) -> None:
        self._clear.stop()
        self.hide()
        self._bridge.take_from_class()

    def _restyle(self) -> None:
        """Sizes fields and buttons for a finger, scaled with the text."""
        form = self.form
        for field in (form.number, form.pin):
            field.setStyleSheet(f"QLineEdit {{ font-size: {scaled_text(40)}px; min-height: {scaled_box(72)}px; }}")
        for part in (form.foot, form.top, form.stay):
            part.setStyleSheet(f"QPushButton {{ font-size: {scaled_text(18)}px; min-height: {scaled_box(54)}px; }}")
        for told in (form.who_text, form.leaving_text):
            told.setMaximumWidth(scaled_box(_TEXT_WIDTH))
        apply_icons(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A to D, or 1 to 4, choose; digits go into the field; Enter accepts the number or presses the focused button.
        All other keys are ignored, so that none leaves the device."""
        form, focused = self.form, self.focusWidget()
        letter = self._question.letter_of(event.text()) if form.ask.isVisible() else ""
        field = next((field for field in (form.number, form.pin) if field.isVisible()), None)
        if letter:
            self._question.choose(letter)
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
