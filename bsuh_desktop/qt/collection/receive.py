"""Receive: accepts files from sticks into the coordinator's register and answers with receipts, also read out.

The page shows what was read until it is left; archive and decisions keep it from then on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.time_left import remaining_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection import actions, received_rows
from bsuh_desktop.qt.collection.collect_job import CollectJob
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.qt.collection.unarchived import tell_unarchived
from bsuh_desktop.qt.dialogs.ask_sources import SourceWords, ask_sources
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.receipts_written import receipts_written
from bsuh_desktop.qt.forms.receive import Ui_Receive
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dropped_files import files_in
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.system.refused_folder import place_error
from bsuh_desktop.system.sticks import sticks

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.values import Collected, CollectedFile

FILES = SourceWords(
    question=Message("Where are the attendance files?"),
    choose=Message("Choose the attendance files"),
    kinds={"*.bsuh": Message("Attendance files")},
    name="files",
)
_WIDE = 780


class Receive(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "receive"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Receive()
        self.form.setupUi(self)
        self.setAcceptDrops(True)
        self.form.drop_zone.setAcceptDrops(False)
        self.form.drop_picture.set_picture("stick-plain")
        self.find_sticks: FindSticks = sticks
        self._inbox = InboxModel()
        self._copies = 0
        self._came_from = "hand_over"
        self._busy = False
        self._news = PageNews(bridge, self.form.news)
        self._running = CollectJob(bridge, self, receiving=True)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self._filters = {
            "": self.form.show_all,
            "answered": self.form.show_answered,
            "person": self.form.show_person,
            "refused": self.form.show_refused,
        }
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open(self._came_from)))
        form.add_files.clicked.connect(self._ask_files)
        form.write_receipts.clicked.connect(self._ask_place)
        form.progress.cancelled.connect(self._running.stop)
        for toggle in self._filters.values():
            toggle.toggled.connect(lambda on: self._on_filter() if on else None)
        self._running.moved.connect(self._say_progress)
        self._running.ended.connect(self._on_read)
        self._running.failed.connect(self._on_not_read)
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("For coordinators"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Receive"))

    def enter(self, destination: Destination) -> None:
        """Starts empty; `place.path` is the page to go back to."""
        self._came_from = str(destination.path or "hand_over")
        self._forget()
        self._news.clear()
        self.retranslate()
        self.form.add_files.setFocus()
        tell_unarchived(self.bridge, self._news, self._inbox, receiving=True)

    def leave(self) -> None:
        """Drops the result of a run that is going on."""
        self._running.give_up()

    def clear_personal_data(self) -> None:
        """Clears the page: nothing that was read stays in a hidden window."""
        self._forget()
        self.form.rows.set_rows([])

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns if there are receipts that were not written."""
        if self._inbox.written or not self._inbox.answers:
            return None
        kept = Message("You can read the files again from their stick. The result will be the same.")
        return Message("Leave without writing the receipts?"), kept

    def _forget(self) -> None:
        self._running.give_up()
        self._inbox, self._copies = InboxModel(), 0
        self._busy = False
        self._pages.to_first()
        self.form.show_all.setChecked(True)

    def _ask_files(self) -> None:
        ask_sources(self, self.bridge, FILES, self._read, self.find_sticks)

    def _read(self, sources: Sequence[Path]) -> None:
        self._news.clear()
        self._running.run(self._inbox, sources)
        self.retranslate()
        self.form.progress.cancel.setFocus()

    def _attendance(self) -> list[CollectedFile]:
        """The files that are, or could be, attendance files."""
        return [one for one in self._inbox.files if one.verdict != "passed_over"]

    def _on_read(self, inbox: InboxModel, found: Collected) -> None:
        self._inbox, self._copies = inbox, self._copies + self._running.copies
        self.bridge.set_waiting(inbox.waiting)
        self.retranslate()
        self.header_changed.emit()
        if all(one.verdict == "passed_over" for one in found.files):
            sentence = Message("Ask for the stick with the classes that were handed over.")
            self._news.tell("look", Message("There is no attendance file there."), sentence)
        (self.form.write_receipts if self.form.write_receipts.isEnabled() else self.form.add_files).setFocus()

    def _on_not_read(self, error: KnownError) -> None:
        self.retranslate()
        self._news.fail(error)

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        form, say, reading, files = self.form, self.bridge.say, self._running.busy, bool(self._attendance())
        form.busy_card.setVisible(reading)
        form.drop_zone.setVisible(not files and not reading)
        said = Message("A stick, a folder, or single files: each is checked, kept, and gets a receipt.")
        form.drop_text.setText(say(said))
        for part in (form.filters, form.table_space, form.rows_text):
            part.setVisible(files)
        if not files:
            form.pager.hide()
        self._say_progress()
        self._say_filters()
        self._show_rows()
        self._say_bar()
        self._news.retranslate()

    def _say_progress(self) -> None:
        say, progress, left = self.bridge.say, self.form.progress, remaining_text(self._running.left)
        words = Message("Reading and checking. {left}", left=say(left)) if left else Message("Reading and checking")
        progress.tell(say(words), *self._running.done)
        progress.set_cancel(say(Message("Stop here")))

    def _say_filters(self) -> None:
        form, say = self.form, self.bridge.say
        groups = Counter[str]()
        for one in self._attendance():
            groups[received_rows.group_of(one)] += one.count
        form.show_all.setText(say(Message("All {count}", count=groups.total())))
        form.show_answered.setText(say(Message("Arrived {count}", count=groups["answered"])))
        form.show_person.setText(say(Message("To decide {count}", count=groups["person"])))
        form.show_refused.setText(say(Message("Refused {count}", count=groups["refused"])))
        others = sum(one.count for one in self._inbox.files if one.verdict == "passed_over" and not one.recovery_copy)
        said = [
            (self._inbox.left, Message("Stopped. Not read yet: {count}", count=self._inbox.left)),
            (others, Message("Other files that were skipped: {count}", count=others)),
            (self._copies, Message("Sealed recovery codes that were kept: {count}", count=self._copies)),
        ]
        form.rows_text.setText(" · ".join(say(sentence) for count, sentence in said if count))
        form.rows_text.setVisible(bool(form.rows_text.text() and groups))

    def _on_filter(self) -> None:
        self._pages.to_first()
        self._show_rows()

    def _show_rows(self) -> None:
        wide, wanted = self._table_space.wide, next((key for key, one in self._filters.items() if one.isChecked()), "")
        self.form.rows.set_columns(received_rows.columns(self.bridge, wide))
        files = sorted(enumerate(self._attendance()), key=lambda pair: received_rows.urgency(pair[1]))
        shown = [pair for pair in files if wanted in ("", received_rows.group_of(pair[1]))]
        self._pages.show(shown, lambda pair: received_rows.row(self.bridge, str(pair[0]), pair[1], wide))

    def _say_bar(self) -> None:
        form, say, count = self.form, self.bridge.say, len(self._inbox.answers)
        words = Message("Write receipts: {count}", count=count) if count else Message("Write receipts")
        form.write_receipts.setText(say(Message("Being written") if self._busy else words))
        form.write_receipts.setEnabled(bool(count) and not self._busy and not self._running.busy)
        form.add_files.setEnabled(not self._running.busy)
        missing = "" if self._attendance() or self._running.busy else say(Message("Choose the attendance files"))
        form.reason.setText(say(Message("Written")) if self._inbox.written else missing)

    def _ask_place(self) -> None:
        question = Message("Where should the receipts be saved?")
        detail = Message("Save them on each facilitator's stick: their laptop finds its own receipts.")
        ask_place(self, self.bridge, question, detail, self._write, self.find_sticks)

    def _write(self, folder: Path, label: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._say_bar()
        inbox = self._inbox

        def written(count: int) -> None:
            self._busy, self._inbox = False, replace(inbox, written=True)
            self._say_bar()
            remedy = Message("Give the stick back. Codes can be read out instead, on the phone.")
            self._news.tell("ok", receipts_written(count, folder, label), remedy)
            self.form.back.setFocus()

        def failed(error: KnownError) -> None:
            self._busy = False
            self._say_bar()
            self._news.fail(place_error(error, label))

        work = actions.write_receipts(inbox, folder, by_sender=False)
        self.bridge.register.use(work, written, failed, receiving=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files can be dropped anywhere on the page."""
        if files_in(event.mimeData()) and not self._running.busy:
            event.acceptProposedAction()
            self.form.drop_zone.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag left the page."""
        self.form.drop_zone.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Reads the dropped files."""
        self.form.drop_zone.show_over(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._read([Path(path) for path in paths])
