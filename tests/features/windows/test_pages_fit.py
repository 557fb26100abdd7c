"""What matters on a page is in sight without scrolling, on the two laptops of the field, with a title bar or a
panel as well around the window, in both languages; and nothing that scrolls lies in something else that does.

One class from its list to its hand-over, once in each size of the text: to dress the window takes longer than to walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QScrollArea, QWidget

from bsuh_desktop.domain.messages import Language
from tests.helpers import prepared
from tests.helpers.display import show_on
from tests.helpers.hands import key, pick, press, until, until_laid_out
from tests.helpers.list_pages import CLASS_6_KHA
from tests.helpers.visit import Visit, visiting

LANGUAGES: tuple[Language, ...] = ("en", "bn")
SIZES = ((1366, 749), (1366, 728), (1024, 728))

A_LINE = 24

READY = tuple(
    f"{name} usually" for name in ("readiness_title", "readiness_count", "readiness_awake", "readiness_clock")
)
"""The checks of the laptop: seen beside the class that comes next, in large letters below it."""

Stop = tuple[str, tuple[str, ...]]
"""A page in one of its states, and what must be seen there: of names with `or` between them, one;
`usually` means in letters of the usual size."""


def walk(visit: Visit) -> Iterator[Stop]:
    """From the list of a class to its hand-over: each page as a person finds it."""
    visit.unlock()
    visit.go("home")
    yield "home", ("start_preparing", *READY)
    yield from _list_of_a_class(visit)
    yield from _class(visit)
    for name, seen in (
        ("hand_over", ("primary", "to_folder")),
        ("verify", ("choose_files", "typed", "check_typed")),
        ("names", ("hand_over", "back")),
    ):
        visit.go(name)
        yield name, seen


def _list_of_a_class(visit: Visit) -> Iterator[Stop]:
    visit.in_private()
    visit.press("rail_classes")
    yield "classes", ("start_preparing", "import_list")
    visit.press("open_learners")
    yield "learners", ("start_preparing", "back")
    visit.go("import_list")
    yield "import", ("choose_file", "reason", "go_on")
    visit.press("choose_file")
    pick(CLASS_6_KHA)
    visit.quiet()
    for name, text in (("place_words", "Kaliganga High School"), ("grade", "6"), ("section", "Kha")):
        visit.write(name, text)
    visit.press("go_on")
    yield "import, looking", ("all_rows usually", "go_on")
    visit.press("go_on")
    yield "consent", ("read_aloud", "keep")
    visit.press("read_aloud")
    yield "consent, read", ("read_aloud", "keep")


def _class(visit: Visit) -> Iterator[Stop]:
    visit.go("home")
    visit.press("start_preparing")
    yield "set up", ("projector_title", "projector_yes", "projector_no", "start_roll_call")
    visit.press("projector_yes", "on_the_wall", "start_roll_call")
    yield "headcount", ("headcount", "counted", "told", "estimated", "open_list")
    visit.press("open_list")
    yield "headcount, wrong", ("headcount", "count_problem", "open_list")
    visit.write("headcount", "57")
    visit.press("open_list")
    yield "roll call", ("roll", "present or totals", "start_teaching")
    visit.press("start_teaching", "start")
    show_on("LAPTOP", "PROJECTOR")
    until(QApplication.activeModalWidget, "a projector is plugged in, and asked about")
    visit.press("show")
    yield "teach", ("plan usually", "strip", "people_words", "wall", "black", "freeze", "slides", "voice", "next_step")
    visit.press("voice")
    yield "teach, by voice", ("strip", "people_words", "slides", "voice", "next_step")
    visit.press("voice", "slides")
    press(visit.see("slide_6"))
    visit.quiet()
    visit.press("next_step")
    yield "teach, hands", ("count_a", "count_d", "sum", "by_eye", "next_step")
    visit.press("aside")
    key(visit.window, "F10")
    visit.quiet()
    yield "wrap up", ("counts", "counts_title", "finish")
    visit.press("finish")
    yield "wrap up, papers", ("certificates_title", "done")


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("text", [1.0, 1.5])
def test_what_matters_is_in_sight(tmp_path: Path, text: float) -> None:
    found: dict[str, list[str]] = {}
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.speak("en", text)
        for page, names in walk(visit):
            for language in LANGUAGES:
                visit.speak(language, text)
                for size in SIZES:
                    visit.window.resize(*size)
                    until_laid_out(visit.window)
                    found[f"{page} {language} {size}"] = wrong(visit, wanted(names, text))
    assert {look: sentences for look, sentences in found.items() if sentences} == {}


def wanted(names: tuple[str, ...], text: float) -> list[str]:
    return [name.removesuffix(" usually") for name in names if text == 1.0 or not name.endswith(" usually")]


def wrong(visit: Visit, names: list[str]) -> list[str]:
    """What does not fit on the page as it stands, a sentence each."""
    missed = [name for name in names if not any(in_sight(visit, one) for one in name.split(" or "))]
    sentences = [f"{name} is not in sight" for name in missed]
    return sentences + nested(visit.window) + hardly_scrolled(visit.window)


def in_sight(visit: Visit, name: str) -> bool:
    """Whether nothing around the part of that name cuts any of it off, and a button says what it does."""
    for part in visit.window.page.findChildren(QWidget, name):
        if part.isVisible() and not wordless(part):
            seen = whole = QRect(part.mapTo(part.window(), QPoint()), part.size())
            around: QWidget | None = part
            while around is not None and not around.isWindow() and (around := around.parentWidget()) is not None:
                seen = seen.intersected(QRect(around.mapTo(part.window(), QPoint()), around.size()))
            return seen == whole and not whole.isEmpty()
    return False


def wordless(part: QWidget) -> bool:
    """A button of which nothing but icon and key is left."""
    return isinstance(part, QAbstractButton) and not part.text()


def nested(window: QWidget) -> list[str]:
    """What scrolls within something else that scrolls."""
    moving = [area for area in window.findChildren(QAbstractScrollArea) if area.isVisible() and scrolls(area)]
    return [
        f"{inner.objectName()} scrolls in {outer.objectName()}"
        for outer in moving
        for inner in moving
        if outer is not inner and outer.isAncestorOf(inner)
    ]


def hardly_scrolled(window: QWidget) -> list[str]:
    """What has a scroll bar for less than a line."""
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
    return [
        f"{area.objectName()} scrolls by {area.verticalScrollBar().maximum()} px"
        for area in areas
        if 0 < area.verticalScrollBar().maximum() < A_LINE
    ]


def scrolls(area: QAbstractScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0 or area.horizontalScrollBar().maximum() > 0
