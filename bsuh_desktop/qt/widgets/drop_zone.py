"""A dashed field on which one file can be dropped, and what was dropped or copied: local files, or a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.domain.codes import LONGEST_TEXT
from bsuh_desktop.qt.look import colours


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


_STITCH = (3.0, 2.0)


class DropZone(QFrame):
    """`dropped` gives the path of the file that was dropped."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepts one local file and nothing else."""
        if _path_in(event) is not None:
            event.acceptProposedAction()
            self.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag has left the field."""
        self.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emits `dropped` with the file's path."""
        self.show_over(False)
        path = _path_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def show_over(self, over: bool) -> None:
        """Sets whether a file is dragged over the field."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a running stitch around the field; green while a file is over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.GREEN if self._over else colours.EDGE, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern(_STITCH)
        painter.setPen(pen)
        painter.setBrush(colours.GREEN_TINT if self._over else colours.IVORY)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)


def _path_in(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
