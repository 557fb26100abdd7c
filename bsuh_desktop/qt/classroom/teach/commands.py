"""The buttons of the bar, and the same commands by key, from the desk and from the stage."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.teach.plan_progress import clock_words
from bsuh_desktop.qt.classroom.teach.slides import SlidePicker
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.stage.shortcuts import command_of
from bsuh_desktop.qt.widgets.bar_layout import BarLayout
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.keycap import KeyButton
from bsuh_desktop.services.classroom.class_picture import AskedQuestion
from bsuh_desktop.services.classroom.next_step import Step


class BarWords(QObject):
    """Lays out the buttons and shortens their labels when the bar's width changes."""

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
        """The width of the bar has changed."""
        if event.type() == QEvent.Type.Resize and self._bridge.picture is not None:
            self.fit()
        return False

    def fit(self) -> None:
        """Hides the labels of buttons with icon and key if the bar would need a second row."""
        self._write(self._words(short=False))
        if not self._row.fits(self._form.bar.width()):
            self._write(self._words(short=True))
        self._row.invalidate()

    def _words(self, short: bool) -> dict[KeyButton, tuple[str, str]]:
        """Label and accessible name of each button."""
        form, say = self._form, self._bridge.say
        names = {
            form.back: say(Message("Back")),
            form.black: say(Message("Black")),
            form.freeze: say(Message("Freeze")),
            form.slides: say(Message("Slides")),
        }
        words = {button: ("" if short else name, name) for button, name in names.items()}
        voice = say(Message("By voice"))
        # Seldom used with a projector: icon and key are enough.
        words[form.voice] = (voice if form.voice.isChecked() and not short else "", voice)
        time, name = self._timer_words()
        return words | {form.timer: (time if short else name, name)}

    def _timer_words(self) -> tuple[str, str]:
        """Time left for the activity, and what the button does with it."""
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


class Commands(QObject):
    """Fills the bar of the Teach page `page`, and executes its buttons and keys."""

    def __init__(self, bridge: Bridge, lesson: Lesson, page: Screen) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._lesson = lesson
        self._page = page
        self._form = form = page.form
        self._bar = BarWords(bridge, form)
        form.back.clicked.connect(lesson.go_back)
        form.black.clicked.connect(self._toggle_black)
        form.freeze.clicked.connect(self._toggle_frozen)
        form.timer.clicked.connect(bridge.stage.toggle_timer)
        form.slides.clicked.connect(self.choose_slide)
        form.aside.clicked.connect(self._step_aside)
        form.next_step.clicked.connect(self.go_on)
        form.undo.clicked.connect(self.undo)
        form.hands.done.connect(lambda: form.next_step.setFocus())

    def refresh(self) -> None:
        """Updates labels and enabled states."""
        stage, form, say = self._bridge.stage, self._form, self._bridge.say
        asking = self._lesson.picture.open_asking is not None
        form.back.setEnabled(not asking and (self._lesson.number > 1 or stage.content.tally is not None))
        form.slides.setVisible(not asking)
        form.timer.setVisible(stage.activity_s > 0)
        form.black.setVisible(self._on_wall)
        form.freeze.setVisible(self._on_wall)
        form.black.setChecked(stage.black)
        form.freeze.setChecked(stage.frozen)
        step, aside = self._lesson.step, self._aside()
        form.next_step.setText(say(step.words))
        form.next_step.setEnabled(step.why_not is None)
        form.reason.setText(say(step.why_not) if step.why_not else "")
        form.reason.setVisible(step.why_not is not None)
        form.aside.setVisible(aside is not None)
        form.aside.setText(say(aside[0]) if aside else "")
        self._bar.fit()

    def _aside(self) -> tuple[Message, Callable[[], None]] | None:
        """The secondary action that skips the next step."""
        lesson, step = self._lesson, self._lesson.step
        if step.does == "ask":
            words = Message("Skip the questions") if lesson.slide.part else Message("Skip the question")
            return words, lesson.skip
        if step.does == "pass_on":
            return Message("Close without the rest"), lesson.leave_out
        if step.why_not:
            return Message("Close without a count"), lesson.leave_out
        return (Message("Ask again"), lesson.ask_again) if lesson.can_ask_again else None

    def _step_aside(self) -> None:
        aside = self._aside()
        if aside:
            aside[1]()

    def go_on(self) -> None:
        """Executes the next step."""
        step = self._lesson.step
        if step.does == "wrap_up":
            self._page.open("wrap_up")
        elif step.does in ("close", "recount") and self._lesson.spare_hands > 0:
            self._ask_about_hands(step)
        else:
            self._lesson.take(step)

    def _ask_about_hands(self, step: Step) -> None:
        """Asks about more hands than people: most likely an error, but the facilitator has seen the room."""
        ask(
            self._page,
            Message("More hands than people: {spare}.", spare=self._lesson.spare_hands),
            Message("Count again, or keep the count as it is."),
            [("keep", Message("Keep the count"), "secondary"), ("count", Message("Count again"), "primary")],
            lambda key: self._lesson.take(step) if key == "keep" else self._form.hands.take_focus(),
        )

    def choose_slide(self) -> None:
        """Opens the overview of all slides."""
        if self._lesson.picture.open_asking is None:
            dialog = SlidePicker(self._bridge, self._page)
            dialog.chosen.connect(self._lesson.show)
            dialog.open()

    def undo(self) -> None:
        """Reverts the last change of the current count, else the last change in the class."""
        if self._form.hands.isVisible() and self._form.hands.undo():
            return
        picture = self._lesson.picture
        what, why_not = picture.undo, picture.view.reasons["undo"]
        if what is None or why_not is not None:
            self._bridge.inform("look", why_not or Message("There is nothing to undo."))
            return
        counted = self._lesson.recountable
        self._bridge.conduct(lambda conduct: conduct.undo(), lambda _: self._on_undone(what, counted))

    def _on_undone(self, what: Message, counted: AskedQuestion | None) -> None:
        """If the count of a closed question was undone, recounts it from its former values."""
        self._bridge.inform("info", Message("Undone: {what}", what=what))
        asking, now = self._lesson.picture.open_asking, self._lesson.recountable
        if asking and asking.by == "hands":
            self._form.hands.end()
            self._lesson.count_from(asking)
        if counted and now and now.question == counted.question and now.counts != counted.counts:
            self._lesson.recount(counted.counts)

    def key(self, event: QKeyEvent) -> bool:
        """Handles a key of the class; True if it does something here."""
        if event.key() == Qt.Key.Key_G and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.choose_slide()
            return True
        does: dict[str, Callable[[], object]] = {
            "next": self._on_next_key,
            "back": self._lesson.go_back,
            "black": self._toggle_black,
            "freeze": self._toggle_frozen,
            "timer": self._bridge.stage.toggle_timer,
            "voice": self._lesson.toggle_voice,
            "swap": self._bridge.projector.swap,
            "undo": self.undo,
            "leave": self._leave_stage,
        }
        command = does.get(command_of(event) or "")
        if command is None:
            return False
        command()
        return True

    def _on_next_key(self) -> None:
        """A clicker pressed by accident must neither hand out the device nor end the class."""
        if self._lesson.step.does in ("slide", "ask", "results", "close"):
            self.go_on()

    @property
    def _on_wall(self) -> bool:
        """False when teaching by voice without a projector: there is no stage to blank or freeze."""
        return not self._lesson.by_voice or self._bridge.projector.showing

    def _toggle_black(self) -> None:
        if self._on_wall:
            self._bridge.stage.set_black(not self._bridge.stage.black)

    def _toggle_frozen(self) -> None:
        if self._on_wall:
            self._bridge.stage.set_frozen(not self._bridge.stage.frozen)

    def _leave_stage(self) -> None:
        """Only if the stage covers the desk: on a second screen it must not be closed by accident."""
        projector = self._bridge.projector
        if projector.showing and projector.arrangement != "two":
            projector.leave()
