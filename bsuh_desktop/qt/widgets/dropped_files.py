"""Reads dropped or copied data: local files, or a text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

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
