"""Leaves the shared device for the desk: the class PIN, and a delay after wrong tries."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.shared_device import Ui_SharedDevice
from bsuh_desktop.qt.stage.timer import Milliseconds, running_clock
from bsuh_desktop.services.desk.facilitator import pin_matches

FREE = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 15, 240


class PinTries:
    """Three tries are free; each wrong one after them doubles the wait, up to four minutes. Leaving the page does not
    reset the count."""

    def __init__(self, clock: Milliseconds | None = None) -> None:
        self._clock = clock or running_clock()
        self._wrong = 0
        self._until = 0

    def wrong(self) -> None:
        """Counts a wrong try."""
        self._wrong += 1
        if self._wrong >= FREE:
            wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (self._wrong - FREE))
            self._until = self._clock() + wait * 1000

    def right(self) -> None:
        """Resets the count."""
        self._wrong, self._until = 0, 0

    @property
    def wait_s(self) -> int:
        """Whole seconds until the next try; 0 if one is allowed now."""
        return max(0, -(-(self._until - self._clock()) // 1000))


class LeaveByPin(QObject):
    """`matched` when the PIN is right. In the desk's language, since it addresses the facilitator."""

    matched = Signal()

    def __init__(self, bridge: Bridge, form: Ui_SharedDevice, parent: QObject, clock: Milliseconds | None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._form = form
        self._tries = PinTries(clock)
        self._asking = False
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._look)
        pin = form.pin
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        pin.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9০-৯]{0,8}"), pin))
        pin.returnPressed.connect(self.try_pin)
        form.pin_pad.write_to(pin)
        form.open_desk.clicked.connect(self.try_pin)

    def begin(self) -> None:
        """The page is shown."""
        say, form = self._bridge.say, self._form
        form.leave_title.set_text(say(Message("For the facilitator")))
        form.leave_words.set_text(say(Message("Type the class PIN to go back to the desk.")))
        form.pin.setAccessibleName(say(Message("Class PIN")))
        form.stay.setText(say(Message("Back to the question")))
        form.open_desk.setText(say(Message("Open the desk")))
        form.pin_pad.set_language(self._bridge.language, say(Message("Delete the last digit")))
        form.pin.clear()
        form.pin_problem.set_text("")
        self._look()
        form.pin.setFocus()

    def end(self) -> None:
        """The page is left: clears the field; wrong tries stay counted."""
        self._tick.stop()
        self._form.pin.clear()

    def try_pin(self) -> None:
        """Asks the desk whether the PIN is right."""
        pin = self._form.pin.text()
        if self._asking or self._tries.wait_s or not pin:
            return
        self._asking = True
        self._bridge.query(lambda desk: pin_matches(desk, pin), self._on_answer, self._on_failed)

    def _on_answer(self, matches: bool) -> None:
        self._asking = False
        self._form.pin.clear()
        if matches:
            self._tries.right()
            self.matched.emit()
            return
        self._tries.wrong()
        self._form.pin_problem.set_text(self._bridge.say(Message("This PIN does not match.")))
        self._look()

    def _on_failed(self, error: KnownError) -> None:
        """The desk could not answer: not counted as a wrong try."""
        self._asking = False
        self._form.pin.clear()
        self._form.pin_problem.set_text(f"{self._bridge.say(error.message)} {self._bridge.say(error.remedy)}")

    def _look(self) -> None:
        """Disables the field during the wait and shows the seconds."""
        wait = self._tries.wait_s
        form = self._form
        form.open_desk.setEnabled(not wait)
        form.pin.setEnabled(not wait)
        form.pin_pad.setEnabled(not wait)
        if wait:
            words = Message("Too many wrong tries. Wait {seconds} s.", seconds=wait)
            form.pin_problem.set_text(self._bridge.say(words))
            self._tick.start()
        elif self._tick.isActive():
            self._tick.stop()
            form.pin_problem.set_text("")
            form.pin.setFocus()
