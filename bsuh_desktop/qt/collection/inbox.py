"""Inbox: a coordinator collects files from sticks, mails and folders, sees the verdict of each, and decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection import actions, file_rows
from bsuh_desktop.qt.collection.ask_reason import ask_reason
from bsuh_desktop.qt.collection.collect_job import CollectJob
from bsuh_desktop.qt.collection.file_side import FileSide
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.qt.collection.list_export import ask_to_save
from bsuh_desktop.qt.collection.open_names import NamesOpener
from bsuh_desktop.qt.collection.stick_offer import StickOffer
from bsuh_desktop.qt.collection.summary import light_of, listed, summary
from bsuh_desktop.qt.collection.typed_place import TypedPlace
from bsuh_desktop.qt.collection.unarchived import tell_unarchived
from bsuh_desktop.qt.collection.watched_folder import WatchedFolder
from bsuh_desktop.qt.dialogs.ask_sources import SourceWords, ask_sources
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.receipts_written import receipts_written
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.inbox import Ui_Inbox
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dropped_files import files_in
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.register.folder import TORN
from bsuh_desktop.system.refused_folder import place_error
from bsuh_desktop.system.sticks import sticks

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.values import Collected, CollectedFile

FILES = SourceWords(
    question=Message("Where are the attendance files?"),
    choose=Message("Choose files, ZIPs or saved mails"),
    kinds={"*.bsuh *.zip *.eml": Message("Attendance files, ZIPs and mails")},
    name="files",
)
_WIDE = 640


class Inbox(Screen):
    """`find_sticks` lists the sticks (on the file thread). Collected files stay here until the desk is locked;
    collecting goes on while another page is shown."""

    name: ClassVar[str] = "inbox"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Inbox()
        self.form.setupUi(self)
        self.setAcceptDrops(True)
        self.form.drop_zone.setAcceptDrops(False)
        self.form.drop_picture.set_picture("stick-plain")
        self.find_sticks: FindSticks = sticks
        self._inbox = self._before = InboxModel()
        self._sources: list[Path] = []
        self._next: list[Path] = []
        self._label = ""
        self._written: Message | None = None
        self._acting = self._stopped = False
        self._news = PageNews(bridge, self.form.news)
        self._running = CollectJob(bridge, self)
        self._side = FileSide(bridge, self.form, self)
        self._names = NamesOpener(bridge, self.form, self, lambda: self.find_sticks())
        self._typed = TypedPlace(bridge, self.form, self)
        self._offer = StickOffer(bridge, self.form.offer)
        self._watch = WatchedFolder(bridge, self)
        self._sticks = StickWatch(bridge, lambda: self.find_sticks(), self)
        self._table_space = TableSpace(self.form.rows, self.form.parts, _WIDE, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.add_files.clicked.connect(lambda: ask_sources(self, self.bridge, FILES, self._collect, self.find_sticks))
        form.go_on.clicked.connect(lambda: self._collect(self._sources))
        form.save_list.clicked.connect(self._ask_list_place)
        form.watch.clicked.connect(self._on_watch)
        form.write_receipts.clicked.connect(self._ask_place)
        form.to_summary.clicked.connect(self._to_summary)
        form.progress.cancelled.connect(self._running.stop)
        form.rows.row_moved.connect(lambda _: self._show_side())
        form.rows.chosen.connect(lambda _: self._bring_side())
        form.filters.changed.connect(self._show_rows)
        self._side.chosen.connect(lambda session, file: self._decide(actions.choose(self._inbox, session, file)))
        self._side.to_take_out.connect(self._ask_reason)
        self._side.to_put_back.connect(lambda session, file: self._decide(actions.put_back(self._inbox, session, file)))
        self._names.begun.connect(lambda: self._on_opening(True))
        self._names.reported.connect(self._on_opened)
        self._names.failed.connect(self._on_failed)
        self._typed.mapped.connect(self._map_place)
        self._typed.failed.connect(self._on_failed)
        self._offer.wanted.connect(lambda stick: self._collect([stick.path]))
        self._sticks.changed.connect(lambda: self._offer.look(self._sticks.sticks))
        self._watch.came.connect(self._on_came)
        self._watch.changed.connect(self._say_bar)
        self._running.moved.connect(self._say_progress)
        self._running.grew.connect(self._on_grew)
        self._running.ended.connect(self._on_collected)
        self._running.failed.connect(self._on_run_failed)
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Coordinator"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Inbox"))

    def enter(self, destination: Destination) -> None:
        """Looks for classes that wait for a decision since earlier days. What was collected before is kept."""
        self._news.clear()
        self._sticks.start()
        self.retranslate()
        if not self._running.busy:
            self._act(actions.look(self._inbox), lambda: tell_unarchived(self.bridge, self._news, self._inbox))
        self.form.add_files.setFocus()

    def leave(self) -> None:
        """Stops looking for sticks; collecting goes on."""
        self._sticks.stop()

    def clear_personal_data(self) -> None:
        """Clears the page when the desk is locked."""
        if self.bridge.facts is None:
            self._before = InboxModel()
            self._set_inbox(InboxModel())
            self.form.rows.show_things((), self._row)

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns if there are receipts that were not written."""
        if self._inbox.written or not self._inbox.answers:
            return None
        kept = Message("You can collect the files again from where they came. The result will be the same.")
        return Message("Leave without writing the receipts?"), kept

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """Leaves at once: another page loses nothing of this one."""
        leave()

    def _collect(self, sources: Sequence[Path]) -> None:
        if self._running.busy:
            return
        self._news.clear()
        self._stopped = False
        self._sources, self._label = list(sources), self._offer.label_of(sources)
        self._offer.note(sources)
        self._before = self._inbox
        self._running.run(self._inbox, sources)
        self.retranslate()
        self.form.progress.cancel.setFocus()

    def _on_came(self, paths: list[Path]) -> None:
        """New files in the watched folder; collected after the current run."""
        if self._running.busy:
            self._next += paths
        else:
            self._collect(paths)

    def _on_collected(self, inbox: InboxModel, found: Collected) -> None:
        self._stopped = self._running.stopped and (found.left > 0 or not found.files)
        if self.bridge.facts is None:
            return
        self._set_inbox(inbox)
        if not found.files and not self._stopped:
            sentence = Message("Ask for the stick with the classes that were handed over.")
            self._news.tell("look", Message("There is no attendance file there."), sentence)
        if self._next and not self._stopped:
            came, self._next = self._next, []
            self._collect(came)
        elif self.isVisible():
            (self.form.write_receipts if self.form.write_receipts.isEnabled() else self.form.add_files).setFocus()

    def _on_grew(self, inbox: InboxModel) -> None:
        """Adds rows while collecting goes on. Only the first of them changes anything else on the page."""
        first, before, self._inbox = not self._inbox.files, self._inbox, inbox
        if first:
            self.retranslate()
            return
        self._say_summary()
        self.form.filters.tell(inbox.counts())
        self._add_rows(before)

    def _on_run_failed(self, error: KnownError) -> None:
        """It is unknown which of the files shown are in the register; collecting the same sources again tells."""
        self._inbox = self._before
        self._on_failed(error)

    def _on_failed(self, error: KnownError) -> None:
        self._acting, self._stopped = False, error.code == "locked"
        self.retranslate()
        if not self._stopped:
            self._news.fail(error)

    def _decide(self, work: actions.Work, then: Callable[[], object] | None = None) -> None:
        """A button of the card was pressed and is gone now: focus goes back to the table."""
        self._act(work, then)
        self.form.rows.setFocus()

    def _act(self, work: actions.Work, then: Callable[[], object] | None = None) -> None:
        """Runs `work` on the register's thread, then shows the new state."""
        self._acting = True
        self._show_side()

        def done(inbox: InboxModel) -> None:
            self._acting = False
            if self.bridge.facts is not None:
                self._set_inbox(inbox)
                if then is not None:
                    then()

        self.bridge.register.use(work, done, self._on_failed)

    def _set_inbox(self, inbox: InboxModel) -> None:
        torn, self._inbox = inbox.torn and not self._inbox.torn, inbox
        self.bridge.set_waiting(inbox.waiting)
        self.retranslate()
        self.header_changed.emit()
        if torn:
            remedy = Message("Collect from the last stick again: what is already here does not change.")
            self._news.tell("look", TORN, remedy)

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        form, say, busy, files = self.form, self.bridge.say, self._running.busy, bool(self._inbox.files)
        form.busy_card.setVisible(busy)
        form.summary_card.setVisible(files or self._stopped)
        form.drop_zone.setVisible(not files and not busy)
        form.drop_text.setText(
            say(Message("You see the result of each file immediately. Our own files are kept first."))
        )
        form.filters.setVisible(files)
        form.rows_card.setVisible(files)
        self._offer.set_quiet(busy)
        self._say_progress()
        self._say_summary()
        form.filters.tell(self._inbox.counts())
        self._show_rows()
        self._say_bar()
        self._news.retranslate()

    def _say_progress(self) -> None:
        form, say, label = self.form, self.bridge.say, self._label
        words = Message("Collecting from {label}", label=label) if label else Message("Collecting")
        stopping = Message("Stopping after the files that are being checked")
        form.progress.tell(say(stopping if self._running.stopping else words), *self._running.done)
        form.progress.set_cancel(say(Message("Stop here")))
        form.pace_text.setText(say(listed(said)) if (said := self._running.pace_messages()) else "")
        form.pace_text.setVisible(bool(said))

    def _say_summary(self) -> None:
        form, say, left = self.form, self.bridge.say, self._inbox.left
        form.summary_light.set_state(light_of(self._inbox))
        form.summary.setText(say(summary(self._inbox)))
        stopped = Message("Stopped. Not checked yet: {count}", count=left) if left else Message("Stopped")
        form.summary_more.setVisible(self._stopped)
        form.summary_more.setText(say(stopped))
        form.go_on.setVisible(self._stopped)
        form.save_list.setVisible(bool(self._inbox.files) and not self._running.busy)

    def _show_rows(self) -> None:
        rows = self.form.rows
        key = rows.current_key()
        rows.set_columns(file_rows.columns(self.bridge, self._table_space.wide))
        rows.show_things(self._inbox.places.get(self.form.filters.chosen, ()), self._row)
        if key:
            rows.set_current(key)
        self._show_side()

    def _add_rows(self, before: InboxModel) -> None:
        """Adds rows to those `before`, without moving the one that somebody may be reading."""
        rows = self.form.rows
        key = rows.current_key()
        rows.show_things(self._inbox.places.get(self.form.filters.chosen, ()), self._row, still=True)
        if key and not self._inbox.has_at(int(key), before.files[int(key)]):
            rows.set_current(str(self._inbox.place_of(before.files[int(key)])))
        # Layout of a dozen senders takes so long that it gets an event of its own.
        QTimer.singleShot(0, self, self._show_side)

    def _row(self, place: int) -> Row:
        return file_rows.row(self.bridge, str(place), self._inbox.files[place], self._inbox, self._table_space.wide)

    def _show_side(self) -> None:
        key = self.form.rows.current_key()
        one: CollectedFile | None = self._inbox.files[int(key)] if key else None
        busy = self._running.busy or self._acting
        self._side.show_files(self._inbox, one, busy)
        self._names.show(self._inbox, self.form.filters.chosen, one, busy)
        self._typed.show(self._inbox, one, busy)

    def _bring_side(self) -> None:
        self._show_side()
        scroll_into_view(self.form.side)

    def _to_summary(self) -> None:
        self.form.rows.set_current("")
        self._show_side()
        self.form.filters.focus_chosen()

    def _say_bar(self) -> None:
        form, say, count, busy = self.form, self.bridge.say, len(self._inbox.answers), self._running.busy
        words = Message("Write receipts: {count}", count=count) if count else Message("Write receipts")
        form.write_receipts.setText(say(words))
        form.write_receipts.setEnabled(bool(count) and not busy and not self._acting)
        form.add_files.setEnabled(not busy)
        later = Message("Receipts are written when everything is collected.") if busy else None
        reason = self._written if self._inbox.written and count else later
        form.reason.setText(say(reason) if reason else "")
        folder = self._watch.folder
        watching = Message("Watching the folder {folder}", folder=folder_text(folder)) if folder else None
        form.watch.setChecked(folder is not None)
        form.watch.setText(say(watching or Message("Watch a folder")))
        apply_icons(form.bar)

    def _on_watch(self) -> None:
        if self._watch.folder is not None:
            self._watch.end()
            return
        self.form.watch.setChecked(False)
        ask_for_folder(self, Message("Which folder should be watched?"), self._watch.begin)

    def _ask_reason(self, session: str, file: bytes) -> None:
        ask_reason(self, lambda reason: self._decide(actions.take_out(self._inbox, session, file, reason)))

    def _ask_list_place(self) -> None:
        places = self._inbox.places.get(self.form.filters.chosen, ())
        ask_to_save(self, self.bridge, self._news, self.find_sticks, self._inbox, places)

    def _map_place(self, local: str, place: str, message: Message) -> None:
        self._decide(actions.map_place(self._inbox, local, place), lambda: self._news.tell("ok", message))

    def _on_opening(self, going_on: bool) -> None:
        """Disables everything else meanwhile."""
        self._acting = going_on
        self._show_side()
        self._say_bar()

    def _on_opened(self, light: str, fact: Message, remedy: Message | None) -> None:
        self._on_opening(False)
        self._news.tell(light, fact, remedy)

    def _ask_place(self) -> None:
        question = Message("Where should the receipts be saved?")
        detail = Message("Each sender gets a separate folder. Their laptop finds its own receipts there.")
        ask_place(self, self.bridge, question, detail, self._write, self.find_sticks)

    def _write(self, folder: Path, label: str) -> None:
        self._acting, inbox = True, self._inbox
        self._say_bar()

        def written(count: int) -> None:
            self._acting = False
            self._inbox, self._written = replace(inbox, written=True), receipts_written(count, folder, label)
            self.retranslate()
            self.form.add_files.setFocus()
            remedy = Message("Give each stick back: its laptop finds its own receipts.")
            self._news.tell("ok", self._written, remedy)

        self.bridge.register.use(
            actions.write_receipts(inbox, folder), written, lambda error: self._on_failed(place_error(error, label))
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files can be dropped anywhere on the page."""
        if files_in(event.mimeData()) and not self._running.busy:
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
            self._collect([Path(path) for path in paths])
