"""Asks for a file or a folder, in the desk's language: Qt's own dialog, which is the same on every laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.restyled import desk_say

_LAST = "bsuh_last_folder"

QT_WORDS = (
    Message("Name"),
    Message("Size"),
    Message("Type"),
    Message("Date Modified"),
    Message("Directories"),
    Message("&OK"),
    Message("OK"),
    Message("Back"),
    Message("Forward"),
    Message("Parent Directory"),
    Message("Create New Folder"),
    Message("List View"),
    Message("Detail View"),
    Message("Computer"),
    Message("Folder"),
    Message("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
    Message("%1\nFile not found.\nPlease verify the correct file name was given."),
)
"""The texts of Qt's dialog: Qt looks them up in the desk's catalogue, so they must be in it."""


def ask_for_file(
    parent: QWidget, bridge: Bridge, title: Message, kinds: dict[str, Message], then: Callable[[Path], object]
) -> QFileDialog:
    """Opens the dialog in the last used or the home folder; `then` gets the chosen file. `kinds` maps patterns such as
    "*.csv *.xlsx" to descriptions; there is also a filter for all files. Sticks and the downloads folder are in the
    sidebar."""
    dialog = _dialog(parent, "file_dialog", title, QFileDialog.FileMode.ExistingFile, then)
    _open_on_files(dialog, bridge, kinds)
    return dialog


def ask_for_files(
    parent: QWidget, bridge: Bridge, title: Message, kinds: dict[str, Message], then: Callable[[list[Path]], object]
) -> QFileDialog:
    """The same for one file or several of one folder."""

    def chosen(_: Path) -> None:
        then([Path(path) for path in dialog.selectedFiles()])

    dialog = _dialog(parent, "file_dialog", title, QFileDialog.FileMode.ExistingFiles, chosen)
    _open_on_files(dialog, bridge, kinds)
    return dialog


def _open_on_files(dialog: QFileDialog, bridge: Bridge, kinds: dict[str, Message]) -> None:
    filters = {**kinds, "*": Message("All files")}
    dialog.setNameFilters([f"{bridge.say(words)} ({pattern})" for pattern, words in filters.items()])
    dialog.setSidebarUrls(_beside(()))
    _open(dialog)
    # Looking for sticks takes a while; the dialog may be closed by then.
    bridge.ask(_sticks, lambda found: dialog.setSidebarUrls(_beside(found)) if isValid(dialog) else None)


def ask_for_folder(parent: QWidget, title: Message, then: Callable[[Path], object]) -> QFileDialog:
    """Opens the dialog in the last used or the home folder; `then` gets the folder that was chosen."""
    dialog = _dialog(parent, "folder_dialog", title, QFileDialog.FileMode.Directory, then)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog)
    return dialog


def _dialog(
    parent: QWidget, name: str, title: Message, mode: QFileDialog.FileMode, then: Callable[[Path], object]
) -> QFileDialog:
    dialog = QFileDialog(parent, desk_say(title), _begin_at())
    dialog.setObjectName(name)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    several = mode == QFileDialog.FileMode.ExistingFiles
    if several:
        dialog.filesSelected.connect(lambda paths: _chosen(Path(paths[0]), then) if paths else None)
    else:
        dialog.fileSelected.connect(lambda path: _chosen(Path(path), then))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _begin_at() -> str:
    """The folder of the last choice in this run, else the home folder."""
    application = QCoreApplication.instance()
    last = application.property(_LAST) if application else None
    return str(last) if last and Path(last).is_dir() else str(Path.home())


def _sticks() -> list[Path]:
    # Imported only here: the door, which may ask for a file, must appear before this is loaded.
    from bsuh_desktop.system.sticks import sticks

    return [stick.path for stick in sticks()]


def _beside(found: Iterable[Path]) -> list[QUrl]:
    """Sidebar entries, where lists usually are: the sticks, and the folders of browsers and messengers."""
    place = QStandardPaths.StandardLocation
    usual = (place.DownloadLocation, place.DocumentsLocation, place.DesktopLocation, place.HomeLocation)
    folders = [Path(QStandardPaths.writableLocation(each)) for each in usual]
    known = [*found, *(folder for folder in folders if folder.is_dir())]
    return [QUrl.fromLocalFile(str(folder)) for folder in dict.fromkeys(known)] + [QUrl("file:")]


def _chosen(path: Path, then: Callable[[Path], object]) -> None:
    application = QCoreApplication.instance()
    if application is not None:
        application.setProperty(_LAST, str(path if path.is_dir() else path.parent))
    then(path)


def _open(dialog: QFileDialog) -> None:
    label = QFileDialog.DialogLabel
    for place, words in (
        (label.LookIn, Message("Folder")),
        (label.FileName, Message("File")),
        (label.FileType, Message("Kind of file")),
        (label.Accept, Message("Choose")),
        (label.Reject, Message("Cancel")),
    ):
        dialog.setLabelText(place, desk_say(words))
    dialog.open()
