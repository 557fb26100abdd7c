"""A control without a name, one that keys do not reach and a focus that gets lost are each found when planted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tests.helpers.access import name_of, out_of_reach
from tests.helpers.hands import front, settle


class Room(QWidget):
    """A window in which everything is as it should be, until a test adds something."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("room")
        self.lines = QVBoxLayout(self)
        self.start = QPushButton("Start")
        self.label, self.field = QLabel("&Headcount"), QLineEdit()
        self.label.setBuddy(self.field)
        self.choices = [QRadioButton(text) for text in ("Hands", "One device")]
        self.choices[0].setChecked(True)
        self.page = QScrollArea()
        self.page.setWidget(QLabel("Words"))
        for part in (self.start, self.label, self.field, *self.choices, self.page):
            self.lines.addWidget(part)
        self.start.setFocus()

    def add(self, part: QWidget, name: str = "") -> None:
        part.setObjectName(name)
        self.lines.addWidget(part)
        settle()


@pytest.fixture
def room(windows: None, qapp: QApplication) -> Iterator[Room]:
    room = Room()
    room.show()
    front(room)
    yield room
    room.close()
    room.deleteLater()


def test_a_room_in_order_is_passed_over(room: Room) -> None:
    assert out_of_reach(room) == []


def test_a_name_comes_from_words_label_or_the_accessible_name(room: Room) -> None:
    room.page.setAccessibleName("What to read")
    assert [name_of(control) for control in (room.start, room.field, room.page)] == [
        "Start",
        "Headcount",
        "What to read",
    ]


def test_a_control_without_a_name_is_found(room: Room) -> None:
    nameless, icon = QLineEdit(), QPushButton()
    nameless.setPlaceholderText("A hint is no name")
    room.add(nameless, "nameless")
    room.add(icon, "icon")
    assert out_of_reach(room) == ["QLineEdit nameless has no name", "QPushButton icon has no name"]
    nameless.setAccessibleName("Passphrase")
    icon.setAccessibleName("Undo")
    assert out_of_reach(room) == []


def test_a_button_for_the_mouse_only_is_found(room: Room) -> None:
    room.start.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert out_of_reach(room) == ["QPushButton Start takes no keys"]
    room.start.setEnabled(False)
    assert out_of_reach(room) == []


def test_buttons_that_exclude_each_other_are_one_stop(room: Room) -> None:
    group = QButtonGroup(room)
    for text in ("bn", "en"):
        half = QPushButton(text)
        half.setCheckable(True)
        half.setChecked(text == "bn")
        group.addButton(half)
        room.add(half)
    assert out_of_reach(room) == []


def test_a_field_that_swallows_the_tab_key_is_found(room: Room) -> None:
    notes = QPlainTextEdit()
    notes.setAccessibleName("Notes")
    room.add(notes, "notes")
    assert out_of_reach(room) == ["Tab does not reach QPushButton Start"]
    notes.setTabChangesFocus(True)
    assert out_of_reach(room) == []


def test_a_focus_that_nobody_has_is_found(room: Room) -> None:
    room.start.clearFocus()
    assert out_of_reach(room)[0] == "nothing in room has the focus"


def test_a_focus_that_cannot_be_seen_is_found(room: Room) -> None:
    hidden = QPushButton("Hidden", room)
    hidden.setGeometry(-200, 0, 100, 30)
    hidden.show()
    assert out_of_reach(room) == ["QPushButton Hidden has the focus and cannot be seen"]
