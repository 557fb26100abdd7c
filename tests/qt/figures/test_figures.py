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
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.figures import figures_job
from bsuh_desktop.qt.figures.district_map import DistrictMap
from bsuh_desktop.qt.figures.figure_table import FigureTable
from bsuh_desktop.qt.figures.figures import Figures
from bsuh_desktop.qt.figures.trend import Trend
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.services.figures.csv_export import HEAD
from tests.helpers import country_desk
from tests.helpers.class_pages import read, shows
from tests.helpers.collected import learners_of
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


def people(files: list[FileFacts]) -> tuple[int, int, int]:
    """On the rolls, attendances, and different learners who were there."""
    rows = [one for file in files for one in learners_of(file)]
    there = [one for one in rows if one.status != "absent"]
    return len(rows), len(there), len({one.learner for one in there})


def grouped(number: int) -> str:
    return f"{number:,}"


def test_numbers_map_and_table_are_of_the_classes_and_small_numbers_are_not_told(room: Visit) -> None:
    files = in_time()
    on_rolls, there, different = people(files)
    assert read(room, "classes_number") == str(len(files))
    assert read(room, "attendances_number") == grouped(there)
    assert read(room, "learners_number") == grouped(different)
    assert f"of {grouped(on_rolls)} on the lists" in read(room, "attendances_text")
    assert read(room, "header_over") == "Coordinator · all received classes up to 27 July 2026"
    assert "without names" in read(room, "method")
    wanted = sum(one.about.place == f"eiin:{country_desk.FIRST_SCHOOL + 17}" for one in files)
    assert DISTRICTS[17].names.en == "Dhaka"
    assert [told_by_the_mouse(room, code) for code in ("3026", "5577", *country_desk.SMALL)] == [
        f"Dhaka: {wanted} classes",
        "Panchagarh: no class",
        *[f"{name}: 1 class" for name in names_of(country_desk.SMALL)],
    ]
    assert tiles(room).tip_at(QPoint(1, 1)) == ""
    room.press("map_as_table")
    until_focused(table(room))
    assert cells(room)["Dhaka"][0] == str(wanted)
    assert not set(cells(room)) & set(names_of(country_desk.EMPTY))
    few = {name for name, numbers in cells(room).items() if f"under {LIMIT}" in numbers}
    assert few == set(names_of(country_desk.SMALL))
    assert cells(room)[names_of(country_desk.SMALL)[0]][:3] == ["1", f"under {LIMIT}", f"under {LIMIT}"]
    assert read(room, "told_how").startswith(f"Numbers of people under {LIMIT} are not shown")
    pick_in(room, "by", "By: Module")
    assert not shows(room, "told_how_part")


def told_by_the_mouse(visit: Visit, district: str) -> str:
    label = next(one.label.en for one in DISTRICTS if one.code == district)
    (letters,) = [words for words in painted_words(tiles(visit)) if words.text == label]
    return tiles(visit).tip_at(letters.box.center().toPoint())


def names_of(districts: Sequence[str]) -> list[str]:
    return [district.names.en for code in districts for district in DISTRICTS if district.code == code]


def test_the_page_is_walked_by_keys_without_waiting_and_a_lock_leaves_nothing_on_it(room: Visit) -> None:
    walk_the_map(room)
    walk_the_trend(room)
    with counting_work() as counted:
        room.press("map_as_table", "turn_order")
        pick_in(room, "by", "By: Place")
        room.write("search", "Dha")
        pick_in(room, "period", "Year: all")
    assert counted.too_much == []
    page = room.window.page
    room.bridge.lock()
    room.quiet()
    assert page.form.rows.rows() == ()
    assert page._answer is None  # type: ignore[attr-defined]
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


def test_every_dimension_is_a_table_that_is_sorted_searched_and_saved(room: Visit, tmp_path: Path) -> None:
    for by in ("Partner", "Facilitator", "Module", "How answered", "When entered", "Upazila"):
        pick_in(room, "by", f"By: {by}")
        assert cells(room)
    pick_in(room, "by", "By: Girl or boy")
    assert set(cells(room)) == {"Girl", "Boy", "Not specified"}
    assert {numbers[0] for numbers in cells(room).values()} == {"–"}, "of a class's girls no class is told"
    assert "19 of 20 numbers differ by" in read(room, "told_how")
    pick_in(room, "period", "Year: 2026")
    assert all(numbers[2] != "–" for name, numbers in cells(room).items() if name != "Not specified"), "of a whole year"
    pick_in(room, "period", "Year: last 12 months")
    pick_in(room, "by", "By: Grade")
    assert "one class is in several rows" in read(room, "rows_text")
    room.press("map_as_table")
    pick_in(room, "sort_by", "Sorted by: Classes")
    names, numbers = list(cells(room)), [line[0] for line in cells(room).values()]
    assert list(map(int, numbers)) == sorted(map(int, numbers), reverse=True)
    assert names[0] == "Dhaka"
    room.press("turn_order")
    assert [line[0] for line in cells(room).values()] == numbers[::-1]
    room.write("search", "ganj")
    assert {name for name in names if "ganj" in name.lower()} == set(cells(room))
    assert read(room, "rows_text") == f"Rows: {len(cells(room))}"
    save(room, tmp_path / "out")


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


def test_filters_change_all_of_it_together_and_the_newest_is_answered(
    room: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    real = figures_job._answer

    def counting(*question: object) -> object:
        asked.append(question[2])
        return real(*question)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(figures_job, "_answer", counting)
        for place in (0, 1, 2, 0):
            named(room.window, "partner", QComboBox).setCurrentIndex(place)
            room.window.page._ask()  # type: ignore[attr-defined]
        room.quiet()
    assert read(room, "classes_number") == str(len(in_time()))
    assert len(asked) < 4, "those that were overtaken while they waited are not even counted"
    pick_in(room, "partner", "Partner: Diganta Foundation")
    files = [one for one in in_time() if one.about.partner == country_desk.OTHER]
    assert read(room, "classes_number") == str(len(files))
    pick_in(room, "period", "Year: 2025")
    files = [
        one for one in country_desk.classes() if one.about.partner == country_desk.OTHER and one.about.day.year == 2025
    ]
    assert read(room, "classes_number") == str(len(files))
    assert read(room, "classes_text") == "January 2025 – December 2025"
    pick_in(room, "module", "Module: all")
    room.press("language_bn")
    assert read(room, "classes_number") == str(len(files)).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert "বরিশাল" in cells(room)


def test_what_is_collected_meanwhile_stands_there_when_one_comes_back(tmp_path: Path) -> None:
    with visiting(tmp_path, country_desk.coordinator) as visit:
        scenes.page(visit)
        assert "Nothing has been collected yet" in read(visit, "nothing")
        assert not shows(visit, "save_csv")
        assert not (visit.bridge.profile / "register").exists(), "to look makes no register"
        visit.press("empty_verb")
        on_page(visit, "inbox")
        collect(visit, [country_desk.one_class(1, 3, 0, 6)])
        visit.press("rail_figures")
        assert "under 10 are not shown" in read(visit, "told_how_part")
        assert (read(visit, "classes_number"), read(visit, "attendances_number")) == ("1", "under 10")
        opened = picture_of(visit)
        visit.press("rail_home", "rail_figures")
        assert picture_of(visit) is opened, "nothing was added: it need not be opened anew"
        visit.press("rail_home")
        collect(visit, [country_desk.one_class(number, 17, number, 40) for number in (2, 3)])
        visit.press("rail_figures")
        assert read(visit, "classes_number") == "3"


def collect(visit: Visit, files: Sequence[FileFacts]) -> None:
    visit.bridge.register.use(lambda collector, register: country_desk.put(register, collector.signer, files))
    visit.quiet()


def picture_of(visit: Visit) -> object:
    """The open picture that the page asks; None for none."""
    page = visit.window._pages.find("figures")
    assert isinstance(page, Figures)
    return page._asking._opened.picture


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
