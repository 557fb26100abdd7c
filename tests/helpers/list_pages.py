"""What the tests of class lists share: lists as files, answers of the desk, and a row's button under a hand."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget

from bsuh_desktop.qt.widgets.row_delegate import CELL_ROLE, PaintedRow, verb_rect
from bsuh_desktop.qt.widgets.row_table import RowTable
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.draft import keep
from bsuh_desktop.services.class_lists.read_list import read_plan
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.desks import a_group, rows
from tests.helpers.hands import key, named, pick, press, until, write
from tests.helpers.prepared import as_made
from tests.helpers.reading_app import live_texts
from tests.helpers.sources import ROOT
from tests.helpers.visit import Visit

T = TypeVar("T")

CLASS_6_KHA = ROOT / "tests" / "data" / "class-6-kha.csv"
LISTS = ROOT / "tests" / "data" / "lists"
FIRST_TERM, NEXT_TERM = (LISTS / "story" / f"class-8-kha-term-{term}.xls" for term in (1, 2))
"""One class in two terms, typed in an old font; 20 learners each time."""

PLACE, GRADE, SECTION = "eiin:107845", "8", "Kha"
SAID_NO = 10
"""The row of the first term's list whose learner said no."""

DOUBTFUL = """Roll,Name,Sex,Mobile
1,ক্ষিতীশ রহমান,M,01700000000
2,শ্রেয়া খাতুন,F,
2,সাবরিনা দত্ত,F,
,মং চাই,M,
5,মো: রাকিব ত্রিপুরা,M,
"""
"""A roll twice in rows 3 and 4, none in row 5, a colon in the name of row 6, and phone numbers."""

PLAIN = """Roll,Name,Sex
1,ক্ষিতীশ রহমান,M
2,শ্রেয়া খাতুন,F
৩,সাবরিনা দত্ত,F
4,মং চাই,M
"""
"""Four learners of whom nobody was asked for consent."""


RARE = (
    "Zubaida",
    "Ronjona",
)
"""The two halves of a learner's name, in two lines: the lines of this file are in memory, too."""


def written(folder: Path, text: str, name: str = "class.csv") -> Path:
    """A list as a file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def with_first_term(desk: Desk) -> None:
    """The class of the first term is kept: the row SAID_NO without a name, one of two with roll 12 without a roll."""
    as_made(desk)
    plan = decide.agree_to_all(decide.keep_roll(read_plan(FIRST_TERM), 15), "converted")
    keep(desk, decide.with_consent(plan, {SAID_NO}), PLACE, GRADE, SECTION, "1")


def asked(visit: Visit, question: Callable[[Desk], T]) -> T:
    """What the desk answers."""
    found: list[T] = []
    visit.bridge.query(question, found.append)
    visit.quiet()
    return found[0]


def with_a_name(desk: Desk) -> None:
    """A class of four; the name of the first, RARE joined, stands nowhere else in this process."""
    as_made(desk)
    first, *others = rows(4)
    a_group(desk, [replace(first, name_bn=None, name_en=" ".join(RARE)), *others])


def alive() -> list[bytes]:
    """The texts in this process that tell the rare name."""
    gc.collect()
    first, second = (part.encode() for part in RARE)
    return [text for text in live_texts() if first in text and second in text]


def on_page(visit: Visit, name: str) -> None:
    """Waits until that page is shown, with everything on it."""
    until(lambda: visit.window.page.name == name, f"the page {name} is shown")
    visit.quiet()


def told(visit: Visit) -> str:
    """What the desk's message bar says; "" while it is put away."""
    bar = visit.window.bar
    return bar.accessibleName() if bar.isVisible() else ""


def say_class(visit: Visit, place: str = "Kaliganga High School", grade: str = "6", section: str = "Kha") -> None:
    """Fills in which class the list is of."""
    for field, text in (("place_words", place), ("grade", grade), ("section", section)):
        write(visit.see(field), text, at_once=True)


def bring(visit: Visit, path: Path, grade: str = "6") -> None:
    """From the door of a desk to the preview of the list at `path`, with nobody else looking on."""
    visit.unlock()
    visit.go("import_list")
    visit.in_private()
    visit.press("choose_file")
    pick(path)
    visit.quiet()
    say_class(visit, grade=grade)
    visit.press("go_on")


def table(visit: Visit) -> RowTable:
    """The table of the page."""
    return named(visit.window, "rows", RowTable)


def row(visit: Visit, key: str) -> PaintedRow:
    """A row of the table as it is shown. LookupError if it is not."""
    found = {each.key: each for each in table(visit).rows()}
    return found[key]


def verb_area(rows: RowTable, key: str, column: int) -> QRect:
    """Where on the viewport the button in `column` of a row stands."""
    index = rows.model().index([each.key for each in rows.rows()].index(key), column)
    verb = index.data(CELL_ROLE).verb
    assert verb is not None
    return verb_rect(rows.visualRect(index), verb)


def press_verb(visit: Visit, key: str) -> None:
    """Clicks on the button in a row."""
    shown = row(visit, key)
    column = next(place for place, cell in enumerate(shown.cells) if cell.verb is not None)
    rows = table(visit)
    index = rows.model().index([each.key for each in rows.rows()].index(key), column)
    rows.scrollTo(index)
    press(rows.viewport(), verb_area(rows, key, column).center())
    visit.quiet()


def open_row(visit: Visit, key_: str) -> None:
    """Opens a row by Enter, as wide or narrow as the table is."""
    rows = table(visit)
    rows.scrollToTop()
    press(rows.viewport(), rows.visualRect(rows.model().index(0, 0)).center())
    rows.set_current(key_)
    key(rows, "Return")
    visit.quiet()


def choose_more(visit: Visit, words: str, place: int = 0) -> None:
    """Chooses that entry of a class card's menu, by its mouse; `place` counts the cards from the top."""
    buttons = [each for each in visit.window.page.findChildren(QPushButton, "more") if each.isVisible()]
    press(sorted(buttons, key=lambda each: each.mapTo(visit.window, each.rect().topLeft()).y())[place])
    until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the card's menu is open")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text() == words)
    press(menu, menu.actionGeometry(action).center())
    visit.quiet()


def note(visit: Visit, part: str, roll: str) -> None:
    """Writes a roll into the list of rolls named `part` and notes it."""
    noted = visit.see(part)
    write(named(noted, "roll", QLineEdit), roll)
    press(named(noted, "note", QWidget))
    visit.quiet()
