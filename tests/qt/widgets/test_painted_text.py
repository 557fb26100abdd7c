"""Painted words: shaped, fitted, and heard by whoever wants to know whether they fit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import apply_theme, desk_font
from bsuh_desktop.qt.widgets import painted_text
from bsuh_desktop.qt.widgets.painted_text import draw_words, lines_of, words_size
from bsuh_desktop.qt.widgets.text_lines import TextLines
from tests.helpers.access import name_of
from tests.qt.widgets.conftest import Show

Heard = list[tuple[str, QSizeF, QRectF]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    seen: Heard = []

    def hear(text: str, needed: QSizeF, rect: QRectF) -> None:
        seen.append((text, needed, rect))

    painted_text.observers.append(hear)
    yield seen
    painted_text.observers.remove(hear)


@pytest.fixture
def sheet() -> QImage:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def _draw(sheet: QImage, text: str, rect: QRectF, **how: object) -> QRectF:
    """Draws and returns where ink came to stand."""
    painter = QPainter(sheet)
    draw_words(painter, rect, text, desk_font(20), colours.INK, **how)  # type: ignore[arg-type]
    painter.end()
    white = QImage(sheet.size(), sheet.format())
    white.fill(Qt.GlobalColor.white)
    inked = [
        (x, y) for x in range(sheet.width()) for y in range(sheet.height()) if sheet.pixel(x, y) != white.pixel(x, y)
    ]
    columns, rows = [x for x, _ in inked], [y for _, y in inked]
    return QRectF(min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)


@pytest.mark.parametrize("text", ["Roll call", "হাজিরা", "৮ম শ্রেণি, ক শাখা", "র‍্যা A"])
def test_words_stand_in_the_middle_of_their_box(sheet: QImage, text: str) -> None:
    inked = _draw(sheet, text, QRectF(0, 50, 400, 60), align=Qt.AlignmentFlag.AlignHCenter)
    assert inked.center().x() == pytest.approx(200, abs=3)
    assert inked.center().y() == pytest.approx(80, abs=6)


def test_conjuncts_are_joined() -> None:
    apart = sum(words_size(letter, desk_font(20)).width() for letter in "কষ")
    assert words_size("ক্ষ", desk_font(20)).width() < apart


def test_what_is_too_long_ends_in_dots_and_is_heard_whole(sheet: QImage, heard: Heard) -> None:
    box = QRectF(10, 10, 120, 30)
    inked = _draw(sheet, "Kaliganga High School, Sunamganj", box)
    assert inked.right() <= box.right() + 1
    ((text, needed, rect),) = heard
    assert text == "Kaliganga High School, Sunamganj"
    assert needed.width() > rect.width()


def test_wrapped_words_need_height_instead(sheet: QImage, heard: Heard) -> None:
    _draw(sheet, "Kaliganga High School, Sunamganj", QRectF(10, 10, 120, 150), wrap=True)
    ((_, needed, rect),) = heard
    assert needed.width() <= rect.width()
    assert needed.height() > 2 * words_size("K", desk_font(20)).height()


@pytest.mark.parametrize(
    ("align", "side"), [(Qt.AlignmentFlag.AlignLeft, "left"), (Qt.AlignmentFlag.AlignRight, "right")]
)
def test_words_stand_at_their_side(sheet: QImage, align: Qt.AlignmentFlag, side: str) -> None:
    inked = _draw(sheet, "Roll", QRectF(100, 50, 200, 60), align=align)
    assert (inked.left() < 110) is (side == "left")
    assert (inked.right() > 290) is (side == "right")


def test_a_line_that_is_set_once_is_kept(qapp: QApplication) -> None:
    before = lines_of("হাজিরা", desk_font(15))
    assert lines_of("হাজিরা", desk_font(15)) is before
    assert lines_of("হাজিরা", desk_font(15, bold=True)) is not before
    apply_theme(qapp, 2)
    assert lines_of("হাজিরা", desk_font(15)) is not before


def test_a_label_of_words_takes_the_height_that_they_need(show: Show) -> None:
    words = TextLines()
    words.set_fact("Say:", "“A code is like the key to your house. Nobody who is honest asks for it.”")
    show(words, width=300)
    assert words.heightForWidth(150) > words.heightForWidth(280) > words.heightForWidth(2000)
    assert name_of(words) == words.text()
    assert words.text().startswith("Say: “A code")


def test_a_label_s_fact_is_bold_until_other_words_come(show: Show) -> None:
    words = TextLines()
    words.set_fact("The disk is full.", "Remove files.")
    bold = words.sizeHint().width()
    words.set_fact("", "The disk is full. Remove files.")
    assert words.sizeHint().width() < bold
    words.setText("The disk is full. Remove files.")
    assert words.sizeHint().width() < bold
