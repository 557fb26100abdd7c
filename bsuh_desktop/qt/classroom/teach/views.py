"""Small views of what is on the stage and what comes next, beside the notes."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.stage.stage_content import StageContent
from bsuh_desktop.qt.widgets.slide_view import SlideView


class StageViews(QObject):
    """Shows the pictures of the stage's renderer; a view keeps its old picture until a new one is drawn."""

    def __init__(self, bridge: Bridge, lesson: Lesson, form: Ui_Teach) -> None:
        super().__init__(lesson)
        self._bridge = bridge
        self._lesson = lesson
        self._form = form
        bridge.renderer.ready.connect(self._on_ready)
        bridge.projector.showing_changed.connect(lambda _: lesson.changed.emit())
        bridge.projector.screens_changed.connect(lesson.changed)

    def refresh(self) -> None:
        """Updates pictures and headings."""
        stage = self._bridge.stage
        self._put(self._form.now_view, stage.content)
        self._put(self._form.coming_view, stage.next_content)
        self._say()

    def _say(self) -> None:
        say, stage, form = self._bridge.say, self._bridge.stage, self._form
        title = self._title()
        form.now_title.setText(say(title))
        form.now_view.setAccessibleName(say(title))
        form.now_title.setProperty("state", "look" if stage.black or stage.frozen else "")
        form.now_title.style().polish(form.now_title)
        place = Message("Slide {number} of {slides}", number=self._lesson.number, slides=stage.slides)
        form.now_place.setText(say(place))
        coming = stage.next_content
        form.coming_place.setText(say(Message("Answers")) if coming and coming.tally else "")
        end = Message("This is the last slide") if coming is None else Message("Coming next")
        form.coming_title.setText(say(end))
        form.coming_view.setVisible(coming is not None)

    def _title(self) -> Message:
        stage = self._bridge.stage
        if stage.black:
            return Message("The projector is black")
        if stage.frozen:
            return Message("Slides frozen; only you see this")
        if self._bridge.projector.showing:
            return Message("On the projector now")
        return Message("This slide") if self._lesson.by_voice else Message("This slide, not on the projector")

    def _on_ready(self, content: StageContent) -> None:
        stage = self._bridge.stage
        if content == stage.content:
            self._put(self._form.now_view, content)
        if content == stage.next_content:
            self._put(self._form.coming_view, content)

    def _put(self, view: SlideView, content: StageContent | None) -> None:
        picture = self._bridge.renderer.preview(content) if content else None
        if picture is not None:
            view.set_image(picture)
