"""The typed place of the chosen file, shown in the card: its words, the school it is mapped to, or the question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.pick_box import StillBox
from bsuh_desktop.qt.widgets.place_box import fill_places
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from bsuh_desktop.qt.forms.inbox import Ui_Inbox
    from bsuh_desktop.services.collection.values import CollectedFile
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.trust.places import Place


LEAVE, MAP = "leave_typed", "map_place"
_AROUND = 260


class SchoolList(msgspec.Struct, frozen=True):
    """The places of the programme, up to 20,000. Built on the desk's thread. All tuples but `near` have one order."""

    ids: tuple[str, ...]
    """Place ids."""
    called: tuple[LocalText, ...]
    """Names."""
    areas: tuple[LocalText, ...]
    """Upazila, district and official code."""
    words: dict[Language, tuple[str, ...]]
    """By language, the text that distinguishes each place from all others."""
    numbers: dict[str, int]
    """Index of a place by these texts, casefolded."""
    near: tuple[int, ...]
    """Indexes of places with names like the typed one, the most likely first."""


def schools(typed: str) -> Callable[[Desk], SchoolList]:
    """Returns work for the desk's thread: the places to choose from, with proposals for `typed`."""

    def asked(desk: Desk) -> SchoolList:
        from bsuh_desktop.services.collection.typed_places import near_places

        listed = tuple(desk.programme.places)
        places = {place.id: number for number, place in enumerate(listed)}
        words: dict[Language, tuple[str, ...]] = {
            language: tuple(_label(place, language) for place in listed) for language in get_args(Language)
        }
        numbers = {each.casefold(): number for told in words.values() for number, each in enumerate(told)}
        near = tuple(places[place.id] for place in near_places(typed, listed))
        called, areas = tuple(place.names for place in listed), tuple(map(_areas, listed))
        return SchoolList(tuple(places), called, areas, words, numbers, near)

    return asked


def _label(place: Place, language: Language) -> str:
    """Name with areas and code, since many schools of a country share one name."""
    return ", ".join(part for part in (place.names.text_in(language), _areas(place).text_in(language)) if part)


def _areas(place: Place) -> LocalText:
    """Upazila, district and the official code."""
    parts = [part.names for part in (place.upazila, place.district) if part.names.bn or part.names.en]
    bangla, english = (", ".join(part.text_in(language) for part in parts) for language in ("bn", "en"))
    code = f"({place.id.partition(':')[2]})"
    return LocalText(f"{bangla} {code}".strip(), f"{english} {code}".strip())


class SchoolQuestion(Restyled, QWidget):
    """The dialog's content; `changed` when another place is in the field."""

    changed = Signal()

    def __init__(self, bridge: Bridge, found: SchoolList) -> None:
        super().__init__()
        self._bridge, self._found = bridge, found
        self._near_text, self._label = TextLines(), QLabel()
        self._near_text.setProperty("role", "soft")
        self._near_text.setVisible(bool(found.near))
        self.box = StillBox()
        self.box.setObjectName("school")
        self.box.setEditable(True)
        self._label.setBuddy(self.box)
        self._near = [_proposal(number) for number in range(len(found.near))]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self._near_text, *self._near, self._label, self.box):
            column.addWidget(part)
        for place, button in zip(found.near, self._near, strict=True):
            button.clicked.connect(lambda _=False, place=place: self._put(place))
        self.retranslate()
        self.box.editTextChanged.connect(lambda _: self._on_changed())

    def _words(self) -> tuple[str, ...]:
        return self._found.words[self._bridge.language]

    def _put(self, place: int) -> None:
        self.box.setEditText(self._words()[place])
        field = self.box.lineEdit()
        if field is not None:
            field.setCursorPosition(0)
        self._on_changed()

    def _on_changed(self) -> None:
        """A proposal is ticked while its text is in the field."""
        for place, card in zip(self._found.near, self._near, strict=True):
            card.setChecked(place == self.chosen())
        self.changed.emit()

    def chosen(self) -> int | None:
        """Index of the place in the field; None if it is not in the list."""
        return self._found.numbers.get(self.box.currentText().strip().casefold())

    def retranslate(self) -> None:
        """All texts, and the places in the desk's language."""
        before, words = self.chosen(), self._words()
        fill_places(self.box, words, "" if before is None else words[before])
        self._near_text.setText(desk_say(Message("Perhaps one of these:")))
        self._label.setText(desk_say(Message("School or club of the programme's list")))
        self.box.setAccessibleName(self._label.text())
        for place, card in zip(self._found.near, self._near, strict=True):
            card.tell(
                "book", self._bridge.text_of(self._found.called[place]), self._bridge.text_of(self._found.areas[place])
            )


def ask_school(parent: QWidget, bridge: Bridge, words: str, found: SchoolList, then: Callable[[int], object]) -> Dialog:
    """Opens the dialog over `parent`; `then` is called with the index of the chosen place."""
    question = Message("Which school is “{words}”?", words=words)
    detail = Message("It counts for all classes there, and for those that come later.")
    verbs = [(LEAVE, Message("Keep as it is"), "secondary"), (MAP, Message("It is this one"), "primary")]
    dialog = Dialog(question, detail, verbs, parent, safe=LEAVE)
    asked = SchoolQuestion(bridge, found)
    dialog.add(ScrollFrame(asked, parent, _AROUND))
    verb = dialog.verb(MAP)
    verb.setEnabled(False)
    asked.changed.connect(lambda: verb.setEnabled(asked.chosen() is not None))

    def answered(key: str) -> None:
        place = asked.chosen()
        if key == MAP and place is not None:
            then(place)

    dialog.answered.connect(answered)
    dialog.open()
    asked.box.setFocus()
    return dialog


def _proposal(number: int) -> ChoiceCard:
    card = ChoiceCard()
    card.setObjectName(f"near_{number}")
    card.setAutoExclusive(False)
    card.set_wide(True)
    return card


class TypedPlace(QObject):
    """Maps the typed place of one file to a school."""

    mapped = Signal(str, str, object)
    """Id of the typed place, id of the place in the list, and the message to show once it is stored."""
    failed = Signal(object)
    """A KnownError."""

    def __init__(self, bridge: Bridge, form: Ui_Inbox, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._form, self._page = bridge, form, page
        self._local = self._words = ""
        form.which_school.clicked.connect(self._ask)

    def show(self, inbox: InboxModel, one: CollectedFile | None, busy: bool) -> None:
        """Shows the question if the typed place of `one` is not mapped yet."""
        self._local, self._words = one.typed if one is not None else ("", "")
        kept = one is not None and one.session in inbox.classes.get("all", ())
        self._form.which_school.setVisible(kept and bool(self._local) and self._local not in inbox.mapped)
        self._form.which_school.setEnabled(not busy)

    def _ask(self) -> None:
        local, words = self._local, self._words

        def found(there: SchoolList) -> None:
            def chosen(place: int) -> None:
                told = Message("“{words}” is {place} from now on.", words=words, place=there.called[place])
                self.mapped.emit(local, there.ids[place], told)

            ask_school(self._page, self._bridge, words, there, chosen)

        def failed(error: KnownError) -> None:
            self.failed.emit(error)

        self._bridge.query(schools(words), found, failed)


def typed_place_text(inbox: InboxModel, one: CollectedFile) -> Message | None:
    """What was typed, and the school it is mapped to; None if the place is in the list."""
    local, words = one.typed
    if not local:
        return None
    if local in inbox.mapped:
        return Message("Typed as “{words}”. It is {place}.", words=words, place=one.place)
    return Message("Place as it was typed: “{words}”", words=words)
