"""What the pages Inbox and Receive have in common: files are chosen or dropped, and receipts written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.collection.files_presenter import FilesPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import SourceWords, ask_sources
from bsuh_desktop.qt.navigation.presented_screen import Model
from bsuh_desktop.qt.navigation.table_screen import TableScreen
from bsuh_desktop.qt.widgets.dropped_files import FileDrops

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
