"""The words on the bar's buttons: all of them where there is room, else icons and keys, with their names kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.teach.plan_standing import clock_words
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.widgets.bar_layout import BarLayout
from bsuh_desktop.qt.widgets.keycap import KeyButton


class BarWords(QObject):
    """Puts the buttons in their row, and looks at the bar's width whenever it changes."""

    def __init__(self, bridge: Bridge, form: Ui_Teach) -> None:
        super().__init__(form.bar)
        self._bridge = bridge
        self._form = form
        self._row = BarLayout(form.bar, right=3)
        left = (form.back, form.black, form.freeze, form.timer, form.slides, form.voice)
        for part in (*left, form.aside, form.reason, form.next_step):
            self._row.addWidget(part)
        form.bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bar has another width."""
        if event.type() == QEvent.Type.Resize and self._bridge.picture is not None:
            self.fit()
        return False

    def fit(self) -> None:
        """Buttons that have an icon and a key go without their words where the bar would need a second row."""
        self._write(self._words(short=False))
        if not self._row.fits(self._form.bar.width()):
            self._write(self._words(short=True))
        self._row.invalidate()

    def _words(self, short: bool) -> dict[KeyButton, tuple[str, str]]:
        """Of each button what stands on it, and its name."""
        form, say = self._form, self._bridge.say
        names = {
            form.back: say(Message("Back")),
            form.black: say(Message("Black")),
            form.freeze: say(Message("Freeze")),
            form.slides: say(Message("Slides")),
        }
        words = {button: ("" if short else name, name) for button, name in names.items()}
        voice = say(Message("By voice"))
        # On the wall it is seldom touched: its icon and key will do.
        words[form.voice] = (voice if form.voice.isChecked() and not short else "", voice)
        time, name = self._timer_words()
        return words | {form.timer: (time if short else name, name)}

    def _timer_words(self) -> tuple[str, str]:
        """The time left of the activity, and what the button does with it."""
        stage = self._bridge.stage
        left = stage.content.left_s
        running = stage.timer.running and stage.timer.slide == stage.content.slide
        time = self._bridge.digits(clock_words(1000 * (stage.activity_s if left is None else left)))
        words = Message("Pause {time}", time=time) if running else Message("Start {time}", time=time)
        return time, self._bridge.say(words)

    def _write(self, words: dict[KeyButton, tuple[str, str]]) -> None:
        for button, (text, name) in words.items():
            if button.text() != text:
                button.setText(text)
                button.updateGeometry()
            button.setAccessibleName(name)
