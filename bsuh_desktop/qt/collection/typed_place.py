"""The typed place of the file in the card beside the table: its words, which school it is, or the question which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection.inbox_model import Pile
from bsuh_desktop.qt.collection.which_school import Schools, ask_school, schools

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.inbox import Ui_Inbox
    from bsuh_desktop.services.collection.values import CollectedFile


class TypedPlace(QObject):
    """`mapped` gives the typed place and the one of the list, both ids, and what to say once it is written down;
    `failed` a KnownError."""

    mapped = Signal(str, str, object)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, form: Ui_Inbox, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._form, self._page = bridge, form, page
        self._local = self._words = ""
        form.which_school.clicked.connect(self._ask)

    def show(self, pile: Pile, one: CollectedFile | None, busy: bool) -> None:
        """The question stands there for a typed place of which nobody has said which school it is."""
        self._local, self._words = one.typed if one is not None else ("", "")
        kept = one is not None and one.session in pile.classes.get("all", ())
        self._form.which_school.setVisible(kept and bool(self._local) and self._local not in pile.mapped)
        self._form.which_school.setEnabled(not busy)

    def _ask(self) -> None:
        local, words = self._local, self._words

        def found(there: Schools) -> None:
            def chosen(place: int) -> None:
                told = Message("“{words}” is {place} from now on.", words=words, place=there.called[place])
                self.mapped.emit(local, there.ids[place], told)

            ask_school(self._page, self._bridge, words, there, chosen)

        def failed(error: KnownError) -> None:
            self.failed.emit(error)

        self._bridge.query(schools(words), found, failed)


def typed_said(pile: Pile, one: CollectedFile) -> Message | None:
    """What was typed, and which school it is; None for a place of the list."""
    local, words = one.typed
    if not local:
        return None
    if local in pile.mapped:
        return Message("Typed as “{words}”. It is {place}.", words=words, place=one.place)
    return Message("Place as it was typed: “{words}”", words=words)
