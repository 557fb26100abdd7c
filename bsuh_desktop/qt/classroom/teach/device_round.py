"""Checks before the device goes round: can the class see this screen, is there a PIN, would hands be quicker."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb, ask
from bsuh_desktop.services.classroom.device_turns import hands_do_better, minutes_for_items, minutes_left, turns
from bsuh_desktop.services.classroom.next_step import Step
from bsuh_desktop.services.classroom.questions import still_to_ask, way_of_class
from bsuh_desktop.services.desk.facilitator import set_facilitator


class NewPin(Dialog):
    """`stored` when the PIN is committed. Asks for the facilitator's name as well if the desk has none."""

    stored = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(
            Message("Choose a class PIN"),
            Message("4 to 8 digits. You need it to go from the device back to the desk."),
            [("cancel", Message("Not now"), "quiet"), ("keep", Message("Keep the PIN"), "primary")],
            parent,
        )
        self.setObjectName("new_pin")
        self._bridge = bridge
        self._keeping = False
        self._error: KnownError | None = None
        self._name = self._field("facilitator", Message("Your name"))
        self._pin = self._field("class_pin", Message("Class PIN"))
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._problem = QLabel()
        self._problem.setProperty("state", "stop")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.add(self._problem)
        facts = bridge.facts
        if facts and facts.facilitator:
            self._name.setText(facts.facilitator)
            self._name.hide()
        (self._pin if self._name.isHidden() else self._name).setFocus()

    def _field(self, name: str, words: Message) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        self.say(words, field.setAccessibleName)
        self.say(words, field.setPlaceholderText)
        self.add(field)
        return field

    def answer(self, key: str) -> None:
        """Stores the PIN first; the dialog stays open until that is done."""
        if self._keeping:
            return
        if key != "keep":
            super().answer(key)
            return
        self._keeping = True
        name, pin = self._name.text(), self._pin.text()
        self._bridge.change(lambda desk: set_facilitator(desk, name, pin), self._on_stored, self._on_failed)

    def reject(self) -> None:
        """Ignored while the PIN is being stored: its callback needs the dialog."""
        if not self._keeping:
            super().reject()

    def _on_stored(self, _: None) -> None:
        self._keeping = False
        super().answer("keep")
        self.stored.emit()

    def _on_failed(self, error: KnownError) -> None:
        self._keeping, self._error = False, error
        self._problem.show()
        self.retranslate()

    def retranslate(self) -> None:
        """Translates the error about the PIN as well."""
        super().retranslate()
        if self._error is not None:
            self._problem.setText(f"{self._bridge.say(self._error.message)} {self._bridge.say(self._error.remedy)}")


class DeviceRound(QObject):
    """Asks one question after the other, and opens the device's window at the end."""

    def __init__(self, bridge: Bridge, lesson: Lesson, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._lesson = lesson
        self._page = page
        self._window: QWidget | None = None
        lesson.device_wanted.connect(self._check_screen)
        lesson.device_ready.connect(self._open)

    def _check_screen(self, step: Step) -> None:
        """If a projector shows this screen, everybody would see the answers."""
        if not self._bridge.public:
            self._check_pin(step)
            return
        detail = Message("Then everybody would see what each one answers.")
        if self._bridge.projector.arrangement == "mirrored":
            question = Message("The projector shows this screen.")
            verbs = [*self._hands(step), ("cancel", Message("Back"), "primary")]
        else:
            question = Message("Does a projector show this screen?")
            verbs = [*self._hands(step), ("no", Message("No projector shows it"), "secondary")]
            verbs.append(("cancel", Message("Yes, it does"), "primary"))
        ask(self._page, question, detail, verbs, lambda key: self._on_screen(key, step))

    def _on_screen(self, key: str, step: Step) -> None:
        if key == "no":
            self._bridge.projector.set_shows_this_screen(False)
            self._check_pin(step)
        else:
            self._on_offered(key, step)

    def _check_pin(self, step: Step) -> None:
        facts = self._bridge.facts
        if facts is not None and not facts.has_pin:
            dialog = NewPin(self._bridge, self._page)
            dialog.stored.connect(lambda: self._tell_minutes(step))
            dialog.open()
        else:
            self._tell_minutes(step)

    def _tell_minutes(self, step: Step) -> None:
        """Tells how long it will take; offers hands if they are quicker."""
        picture, item = self._lesson.picture, step.item
        slide = self._lesson.slide
        if item is None:
            minutes, learners = minutes_left(picture), len(self._lesson.waiting)
        else:
            part = slide.part or "lesson"
            items = still_to_ask(picture, slide, way_of_class(picture)) or (item,)
            minutes = minutes_for_items(picture, items, part)
            learners = max(len(turns(picture, each, part)) for each in items)
        question = Message("This takes about {minutes} min.", minutes=minutes)
        better = self._hands(step) if hands_do_better(learners) else []
        detail = Message("The device goes to {learners} learners one by one. Hands are quicker.", learners=learners)
        calm = Message(
            "The device goes to {learners} learners one by one. The screen clears after each answer.", learners=learners
        )
        if learners == 1:
            calm = Message("The device goes to one learner. The screen clears after the answer.")
        verbs = [
            ("cancel", Message("Not now"), "quiet"),
            *better,
            ("pass", Message("Pass it round"), "primary"),
        ]
        if better:
            verbs = [("cancel", Message("Not now"), "quiet"), ("pass", Message("Pass it round"), "secondary")]
            verbs += [(key, words, "primary") for key, words, _ in better]
        told = detail if better else calm
        ask(self._page, question, told, verbs, lambda key: self._on_offered(key, step))

    def _hands(self, step: Step) -> list[DialogVerb]:
        """The button for hands, if the question may be answered so."""
        if step.item is None or step.item.sensitive:
            return []
        return [("hands", Message("Count hands"), "secondary")]

    def _on_offered(self, key: str, step: Step) -> None:
        if key == "hands":
            self._lesson.answer_by("hands")
        elif key == "pass" and step.item is not None:
            self._lesson.ask(step.item, "shared")
        elif key == "pass":
            self._open()

    def _open(self) -> None:
        from bsuh_desktop.qt.classroom.shared_device.shared_device import SharedDevice

        if self._window is None:
            self._window = SharedDevice(self._bridge, self._lesson, self._page.window())
        assert isinstance(self._window, SharedDevice)
        self._window.begin()
