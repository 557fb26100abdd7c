"""Every planted text that is cut is found, whatever holds it and at any size; the same window with room is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.fonts import load_fonts
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from tests.helpers.clipping import clipped
from tests.helpers.hands import settle

SHORT = "ঠিক আছে"
LONG = "সবচেয়ে লম্বা কথাটি এখানে লেখা আছে, a longer label than anybody has measured"
SHEET = """
* {{ font-size: {letters}px; }}
QPushButton {{ padding: 2px 12px; border: 1px solid black; border-radius: 8px; }}
QLineEdit {{ padding: 0 8px; border: 1px solid black; }}
"""


class Painted(QWidget):
    """A part that paints its own words at the left, `inset` px from its edge."""

    def __init__(self, text: str, inset: int = 0) -> None:
        super().__init__()
        self.text, self.inset = text, inset

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(self.inset, 0, self.inset, 0)
        draw_words(QPainter(self), box, self.text, self.lettering(), colours.INK)

    def lettering(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self.fontInfo().pixelSize())
        return font


def label(text: str) -> QWidget:
    return QLabel(text)


def wrapped(text: str) -> QWidget:
    label = QLabel(f"{text} {text}")
    label.setWordWrap(True)
    return label


def rich(text: str) -> QWidget:
    label = QLabel(f"<p>{text} <b>{text}</b></p>")
    label.setWordWrap(True)
    return label


def field(text: str) -> QWidget:
    field = QLineEdit()
    field.setPlaceholderText(text)
    return field


def told(text: str) -> QWidget:
    field = QLineEdit(text)
    field.setReadOnly(True)
    return field


def combo(text: str) -> QWidget:
    combo = QComboBox()
    combo.addItems(["", text])
    return combo


def words_button(text: str) -> QWidget:
    button = QToolButton()
    button.setText(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button


def tabs(text: str) -> QWidget:
    tabs = QTabWidget()
    tabs.addTab(QWidget(), text)
    tabs.addTab(QWidget(), "2")
    return tabs


def table(text: str) -> QWidget:
    table = QTableWidget(1, 2)
    table.setHorizontalHeaderLabels([text, "2"])
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table


def cells(text: str) -> QWidget:
    listed = QListWidget()
    listed.addItem(text)
    listed.setResizeMode(QListWidget.ResizeMode.Adjust)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return listed


def card(text: str) -> QWidget:
    card = QFrame()
    QVBoxLayout(card).addWidget(wrapped(text))
    return card


MAKERS = [
    label,
    wrapped,
    rich,
    QPushButton,
    QCheckBox,
    QRadioButton,
    words_button,
    field,
    told,
    combo,
    tabs,
    table,
    cells,
    Painted,
    card,
]
Show = Callable[[QWidget, int, int], QWidget]


@pytest.fixture(params=[15, 30])
def letters(request: pytest.FixtureRequest) -> int:
    """The size of the letters, in px: usual and 200 %."""
    return int(request.param)


@pytest.fixture
def show(windows: None, qapp: QApplication, letters: int) -> Iterator[Show]:
    """Puts a control into a window of its own, at a size."""
    load_fonts()
    # What an earlier test has left on would give the parts another least height.
    qapp.setStyleSheet("")
    room = QWidget()
    room.setObjectName("room")
    room.setStyleSheet(SHEET.format(letters=letters))
    room.resize(1300, 700)

    def put(part: QWidget, width: int, height: int) -> QWidget:
        part.setParent(room)
        part.setObjectName("part")
        part.setGeometry(10, 10, width, height)
        room.show()
        settle()
        return room

    yield put
    room.close()
    room.deleteLater()


@pytest.mark.parametrize("make", MAKERS)
def test_words_with_room_are_passed_over(show: Show, letters: int, make: Callable[[str], QWidget]) -> None:
    assert clipped(show(make(SHORT), 20 * letters, 10 * letters)) == []


@pytest.mark.parametrize("make", MAKERS)
def test_a_longer_label_is_found(show: Show, letters: int, make: Callable[[str], QWidget]) -> None:
    found = clipped(show(make(LONG), 12 * letters, 3 * letters))
    assert any("part" in sentence and "needs" in sentence for sentence in found), found


@pytest.mark.parametrize("make", [label, wrapped, rich, QPushButton, QCheckBox, field, combo, Painted, card])
def test_words_that_are_too_high_are_found(show: Show, letters: int, make: Callable[[str], QWidget]) -> None:
    found = clipped(show(make(SHORT), 30 * letters, letters))
    assert any("part" in sentence and "needs" in sentence for sentence in found), found


@pytest.mark.parametrize("make", [wrapped, rich])
def test_lines_that_wrap_need_height_and_not_width(show: Show, letters: int, make: Callable[[str], QWidget]) -> None:
    part = make(LONG)
    room = show(part, 11 * letters, 22 * letters)
    assert clipped(room) == []
    part.resize(11 * letters, 7 * letters)
    assert len(clipped(room)) == 1


def test_a_sentence_names_the_control_and_its_text(show: Show, letters: int) -> None:
    found = clipped(show(QLabel(LONG), 12 * letters, 3 * letters))
    assert len(found) == 1
    assert found[0].startswith(f"QLabel part: “{LONG}” needs ")
    assert found[0].endswith(f" and has {12 * letters}x{3 * letters}")


def test_painted_words_beyond_the_edge_of_their_part_are_found(show: Show, letters: int) -> None:
    part = Painted(SHORT, inset=3 * letters)
    width = round(words_size(SHORT, part.lettering()).width() * letters / 15)
    assert any("paints" in sentence for sentence in clipped(show(part, width + letters, 3 * letters)))
    assert clipped(show(part, width + 4 * letters, 3 * letters)) == []


def test_a_page_may_be_higher_than_its_window_and_never_wider(show: Show, letters: int) -> None:
    area, body = QScrollArea(), QWidget()
    body.setObjectName("body")
    area.setWidget(body)
    body.resize(200, 5000)
    assert clipped(show(area, 400, 300)) == []
    body.resize(600, 200)
    settle()
    assert clipped(area.window()) == ["QWidget body is 600 wide and scrolls in 398"]


def test_words_far_down_a_page_are_looked_at(show: Show, letters: int) -> None:
    area, body = QScrollArea(), QWidget()
    area.setWidget(body)
    body.resize(300, 5000)
    far, painted = QLabel(LONG, body), Painted(LONG)
    painted.setParent(body)
    far.setGeometry(0, 4000, 200, 100)
    painted.setGeometry(0, 4500, 200, 100)
    found = clipped(show(area, 400, 300))
    assert len([sentence for sentence in found if LONG in sentence]) == 2


def test_a_part_that_sticks_out_is_found(show: Show, letters: int) -> None:
    found = clipped(show(QPushButton(SHORT), 2000, 10 * letters))
    assert len(found) == 1
    assert found[0].startswith("QPushButton part is 2000x")


def test_parts_over_each_other_are_found_but_no_ring_over_them(show: Show, letters: int) -> None:
    room = show(QPushButton(SHORT), 20 * letters, 10 * letters)
    over = QWidget(room)
    over.setObjectName("over")
    over.setGeometry(0, 0, 300, 300)
    over.show()
    assert any("QPushButton part and QWidget over lie over each other" in sentence for sentence in clipped(room))
    over.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert clipped(room) == []


def test_a_window_that_is_too_small_for_its_layout_is_found(show: Show, letters: int) -> None:
    frame = QFrame()
    lines = QVBoxLayout(frame)
    for _ in range(8):
        lines.addWidget(QLabel(SHORT))
    found = clipped(show(frame, 20 * letters, 6 * letters))
    assert any(sentence.startswith("QFrame part needs") for sentence in found), found


def test_what_is_hidden_is_nobodys_trouble(show: Show, letters: int) -> None:
    part = QLabel(LONG)
    room = show(part, 10, 10)
    part.hide()
    assert clipped(room) == []
