"""One question: the safe verb has the keys, and each way out gives one answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Joined, Question
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import apply_theme, scaled_box
from bsuh_desktop.qt.widgets.dialog import Dialog, Dim, ask, ask_question
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from tests.helpers.clipping import clipped
from tests.helpers.hands import button, front, hold_enter, key, press, settle, until, write
from tests.qt.widgets.conftest import Show

_VERBS = [("end", "End it", "careful"), ("go_on", "Go on", "primary")]


@pytest.fixture
def answers() -> list[str]:
    return []


@pytest.fixture
def window(show: Show) -> QWidget:
    return show(QLineEdit())


def _ask(window: QWidget, answers: list[str], safe: str = "") -> Dialog:
    dialog = ask(window, "Shall the class go on?", "It stopped at 9:42.", _VERBS, answers.append, safe)
    front(dialog)
    return dialog


@pytest.mark.parametrize(("safe", "answer"), [("", "go_on"), ("end", "end")])
def test_enter_gives_the_safe_answer(window: QWidget, answers: list[str], safe: str, answer: str) -> None:
    dialog = _ask(window, answers, safe)
    until(dialog.verb(answer).hasFocus, "the safe verb has the focus")
    key(dialog, "Return")
    assert answers == [answer]


def test_a_question_of_a_presenter_is_said_in_the_language_of_the_desk(window: QWidget, answers: list[str]) -> None:
    verbs = (("keep", Message("Keep"), "secondary"), ("delete", Message("Delete"), "careful"))
    detail = Joined((LocalText("ক", "Ka"), 12), ": ")
    dialog = ask_question(window, Question(Message("Which class?"), detail, verbs, safe="keep"), answers.append)
    front(dialog)
    assert (dialog.question.text(), dialog.detail.text()) == ("Which class?", "Ka: 12")
    until(dialog.verb("keep").hasFocus, "the safe verb has the focus")
    press(button(dialog, "Delete"))
    assert answers == ["delete"]


def test_a_click_gives_its_answer(window: QWidget, answers: list[str]) -> None:
    press(button(_ask(window, answers), "End it"))
    assert answers == ["end"]


def test_escape_gives_no_answer(window: QWidget, answers: list[str]) -> None:
    key(_ask(window, answers), "Esc")
    assert answers == [""]


def test_tab_goes_round_inside_the_dialog(window: QWidget, answers: list[str]) -> None:
    dialog = _ask(window, answers)
    key(dialog, "Tab")
    until(dialog.verb("end").hasFocus, "the other verb has the focus")
    key(dialog, "Tab")
    until(dialog.verb("go_on").hasFocus, "the first verb has the focus again")
    key(dialog, "Esc")


@pytest.mark.parametrize("enter", ["Return", "Enter"])
def test_enter_presses_the_button_that_has_the_ring(window: QWidget, answers: list[str], enter: str) -> None:
    dialog = _ask(window, answers)
    key(dialog, "Tab")
    until(dialog.verb("end").hasFocus, "the other verb has the focus")
    hold_enter(dialog)
    assert answers == [], "a key that is held down answers nothing"
    key(dialog, enter)
    assert answers == ["end"]


def test_enter_makes_a_choice_and_then_the_safe_answer(window: QWidget, answers: list[str]) -> None:
    dialog = Dialog("Which paper?", verbs=_VERBS, parent=window)
    papers, cut = [QRadioButton("A4"), QRadioButton("A5")], QCheckBox("With lines to cut along")
    for part in (*papers, cut):
        dialog.add(part)
    dialog.answered.connect(answers.append)
    dialog.open()
    front(dialog)
    for part in (papers[1], cut):
        part.setFocus()
        key(part, "Return")
        assert (part.isChecked(), answers) == (True, [])
    papers[1].setFocus()
    key(papers[1], "Return")
    assert answers == ["go_on"]


def test_more_can_be_asked_in_it(window: QWidget, answers: list[str]) -> None:
    dialog = Dialog("Class PIN", verbs=_VERBS, parent=window)
    field = QLineEdit()
    dialog.add(field)
    dialog.answered.connect(answers.append)
    dialog.open()
    write(field, "৪৫")
    assert field.text() == "৪৫"
    key(field, "Return")
    assert answers == ["go_on"]


def test_it_stands_inside_its_window_and_goes_when_answered(window: QWidget, answers: list[str]) -> None:
    dialog = _ask(window, answers)
    assert window.geometry().contains(dialog.geometry())
    press(button(dialog, "Go on"))
    settle()
    assert window.findChildren(Dialog) == []
    with pytest.raises(LookupError):
        Dialog("Nothing").verb("nothing")


def test_its_window_is_dim_as_long_as_it_is_open_and_its_corners_are_whole(
    window: QWidget, answers: list[str], show: Show
) -> None:
    def ground(place: QPoint) -> QColor:
        return window.grab().toImage().pixelColor(place)

    outside = QPoint(3, 3)
    before = ground(outside)
    dialog = _ask(window, answers)
    corner = dialog.grab().toImage().pixelColor(0, 0)
    until(Dim.of(window).isVisible, "the page is dim")
    dim = ground(outside)
    assert dim.lightness() < before.lightness()
    assert corner == dim
    picture = dialog.grab().toImage()
    assert (dialog.mask().isEmpty(), picture.pixelColor(0, 0), picture.pixelColor(20, 20)) == (True, dim, colours.PAPER)
    second = ask(dialog, "Really?", "", _VERBS, answers.append)
    front(second)
    window.resize(window.width() + 50, window.height())
    settle()
    assert ground(QPoint(window.width() - 3, 3)) == dim
    key(second, "Esc")
    key(dialog, "Esc")
    following = _ask(window, answers)
    assert ground(outside) == dim, "a question follows"
    key(following, "Esc")
    until(Dim.of(window).isHidden, "the page is light")
    assert ground(outside) == before


def test_corners_over_another_window_show_nothing_of_the_page(window: QWidget, answers: list[str], show: Show) -> None:
    other = show(QLineEdit())
    dialog = _ask(window, answers)
    assert other.geometry().intersects(dialog.geometry())
    assert not dialog.mask().contains(QPoint(0, 0))
    key(dialog, "Esc")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_long_sentence_makes_it_higher_not_wider_than_can_be_read(
    window: QWidget, qapp: QApplication, scale: float
) -> None:
    apply_theme(qapp, scale)
    sentence = "It stopped at 9:42, at slide 6. All answers are kept, and nobody has to answer a question twice. "
    dialog = Dialog("Shall the class of Grade 8, section Kha, go on?", sentence * 3, _VERBS, window)
    dialog.open()
    settle()
    assert clipped(dialog) == []
    assert dialog.width() <= scaled_box(640)
    dialog.close()
    settle()


def test_a_row_that_finds_no_room_makes_it_higher(window: QWidget) -> None:
    inside, row = QWidget(), SideBySide()
    QVBoxLayout(inside).addWidget(row)
    parts = QHBoxLayout(row)
    fields = [QLineEdit(), QLineEdit()]
    for field in fields:
        field.setMinimumWidth(scaled_box(300))
        parts.addWidget(field)
    window.resize(1024, 768)
    dialog = Dialog("Who teaches with you?", "", _VERBS, window)
    dialog.add(ScrollFrame(inside, window))
    dialog.open()
    until(lambda: not row.in_a_row(), "the fields stand one below the other")
    until(lambda: all(field.visibleRegion().boundingRect() == field.rect() for field in fields), "both fields are seen")
    dialog.close()
    settle()
