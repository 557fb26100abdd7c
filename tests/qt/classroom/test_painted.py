"""The painted parts of wrap-up and roll call: what they say, and that every word has its room at any width and size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bsuh_desktop.qt.classroom.wrap_up.class_results import Count, Counts, Objective, ObjectiveRows, Result, ResultRows
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.people_list import PeopleList, PersonLine
from tests.helpers.painted_words import painted_words

WORDS = "ওটিপি বা পিন কাউকে বলে না; লাইন কেটে চেনা নম্বরে ফোন করে"


@pytest.fixture(params=[1.0, 2.0])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[float]:
    """The look of the desk in usual and in large letters."""
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp)
    qapp.setStyleSheet("")


def fits(part: QWidget, width: int) -> bool:
    """Whether every word of `part` has its room where the part is as high as it asks for at that width."""
    part.resize(width, part.heightForWidth(width))
    return all(
        words.needed.width() <= words.box.width() + 1 and words.needed.height() <= words.box.height() + 1
        for words in painted_words(part)
    )


def of(number: int, sign: str = "") -> Count:
    return Count(str(number), "Headcount", "Counted", sign)


def signs(*counts: Count) -> list[str]:
    part = Counts()
    part.set_counts(counts)
    part.resize(600, 120)
    return [words.text for words in painted_words(part) if words.text in ("=", "≠", "≥")]


@pytest.mark.usefixtures("look")
def test_a_sign_stands_between_two_counts() -> None:
    assert signs(of(55, "="), of(55, "≥"), of(54)) == ["=", "≥"]
    assert signs(of(55, "≠"), of(54)) == ["≠"]
    assert signs(of(55), of(54)) == []


@pytest.mark.usefixtures("look")
def test_the_counts_are_said_to_who_cannot_see_them(qtbot: QtBot) -> None:
    part = Counts()
    qtbot.addWidget(part)
    part.set_counts([of(55, "≠"), of(54)])
    assert part.accessibleDescription() == "Headcount: 55, does not match, Headcount: 54"


@pytest.mark.parametrize("width", [330, 500, 800])
def test_results_have_room_for_their_words(qtbot: QtBot, look: float, width: int) -> None:
    part = ResultRows()
    qtbot.addWidget(part)
    part.set_results([Result("১", WORDS, 0.5, "৫৫ জনে ৩০ জন সঠিক"), Result("২", "কম", None, "উত্তর দিয়েছে ৫৪ জন")])
    if width >= part.minimumSizeHint().width():
        assert fits(part, width)
    assert not fits(part, part.minimumSizeHint().width() // 2)


ROWS = (
    Objective(WORDS, "২৪ জন, দুবারই · বলার মতো যথেষ্ট তথ্য নেই", 0.5, 0.92, "৫০%", "৯২%"),
    Objective("কম", "৪ জন, দুবারই · বলার মতো যথেষ্ট তথ্য নেই", None, None),
)


@pytest.mark.parametrize("width", [300, 500, 800])
def test_objectives_have_room_for_their_words(qtbot: QtBot, look: float, width: int) -> None:
    part = ObjectiveRows()
    qtbot.addWidget(part)
    part.set_rows(ROWS)
    if width >= part.minimumSizeHint().width():
        assert fits(part, width)
    assert {"৫০%", "৯২%", "Before", "After"} <= {words.text for words in painted_words(part)}


@pytest.mark.usefixtures("look")
def test_objectives_are_said_to_who_cannot_see_their_bars(qtbot: QtBot) -> None:
    part = ObjectiveRows()
    qtbot.addWidget(part)
    part.set_rows(ROWS)
    first, second = part.accessibleDescription().split(". ")
    assert first == f"{WORDS}: Before ৫০%, After ৯২%, {ROWS[0].note}"
    assert second == f"কম: {ROWS[1].note}"
    part.set_rows(())
    assert part.isHidden()


@pytest.mark.usefixtures("look")
def test_an_objective_without_bars_has_the_whole_width(qtbot: QtBot) -> None:
    part = ObjectiveRows()
    qtbot.addWidget(part)
    part.set_rows([Objective(WORDS, "", None, None)])
    part.resize(1200, part.heightForWidth(1200))
    assert [words.box.width() for words in painted_words(part) if words.text == WORDS] == [1200]


def test_before_is_hatched_and_after_is_full(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp)
    part = ObjectiveRows()
    qtbot.addWidget(part)
    part.set_rows([Objective("o", "n", 1.0, 1.0, "100%", "100%")])
    part.resize(600, part.heightForWidth(600))
    picture = part.grab().toImage()
    middle = [picture.pixelColor(460, y) for y in range(picture.height())]
    column = [colour.name() for colour in middle]
    green, paper = colours.GREEN.name(), colours.PAPER.name()
    full = "".join("g" if name == green else "p" if name == paper else "." for name in column)
    upper, lower = full[: len(full) // 2], full[len(full) // 2 :]
    assert "g" * 14 in lower
    assert "g" * 14 not in upper
    assert "p" in upper.strip("p."), "paper between the lines of the hatch"
    apply_theme(qapp)
    qapp.setStyleSheet("")


@pytest.mark.parametrize("width", [240, 400])
def test_names_have_room_to_break(qtbot: QtBot, look: float, width: int) -> None:
    part = PeopleList()
    qtbot.addWidget(part)
    named = PersonLine(Chip(7, "৭", "away"), "মোছাঃ উম্মে হাবিবা চক্রবর্ত্তী", "অনুপস্থিত")
    part.set_people([named, PersonLine(Chip(8, "৮", "late"), "", "")])
    assert fits(part, max(width, part.minimumSizeHint().width()))
    assert part.heightForWidth(150) > part.heightForWidth(900)


@pytest.mark.usefixtures("look")
def test_nobody_takes_no_room(qtbot: QtBot) -> None:
    part = PeopleList()
    qtbot.addWidget(part)
    part.set_people([])
    assert part.isHidden()
    assert part.heightForWidth(300) == 0


def test_another_size_of_text_is_measured_anew(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp)
    part = Counts()
    qtbot.addWidget(part)
    part.set_counts([of(55), of(54)])
    part.show()
    before = part.heightForWidth(600)
    apply_theme(qapp, 2.0)
    qapp.processEvents()
    assert part.heightForWidth(600) > before * 1.5
    apply_theme(qapp)
    qapp.setStyleSheet("")
