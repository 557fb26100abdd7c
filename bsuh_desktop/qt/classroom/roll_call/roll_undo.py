"""Undo in roll call: the last change of the roll, named on the button, and redo."""

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
    """Works minutes later and after other answers as well; `say` is called with what was done."""

    def __init__(self, bridge: Bridge, form: Ui_RollCall, say: Callable[[Message], object]) -> None:
        self._bridge = bridge
        self._form = form
        self._say = say
        self._label = ""
        form.undo.clicked.connect(self.undo)
        form.put_back.clicked.connect(self.put_back)

    def show(self, picture: ClassPicture) -> None:
        """Shows what undo would revert."""
        undo, say, what = self._form.undo, self._bridge.say, picture.undo_roll
        undo.setEnabled(what is not None)
        self._label = say(Message("Undo: {what}", what=what)) if what else ""
        undo.setToolTip(say(what) if what else "")
        undo.setAccessibleName(self._label or say(Message("Undo")))
        self._form.put_back.setVisible(picture.put_back is not None)
        self.fit()

    def fit(self) -> None:
        """Shortens the label to “Undo” if the long one would break its row, or would not fit in a row of its own."""
        form, short = self._form, self._bridge.say(Message("Undo"))
        others = form.add_learner.sizeHint().width() + form.add_visitor.sizeHint().width() + 4 * _GAP
        margins = form.cards.contentsMargins()
        # At most the visible width: a long label must not widen the row that it is measured by.
        seen = form.scroll.viewport().width() - margins.left() - margins.right()
        own = min(form.changes.width(), seen)
        row = own - others
        least, whole = self._width(short), self._width(self._label or short)
        if whole > (row if least <= row else own):
            self._width(short)

    def _width(self, words: str) -> int:
        """Sets the label to `words`; returns the button's width."""
        undo = self._form.undo
        if undo.text() != words:
            undo.setText(words)
            undo.updateGeometry()
        return int(undo.sizeHint().width())

    def undo(self) -> None:
        """Reverts the last change and reports it."""
        picture = self._bridge.picture
        if picture is not None and picture.undo_roll is not None:
            said = Message("Undone: {what}", what=picture.undo_roll)
            self._bridge.conduct(lambda conduct: conduct.undo("roll"), lambda _: self._say(said))

    def put_back(self) -> None:
        """Redoes what was undone."""
        picture = self._bridge.picture
        if picture is not None and picture.put_back is not None:
            said = Message("Redone: {what}", what=picture.put_back)
            self._bridge.conduct(lambda conduct: conduct.put_back(), lambda _: self._say(said))
            self._form.roll.setFocus()
