"""Receive: a coordinator's desk reads what sticks bring, says what each file is worth, and writes the receipts.

It keeps no register: what was read is forgotten when the page is left, and reading it again says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_lists.table_room import TableRoom
from bsuh_desktop.qt.forms.receive import Ui_Receive
from bsuh_desktop.qt.grants.paged_rows import PagedRows
from bsuh_desktop.qt.handing import received_rows
from bsuh_desktop.qt.handing.heap import Heap
from bsuh_desktop.qt.handing.reading import Reading
from bsuh_desktop.qt.handing.receipts_written import receipts_written
from bsuh_desktop.qt.programme.ask_place import FindSticks, ask_place, said_of
from bsuh_desktop.qt.programme.ask_sources import SourceWords, ask_sources
from bsuh_desktop.qt.programme.news import News
from bsuh_desktop.qt.screens.place import Place
from bsuh_desktop.qt.screens.screen import Screen
from bsuh_desktop.qt.verifying.incoming import files_in
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.refused_folder import require_folder
from bsuh_desktop.services.sticks import sticks

if TYPE_CHECKING:
    from bsuh_desktop.services.receiving.values import Received, WrittenReceipt

FILES = SourceWords(
    question=Message("Where do the attendance files lie?"),
    choose=Message("Choose the attendance files"),
    kinds={"*.bsuh": Message("Attendance files")},
    name="files",
)
_WIDE = 780


class Receive(Screen):
    """`find_sticks` lists the sticks (on the thread of files)."""

    name: ClassVar[str] = "receive"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Receive()
        self.form.setupUi(self)
        self.setAcceptDrops(True)
        self.form.drop_zone.setAcceptDrops(False)
        self.form.drop_picture.set_picture("stick-plain")
        self.find_sticks: FindSticks = sticks
        self._heap = Heap()
        self._came_from = "hand_over"
        self._busy = False
        self._news = News(bridge, self.form.news)
        self._reading = Reading(bridge, self)
        self._room = TableRoom(self.form.rows, self.form.table_room, _WIDE, self)
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
        form.progress.cancelled.connect(self._reading.stop)
        for toggle in self._filters.values():
            toggle.toggled.connect(lambda on: self._on_filter() if on else None)
        self._reading.moved.connect(self._say_progress)
        self._reading.ended.connect(self._on_read)
        self._reading.failed.connect(self._on_not_read)
        self._room.turned.connect(self._show_rows)

    def over(self) -> str:
        """Where in the desk."""
        return self.bridge.say(Message("For coordinators"))

    def title(self) -> str:
        """What is done here."""
        return self.bridge.say(Message("Receive"))

    def enter(self, place: Place) -> None:
        """From the beginning; `place.path` is the page to go back to."""
        self._came_from = str(place.path or "hand_over")
        self._forget()
        self._news.clear()
        self.retranslate()
        self.form.add_files.setFocus()

    def leave(self) -> None:
        """Nobody waits for what is still being read."""
        self._reading.give_up()

    def let_go(self) -> None:
        """Nothing of what was read stays in a window that nobody sees."""
        self._forget()
        self.form.rows.set_rows([])

    def why_stay(self) -> tuple[Message, Message] | None:
        """While there are receipts that nobody has written."""
        if self._heap.written or not self._heap.receipts:
            return None
        kept = Message("The files can be read again from their stick, and come to the same.")
        return Message("Leave without writing the receipts?"), kept

    def _forget(self) -> None:
        self._reading.give_up()
        self._heap = Heap()
        self._busy = False
        self._pages.to_first()
        self.form.show_all.setChecked(True)

    def _ask_files(self) -> None:
        ask_sources(self, self.bridge, FILES, self._read, self.find_sticks)

    def _read(self, sources: Sequence[Path]) -> None:
        self._news.clear()
        self._reading.run(sources)
        self.retranslate()
        self.form.progress.cancel.setFocus()

    def _on_read(self, found: Received) -> None:
        self._heap.add(found)
        self.retranslate()
        self.header_changed.emit()
        if not found.files:
            sentence = Message("Ask for the stick onto which the classes were handed over.")
            self._news.tell("look", Message("No attendance file lies there."), sentence)
        (self.form.write_receipts if self.form.write_receipts.isEnabled() else self.form.add_files).setFocus()

    def _on_not_read(self, error: KnownError) -> None:
        self.retranslate()
        self._news.fail(error)

    def retranslate(self) -> None:
        """All that is not the form's."""
        form, say, reading, files = self.form, self.bridge.say, self._reading.busy, bool(self._heap.files)
        form.busy_card.setVisible(reading)
        form.drop_zone.setVisible(not files and not reading)
        said = Message("A stick, a folder, or single files: each is judged, and answered with a receipt.")
        form.drop_said.setText(say(said))
        for part in (form.filters, form.table_room, form.rows_said):
            part.setVisible(files)
        if not files:
            form.pager.hide()
        self._say_progress()
        self._say_filters()
        self._show_rows()
        self._say_bar()
        self._news.retranslate()

    def _say_progress(self) -> None:
        say, progress, left = self.bridge.say, self.form.progress, self._reading.left_said()
        words = Message("Being read and judged. {left}", left=say(left)) if left else Message("Being read and judged")
        progress.tell(say(words), *self._reading.done)
        progress.set_cancel(say(Message("Stop here")))

    def _say_filters(self) -> None:
        form, say, counts = self.form, self.bridge.say, self._heap.counts()
        form.show_all.setText(say(Message("All {count}", count=len(self._heap.files))))
        form.show_answered.setText(say(Message("Arrived {count}", count=counts["answered"])))
        form.show_person.setText(say(Message("To decide {count}", count=counts["person"])))
        form.show_refused.setText(say(Message("Not taken {count}", count=counts["refused"])))
        said = []
        if self._heap.left:
            said.append(Message("Stopped. Not read yet: {count}", count=self._heap.left))
        if self._heap.passed_over:
            said.append(Message("Other files that were passed over: {count}", count=self._heap.passed_over))
        if self._heap.copies:
            said.append(Message("Sealed recovery codes that were kept: {count}", count=self._heap.copies))
        form.rows_said.setText(" · ".join(say(one) for one in said))
        form.rows_said.setVisible(bool(said and self._heap.files))

    def _on_filter(self) -> None:
        self._pages.to_first()
        self._show_rows()

    def _show_rows(self) -> None:
        wide, wanted = self._room.wide, next((key for key, one in self._filters.items() if one.isChecked()), "")
        self.form.rows.set_columns(received_rows.columns(self.bridge, wide))
        files = sorted(enumerate(self._heap.files), key=lambda pair: received_rows.urgency(pair[1]))
        shown = [pair for pair in files if wanted in ("", received_rows.group_of(pair[1]))]
        self._pages.show(shown, lambda pair: received_rows.row(self.bridge, str(pair[0]), pair[1], wide))

    def _say_bar(self) -> None:
        form, say, count = self.form, self.bridge.say, self._heap.receipts
        words = Message("Write receipts: {count}", count=count) if count else Message("Write receipts")
        form.write_receipts.setText(say(Message("Being written") if self._busy else words))
        form.write_receipts.setEnabled(bool(count) and not self._busy and not self._reading.busy)
        form.add_files.setEnabled(not self._reading.busy)
        missing = "" if self._heap.files or self._reading.busy else say(Message("Choose the attendance files"))
        form.reason.setText(say(Message("Written")) if self._heap.written else missing)

    def _ask_place(self) -> None:
        question = Message("Where should the receipts go?")
        detail = Message("Back onto the stick of each facilitator: their own laptop finds those that are for it.")
        ask_place(self, self.bridge, question, detail, self._write, self.find_sticks)

    def _write(self, folder: Path, label: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._say_bar()
        received = self._heap.received()

        def written(receipts: tuple[WrittenReceipt, ...]) -> None:
            self._busy, self._heap.written = False, True
            self._say_bar()
            remedy = Message("Give the stick back. Codes can be read out instead, on the phone.")
            self._news.tell("ok", receipts_written(len(receipts), folder, label), remedy)
            self.form.back.setFocus()

        def failed(error: KnownError) -> None:
            self._busy = False
            self._say_bar()
            self._news.fail(said_of(error, label))

        self.bridge.change(lambda desk: _write(desk, received, folder), written, failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome anywhere on the page."""
        if files_in(event.mimeData()) and not self._reading.busy:
            event.acceptProposedAction()
            self.form.drop_zone.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.form.drop_zone.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """They are here."""
        self.form.drop_zone.show_over(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._read([Path(path) for path in paths])


def _write(desk: Desk, received: Received, folder: Path) -> tuple[WrittenReceipt, ...]:
    from bsuh_desktop.services.receiving.receive import write_receipts

    require_folder(folder)
    return write_receipts(desk, received, folder)
