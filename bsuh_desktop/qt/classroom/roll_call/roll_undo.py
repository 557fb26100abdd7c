"""Undo in roll call: the newest slip of the roll, named on the button, and a way to put it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.classroom.class_picture import ClassPicture

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.roll_call import Ui_RollCall

_GAP = 12


class RollUndo:
    """Minutes later, too, and whatever was answered since; `say` gets what was done."""

    def __init__(self, bridge: Bridge, form: Ui_RollCall, say: Callable[[Message], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._say = say
        self._said = ""
        form.undo.clicked.connect(self.undo)
        form.put_back.clicked.connect(self.put_back)

    def show(self, picture: ClassPicture) -> None:
        """What undo would take back now."""
        undo, say, what = self._form.undo, self._bridge.say, picture.undo_roll
        undo.setEnabled(what is not None)
        self._said = say(Message("Undo: {what}", what=what)) if what else ""
        undo.setToolTip(say(what) if what else "")
        undo.setAccessibleName(self._said or say(Message("Undo")))
        self._form.put_back.setVisible(picture.put_back is not None)
        self.fit()

    def fit(self) -> None:
        """Only "Undo" stands on the button where the whole words would break its row, or would not fit on one of their
        own where it breaks anyway."""
        form, short = self._form, self._bridge.say(Message("Undo"))
        others = form.add_learner.sizeHint().width() + form.add_visitor.sizeHint().width() + 4 * _GAP
        margins = form.cards.contentsMargins()
        # Not wider than is seen: long words must not widen the row that they are measured by.
        seen = form.scroll.viewport().width() - margins.left() - margins.right()
        own = min(form.changes.width(), seen)
        row = own - others
        least, whole = self._width(short), self._width(self._said or short)
        if whole > (row if least <= row else own):
            self._width(short)

    def _width(self, words: str) -> int:
        """How wide the button is with `words` on it, which it has from now on."""
        undo = self._form.undo
        if undo.text() != words:
            undo.setText(words)
            undo.updateGeometry()
        return int(undo.sizeHint().width())

    def undo(self) -> None:
        """Takes it back, and says so."""
        picture = self._bridge.picture
        if picture is not None and picture.undo_roll is not None:
            said = Message("Undone: {what}", what=picture.undo_roll)
            self._bridge.conduct(lambda conduct: conduct.undo("roll"), lambda _: self._say(said))

    def put_back(self) -> None:
        """It was right after all."""
        picture = self._bridge.picture
        if picture is not None and picture.put_back is not None:
            said = Message("Redone: {what}", what=picture.put_back)
            self._bridge.conduct(lambda conduct: conduct.put_back(), lambda _: self._say(said))
            self._form.roll.setFocus()
