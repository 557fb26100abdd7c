"""Teach: slide and next step, notes, plan against the clock, the class, and how it answers."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.teach.answers import AnswersCard
from bsuh_desktop.qt.classroom.teach.arrangement import Arrangement
from bsuh_desktop.qt.classroom.teach.commands import Commands
from bsuh_desktop.qt.classroom.teach.device_round import DeviceRound
from bsuh_desktop.qt.classroom.teach.notes import NotesCard
from bsuh_desktop.qt.classroom.teach.pace_card import PaceCard
from bsuh_desktop.qt.classroom.teach.people import ClassOverview
from bsuh_desktop.qt.classroom.teach.views import StageViews
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen

_LESSON_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
"""Keys that Qt's buttons and scroll areas would handle themselves."""


class Teach(Screen):
    """Slide and notes are the centre of the page; everything else is secondary."""

    name: ClassVar[str] = "teach"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Teach()
        self.form.setupUi(self)
        self.lesson = Lesson(bridge, self)
        self.commands = Commands(bridge, self.lesson, self)
        self._views = StageViews(bridge, self.lesson, self.form)
        self._answers = AnswersCard(bridge, self.lesson, self.form)
        self._notes = NotesCard(bridge, self.lesson, self.form)
        self._plan = PaceCard(bridge, self.lesson, self.form)
        self._people = ClassOverview(bridge, self.lesson, self.form)
        self._passing = DeviceRound(bridge, self.lesson, self)
        self._arrangement = Arrangement(self.form)
        # Combines several changes into one update; the stage does not wait for the desk, nor keys for the notes.
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self._show_step)
        self._notes_due = QTimer(self, singleShot=True, interval=0)
        self._notes_due.timeout.connect(self._show_notes)
        self.lesson.changed.connect(self._due.start)
        self.form.strip.touched.connect(lambda: self.open("roll_call"))
        self._watch_keys()

    def _watch_keys(self) -> None:
        for watched in (self.form.scroll, self.form.notes_words, *self.findChildren(QAbstractButton)):
            watched.installEventFilter(self)

    def breadcrumb(self) -> str:
        """The step and the class."""
        title = self.bridge.text_of(self.lesson.picture.title) if self.bridge.picture else ""
        step = self.bridge.say(Message("Step {step} of {steps}", step=3, steps=4))
        return " · ".join(part for part in (step, title) if part)

    def title(self) -> str:
        """The module."""
        return self.bridge.text_of(self.lesson.picture.pack.title) if self.bridge.picture else ""

    def enter(self, destination: Destination) -> None:
        """The stage shows the present slide; the clock runs."""
        self._restyle()
        self.lesson.enter()
        self.show_class()
        self._show_all()
        self._plan.start()
        if self.lesson.hands is None:
            self.form.next_step.setFocus()

    def leave(self) -> None:
        """Stops updating the clock, and stores the count."""
        self._plan.stop()
        self.lesson.keep_now()

    def show_class(self) -> None:
        """The class's picture is new."""
        self._plan.take()
        self._people.refresh()
        self.lesson.refresh()

    def retranslate(self) -> None:
        """All texts."""
        if self.bridge.picture:
            self._plan.refresh()
            self._people.refresh()
            self._show_all()

    def _show_all(self) -> None:
        self._show_step()
        self._show_notes()

    def _show_step(self) -> None:
        if self.bridge.picture is None or not self.isVisible():
            return
        self.lesson.take_class()
        self._arrangement.look(self.lesson.by_voice)
        self._views.refresh()
        self._answers.refresh()
        self.commands.refresh()
        self._notes_due.start()

    def _show_notes(self) -> None:
        self._notes_due.stop()
        if self.bridge.picture is not None and self.isVisible():
            self._notes.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """The text size changes how much fits."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible() and self.bridge.picture is not None:
            self._restyle()
            self._show_all()

    def _restyle(self) -> None:
        self._plan.restyle()
        self._answers.restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the lesson go to the lesson, whichever button has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _LESSON_KEYS:
            return self.key(event)
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Keys of a class, from the desk or from the stage."""
        if self.bridge.picture is None:
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._notes.scroll(0.5 if event.key() == Qt.Key.Key_Down else -0.5)
            return True
        return self.commands.key(event)
