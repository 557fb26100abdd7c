"""The page Receive, and what it has in common with Inbox: files are chosen or dropped, and receipts written.

What it says and does is in `presenters.collection.receive`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.files_presenter import FilesPresenter
from bsuh_desktop.presenters.collection.receive import ReceiveModel, ReceivePresenter, Shown
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ATTENDANCE
from bsuh_desktop.qt.dialogs.file_places import SourceWords, ask_sources
from bsuh_desktop.qt.forms.receive import Ui_Receive
from bsuh_desktop.qt.navigation.presented_screen import Model, TableScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.drop_zone import FileDrops

Presented = TypeVar("Presented", bound=FilesPresenter[Any])


class FilesScreen(FileDrops, TableScreen[Model, Presented]):
    """Files can be dropped anywhere on the page."""

    sources: ClassVar[SourceWords]
    """The words for asking where the files are."""

    def __init__(
        self, bridge: Bridge, form: Any, present: Callable[[Bridge, Any], Presented], parent: QWidget | None = None
    ) -> None:
        super().__init__(bridge, form, present, parent)
        self.setAcceptDrops(True)
        form.drop_zone.setAcceptDrops(False)
        form.drop_picture.set_picture("stick-plain")
        form.add_files.clicked.connect(self._ask_sources)
        form.write_receipts.clicked.connect(self._presenter.ask_where)
        form.progress.cancelled.connect(self._presenter.stop)

    def _ask_sources(self) -> None:
        ask_sources(self, self.bridge, self.sources, self._presenter.collect, self.find_sticks)

    def may_drop(self) -> bool:
        """Not while others are being read."""
        return not self._presenter.busy

    def take_file(self, path: Path, kind: str) -> None:
        """Asks first: whoever opens a file may only want to see it."""
        self._presenter.offer(path)

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Collects them."""
        self._presenter.collect(paths)


class Receive(FilesScreen[ReceiveModel, ReceivePresenter]):
    """`destination.path` is the page to go back to."""

    name: ClassVar[str] = "receive"
    wide_from = 780
    sources = SourceWords(
        question=Message("Where are the attendance files?"),
        choose=Message("Choose the attendance files"),
        kinds=ATTENDANCE,
        name="files",
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Receive(), ReceivePresenter, parent)
        self._came_from = "hand_over"
        self.bind_to(ReceiveModel)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open(self._came_from)))
        groups: dict[Shown, QAbstractButton] = {
            "": form.show_all,
            "answered": form.show_answered,
            "person": form.show_person,
            "refused": form.show_refused,
        }
        for group, toggle in groups.items():
            toggle.toggled.connect(lambda on, group=group: presenter.choose_group(group) if on else None)

    def enter(self, destination: Destination) -> None:
        """Starts empty."""
        self._came_from = str(destination.path or "hand_over")
        super().enter(destination)
