"""The dialog that asks for a file or a folder: its places, its words, its keys, and what it leaves on the laptop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileSystemModel,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QToolButton,
    QTreeView,
)

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.dialogs import stick_watch
from bsuh_desktop.qt.dialogs.file_dialog import FileDialog, ask_for_file, ask_for_files, ask_for_folder
from bsuh_desktop.qt.dialogs.file_views import CHANGED, NAME, SIZE, FileHeader
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.widgets.dialog import Dim
from bsuh_desktop.system import sticks
from tests.helpers import prepared
from tests.helpers.hands import key, named, pick, press, press_cell, settle, until, write
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
KINDS = {"*.csv": Message("Class lists")}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the person, where Qt has its file, too."""
    made = tmp_path / "home"
    (made / "Lists" / "Grade 6").mkdir(parents=True)
    (made / "Lists" / "class.csv").write_text("roll\n" * 400, "utf-8")
    (made / "Lists" / "second.csv").write_text("roll\n", "utf-8")
    monkeypatch.setenv("HOME", str(made))
    monkeypatch.setattr(sticks, "_removable", list)
    before = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName()).parent
    _keep_in(made)
    yield made
    _keep_in(before)


def _keep_in(folder: Path) -> None:
    """From now on Qt has its own settings there."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))


def dialog_of(visit: Visit) -> FileDialog:
    visit.quiet()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FileDialog)
    return dialog


def places(dialog: FileDialog) -> list[str]:
    found = named(dialog, "file_places", QListWidget)
    return [found.item(row).text() for row in range(found.count())]


def go_to(visit: Visit, dialog: FileDialog, text: str) -> None:
    """Clicks on a place."""
    press_cell(named(dialog, "file_places", QListWidget), places(dialog).index(text))
    visit.quiet()


def files(dialog: FileDialog) -> QTreeView:
    return named(dialog, "treeView", QTreeView)


def folder_of(dialog: FileDialog) -> Path:
    return Path(dialog.directory().absolutePath())


def row_of(dialog: FileDialog, path: Path) -> int:
    """The row in which a file stands, as soon as it does."""
    tree, model = files(dialog), files(dialog).model()
    assert isinstance(model, QFileSystemModel)
    until(lambda: model.index(str(path)).parent() == tree.rootIndex(), f"{path.name} is listed")
    settle()
    return model.index(str(path)).row()


def words_in(dialog: FileDialog) -> list[str]:
    """All words of the dialog that are seen."""
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_stick_stands_beside_the_files(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    monkeypatch.setattr(sticks, "_removable", lambda: [stick])
    monkeypatch.setattr(stick_watch, "LOOK_FOR_STICKS_MS", 50)
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.press("rail_classes", "import_list", "choose_file")
        dialog = dialog_of(visit)
        assert places(dialog) == ["Sticks", "KINGSTON", "This laptop", "Home folder", "This computer"]
        second = tmp_path / "ASHA"
        second.mkdir()
        monkeypatch.setattr(sticks, "_removable", lambda: [second, stick])
        until(lambda: "ASHA" in places(dialog), "one that is plugged in meanwhile stands there, too")
        monkeypatch.setattr(sticks, "_removable", lambda: [stick])
        until(lambda: "ASHA" not in places(dialog), "and goes with its stick")
        go_to(visit, dialog, "KINGSTON")
        assert folder_of(dialog) == stick
        go_to(visit, dialog, "Home folder")
        (watch,) = dialog.findChildren(StickWatch)
        watch.stop()
        visit.quiet()
        stick.rmdir()
        monkeypatch.setattr(sticks, "_removable", list)
        go_to(visit, dialog, "KINGSTON")
        assert "KINGSTON is not there any more. Choose another place." in words_in(dialog)
        assert folder_of(dialog) == home
        assert "KINGSTON" not in places(dialog)
        watch.start()
        assert [timer.isActive() for timer in watch.findChildren(QTimer)] == [True]
        dialog.hide()
        assert [timer.isActive() for timer in watch.findChildren(QTimer)] == [False], "what nobody sees looks no more"
        dialog.reject()


def test_the_dialog_may_be_closed_before_the_sticks_are_found(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.press("rail_classes", "import_list", "choose_file")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FileDialog)
        key(dialog, "Escape")
        visit.quiet()
        assert visit.see("choose_file").isVisible()


def test_a_folder_in_which_something_was_chosen_is_one_click_away(tmp_path: Path, home: Path) -> None:
    chosen: list[Path] = []
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.in_private()
        ask_for_file(visit.window, visit.bridge, Message("Choose"), KINDS, chosen.append)
        assert "Used last" not in places(dialog_of(visit))
        pick(home / "Lists" / "class.csv")
        visit.quiet()
        ask_for_folder(visit.window, visit.bridge, Message("Choose"), chosen.append)
        dialog = dialog_of(visit)
        assert folder_of(dialog) == home / "Lists"
        assert places(dialog)[:2] == ["Used last", "Lists"]
        go_to(visit, dialog, "Home folder")
        assert folder_of(dialog) == home
        go_to(visit, dialog, "Lists")
        press(named(dialog, "backButton", QToolButton))
        assert folder_of(dialog) == home
        go_to(visit, dialog, "Lists")
        visit.bridge.set_public(True)
        assert "Lists" not in places(dialog), "the class may read along, and no drive that hangs keeps it there"
        visit.quiet()
        go_to(visit, dialog, "This computer")
        assert not dialog.verb.isEnabled(), "all disks are no folder"
        press(named(dialog, "backButton", QToolButton))
        press(dialog.verb)
        assert chosen == [home / "Lists" / "class.csv", home / "Lists"]
        ask_for_folder(visit.window, visit.bridge, Message("Choose"), chosen.append)
        visit.quiet()
        assert "Used last" not in places(dialog_of(visit))
        visit.bridge.set_public(False)
        visit.quiet()
        assert places(dialog_of(visit))[:2] == ["Used last", "Lists"]


def test_keys_alone_are_enough(tmp_path: Path, home: Path) -> None:
    chosen: list[list[Path]] = []
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        ask_for_files(visit.window, visit.bridge, Message("Choose"), KINDS, chosen.append)
        dialog = dialog_of(visit)
        field = named(dialog, "fileNameEdit", QLineEdit)
        assert dialog.focusWidget() is field
        stops = []
        for _ in range(8):
            key(dialog, "Tab")
            focused = dialog.focusWidget()
            assert focused is not None
            stops.append(focused.objectName())
        assert stops[:2] == ["fileTypeCombo", "cancel"]
        assert {"file_places", "toParentButton", "treeView"} <= set(stops)
        named(dialog, "toParentButton", QToolButton).setFocus()
        before = folder_of(dialog)
        key(dialog, "Return")
        assert (dialog.isVisible(), folder_of(dialog)) == (True, before.parent), "Enter presses what has the ring"
        go_to(visit, dialog, "Home folder")
        row_of(dialog, home / "Lists")
        write(field, "Lists", at_once=True)
        key(dialog, "Return")
        assert folder_of(dialog) == home / "Lists"
        row_of(dialog, home / "Lists" / "second.csv")
        write(field, "class 7.csv", at_once=True)
        key(dialog, "Return")
        assert "There is no file class 7.csv here. Choose one from the list." in words_in(dialog)
        write(field, '"class.csv" "second.csv"', at_once=True)
        assert "There is no file class 7.csv here. Choose one from the list." not in words_in(dialog)
        key(dialog, "Return")
        visit.quiet()
        assert chosen == [[home / "Lists" / "class.csv", home / "Lists" / "second.csv"]]
        ask_for_folder(visit.window, visit.bridge, Message("Choose"), lambda _: chosen.clear())
        dialog = dialog_of(visit)
        named(dialog, "file_places", QListWidget).setFocus()
        for pressed in ("Home", "Return"):
            key(dialog, pressed)
        visit.quiet()
        assert dialog.isVisible(), "Enter goes to a place, and ends nothing"
        key(dialog, "Escape")
        visit.quiet()
        assert chosen, "Escape chooses nothing"


def test_nothing_is_deleted_moved_or_renamed(tmp_path: Path, home: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        ask_for_folder(visit.window, visit.bridge, Message("Choose"), lambda _: None)
        dialog = dialog_of(visit)
        tree = files(dialog)
        press_cell(tree, row_of(dialog, home / "Lists"))
        asked: list[QMessageBox] = []

        def close_questions() -> None:
            asked.extend(box for box in dialog.findChildren(QMessageBox) if box.close())

        for pressed in ("Delete", "F2"):
            # Qt asks in a loop of its own.
            QTimer.singleShot(300, dialog, close_questions)
            key(tree, pressed)
            assert asked == []
            assert QApplication.activeModalWidget() is dialog
            assert tree.state() is QTreeView.State.NoState
        assert tree.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu
        assert tree.dragDropMode() == QTreeView.DragDropMode.NoDragDrop
        assert (home / "Lists" / "class.csv").exists()
        press(named(dialog, "newFolderButton", QToolButton))
        until((home / "New Folder").is_dir, "a folder to write into can be made")
        key(dialog, "Escape")
        key(dialog, "Escape")


def test_it_follows_language_and_size_and_fits_the_window(tmp_path: Path, home: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.window.setGeometry(0, 0, 1024, 728)
        visit.unlock()
        ask_for_file(visit.window, visit.bridge, Message("Choose the class list"), KINDS, lambda _: None)
        dialog = dialog_of(visit)
        write(named(dialog, "fileNameEdit", QLineEdit), str(home / "Lists"), at_once=True)
        key(dialog, "Return")
        tree, row = files(dialog), row_of(dialog, home / "Lists" / "class.csv")
        assert "Choose the class list" in words_in(dialog)
        assert [dialog.verb.text(), dialog.labelText(dialog.DialogLabel.FileName)] == ["Choose", "File"]
        key(dialog, "F9")
        visit.quiet()
        assert "ক্লাসের তালিকা বেছে নিন" in words_in(dialog)
        assert [dialog.verb.text(), dialog.labelText(dialog.DialogLabel.FileName)] == ["বেছে নিন", "ফাইল"]
        assert places(dialog)[:2] == ["এই ল্যাপটপ", "হোম ফোল্ডার"]
        assert dialog.nameFilters() == ["ক্লাসের তালিকা (*.csv)", "সব ফাইল (*)"]
        for scale in (1.0, 1.5):
            visit.bridge.choose_look(text_scale=scale)
            visit.quiet()
            for button in ("choose", "cancel"):
                assert named(dialog, button).isVisible()
            assert dialog.width() <= 0.9 * 1024 + 1
            assert dialog.height() <= 0.9 * 728 + 1
            assert visit.window.geometry().contains(dialog.geometry())
            assert tree.horizontalScrollBar().maximum() == 0, "no column is cut off"
            for column in (SIZE, CHANGED):
                needed = tree.sizeHintForColumn(column)
                assert needed <= tree.columnWidth(column)
            assert tree.columnWidth(NAME) > tree.columnWidth(SIZE)
            assert tree.rowHeight(tree.model().index(row, 0, tree.rootIndex())) >= 44
        assert isinstance(tree.header(), FileHeader)
        assert Dim.of(visit.window).dialogs() == (dialog,)
        until(Dim.of(visit.window).isVisible, "the page is dim")
        key(dialog, "Escape")
        visit.quiet()
        until(Dim.of(visit.window).isHidden, "the page is light")


def test_qt_writes_no_folder_down(tmp_path: Path, home: Path) -> None:
    earlier = QSettings(QSettings.Scope.UserScope, "QtProject")
    earlier.setValue("FileDialog/history", [f"file://{home}/Lists"])
    earlier.sync()
    chosen: list[Path] = []
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        for _ in range(2):
            ask_for_file(visit.window, visit.bridge, Message("Choose"), KINDS, chosen.append)
            dialog = dialog_of(visit)
            for folder in ("Lists", "Grade 6"):
                write(named(dialog, "fileNameEdit", QLineEdit), folder, at_once=True)
                key(dialog, "Return")
            assert folder_of(dialog) == home / "Lists" / "Grade 6"
            pick(home / "Lists" / "class.csv")
            visit.quiet()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(chosen) == 2
    written = [path for path in home.rglob("*.conf") if path.is_file()]
    assert written, "Qt keeps the look of its dialog"
    assert [path for path in written if "Lists" in path.read_text("utf-8", "replace")] == []
