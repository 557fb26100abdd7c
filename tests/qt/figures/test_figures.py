"""The Figures page on a real register: numbers, map, trend and table are of one value, and tell no small number."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox

from bsuh_desktop.domain.districts import DISTRICTS
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.figures import figures_job
from bsuh_desktop.qt.figures.district_map import DistrictMap
from bsuh_desktop.qt.figures.figure_table import FigureTable
from bsuh_desktop.qt.figures.figures import Figures
from bsuh_desktop.qt.figures.trend import Trend
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.services.figures.published_figures import HEAD
from tests.helpers import country_desk
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import choose, key, named, pick, press, until, until_focused
from tests.helpers.list_pages import on_page
from tests.helpers.painted_words import painted_words
from tests.helpers.scenes import figures as scenes
from tests.helpers.slot_work import counting_work
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")

LIMIT = 10


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Visit]:
    """The page of a coordinator who collected a country."""
    with visiting(tmp_path, country_desk.country) as visit:
        scenes.page(visit)
        yield visit


def table(visit: Visit) -> FigureTable:
    return named(visit.window, "rows", FigureTable)


def tiles(visit: Visit) -> DistrictMap:
    return named(visit.window, "map", DistrictMap)


def pick_in(visit: Visit, box: str, text: str) -> None:
    choose(named(visit.window, box, QComboBox), text)
    visit.quiet()


def cells(visit: Visit) -> dict[str, list[str]]:
    """What the table says, by the name in each row."""
    model = table(visit).model()
    lines = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    return {line[0]: line[1:] for line in lines}


def in_time() -> list[FileFacts]:
    """The classes of the last twelve months."""
    files = tuple(country_desk.classes())
    newest = max(one.about.day for one in files)
    return [one for one in files if (one.about.day.year, one.about.day.month) > (newest.year - 1, newest.month)]


def test_the_mouse_and_the_table_tell_the_same(room: Visit) -> None:
    assert read(room, "classes_number") == str(len(in_time()))
    assert read(room, "header_over") == "Coordinator · all received classes up to 27 July 2026"
    assert "without names" in read(room, "method")
    assert [told_by_the_mouse(room, code) for code in ("5577", *country_desk.SMALL)] == [
        "Panchagarh: no class",
        *[f"{name}: 1 class" for name in names_of(country_desk.SMALL)],
    ]
    assert tiles(room).tip_at(QPoint(1, 1)) == ""
    room.press("map_as_table")
    until_focused(table(room))
    assert cells(room)[names_of(country_desk.SMALL)[0]][:3] == ["1", f"under {LIMIT}", f"under {LIMIT}"]
    assert shows(room, "told_how_part")
    pick_in(room, "by", "By: Module")
    assert not shows(room, "told_how_part")


def told_by_the_mouse(visit: Visit, district: str) -> str:
    label = next(one.label.en for one in DISTRICTS if one.code == district)
    (letters,) = [words for words in painted_words(tiles(visit)) if words.text == label]
    return tiles(visit).tip_at(letters.box.center().toPoint())


def names_of(districts: Sequence[str]) -> list[str]:
    return [district.names.en for code in districts for district in DISTRICTS if district.code == code]


def test_the_page_is_walked_by_keys_without_waiting_and_a_lock_leaves_nothing_on_it(room: Visit) -> None:
    rows = table(room)
    walk_the_map(room)
    walk_the_trend(room)
    with counting_work() as counted:
        room.press("map_as_table", "turn_order")
        pick_in(room, "by", "By: Place")
        room.write("search", "Dha")
        pick_in(room, "period", "Year: all")
    assert counted.too_much == []
    room.bridge.lock()
    room.quiet()
    assert rows.shown.order == ()
    assert picture_of(room) is None


def walk_the_map(visit: Visit) -> None:
    """It says where one is, and leads to that row of the table."""
    board = tiles(visit)
    board.setFocus()
    assert board.accessibleDescription() == read(visit, "map_text") == "Dhaka: 20 classes"
    for arrow, found in (("Left", "Manikganj"), ("Down", "Faridpur"), ("Right", "Munshiganj"), ("Up", "Dhaka")):
        key(board, arrow)
        assert read(visit, "map_text").startswith(f"{found}: ")
        assert board.accessibleDescription() == read(visit, "map_text")
    for arrow, found in (("Home", "Panchagarh: no class"), ("Up", "Panchagarh"), ("End", "Patuakhali")):
        key(board, arrow)
        assert read(visit, "map_text").startswith(found)
    key(board, "Return")
    visit.quiet()
    assert table(visit).current_values() == ("1078",)
    until_focused(table(visit))


def walk_the_trend(visit: Visit) -> None:
    """It has every month."""
    line = named(visit.window, "trend", Trend)
    line.setFocus()
    july = sum((one.about.day.year, one.about.day.month) == (2026, 7) for one in in_time())
    assert read(visit, "trend_text") == line.accessibleDescription() == f"July 2026: {july} classes"
    key(line, "Left")
    assert read(visit, "trend_text").startswith("June 2026: ")
    key(line, "Home")
    assert line.accessibleDescription().startswith("August 2025: ")
    visit.press("trend_as_table")
    assert next(iter(cells(visit))) == "August 2025"
    assert len(cells(visit)) == 12


def test_the_table_is_sorted_by_its_head_searched_said_in_bangla_and_saved(room: Visit, tmp_path: Path) -> None:
    room.press("map_as_table")
    head = table(room).horizontalHeader()
    head.sectionClicked.emit(1)
    numbers = [line[0] for line in cells(room).values()]
    assert list(map(int, numbers)) == sorted(map(int, numbers), reverse=True)
    assert named(room.window, "sort_by", QComboBox).currentText() == "Sorted by: Classes"
    head.sectionClicked.emit(1)
    assert [line[0] for line in cells(room).values()] == numbers[::-1]
    room.write("search", "ganj")
    assert read(room, "rows_text") == f"Rows: {len(cells(room))}"
    save(room, tmp_path / "out")
    room.press("language_bn")
    assert read(room, "classes_number") == str(len(in_time())).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert cells(room) == {}, "what is searched for is searched for in names of the other language"
    room.write("search", "")
    assert "কুমিল্লা" in cells(room)


def save(visit: Visit, out: Path) -> None:
    """What is on the screen, into a folder."""
    out.mkdir()
    visit.press("save_csv", "file_to_folder")
    pick(out)
    visit.quiet()
    assert read(visit, "news").startswith("The figures are saved: figures-2026-07-27.csv, on out.")
    (path,) = out.iterdir()
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == HEAD
    saved = {row["name_en"]: row["classes"] for row in rows if row["by"] == "district"}
    assert saved == {name: line[0] for name, line in cells(visit).items()}
    assert [row["classes"] for row in rows if row["by"] == "whole"] == [read(visit, "classes_number")]
    assert len([row for row in rows if row["by"] == "month"]) == 12


def test_the_newest_question_is_answered(room: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = figures_job._answer
    page = room.window.page
    assert isinstance(page, Figures)

    def counting(*question: object) -> object:
        asked.append(question[2])
        return real(*question)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(figures_job, "_answer", counting)
        for place in (0, 1, 2, 0):
            page._presenter.choose("partner", place)
        room.quiet()
    assert read(room, "classes_number") == str(len(in_time()))
    assert len(asked) < 4, "those that were overtaken while they waited are not even counted"
    pick_in(room, "partner", "Partner: Diganta Foundation")
    files = [one for one in in_time() if one.about.partner == country_desk.OTHER]
    assert read(room, "classes_number") == str(len(files))


def test_where_nothing_was_collected_the_page_leads_to_the_inbox(tmp_path: Path) -> None:
    with visiting(tmp_path, country_desk.coordinator) as visit:
        scenes.page(visit)
        assert "Nothing has been collected yet" in read(visit, "nothing")
        assert not shows(visit, "save_csv")
        visit.press("empty_verb")
        on_page(visit, "inbox")


def picture_of(visit: Visit) -> object:
    """The open picture that the page asks; None for none."""
    page = visit.window._pages.find("figures")
    assert isinstance(page, Figures)
    return page._presenter.job.picture


def test_a_picture_that_comes_too_late_does_not_stay_and_missing_libraries_can_be_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        remedy = Message("Install them once with installer/start --coordinator, where there is internet.")
        raise KnownError(
            "no_coordinator_parts", Message("The parts for figures are not installed on this laptop."), remedy
        )

    with visiting(tmp_path, country_desk.country) as visit:
        visit.unlock()
        slow = threading.Event()
        visit.bridge.on_register_thread(lambda: slow.wait(PATIENCE_S), None)
        press(visit.see("rail_figures"))
        until(lambda: visit.window.page.name == "figures", "the page is there")
        press(visit.see("rail_home"))
        slow.set()
        visit.quiet()
        assert picture_of(visit) is None
        monkeypatch.setattr(figures_job, "require_parts", missing)
        visit.press("rail_figures")
        assert "The parts for figures are not installed on this laptop." in read(visit, "nothing")
        assert "installer/start --coordinator" in read(visit, "nothing")
        assert not shows(visit, "top")
        monkeypatch.undo()
        visit.press("empty_verb")
        assert shows(visit, "top")
        assert read(visit, "classes_number") == str(len(in_time()))
