"""Compares list and headcount; if they differ, offers what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.classroom.class_picture import ClassPicture

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.roll_call import Ui_RollCall

_Left = tuple[str, int, int]
"""Session, headcount and number present by the list when a person accepted the difference."""


class DifferenceCard:
    """Worded calmly, since most differences are easily resolved. `count_again` asks for the headcount again;
    `add_visitors` is called with the number of people present who are on no list."""

    def __init__(
        self,
        bridge: Bridge,
        form: Ui_RollCall,
        count_again: Callable[[], object],
        add_visitors: Callable[[int], object],
    ) -> None:
        self._bridge = bridge
        self._form = form
        self._left: _Left | None = None
        self._spare = 0
        form.count_again.clicked.connect(count_again)
        form.visitors_here.clicked.connect(lambda: add_visitors(self._spare))
        form.leave_difference.clicked.connect(self._leave)

    def show(self, picture: ClassPicture, here: int) -> None:
        """`here`: number of learners not marked absent."""
        form, say, headcount = self._form, self._bridge.say, picture.view.headcount
        for part in (form.difference_light, form.difference):
            part.setVisible(headcount is not None)
        left = self._left is not None and self._left == self._now(picture, here)
        form.settle.setVisible(headcount not in (None, here) and picture.view.allows("headcount") and not left)
        if headcount is None:
            return
        self._spare = max(0, headcount - here)
        form.difference_light.set_state("ok" if headcount == here else "info")
        form.visitors_here.setVisible(self._spare > 0)
        form.visitors_here.setText(say(Message("Add {count} as visitors", count=self._spare)))
        if headcount == here:
            form.difference.setText(say(Message("List and headcount match.")))
        elif left:
            form.difference.setText(say(Message("Kept as it is. Wrap-up and the file show the difference.")))
        else:
            form.difference.set_fact(say(self._fact(headcount, here)), say(self._remedy(headcount, here)))

    def _fact(self, headcount: int, here: int) -> Message:
        if here > headcount:
            return Message("The list has {count} more than the headcount.", count=here - headcount)
        return Message("The headcount has {count} more than the list.", count=headcount - here)

    def _remedy(self, headcount: int, here: int) -> Message:
        if here > headcount:
            return Message("Mark who is absent.")
        return Message("Who is here but not on the list?")

    def _now(self, picture: ClassPicture, here: int) -> _Left:
        return picture.session, picture.view.headcount or 0, here

    def _leave(self) -> None:
        """Accepts this difference; another one is reported again."""
        picture = self._bridge.picture
        if picture is not None:
            here = sum(row.status != "absent" for row in picture.view.rows)
            self._left = self._now(picture, here)
            self._form.roll.setFocus()
            self.show(picture, here)
