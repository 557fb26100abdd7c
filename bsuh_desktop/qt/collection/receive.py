"""The page Receive: widgets, keys and focus. What it says and does is in `presenters.collection.receive`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.file_words import received_columns, received_row
from bsuh_desktop.presenters.collection.files_presenter import CollectProgress
from bsuh_desktop.presenters.collection.receive import ReceiveModel, ReceivePresenter, Shown
from bsuh_desktop.presenters.parts import Light
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, SourceWords, ask_place, ask_sources
from bsuh_desktop.qt.forms.receive import Ui_Receive
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dropped_files import files_in
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.system.sticks import sticks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

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
        self._came_from = "hand_over"
        self._files: Sequence[Any] = ()
        self._news = PageNews(bridge, self.form.news)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        own: dict[str, Setter] = {"progress": self._set_progress, "rows": self._set_rows}
        self._binding = Binding(self.form, ReceiveModel, bridge.text, own)
        self._presenter = ReceivePresenter(bridge, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open(self._came_from)))
        form.add_files.clicked.connect(lambda: ask_sources(self, self.bridge, FILES, presenter.read, self.find_sticks))
        form.write_receipts.clicked.connect(self._ask_place)
        form.progress.cancelled.connect(presenter.stop)
        groups: dict[Shown, QAbstractButton] = {
            "": form.show_all,
            "answered": form.show_answered,
            "person": form.show_person,
            "refused": form.show_refused,
        }
        for group, toggle in groups.items():
            toggle.toggled.connect(lambda on, group=group: self._on_filter(group) if on else None)
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
        self._pages.to_first()
        self._presenter.enter()

    def leave(self) -> None:
        """Drops the result of a run that is going on."""
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Clears the page."""
        self._pages.to_first()
        self._presenter.clear()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns if there are receipts that were not written."""
        return self._presenter.unsaved()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        self._presenter.refresh()
        self._binding.retranslate()
        self._news.retranslate()

    def bind(self, model: ReceiveModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        (self.form.progress.cancel if part == "cancel" else getattr(self.form, part)).setFocus()

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

    def _on_filter(self, group: Shown) -> None:
        self._pages.to_first()
        self._presenter.choose_group(group)

    def _set_rows(self, files: Sequence[Any]) -> None:
        self._files = files
        self._show_rows()

    def _show_rows(self) -> None:
        wide = self._table_space.wide
        self.form.rows.set_columns(received_columns(wide))
        self._pages.show(self._files, lambda pair: received_row(str(pair[0]), pair[1], wide))

    def _ask_place(self) -> None:
        question = Message("Where should the receipts be saved?")
        detail = Message("Save them on each facilitator's stick: their laptop finds its own receipts.")
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
        """Reads the dropped files."""
        self.form.drop_zone.show_over(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._presenter.read([Path(path) for path in paths])
