"""The page Inbox: widgets, keys and focus. What it says and does is in `presenters.collection.inbox`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.file_side import FileSideModel, SenderLines, TwoFiles
from bsuh_desktop.presenters.collection.file_words import collected_columns
from bsuh_desktop.presenters.collection.inbox import InboxModel, InboxPresenter, ListedFiles
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection.ask_reason import ask_reason
from bsuh_desktop.qt.collection.files_screen import FilesScreen
from bsuh_desktop.qt.collection.open_names import ask_to_open_names
from bsuh_desktop.qt.collection.typed_place import ask_school
from bsuh_desktop.qt.dialogs.ask_place import SourceWords
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.file_filters import COLLECTED
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.inbox import Ui_Inbox
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.icons import apply_icons


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
