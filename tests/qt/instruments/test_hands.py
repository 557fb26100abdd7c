"""The hands do what a person can, and cannot what a person cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bsuh_desktop.qt.widgets.chips import Chip, ChipGrid
from tests.helpers import hands


class Room(QWidget):
    """A window with a few controls, the last of them far below."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("room")
        self.heard: list[str] = []
        body = QWidget()
        lines = QVBoxLayout(body)
        self.start, self.far = QPushButton("&Start", body), QPushButton("Far", body)
        self.field, self.combo, self.tick = QLineEdit(body), QComboBox(body), QCheckBox("Yes", body)
        self.combo.addItems(["one", "দুই", "three"])
        for name in ("start", "field", "combo", "tick", "far"):
            control = getattr(self, name)
            control.setObjectName(name)
            lines.addWidget(control)
        lines.insertSpacing(4, 900)
        self.start.clicked.connect(lambda: self.heard.append("start"))
        self.far.clicked.connect(lambda: self.heard.append("far"))
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setWidget(body)
        QVBoxLayout(self).addWidget(self.area)
        self.resize(500, 300)


@pytest.fixture
def room(windows: None, qapp: QApplication) -> Iterator[Room]:
    room = Room()
    room.show()
    yield room
    room.close()
    room.deleteLater()


@contextmanager
def refused(why: str) -> Iterator[None]:
    """What is tried in it cannot be done, and nobody waits long for it."""
    with pytest.MonkeyPatch.context() as impatient:
        impatient.setattr(hands, "PATIENCE_S", 0.2)
        with pytest.raises(AssertionError, match=why):
            yield


def test_a_button_is_pressed_and_a_far_one_scrolled_to(room: Room) -> None:
    hands.press(hands.button(room, "Start"))
    hands.press(hands.named(room, "far", QPushButton))
    hands.press(room.tick)
    assert room.heard == ["start", "far"]
    assert room.tick.isChecked()


def test_both_scripts_are_written_over_what_stood_there(room: Room) -> None:
    room.field.setText("before")
    hands.write(room.field, "৪৫ টেক্সট ক্ষি, Ab 7")
    assert room.field.text() == "৪৫ টেক্সট ক্ষি, Ab 7"
    hands.write(room.field, "")
    assert room.field.text() == ""


def test_a_line_of_a_list_is_chosen(room: Room) -> None:
    hands.choose(room.combo, "দুই")
    assert room.combo.currentText() == "দুই"
    with pytest.raises(AssertionError, match="offers no “four”"):
        hands.choose(room.combo, "four")


def test_a_file_is_picked(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "ক্লাস ৬.csv"
    path.write_text("roll\n", "utf-8")
    dialog = QFileDialog(room)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(room.heard.append)
    dialog.open()
    hands.pick(path)
    assert room.heard == [str(path)]
    assert room.isActiveWindow()


def test_keys_reach_the_shortcut_of_the_window_and_not_past_a_field(room: Room) -> None:
    for keys in ("F10", "B", "Ctrl+Z"):
        QShortcut(QKeySequence(keys), room, partial(room.heard.append, keys))
    hands.key(room, "F10")
    hands.key(room, "B")
    hands.write(room.field, "Bb")
    hands.press(room.start)
    hands.key(room.start, "Ctrl+Z")
    hands.key(room.start, "Space")
    assert room.heard == ["F10", "B", "start", "Ctrl+Z", "start"]
    assert room.field.text() == "Bb"


def test_words_that_a_part_paints_are_clicked_on(room: Room) -> None:
    grid = ChipGrid(room)
    grid.set_chips([Chip(card, str(card), "away" if card == 3 else "here") for card in range(1, 24)])
    grid.setGeometry(0, 0, 480, 280)
    grid.show()
    grid.touched.connect(lambda card: room.heard.append(str(card)))
    hands.press_words(grid, "17")
    hands.press_words(grid, "3")
    assert room.heard == ["17", "3"]
    with refused("“24” stands on"):
        hands.press_words(grid, "24")


def test_what_happens_later_is_waited_for(room: Room) -> None:
    room.start.setEnabled(False)
    QTimer.singleShot(20, room, lambda: room.start.setEnabled(True))
    hands.press(room.start)
    assert room.heard == ["start"]


class TestWhatAPersonCannotDo:
    def refused(self, control: QWidget, why: str) -> None:
        with refused(why):
            hands.press(control)

    def test_press_what_is_off_or_hidden(self, room: Room) -> None:
        room.start.setEnabled(False)
        self.refused(room.start, "start is not enabled")
        room.far.hide()
        self.refused(room.far, "far is not visible")
        assert not room.heard

    def test_press_what_is_covered(self, room: Room) -> None:
        cover = QWidget(room)
        cover.setObjectName("cover")
        cover.setGeometry(room.rect())
        cover.show()
        self.refused(room.start, "covered by QWidget cover")
        cover.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        hands.press(room.start)

    def test_press_what_sticks_out_of_the_window(self, room: Room) -> None:
        room.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        stray = QPushButton("Stray", room)
        stray.move(480, 10)
        stray.resize(100, 30)
        stray.show()
        self.refused(stray, "outside its window")

    def test_press_past_a_dialog(self, room: Room) -> None:
        dialog = QDialog(room)
        dialog.setObjectName("sure")
        dialog.open()
        self.refused(room.start, "behind the dialog sure")
        dialog.reject()

    def test_find_what_is_there_twice_or_not(self, room: Room) -> None:
        room.far.setObjectName("start")
        with refused(r"named start in room \(now 2\)"):
            hands.named(room, "start")
        with refused(r"now 0"):
            hands.named(room, "start", QLineEdit)

    def test_give_keys_to_a_control_without_focus(self, room: Room) -> None:
        hands.press(room.field)
        with refused("start has the focus, not"):
            hands.key(room.start, "Space")
