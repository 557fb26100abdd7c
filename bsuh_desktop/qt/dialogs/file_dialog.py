"""Asks for a file or a folder: Qt's own dialog, the same on every laptop, in the desk's words and look.

Beside the files stand the places of `presenters.dialogs.file_places`. Nothing is renamed, moved or deleted here; for a
folder to write into, a new one can be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QSize, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.file_endings import BEFORE, pattern
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.dialogs.file_places import COMPUTER, FilePlacesModel, FilePlacesPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_views import CHANGED, KIND, NAME, SIZE, FileDelegate, FileHeader, PlaceList
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.dialog import DialogFrame
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.icons import SIDE, icon
from bsuh_desktop.qt.widgets.restyled import desk_say

if TYPE_CHECKING:
    from bsuh_desktop.system.sticks import Stick

PROGRAMMES = {pattern(file_endings.PROGRAMME, BEFORE): Message("Programme files")}
REQUESTS = {pattern(file_endings.REQUEST, BEFORE): Message("Requests for a grant")}
ANSWERS = {
    pattern(file_endings.GRANT, file_endings.KEY_LIST, file_endings.PROGRAMME, BEFORE): Message(
        "Grants, key lists, programme files"
    ),
}
RECEIPTS = {pattern(file_endings.RECEIPT, BEFORE): Message("Receipts")}
ATTENDANCE = {pattern(file_endings.ATTENDANCE): Message("Attendance files")}
COLLECTED = {pattern(file_endings.ATTENDANCE, ".zip", ".eml"): Message("Attendance files, ZIPs and mails")}
BACKUPS = {pattern(file_endings.BACKUP): Message("Backups")}
CHECKED = {
    pattern(".pdf", ".png", ".jpg", ".jpeg", *file_endings.OURS, BEFORE, ".zip"): Message("What can be checked"),
}


Part = TypeVar("Part", bound=QtWidgets.QWidget)
QT_WORDS = (Message("New Folder"), Message("&Open"))
"""What Qt says by itself, of a folder that it makes and one that it would go into: it looks the words up in the desk's
catalogue, so they must be in it."""
_OF_WINDOW, _PLACES_OF_WIDTH = 0.9, 0.26
_WIDTH, _HEIGHT = 960, 680
_NO_END = 16_777_215
"""Qt's greatest size (QWIDGETSIZE_MAX)."""
_GONE = (
    "lookInLabel",
    "lookInCombo",
    "forwardButton",
    "listModeButton",
    "detailModeButton",
    "fileTypeLabel",
    "splitter",
)
_Mode, _Label = QtWidgets.QFileDialog.FileMode, QtWidgets.QFileDialog.DialogLabel


def ask_for_file(
    parent: QtWidgets.QWidget, bridge: Bridge, title: Message, kinds: dict[str, Message], then: Callable[[Path], object]
) -> FileDialog:
    """Opens the dialog in the last used or the home folder; `then` gets the chosen file. `kinds` maps patterns such as
    "*.csv *.xlsx" to descriptions; there is also a filter for all files."""
    return _opened(FileDialog(parent, bridge, title, _Mode.ExistingFile, kinds), lambda paths: then(paths[0]))


def ask_for_files(
    parent: QtWidgets.QWidget,
    bridge: Bridge,
    title: Message,
    kinds: dict[str, Message],
    then: Callable[[list[Path]], object],
) -> FileDialog:
    """The same for one file or several of one folder."""
    return _opened(FileDialog(parent, bridge, title, _Mode.ExistingFiles, kinds), then)


def ask_for_folder(
    parent: QtWidgets.QWidget, bridge: Bridge, title: Message, then: Callable[[Path], object]
) -> FileDialog:
    """Opens the dialog in the last used or the home folder; `then` gets the folder that was chosen."""
    return _opened(FileDialog(parent, bridge, title, _Mode.Directory), lambda paths: then(paths[0]))


def _opened(dialog: FileDialog, then: Callable[[list[Path]], object]) -> FileDialog:
    dialog.then = then
    dialog.open()
    return dialog


class FileDialog(DialogFrame, QtWidgets.QFileDialog):
    """Qt's dialog with its parts in another order; what only a file manager needs is hidden. `verb` is the button that
    chooses."""

    def __init__(
        self,
        parent: QtWidgets.QWidget,
        bridge: Bridge,
        title: Message,
        mode: QtWidgets.QFileDialog.FileMode,
        kinds: dict[str, Message] | None = None,
    ) -> None:
        super().__init__(parent)
        self.then: Callable[[list[Path]], object] = lambda _: None
        self._title, self._bridge = title, bridge
        self._kinds = {**kinds, "*": Message("All files")} if kinds else {}
        self._for_folder = mode == _Mode.Directory
        self._picked: list[Path] = []
        self._sticks: frozenset[Path] = frozenset()
        self._dressed = False
        self._presenter = FilePlacesPresenter(bridge, self, _usual_folders())
        self._watch = StickWatch(bridge, _sticks, self)
        self._set_options(mode)
        self._build()
        self._connect()
        self._dressed = True
        self.restyle()
        self.retranslate()
        self.setDirectory(str(self._presenter.begin_at()))
        self._ring = FocusRing(self)

    def _set_options(self, mode: QtWidgets.QFileDialog.FileMode) -> None:
        self.setObjectName("folder_dialog" if self._for_folder else "file_dialog")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setSizeGripEnabled(False)
        option = QtWidgets.QFileDialog.Option
        self.setOption(option.DontUseNativeDialog)
        self.setOption(option.DontUseCustomDirectoryIcons)
        self.setOption(option.HideNameFilterDetails)
        self.setOption(option.ShowDirsOnly, self._for_folder)
        self.setOption(option.ReadOnly, not self._for_folder)
        self.setFileMode(mode)
        self.setViewMode(QtWidgets.QFileDialog.ViewMode.Detail)

    def _build(self) -> None:
        layout = self.layout()
        assert isinstance(layout, QtWidgets.QGridLayout)
        # Their buttons are Qt's, so that they do what Qt's do.
        self._box = box = self._part(QtWidgets.QDialogButtonBox, "buttonBox")
        box.setOrientation(Qt.Orientation.Horizontal)
        accept, cancel = (
            QtWidgets.QDialogButtonBox.StandardButton.Open,
            QtWidgets.QDialogButtonBox.StandardButton.Cancel,
        )
        self.verb, self._cancel = box.button(accept), box.button(cancel)
        self.verb.setObjectName("choose")
        self._cancel.setObjectName("cancel")
        self._back, self._up = (
            self._part(QtWidgets.QToolButton, "backButton"),
            self._part(QtWidgets.QToolButton, "toParentButton"),
        )
        self._new, self._tree = (
            self._part(QtWidgets.QToolButton, "newFolderButton"),
            self._part(QtWidgets.QTreeView, "treeView"),
        )
        self._name, self._name_label = (
            self._part(QtWidgets.QLineEdit, "fileNameEdit"),
            self._part(QtWidgets.QLabel, "fileNameLabel"),
        )
        self._kind = self._part(QtWidgets.QComboBox, "fileTypeCombo")
        self._question, self._folder, self._way, self._problem = (_label(role) for role in _ROLES)
        self._places = PlaceList(self)
        while layout.count():
            layout.takeAt(0)
        layout.setContentsMargins(24, 20, 24, 24)
        column = QtWidgets.QVBoxLayout()
        layout.addLayout(column, 0, 0)
        self._fill(column)
        for name in _GONE:
            self._part(QtWidgets.QWidget, name).hide()
        self._new.setProperty("kind", "outlined")
        self._part(QtWidgets.QFrame, "frame").setProperty("role", "bare")
        self._new.setVisible(self._for_folder)
        self._new.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (self._back, self._up, self._new):
            # Qt gives them one size for ever.
            button.setMinimumSize(0, 0)
            button.setMaximumSize(_NO_END, _NO_END)
        self._dress_files()
        for first, second in zip(self._stops(), self._stops()[1:], strict=False):
            QtWidgets.QWidget.setTabOrder(first, second)

    def _fill(self, column: QtWidgets.QVBoxLayout) -> None:
        head, middle, foot, path = (
            QtWidgets.QHBoxLayout(),
            QtWidgets.QHBoxLayout(),
            QtWidgets.QHBoxLayout(),
            QtWidgets.QVBoxLayout(),
        )
        column.setSpacing(12)
        column.addWidget(self._question)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(self._problem)
        column.addLayout(foot)
        column.addWidget(self._box)
        for line, parts in (
            (head, (self._back, self._up)),
            (middle, (self._places, self._part(QtWidgets.QFrame, "frame"))),
            (foot, (self._name_label, self._name, self._kind)),
        ):
            line.setSpacing(12)
            for part in parts:
                line.addWidget(part)
        head.addLayout(path, 1)
        path.setSpacing(0)
        path.addWidget(self._folder)
        path.addWidget(self._way)
        head.addWidget(self._new)
        middle.setStretch(1, 1)
        foot.setStretch(1, 3)
        foot.setStretch(2, 2)

    def _dress_files(self) -> None:
        tree = self._tree
        tree.setHeader(FileHeader(tree))
        tree.setItemDelegate(FileDelegate(tree, lambda path: path in self._sticks))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        tree.setDragDropMode(QtWidgets.QAbstractItemView.DragDropMode.NoDragDrop)
        tree.setEditTriggers(QtWidgets.QAbstractItemView.EditTrigger.NoEditTriggers)
        for deletes in self.findChildren(QShortcut):
            deletes.setEnabled(False)
        header, resize = tree.header(), QtWidgets.QHeaderView.ResizeMode
        header.setStretchLastSection(False)
        for column, way in (
            (NAME, resize.Stretch),
            (SIZE, resize.ResizeToContents),
            (CHANGED, resize.ResizeToContents),
        ):
            header.setSectionResizeMode(column, way)
        tree.setColumnHidden(KIND, True)
        tree.setColumnHidden(SIZE, self._for_folder)
        tree.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.verb.setProperty("kind", "primary")
        repolish(self.verb)

    def _connect(self) -> None:
        presenter = self._presenter
        self._places.wanted.connect(presenter.go)
        self._name.textEdited.connect(presenter.entered)
        self._tree.model().rootPathChanged.connect(self._on_folder)  # type: ignore[attr-defined]
        self.finished.connect(self._finish)
        # Qt's field and list let no key go on to the dialog.
        QShortcut(QKeySequence("F9"), self, self._change_language)
        # What the class may not see goes at once, and not only when the places were looked for.
        self._bridge.public_changed.connect(presenter.refresh)
        self._bridge.public_changed.connect(presenter.look)
        self._bridge.closing.connect(self._forget)
        self._watch.changed.connect(lambda: presenter.set_sticks(self._watch.sticks))

    def _part(self, kind: type[Part], name: str) -> Part:
        found = self.findChild(kind, name)
        assert found is not None, name
        return found

    def _stops(self) -> Sequence[QtWidgets.QWidget]:
        return (
            self._places,
            self._back,
            self._up,
            self._new,
            self._tree,
            self._name,
            self._kind,
            self._cancel,
            self.verb,
        )

    def _change_language(self) -> None:
        self._bridge.set_language("en" if self._bridge.language == "bn" else "bn")

    def look_for_sticks(self) -> None:
        """Looks at once which sticks are plugged in."""
        self._watch.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks which places exist, and for sticks as long as it is shown."""
        super().showEvent(event)
        self._watch.start()
        self._presenter.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Looks for sticks no more."""
        super().hideEvent(event)
        self._watch.stop()

    def bind(self, model: FilePlacesModel) -> None:
        """Shows the places, and what is wrong."""
        places = [place for group in model.groups for place in group.places]
        self._sticks = frozenset(place.path for place in places if place.glyph == "usb")
        self._places.set_groups(model.groups)
        self._problem.setText(self._bridge.text(model.problem))
        self._problem.setVisible(bool(self._problem.text()))
        self._fit()

    def enter(self, folder: Path) -> None:
        """Shows what is in `folder`."""
        self.setDirectory("" if folder == COMPUTER else str(folder))
        self._tree.setFocus()

    def _on_folder(self, root: str) -> None:
        folder = Path(root)
        name = folder.name or root
        self._folder.setText(name or desk_say(Message("This computer")))
        self._way.setText(str(folder.parent) if folder.name else "")
        self._way.setVisible(bool(self._way.text()))
        self._way.setToolTip(root)
        self._places.mark(folder)
        self._presenter.entered()
        QTimer.singleShot(0, self, self._settle_in)

    def _settle_in(self) -> None:
        """Of the folder that is entered, Qt still has the button say "Open", and may offer its name."""
        completer = self._name.completer()
        if completer is not None and (offered := completer.popup()) is not None:
            offered.hide()
        self.setLabelText(_Label.Accept, desk_say(Message("Choose")))

    def accept(self) -> None:
        """Ends the dialog, enters the folder that was typed, or says that there is no such thing."""
        self._picked = [Path(path) for path in self.selectedFiles()]
        missing = [path for path in self._picked if not (path.is_dir() if self._for_folder else path.exists())]
        if missing:
            self._presenter.refuse(missing[0].name, self._for_folder)
        else:
            super().accept()

    def _finish(self, result: int) -> None:
        self._forget()
        if result == QtWidgets.QFileDialog.DialogCode.Accepted and self._picked:
            first = self._picked[0]
            self._presenter.chosen(first if self._for_folder else first.parent)
            self.then(self._picked)
        self.deleteLater()

    def _forget(self) -> None:
        """Qt writes where its dialog was into a file of its own, as plain text: it gets the home folder
        alone. What an earlier build let it keep goes, too."""
        self._presenter.close()
        self.setDirectory(str(Path.home()))

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and text size."""
        super().changeEvent(event)
        if self._dressed and event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif self._dressed and event.type() == QEvent.Type.StyleChange:
            self.restyle()

    def retranslate(self) -> None:
        """All words; Qt has put its own there."""
        self.setWindowTitle(desk_say(self._title))
        self._question.setText(desk_say(self._title))
        for place, words in (
            (_Label.FileName, Message("Folder") if self._for_folder else Message("File")),
            (_Label.Reject, Message("Cancel")),
        ):
            self.setLabelText(place, desk_say(words))
        for button, words in (
            (self._back, Message("Back")),
            (self._up, Message("The folder above")),
            (self._new, Message("New folder")),
        ):
            button.setText(desk_say(words))
            button.setToolTip("" if button is self._new else desk_say(words))
            button.setAccessibleName(desk_say(words))
        self._kind.setAccessibleName(desk_say(Message("Kind of file")))
        self._tree.setAccessibleName(desk_say(Message("Folders") if self._for_folder else Message("Files")))
        self._say_kinds()
        self._on_folder(self._tree.model().rootPath())  # type: ignore[attr-defined]

    def _say_kinds(self) -> None:
        if self._kinds:
            wanted = max(0, self._kind.currentIndex())
            filters = [f"{desk_say(words)} ({pattern})" for pattern, words in self._kinds.items()]
            self.setNameFilters(filters)
            self.selectNameFilter(filters[wanted])
        self._kind.setVisible(bool(self._kinds))

    def restyle(self) -> None:
        """Icons and sizes follow the size of the text."""
        for button, name in ((self._back, "prev"), (self._up, "up"), (self._new, "plus")):
            button.setIcon(icon(name))
            button.setIconSize(QSize(scaled_text(SIDE), scaled_text(SIDE)))
        if (verbs := self._box.layout()) is not None:
            verbs.setSpacing(16)
        if self.isVisible():
            self.settle()

    def sizeHint(self) -> QSize:
        """Most of the window."""
        window = self.under()
        room = window.size() * _OF_WINDOW if window is not None else QSize(_WIDTH, _HEIGHT)
        return QSize(scaled_box(_WIDTH), scaled_box(_HEIGHT)).boundedTo(room)

    def settle(self) -> None:
        """The places have the width that their words need."""
        self._finds_size = True
        super().settle()
        self._fit()

    def _fit(self) -> None:
        self._places.setFixedWidth(min(self._places.wide(), round(self.width() * _PLACES_OF_WIDTH)))


_ROLES = ("card-title", "strong", "caption", "")


def _label(role: str) -> QtWidgets.QLabel:
    label = QtWidgets.QLabel()
    label.setProperty("role", role)
    # A long path must not make the dialog wider.
    label.setSizePolicy(QtWidgets.QSizePolicy.Policy.Ignored, QtWidgets.QSizePolicy.Policy.Preferred)
    if not role:
        label.setProperty("state", "stop")
        label.setWordWrap(True)
        label.hide()
    return label


def _sticks() -> Sequence[Stick]:
    # Imported only here: the door, which may ask for a file, must appear before this is loaded.
    from bsuh_desktop.system.sticks import sticks

    return sticks()


def _usual_folders() -> dict[str, Path]:
    place = QStandardPaths.StandardLocation
    usual = {
        "home": place.HomeLocation,
        "documents": place.DocumentsLocation,
        "desktop": place.DesktopLocation,
        "downloads": place.DownloadLocation,
    }
    return {name: Path(QStandardPaths.writableLocation(each)) for name, each in usual.items()}
