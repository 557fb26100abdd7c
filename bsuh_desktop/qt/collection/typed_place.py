"""The typed place of the file in the card beside the table: its words, which school it is, or the question which."""

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
    """The places of the programme: `ids`, what each is called, in which areas it lies, and in each language the words
    by which it is told apart from all others. `numbers` finds a place by these words, casefolded; `near` are the
    numbers of those that are called like what was typed, the likeliest first. Made on the desk's thread, for there may
    be twenty thousand."""

    ids: tuple[str, ...]
    called: tuple[LocalText, ...]
    areas: tuple[LocalText, ...]
    words: dict[Language, tuple[str, ...]]
    numbers: dict[str, int]
    near: tuple[int, ...]


def schools(typed: str) -> Callable[[Desk], SchoolList]:
    """What there is to choose from for a place that was typed so; on the desk's thread."""

    def asked(desk: Desk) -> SchoolList:
        from bsuh_desktop.services.collection.typed_places import near_places

        listed = tuple(desk.programme.places)
        places = {place.id: number for number, place in enumerate(listed)}
        words: dict[Language, tuple[str, ...]] = {
            language: tuple(_told(place, language) for place in listed) for language in get_args(Language)
        }
        numbers = {each.casefold(): number for told in words.values() for number, each in enumerate(told)}
        near = tuple(places[place.id] for place in near_places(typed, listed))
        called, areas = tuple(place.names for place in listed), tuple(map(_areas, listed))
        return SchoolList(tuple(places), called, areas, words, numbers, near)

    return asked


def _told(place: Place, language: Language) -> str:
    """Many schools of a country have one name: the areas and the code stand behind it."""
    return ", ".join(part for part in (place.names.said(language), _areas(place).said(language)) if part)


def _areas(place: Place) -> LocalText:
    """Upazila, district and the official code."""
    parts = [part.names for part in (place.upazila, place.district) if part.names.bn or part.names.en]
    bangla, english = (", ".join(part.said(language) for part in parts) for language in ("bn", "en"))
    code = f"({place.id.partition(':')[2]})"
    return LocalText(f"{bangla} {code}".strip(), f"{english} {code}".strip())


class SchoolQuestion(Restyled, QWidget):
    """What the dialog asks; `changed` when another place stands in the field."""

    changed = Signal()

    def __init__(self, bridge: Bridge, found: SchoolList) -> None:
        super().__init__()
        self._bridge, self._found = bridge, found
        self._near_said, self._label = TextLines(), QLabel()
        self._near_said.setProperty("role", "soft")
        self._near_said.setVisible(bool(found.near))
        self.box = StillBox()
        self.box.setObjectName("school")
        self.box.setEditable(True)
        self._label.setBuddy(self.box)
        self._near = [_proposal(number) for number in range(len(found.near))]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self._near_said, *self._near, self._label, self.box):
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
        """A proposal is ticked as long as it stands in the field."""
        for place, card in zip(self._found.near, self._near, strict=True):
            card.setChecked(place == self.chosen())
        self.changed.emit()

    def chosen(self) -> int | None:
        """The number of the place that stands in the field; None for none of the list."""
        return self._found.numbers.get(self.box.currentText().strip().casefold())

    def retranslate(self) -> None:
        """All its words, and the places in that language."""
        before, words = self.chosen(), self._words()
        fill_places(self.box, words, "" if before is None else words[before])
        self._near_said.setText(desk_say(Message("Perhaps one of these:")))
        self._label.setText(desk_say(Message("School or club of the programme's list")))
        self.box.setAccessibleName(self._label.text())
        for place, card in zip(self._found.near, self._near, strict=True):
            card.tell("book", self._bridge.said(self._found.called[place]), self._bridge.said(self._found.areas[place]))


def ask_school(parent: QWidget, bridge: Bridge, words: str, found: SchoolList, then: Callable[[int], object]) -> Dialog:
    """Opens the question over `parent`; `then` gets the number of the place that was chosen."""
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
    """`mapped` gives the typed place and the one of the list, both ids, and what to say once it is written down;
    `failed` a KnownError."""

    mapped = Signal(str, str, object)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, form: Ui_Inbox, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._form, self._page = bridge, form, page
        self._local = self._words = ""
        form.which_school.clicked.connect(self._ask)

    def show(self, pile: InboxModel, one: CollectedFile | None, busy: bool) -> None:
        """The question stands there for a typed place of which nobody has said which school it is."""
        self._local, self._words = one.typed if one is not None else ("", "")
        kept = one is not None and one.session in pile.classes.get("all", ())
        self._form.which_school.setVisible(kept and bool(self._local) and self._local not in pile.mapped)
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


def typed_place_text(pile: InboxModel, one: CollectedFile) -> Message | None:
    """What was typed, and which school it is; None for a place of the list."""
    local, words = one.typed
    if not local:
        return None
    if local in pile.mapped:
        return Message("Typed as “{words}”. It is {place}.", words=words, place=one.place)
    return Message("Place as it was typed: “{words}”", words=words)
