"""A field to pick from changes only when a person opens it and picks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.pick_box import PickBox, StillBox
from tests.helpers.hands import choose, front, key, turn_wheel

pytestmark = pytest.mark.usefixtures("windows")
FORMS = Path(__file__).parents[3] / "ui"
CHOICES = ("one", "two", "a word that is longer than the field is wide")


@pytest.fixture
def box() -> Iterator[PickBox]:
    window = QWidget()
    window.setObjectName("window")
    field = PickBox()
    field.setObjectName("field")
    field.set_choices(CHOICES, 0)
    QVBoxLayout(window).addWidget(field)
    window.resize(160, 80)
    window.show()
    front(window)
    yield field
    window.deleteLater()


def picks(box: PickBox) -> list[int]:
    heard: list[int] = []
    box.activated.connect(heard.append)
    return heard


def test_what_is_picked_is_told_once(box: PickBox) -> None:
    heard = picks(box)
    choose(box, "two")
    assert (heard, box.currentText()) == ([1], "two")


def test_the_wheel_is_the_page_s(box: PickBox) -> None:
    heard = picks(box)
    box.setFocus()
    wheel = turn_wheel(box)
    assert (heard, box.currentText(), wheel.isAccepted()) == ([], "one", False)


def test_the_wheel_changes_no_school_that_may_be_typed(box: PickBox) -> None:
    school = StillBox(box.window())
    school.setEditable(True)
    school.addItems(CHOICES)
    school.show()
    school.setFocus()
    wheel = turn_wheel(school)
    assert (school.currentText(), wheel.isAccepted()) == ("one", False)


@pytest.mark.parametrize("form", sorted(FORMS.glob("*.ui")), ids=lambda form: form.stem)
def test_no_form_has_a_field_that_the_wheel_changes(form: Path) -> None:
    assert re.findall(r'<widget class="QComboBox" name="(\w+)"', form.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("keys", ["Down", "Space", "Return"])
def test_keys_open_it_and_change_nothing_by_themselves(box: PickBox, keys: str) -> None:
    heard = picks(box)
    box.setFocus()
    key(box, keys)
    assert box.view().isVisible()
    assert (heard, box.currentText()) == ([], "one")
    assert box.view().width() >= box.view().sizeHintForColumn(0), "its words can be read whole"
    box.hidePopup()


def test_choices_are_set_in_silence(box: PickBox) -> None:
    heard = picks(box)
    box.set_choices(("এক", "দুই"), 1)
    assert (heard, box.currentText(), box.count()) == ([], "দুই", 2)
