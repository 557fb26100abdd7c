"""Asks for the file of a class list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge


def ask_for_list(parent: QWidget, bridge: Bridge, folder: Path, then: Callable[[Path], object]) -> QFileDialog:
    """Opens the dialog in `folder`; `then` gets the file that was chosen. Qt's own dialog: it is the same on every
    laptop, and speaks the desk's language where it has words of its own."""
    say, label = bridge.say, QFileDialog.DialogLabel
    dialog = QFileDialog(parent, say(Message("Choose the class list")), str(folder))
    dialog.setObjectName("list_dialog")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{say(Message('Class lists'))} (*.csv *.xlsx *.txt)", f"{say(Message('All files'))} (*)"])
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
