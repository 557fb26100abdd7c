"""Reads dropped or copied data: local files, or a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication

from bsuh_desktop.domain.codes import LONGEST_TEXT


def files_in(data: QMimeData | None) -> list[str]:
    """The paths of the local files in `data`, without duplicates; empty if there are none."""
    if data is None:
        return []
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return list(dict.fromkeys(path for path in paths if path))


def copied_files() -> list[str]:
    """The files that were copied in a file manager."""
    return files_in(QGuiApplication.clipboard().mimeData())


def copied_text() -> str:
    """The text that was copied, cut off at a maximum length."""
    return QGuiApplication.clipboard().text()[:LONGEST_TEXT].strip()


def copied_page_and_text() -> tuple[bytearray, bytearray]:
    """What was copied, as HTML and as text: bytes that whoever asks can wipe."""
    data = QGuiApplication.clipboard().mimeData() or QMimeData()
    page, text = data.data("text/html"), data.data("text/plain")
    return bytearray(page), bytearray(text)  # type: ignore[call-overload]  # the stubs forget that they are buffers


class FileDrops:
    """Local files can be dropped anywhere on the page: list it before the Qt class. If the form has a `drop_zone`, that
    shows that files are over the page."""

    form: Any

    def may_drop(self) -> bool:
        """True if files are taken now."""
        raise NotImplementedError

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Takes the files; at least one."""
        raise NotImplementedError

    def may_take(self) -> bool:
        """A file that is opened with the app is like one that is dropped."""
        return self.may_drop()

    def take_file(self, path: Path, kind: str) -> None:
        """Takes it."""
        self.take_dropped([path])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are over the page."""
        if files_in(event.mimeData()) and self.may_drop():
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag left the page."""
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped."""
        self._show_over(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.take_dropped([Path(path) for path in paths])

    def _show_over(self, over: bool) -> None:
        if hasattr(self.form, "drop_zone"):
            self.form.drop_zone.show_over(over)
