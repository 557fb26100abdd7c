"""The page Inbox and its questions: why a file is taken out, and which school of the list a typed place is.

What the page says and does is in `presenters.collection.inbox`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.collected_files import SchoolList
from bsuh_desktop.presenters.collection.file_words import FileSideModel, SenderLines, TwoFiles, collected_columns
from bsuh_desktop.presenters.collection.inbox import InboxModel, InboxPresenter, ListedFiles
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection.open_names import ask_to_open_names
from bsuh_desktop.qt.collection.receive import FilesScreen
from bsuh_desktop.qt.dialogs.file_dialog import COLLECTED, ask_for_folder
from bsuh_desktop.qt.dialogs.file_places import SourceWords
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.inbox import Ui_Inbox
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.pick_box import StillBox, fill_places
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroller import ScrollFrame, scroll_into_view
from bsuh_desktop.qt.widgets.text_lines import TextLines

KEEP, TAKE_OUT = "keep", "take_out_now"
LONGEST = 200


def ask_reason(parent: QWidget, then: Callable[[str], object]) -> Dialog:
    """Opens the dialog over `parent`; `then` is called with the reason if the file is to be taken out."""
    question = Message("Remove this file?")
    detail = Message("It no longer counts, but stays in the archive. You can put it back at any time.")
    verbs = [(KEEP, Message("Keep"), "secondary"), (TAKE_OUT, Message("Remove"), "careful")]
    dialog = Dialog(question, detail, verbs, parent, safe=KEEP)
    asked = QWidget()
    column = QVBoxLayout(asked)
    column.setContentsMargins(8, 8, 8, 8)
    label, reason = QLabel(), QLineEdit()
    reason.setObjectName("reason_out")
    reason.setMaxLength(LONGEST)
    label.setBuddy(reason)
    dialog.say(Message("Why? Write no names."), label.setText)
    dialog.say(Message("Why? Write no names."), reason.setAccessibleName)
    column.addWidget(label)
    column.addWidget(reason)
    dialog.add(asked)
    take_out = dialog.findChild(QPushButton, TAKE_OUT)
    assert take_out is not None
    take_out.setEnabled(False)
    reason.textChanged.connect(lambda text: take_out.setEnabled(bool(text.strip())))
    dialog.answered.connect(lambda verb: then(reason.text().strip()) if verb == TAKE_OUT else None)
    dialog.open()
    reason.setFocus()
    return dialog


LEAVE, MAP = "leave_typed", "map_place"
_AROUND = 260


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


class Inbox(FilesScreen[InboxModel, InboxPresenter]):
    """Looks for sticks as long as it is shown."""

    name: ClassVar[str] = "inbox"
    wide_from = 640
    beside = "parts"
    sources = SourceWords(
        question=Message("Where are the attendance files?"),
        choose=Message("Choose files, ZIPs or saved mails"),
        kinds=COLLECTED,
        name="files",
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Inbox(), InboxPresenter, parent)
        self.form.offer.set_closable(True)
        self._listed: ListedFiles | None = None
        self._bar: object = None
        self._sticks = StickWatch(bridge, lambda: self.find_sticks(), self)
        self.bind_to(InboxModel, {"filters": self.form.filters.show_filters, "rows": self._set_files})
        self._side_binding = Binding(
            self.form, FileSideModel, bridge.text, {"sides": self._set_sides, "senders": self._set_senders}
        )
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.go_on.clicked.connect(presenter.go_on)
        form.save_list.clicked.connect(presenter.ask_list_place)
        form.watch.clicked.connect(self._on_watch)
        form.to_summary.clicked.connect(self._to_summary)
        form.rows.row_moved.connect(lambda _: presenter.show_side())
        form.rows.chosen.connect(lambda _: self._bring_side())
        form.filters.changed.connect(lambda: presenter.choose_group(form.filters.chosen))
        form.take_newer.clicked.connect(lambda: presenter.choose_file(newer=True))
        form.keep_earlier.clicked.connect(lambda: presenter.choose_file(newer=False))
        form.take_out.clicked.connect(lambda: ask_reason(self, presenter.taking_out()))
        form.put_back.clicked.connect(presenter.put_back)
        form.which_school.clicked.connect(self._ask_school)
        form.open_names.clicked.connect(
            lambda: ask_to_open_names(self, self.bridge, presenter.names, presenter.open_names, self.find_sticks)
        )
        form.offer.closed.connect(presenter.leave_stick)
        form.offer.answered.connect(lambda _: presenter.take_stick())
        self._sticks.changed.connect(lambda: presenter.see_sticks(self._sticks.sticks))

    def enter(self, destination: Destination) -> None:
        """Looks for sticks as long as the page is shown."""
        self._sticks.start()
        super().enter(destination)

    def leave(self) -> None:
        """Stops looking for sticks; collecting goes on."""
        self._sticks.stop()
        super().leave()

    def retranslate(self) -> None:
        """The card beside the table as well."""
        super().retranslate()
        self._side_binding.retranslate()

    def bind(self, model: InboxModel) -> None:
        """Shows the model. Icons on the buttons follow their texts."""
        super().bind(model)
        bar = (model.write_receipts, model.add_files, model.watch)
        if bar != self._bar:
            self._bar = bar
            apply_icons(self.form.bar)

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """Leaves at once: another page loses nothing of this one."""
        leave()

    def bind_side(self, model: FileSideModel) -> None:
        """Shows the card beside the table."""
        self._side_binding.show(model)

    def current_file(self) -> int | None:
        """The file under the cursor of the table."""
        key = self.form.rows.current_key()
        return int(key) if key else None

    def _set_files(self, listed: ListedFiles) -> None:
        """Shows other rows; the cursor stays on its file, wherever that is now. The table says its rows itself in
        another language."""
        if listed is self._listed:
            return
        before, self._listed = self._listed, listed
        rows, key = self.form.rows, self.form.rows.current_key()
        if not listed.growing:
            rows.set_columns(collected_columns(self._table_space.wide))
        rows.show_things(listed.places, self._row, still=listed.growing)
        if not key or before is None:
            return
        one = before.collected.files[int(key)]
        if not listed.collected.has_at(int(key), one):
            rows.set_current(str(listed.collected.place_of(one)))
        elif not listed.growing:
            rows.set_current(key)

    def _on_turned(self) -> None:
        if self._listed is not None:
            key = self.form.rows.current_key()
            self.form.rows.set_columns(collected_columns(self._table_space.wide))
            self.form.rows.show_things(self._listed.places, self._row)
            if key:
                self.form.rows.set_current(key)

    def _row(self, place: int) -> Row:
        return self._presenter.row(place, self._table_space.wide)

    def _set_sides(self, two: TwoFiles | None) -> None:
        text = self.bridge.text
        self.form.sides.setVisible(two is not None)
        if two is not None:
            first, second = map(text, two.titles)
            rows = [(text(name), text(before), text(now)) for name, before, now in two.rows]
            self.form.sides.tell((first, second), rows)

    def _set_senders(self, senders: SenderLines) -> None:
        say = self.bridge.say
        lines = []
        for line in senders.lines:
            who = f"{say(line.who)}:"
            lines.append((who, say(line.whole).removeprefix(who).lstrip()))
        self.form.senders.setVisible(senders.shown)
        self.form.senders.tell(lines)

    def _bring_side(self) -> None:
        self._presenter.show_side()
        scroll_into_view(self.form.side)

    def _to_summary(self) -> None:
        self.form.rows.set_current("")
        self._presenter.show_side()
        self.form.filters.focus_chosen()

    def _on_watch(self) -> None:
        if not self._presenter.toggle_watching():
            self.form.watch.setChecked(False)
            ask_for_folder(
                self, self.bridge, Message("Which folder should be watched?"), self._presenter.begin_watching
            )

    def _ask_school(self) -> None:
        presenter = self._presenter
        presenter.find_schools(
            lambda typed, found: ask_school(
                self, self.bridge, typed.words, found, lambda place: presenter.map_place(typed, found, place)
            )
        )
