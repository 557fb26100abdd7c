"""Who earns a certificate, and why not yet: by attendance, never by score; no names in public view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.learners import Learners
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.roll_chips import person_line
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.wrap_up import WrapUp

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.wrap_up import Ui_WrapUp


class EarnedCard:
    """Shows the awards of the open class."""

    def __init__(self, bridge: Bridge, form: Ui_WrapUp) -> None:
        self._bridge = bridge
        self._form = form

    def show(self, picture: ClassPicture, wrap: WrapUp) -> None:
        """Rebuilds everything."""
        form, say = self._form, self._bridge.say
        rows = picture.view.rows
        earners = [row for row in rows if wrap.awards[row.learner].earned]
        others = [row for row in rows if not wrap.awards[row.learner].earned]
        form.earners.setText(self._bridge.number(len(earners)))
        form.rule_text.setText(say(self._rule(picture, wrap)))
        form.not_yet_title.setText(say(Message("Not this time: {count}", count=len(others))))
        form.not_yet_title.setVisible(bool(others))
        form.awards_stitch.setVisible(bool(others))
        learners = Learners(picture, self._bridge.public)
        lines = (learners.line(row, wrap.awards[row.learner].reason) for row in others)
        form.not_yet.set_people([person_line(self._bridge, line) for line in lines])

    def _rule(self, picture: ClassPicture, wrap: WrapUp) -> Message:
        if not picture.view.rows:
            return Message("Without a list there are no certificates.")
        unnamed = wrap.attendance.unnamed
        if unnamed:
            return Message(
                "By attendance, never by score. Without a name: {count}. Write these names by hand.", count=unnamed
            )
        return Message("By attendance, never by score.")
