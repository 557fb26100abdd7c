"""How the class answers: the way chosen for the next question, the count of hands, or progress on the device."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.classroom.teach.count import hands_words
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.widgets.label_icons import show_icon
from bsuh_desktop.qt.widgets.layouts import layout_suspended
from bsuh_desktop.services.classroom.class_picture import AskedQuestion
from bsuh_desktop.services.classroom.device_turns import minutes_for_items
from bsuh_desktop.services.classroom.questions import other_way_before, still_to_ask


class AnswersCard(QObject):
    """Shows one of three cards, or none, beside the slides."""

    def __init__(self, bridge: Bridge, lesson: Lesson, form: Ui_Teach) -> None:
        super().__init__(lesson)
        self._bridge = bridge
        self._lesson = lesson
        self._form = form
        form.change_way.clicked.connect(self._change_way)
        form.hands.counted.connect(lesson.count)

    def refresh(self) -> None:
        """Shows the card for the present step."""
        lesson, form = self._lesson, self._form
        asking, hands = lesson.picture.open_asking, lesson.hands
        by_hands, on_device = hands is not None, bool(asking and asking.by == "shared")
        counted = lesson.recountable if hands is None else None
        with layout_suspended(form.cards):
            form.way.setVisible(lesson.step.does == "ask" or counted is not None)
            form.device.setVisible(on_device)
            form.hands.setVisible(by_hands)
            form.coming.setVisible(not by_hands and not lesson.by_voice)
            # By voice the question is read aloud from the desk: its card takes the space of those that do not change.
            form.now.setVisible(not by_hands or not lesson.by_voice)
            form.people.setVisible(not by_hands or not lesson.by_voice)
        if hands is None:
            form.hands.end()
        if hands:
            form.hands.begin(
                f"{lesson.picture.session}/{hands.question}", sorted(hands.counts), hands.people, lesson.counted
            )
        elif on_device:
            self._show_device()
        elif counted and lesson.step.does != "ask":
            self._show_count(counted)
        else:
            self._show_way()

    def restyle(self) -> None:
        """Scales the icons with the text."""
        show_icon(self._form.device_icon, "one")
        self._show_icon()

    def _show_icon(self) -> None:
        show_icon(self._form.way_icon, "hand" if self._lesson.step.by == "hands" else "one")

    def _show_count(self, asking: AskedQuestion) -> None:
        """The stored count, with a button to correct it."""
        form, say, total = self._form, self._bridge.say, sum(asking.counts.values())
        form.way_title.setText(say(Message("Hands")))
        form.way_words.setText(say(hands_words(total, asking.people)))
        form.change_way.setText(say(Message("Fix it")))
        form.change_way.setAccessibleName(say(Message("Fix the count of hands")))
        form.change_way.show()
        show_icon(form.way_icon, "hand")

    def _show_device(self) -> None:
        """Progress of the device. For a private question the text also counts learners who declined."""
        form, people, asking = self._form, len(self._lesson.asked_of), self._lesson.picture.open_asking
        done = people - len(self._lesson.waiting)
        private = bool(asking and asking.sensitive)
        words = (
            Message("of {people} are done", people=people)
            if private
            else Message("of {people} answered", people=people)
        )
        form.device_count.setText(self._bridge.number(done))
        form.device_of.setText(self._bridge.say(words))
        form.device_bar.set_share(done, people)

    def _show_way(self) -> None:
        form, say, step = self._form, self._bridge.say, self._lesson.step
        by_hands = step.by == "hands"
        form.way_title.setText(say(Message("By hands") if by_hands else Message("One device")))
        form.way_words.setText(say(self._about()))
        form.change_way.setText(say(Message("Change")))
        form.change_way.setAccessibleName(say(Message("Change how they answer")))
        form.change_way.setVisible(bool(self._lesson.picture.view.rows) and not (step.item and step.item.sensitive))
        self._show_icon()

    def _about(self) -> Message:
        picture, step, slide = self._lesson.picture, self._lesson.step, self._lesson.slide
        if step.item and step.item.sensitive:
            return Message("This question is private: on one device only.")
        if slide.part == "post" and other_way_before(picture, step.by):
            return Message("The first questions were answered in another way, so the two cannot be compared.")
        if step.by == "hands":
            return Message("You count the hands for each answer.")
        items = still_to_ask(picture, slide, step.by)
        minutes = minutes_for_items(picture, items, slide.part or "lesson")
        return Message("Takes about {minutes} min for everybody.", minutes=minutes)

    def _change_way(self) -> None:
        counted = self._lesson.recountable
        if self._lesson.step.does != "ask" and counted:
            self._lesson.recount(counted.counts)
            return
        self._lesson.answer_by("shared" if self._lesson.step.by == "hands" else "hands")
