"""The page Inbox: widgets, keys and focus. What it says and does is in `presenters.collection.inbox`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.file_side import FileSideModel, SenderLines, TwoFiles
from bsuh_desktop.presenters.collection.file_words import collected_columns
from bsuh_desktop.presenters.collection.files_presenter import CollectProgress
from bsuh_desktop.presenters.collection.inbox import InboxModel, InboxPresenter, ListedFiles
from bsuh_desktop.presenters.parts import Light
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection.ask_reason import ask_reason
from bsuh_desktop.qt.collection.open_names import ask_to_open_names
from bsuh_desktop.qt.collection.typed_place import ask_school
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, SourceWords, ask_place, ask_sources
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.inbox import Ui_Inbox
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.dropped_files import files_in
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.system.sticks import sticks

FILES = SourceWords(
    question=Message("Where are the attendance files?"),
    choose=Message("Choose files, ZIPs or saved mails"),
    kinds={"*.bsuh *.zip *.eml": Message("Attendance files, ZIPs and mails")},
    name="files",
)
_WIDE = 640


class Inbox(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "inbox"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Inbox()
        self.form.setupUi(self)
        self.setAcceptDrops(True)
        self.form.drop_zone.setAcceptDrops(False)
        self.form.drop_picture.set_picture("stick-plain")
        self.form.offer.set_closable(True)
        self.find_sticks: FindSticks = sticks
        self._listed: ListedFiles | None = None
        self._bar: object = None
        self._news = PageNews(bridge, self.form.news)
        self._sticks = StickWatch(bridge, lambda: self.find_sticks(), self)
        self._table_space = TableSpace(self.form.rows, self.form.parts, _WIDE, self)
        self._binding = Binding(
            self.form,
            InboxModel,
            bridge.text,
            {
                "progress": self._set_progress,
                "filters": self.form.filters.show_filters,
                "rows": self._set_rows,
            },
        )
        self._side_binding = Binding(
            self.form, FileSideModel, bridge.text, {"sides": self._set_sides, "senders": self._set_senders}
        )
        self._presenter = InboxPresenter(bridge, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.add_files.clicked.connect(
            lambda: ask_sources(self, self.bridge, FILES, presenter.collect, self.find_sticks)
        )
        form.go_on.clicked.connect(presenter.go_on)
        form.save_list.clicked.connect(self._ask_list_place)
        form.watch.clicked.connect(self._on_watch)
        form.write_receipts.clicked.connect(self._ask_place)
        form.to_summary.clicked.connect(self._to_summary)
        form.progress.cancelled.connect(presenter.stop)
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
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Coordinator"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Inbox"))

    def enter(self, destination: Destination) -> None:
        """Looks for sticks as long as the page is shown."""
        self._sticks.start()
        self._presenter.enter()

    def leave(self) -> None:
        """Stops looking for sticks; collecting goes on."""
        self._sticks.stop()
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Clears the page when the desk is locked."""
        self._presenter.clear()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns if there are receipts that were not written."""
        return self._presenter.unsaved()

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """Leaves at once: another page loses nothing of this one."""
        leave()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        self._presenter.refresh()
        self._binding.retranslate()
        self._side_binding.retranslate()
        self._news.retranslate()

    def bind(self, model: InboxModel) -> None:
        """Shows the model."""
        self._binding.show(model)
        bar = (model.write_receipts, model.add_files, model.watch)
        if bar != self._bar:
            self._bar = bar
            apply_icons(self.form.bar)

    def bind_side(self, model: FileSideModel) -> None:
        """Shows the card beside the table."""
        self._side_binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        (self.form.progress.cancel if part == "cancel" else getattr(self.form, part)).setFocus()

    def current_file(self) -> int | None:
        """The file under the cursor of the table."""
        key = self.form.rows.current_key()
        return int(key) if key else None

    def tell(self, light: Light, fact: Message, remedy: Message | None) -> None:
        """Shows the result of an action."""
        self._news.tell(light, fact, remedy)

    def clear_news(self) -> None:
        """Hides it."""
        self._news.clear()

    def update_header(self) -> None:
        """The lines above the page have changed."""
        self.header_changed.emit()

    def _set_progress(self, progress: CollectProgress) -> None:
        self.form.progress.tell(self.bridge.text(progress.text), progress.done, progress.total)
        self.form.progress.set_cancel(self.bridge.text(progress.stop))

    def _set_rows(self, listed: ListedFiles) -> None:
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

    def _show_rows(self) -> None:
        """The table has become wider or narrower."""
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
            ask_for_folder(self, Message("Which folder should be watched?"), self._presenter.begin_watching)

    def _ask_school(self) -> None:
        presenter = self._presenter
        presenter.find_schools(
            lambda typed, found: ask_school(
                self, self.bridge, typed.words, found, lambda place: presenter.map_place(typed, found, place)
            )
        )

    def _ask_list_place(self) -> None:
        question, detail = Message("Where should the list be saved?"), Message("It has the rows that you see now.")
        ask_place(self, self.bridge, question, detail, self._presenter.saving_list(), self.find_sticks)

    def _ask_place(self) -> None:
        question = Message("Where should the receipts be saved?")
        detail = Message("Each sender gets a separate folder. Their laptop finds its own receipts there.")
        ask_place(self, self.bridge, question, detail, self._presenter.write, self.find_sticks)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files can be dropped anywhere on the page."""
        if files_in(event.mimeData()) and not self._presenter.busy:
            event.acceptProposedAction()
            self.form.drop_zone.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag left the page."""
        self.form.drop_zone.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Collects the dropped files."""
        self.form.drop_zone.show_over(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._presenter.collect([Path(path) for path in paths])
