"""The class at a glance: who is present, who is not, and who has answered; never what.

For a private question even that is hidden: it would reveal who declined.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.state import IN_ROOM
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.presenters.classroom.learners import ChipState
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.lesson import Lesson
from bsuh_desktop.qt.forms.teach import Ui_Teach
from bsuh_desktop.qt.widgets.chip import Chip

_STATES: dict[Status, ChipState] = {"present": "here", "late": "late", "left_early": "left", "absent": "away"}


class ClassOverview(QObject):
    """The strip of chips; in public view with numbers only, and no names in tooltips."""

    def __init__(self, bridge: Bridge, lesson: Lesson, form: Ui_Teach) -> None:
        super().__init__(lesson)
        self._bridge = bridge
        self._lesson = lesson
        self._form = form
        form.strip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        form.people.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shortens texts if the row gets narrower or the text larger."""
        resized = event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange)
        if resized and self._bridge.picture is not None:
            self._say_undo()
        return False

    def refresh(self) -> None:
        """Updates chips and counts."""
        rows = self._lesson.picture.view.rows
        self._form.strip.setVisible(bool(rows))
        self._form.strip.set_chips([self._chip(row) for row in rows])
        self._form.people_words.setText(self._bridge.say(self._counts(rows)))
        self._say_undo()

    def _say_undo(self) -> None:
        """Names the change to undo on the button, if that fits half of the row."""
        undo, say, what = self._form.undo, self._bridge.say, self._lesson.picture.undo
        undo.setEnabled(what is not None and self._lesson.picture.view.allows("undo"))
        short = say(Message("Undo"))
        said = say(Message("Undo: {what}", what=what)) if what else short
        undo.setText(said)
        if undo.sizeHint().width() > self._form.people.width() // 2:
            undo.setText(short)
        undo.setAccessibleName(said)
        undo.setToolTip(say(what) if what else "")

    def _chip(self, row: Row) -> Chip:
        asked = self._lesson.picture.view.open_question
        done = row.answered and not (asked and asked.sensitive)
        state: ChipState = "done" if done else _STATES.get(row.status, "waiting")
        paper = self._lesson.picture.names.get(row.learner)
        who = self._bridge.say(self._lesson.picture.called.learners[row.learner])
        name = paper.text_in(self._bridge.language) if paper and not self._bridge.public else ""
        tip = f"{who} · {name}" if name else who
        return Chip(row.card, self._bridge.digits(row.card), state, tip, who)

    def _counts(self, rows: tuple[Row, ...]) -> Message:
        picture = self._lesson.picture
        if not rows:
            people = picture.view.headcount or 0
            return Message("Without a list, {people} in the room", people=people)
        here = sum(row.status in IN_ROOM for row in rows)
        absent = sum(row.status == "absent" for row in rows)
        asked = picture.view.open_question
        if asked and asked.by != "hands" and not asked.sensitive:
            answered = sum(row.answered for row in rows)
            return Message(
                "{here} here, {answered} answered, {absent} absent", here=here, answered=answered, absent=absent
            )
        return Message("{here} here, {absent} absent", here=here, absent=absent)
