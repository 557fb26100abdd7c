"""Asks for a file, in the desk's language: Qt's own dialog, which is the same on every laptop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge


def ask_for_file(
    parent: QWidget, bridge: Bridge, title: Message, kinds: dict[str, Message], then: Callable[[Path], object]
) -> QFileDialog:
    """Opens the dialog in the home folder; `then` gets the file that was chosen. `kinds` names what patterns such as
    "*.csv *.xlsx" stand for; all files can be shown, too."""
    say, label = bridge.say, QFileDialog.DialogLabel
    dialog = QFileDialog(parent, say(title), str(Path.home()))
    dialog.setObjectName("file_dialog")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    filters = {**kinds, "*": Message("All files")}
    dialog.setNameFilters([f"{say(words)} ({pattern})" for pattern, words in filters.items()])
    for place, words in (
        (label.LookIn, Message("Folder")),
        (label.FileName, Message("File")),
        (label.FileType, Message("Kind of file")),
        (label.Accept, Message("Choose")),
        (label.Reject, Message("Cancel")),
    ):
        dialog.setLabelText(place, say(words))
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
