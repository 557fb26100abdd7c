"""The page of teaching: widgets, keys and focus. What it says and does is in `presenters.classroom.teach`.

A dialog asks for a class PIN before the device goes round for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.answers import AnswersModel, HandsModel, PeopleModel
from bsuh_desktop.presenters.classroom.device_round import NewPin, NewPinModel
from bsuh_desktop.presenters.classroom.notes import NotesModel, PaceBars, PaceModel
from bsuh_desktop.presenters.classroom.roll import LearnerChip
from bsuh_desktop.presenters.classroom.roll_call import Share
from bsuh_desktop.presenters.classroom.teach import SlidePicture, TeachModel, TeachPresenter, ViewsModel
from bsuh_desktop.presenters.parts import Part, Question, Text
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.teach.arrangement import Arrangement, LessonBar
from bsuh_desktop.qt.classroom.teach.notes import NotesCard
from bsuh_desktop.qt.classroom.teach.slides import SlidePicker
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.stage.shortcuts import command_of, hand_key_of
from bsuh_desktop.qt.widgets.binding import Binding, SaidRows, Setter
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.dialog import Dialog, ask_question
from bsuh_desktop.qt.widgets.icons import show_icon
from bsuh_desktop.qt.widgets.layouts import layout_suspended
from bsuh_desktop.qt.widgets.people_list import chip_of
from bsuh_desktop.qt.widgets.picture import SlideView
from bsuh_desktop.qt.widgets.progress import PaceSection


class NewPinDialog(Dialog):
    """Calls `stored` when the PIN is committed. Asks for the facilitator's name as well if the desk has none."""

    def __init__(self, bridge: Bridge, parent: QWidget, stored: Callable[[], object]) -> None:
        super().__init__(
            Message("Choose a class PIN"),
            Message("4 to 8 digits. You need it to go from the device back to the desk."),
            [("cancel", Message("Not now"), "quiet"), ("keep", Message("Keep the PIN"), "primary")],
            parent,
        )
        self.setObjectName("new_pin")
        self._then = stored
        self._presenter = NewPin(bridge, self)
        self.facilitator = self._field("facilitator", Message("Your name"))
        self.class_pin = self._field("class_pin", Message("Class PIN"))
        self.class_pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.class_pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.problem = QLabel()
        self.problem.setProperty("state", "stop")
        self.problem.setWordWrap(True)
        self.add(self.problem)
        self._binding = Binding(self, NewPinModel, bridge.text, {})
        self.facilitator.setText(self._presenter.name)
        self.bind(self._presenter.model())
        (self.class_pin if self.facilitator.isHidden() else self.facilitator).setFocus()

    def _field(self, name: str, words: Message) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        self.say(words, field.setAccessibleName)
        self.say(words, field.setPlaceholderText)
        self.add(field)
        return field

    def bind(self, model: NewPinModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def answer(self, key: str) -> None:
        """Stores the PIN first; the dialog stays open until that is done."""
        if self._presenter.storing:
            return
        if key == "keep":
            self._presenter.keep(self.facilitator.text(), self.class_pin.text())
        else:
            super().answer(key)

    def reject(self) -> None:
        """Ignored while the PIN is being stored."""
        if not self._presenter.storing:
            super().reject()

    def stored(self) -> None:
        """The PIN is committed: ends the dialog."""
        super().answer("keep")
        self._then()

    def retranslate(self) -> None:
        """Translates the error about the PIN as well."""
        super().retranslate()
        self._binding.retranslate()


_LESSON_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
"""Keys that Qt's buttons and scroll areas would handle themselves."""


class Teach(PresentedScreen[TeachModel, TeachPresenter]):
    """Slide and notes are the centre of the page; everything else is secondary."""

    name: ClassVar[str] = "teach"
    in_class: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(
            bridge, Ui_Teach(), lambda desk, view: TeachPresenter(desk, view, bridge.stage, bridge.projector), parent
        )
        form = self.form
        self._device: QWidget | None = None
        self._pictures: dict[str, StageContent | None] = {}
        self._undo_label = ""
        self._way_icon = "hand"
        self._chips: SaidRows[LearnerChip, Chip] = SaidRows(lambda chip: chip_of(bridge, chip), bridge)
        self._arrangement = Arrangement(form)
        self._notes, self._bar = NotesCard(bridge, form), LessonBar(bridge, form)
        self._cards = self._bindings()
        self.bind_to(TeachModel, self._setters())
        self._listen()
        self._watch()

    def _bindings(self) -> dict[str, Binding[Any]]:
        form, text = self.form, self.bridge.text
        return {
            "views": Binding(
                form,
                ViewsModel,
                text,
                {
                    "now_title": self._set_now_title,
                    "now_view": lambda picture: self._set_picture("now_view", picture),
                    "coming_view": lambda picture: self._set_picture("coming_view", picture),
                },
            ),
            "answers": Binding(
                form,
                AnswersModel,
                text,
                {"way_icon": self._set_way_icon, "device_bar": self._set_device_bar, "hands": self._set_hands},
            ),
            "notes": Binding(form, NotesModel, text, {"notes_words": self._notes.set_text}),
            "people": Binding(form, PeopleModel, text, {"strip": self._set_strip, "undo_label": self._set_undo_label}),
            "pace": Binding(form, PaceModel, text, {"pause_glyph": form.pause.set_glyph, "pace": self._set_pace}),
        }

    def _setters(self) -> dict[str, Setter]:
        setters: dict[str, Setter] = {name: card.show for name, card in self._cards.items()}
        return setters | {
            "by_voice": self._arrangement.look,
            "answers": self._set_answers,
            "bar": self._bar.show,
            "stage_bar": self.bridge.stage_bar.bind,
        }

    def _listen(self) -> None:
        form, presenter, lesson = self.form, self._presenter, self._presenter.lesson
        form.back.clicked.connect(lesson.go_back)
        form.wall.clicked.connect(presenter.toggle_wall)
        form.now_view.clicked.connect(presenter.toggle_wall)
        form.black.clicked.connect(presenter.toggle_black)
        form.freeze.clicked.connect(presenter.toggle_frozen)
        form.timer.clicked.connect(lambda: presenter.do("timer"))
        form.slides.clicked.connect(presenter.choose_slide)
        form.voice.clicked.connect(lesson.toggle_voice)
        form.aside.clicked.connect(presenter.step_aside)
        form.next_step.clicked.connect(presenter.go_on)
        form.undo.clicked.connect(presenter.undo)
        form.pause.clicked.connect(presenter.toggle_pause)
        form.smaller.clicked.connect(lambda: presenter.resize_notes(-1))
        form.larger.clicked.connect(lambda: presenter.resize_notes(+1))
        form.change_way.clicked.connect(presenter.answers.change_way)
        form.hands.typed.connect(presenter.answers.type_hands)
        form.hands.stepped.connect(presenter.answers.step_hands)
        form.hands.entered.connect(presenter.answers.go_to)
        form.hands.left.connect(presenter.answers.leave_field)
        form.hands.pressed.connect(presenter.press)
        form.hands.picked.connect(presenter.answers.pick)
        form.hands.rested.connect(presenter.answers.take_rest)
        form.hands.undone.connect(presenter.answers.undo_hands)
        form.hands.done.connect(lambda: form.next_step.setFocus())
        form.strip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        form.strip.touched.connect(lambda: self.open("roll_call"))

    def _watch(self) -> None:
        """Whatever changes on the stage or its screens changes the page, and every button leaves the lesson its
        keys."""
        bridge, changed = self.bridge, self._presenter.lesson.changed
        bridge.stage.changed.connect(changed.emit)
        bridge.projector.showing_changed.connect(lambda _: changed.emit())
        bridge.projector.screens_changed.connect(self._presenter.screens_changed)
        bridge.renderer.ready.connect(self._on_drawn)
        presenter = self._presenter
        bridge.stage_bar.attend(
            next_step=presenter.go_on,
            aside=presenter.step_aside,
            timer=lambda: presenter.do("timer"),
            black=presenter.toggle_black,
        )
        self.form.people.installEventFilter(self)
        for watched in (self.form.scroll, self.form.notes_words, *self.findChildren(QAbstractButton)):
            watched.installEventFilter(self)

    def enter(self, destination: Destination) -> None:
        """The stage shows the present slide; the clock runs."""
        self._show_icons()
        super().enter(destination)
        self._notes.write()

    def leave(self) -> None:
        """The stage's bar says nothing of a lesson any more."""
        super().leave()
        self.bridge.stage_bar.bind(None)

    def bind(self, model: TeachModel) -> None:
        """Shows the model. If what had the keyboard is gone with it, the next step has it: Qt would give it to a button
        that nobody wants."""
        before = self._focused()
        seen = before is not None and before.isVisible()
        super().bind(model)
        if before is not None and seen and not (before.isVisible() and before.isEnabled()):
            self.form.next_step.setFocus()

    def _focused(self) -> QWidget | None:
        focused = self.window().focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    def retranslate(self) -> None:
        """All texts."""
        self._presenter.refresh()
        for card in self._cards.values():
            card.retranslate()
        self._bar.retranslate()

    def focus(self, part: str) -> None:
        """Gives a part the keyboard; hands are counted from the first empty field."""
        if part == "hands":
            self.form.hands.take_focus()
        else:
            super().focus(part)

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks over the page; a clicker's keys do there what the question says, instead of moving the ring."""
        dialog = ask_question(self, question, then)
        verbs = {"next": question.at_next, "back": question.at_back}

        def take(event: QKeyEvent) -> bool:
            command = command_of(event)
            if event.key() == Qt.Key.Key_Space or command not in (*verbs, "black"):
                return False
            if command == "black":
                self._presenter.do(command)
            elif verb := verbs[command]:
                dialog.answer(verb)
            return True

        dialog.take_first(take)

    def choose_pin(self, stored: Callable[[], object]) -> None:
        """Has a class PIN chosen."""
        NewPinDialog(self.bridge, self, stored).open()

    def choose_slide(self) -> None:
        """Opens the overview of all slides. A stage that covers the desk would hide it: that comes back with the slide
        that is chosen, and black if it was."""
        stage, projector = self.bridge.stage, self.bridge.projector
        dialog = SlidePicker(self.bridge, self)
        dialog.chosen.connect(self._presenter.lesson.show)
        if projector.over_desk:
            black = stage.black
            projector.leave()
            dialog.chosen.connect(lambda: stage.set_black(black))
            dialog.chosen.connect(lambda: projector.set_on(True, over_desk=True))
        dialog.open()

    def pass_device(self) -> None:
        """Opens the device's window with the question that is open."""
        from bsuh_desktop.qt.classroom.shared_device.shared_device import SharedDevice

        if self._device is None:
            self._device = SharedDevice(self.bridge, self._presenter.lesson, self.window())
        assert isinstance(self._device, SharedDevice)
        self._device.begin()

    # What the forms of other widgets need

    def _set_now_title(self, title: Part) -> None:
        label = self.form.now_title
        label.setText(self.bridge.text(title.text or ""))
        label.setProperty("state", "look" if title.light == "look" else "")
        label.style().polish(label)

    def _set_picture(self, name: str, picture: SlidePicture) -> None:
        """Shows a picture of the stage's renderer; a view keeps its old picture until a new one is drawn."""
        view: SlideView = getattr(self.form, name)
        self._pictures[name] = picture.content
        if spoken := self.bridge.text(picture.spoken):
            view.setAccessibleName(spoken)
        if name == "coming_view":
            view.setVisible(picture.content is not None)
        if picture.content is not None:
            self._on_drawn(picture.content)

    def _on_drawn(self, content: StageContent) -> None:
        image = self.bridge.renderer.preview(content)
        for name, wanted in self._pictures.items():
            if content == wanted and image is not None:
                getattr(self.form, name).set_image(image)

    def _set_answers(self, answers: AnswersModel) -> None:
        with layout_suspended(self.form.cards):
            self._cards["answers"].show(answers)

    def _set_hands(self, hands: HandsModel | None) -> None:
        self.form.hands.setVisible(hands is not None)
        self._arrangement.make_room_for_hands()
        if hands is not None:
            self.form.hands.bind(hands)

    def _set_device_bar(self, share: Share) -> None:
        self.form.device_bar.set_share(share.here, share.total)

    def _set_way_icon(self, icon: str) -> None:
        self._way_icon = icon
        show_icon(self.form.way_icon, icon)

    def _set_strip(self, chips: tuple[LearnerChip, ...]) -> None:
        self.form.strip.setVisible(bool(chips))
        self.form.strip.set_chips(self._chips.of(chips))

    def _set_pace(self, bars: PaceBars) -> None:
        text = self.bridge.text
        sections = [PaceSection(text(section.name), section.planned, section.spent) for section in bars.sections]
        self.form.pace.set_pace(sections, bars.here)

    def _set_undo_label(self, label: Text) -> None:
        self._undo_label = self.bridge.text(label)
        self._fit_undo()

    def _fit_undo(self) -> None:
        """Names the change to undo on the button, if that fits half of the row."""
        undo, short = self.form.undo, self.bridge.say(Message("Undo"))
        undo.setText(self._undo_label or short)
        if undo.sizeHint().width() > self.form.people.width() // 2:
            undo.setText(short)

    # Size, keys

    def changeEvent(self, event: QEvent) -> None:
        """The text size changes how much fits."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible() and self.bridge.picture is not None:
            self._show_icons()
            self._arrangement.look(self._presenter.lesson.by_voice)
            self._presenter.refresh()
            self._bar.fit()
            self._notes.write()

    def _show_icons(self) -> None:
        """Scales the icons with the text."""
        show_icon(self.form.clock_icon, "clock")
        show_icon(self.form.device_icon, "one")
        show_icon(self.form.way_icon, self._way_icon)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the lesson go to the lesson, whichever button has the focus. The label of undo follows its row."""
        if watched is self.form.people:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange):
                self._fit_undo()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _LESSON_KEYS:
            return self.form.hands.take_arrow(watched, event.key()) or self.key(event)
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Keys of a class, from the desk or from the stage."""
        if self.bridge.picture is None:
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._notes.scroll(0.5 if event.key() == Qt.Key.Key_Down else -0.5)
            return True
        if event.key() == Qt.Key.Key_G and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            return self._presenter.do("slides")
        hands = hand_key_of(event)
        if hands == "enter" and self.bridge.projector.over_desk:
            self._presenter.enter_on_stage()
            return True
        if hands is not None and hands != "enter" and self._presenter.press(hands):
            return True
        return self._presenter.do(command_of(event))
