"""The field above the list: rolls or part of a name; beside it, what Enter will do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.classroom.roll_call.entry_words import EntryWords
from bsuh_desktop.qt.widgets.class_keys import ENTER, is_put_back, is_undo
from bsuh_desktop.services.classroom.roll_input import Entry, RollMark, read_entry

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.roll_call import Ui_RollCall


class RollField(QObject):
    """`take` is called with the meaning of Enter; `keys` are the actions of undo, put_back and start, used while the
    field is empty and so cannot use these keys itself."""

    def __init__(
        self,
        bridge: Bridge,
        form: Ui_RollCall,
        take: Callable[[Entry], object],
        keys: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(form.roll)
        self._bridge = bridge
        self._form = form
        self._take = take
        self._keys = keys
        self._words = EntryWords(bridge)
        self._message: Message | None = None
        self.mark: RollMark = "absent"
        form.roll.textEdited.connect(lambda _: self._on_edited())
        form.roll.installEventFilter(self)

    def say(self, message: Message | None) -> None:
        """Shows the last change until something is typed."""
        self._message = message
        self.retranslate()

    def retranslate(self) -> None:
        """The line beside the field."""
        self._form.hint.setText(self._bridge.say(self._hint()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter accepts the entry; in an empty field the other keys go to `keys`."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTER and not (control and not self._form.roll.text()):
            if not event.isAutoRepeat():
                self._on_enter()
            return True
        does = self._keys.get(_meaning(event)) if not self._form.roll.text() else None
        if does is not None and not event.isAutoRepeat():
            does()
        return does is not None

    def _on_edited(self) -> None:
        self._message = None
        entry = self._entry()
        if entry.ready and entry.meant:
            self._form.chips.set_cursor(entry.meant[-1].cards[0])
        self.retranslate()

    def _on_enter(self) -> None:
        entry = self._entry()
        if entry.ready:
            self._form.roll.clear()
            self._take(entry)

    def _entry(self) -> Entry:
        picture = self._bridge.picture
        return read_entry(picture, self._form.roll.text(), not self._bridge.public) if picture else Entry()

    def _hint(self) -> Message:
        picture = self._bridge.picture
        if picture is None or not self._form.roll.text().strip():
            return self._message or self._words.help()
        return self._words.what_enter_does(picture, self._entry(), self.mark)


def _meaning(event: QKeyEvent) -> str:
    if event.key() in ENTER:
        return "start"
    return "undo" if is_undo(event) else "put_back" if is_put_back(event) else ""
