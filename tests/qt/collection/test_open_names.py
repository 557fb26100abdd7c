"""On the Inbox: names are opened for a role and a purpose, and a typed place is said to be a school of the list."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.register.decision_lines import Decision, NamesOpened, PlaceMapped
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.register.folder import DECISIONS_FILE
from tests.helpers import hand_over
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, named, press
from tests.helpers.inbox import NAMES, SCHOOL, TYPED, WORDS, inbox_page, two_places
from tests.helpers.list_pages import table
from tests.helpers.slot_work import counting_work
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
ROLE = "District coordinator"


def collected(visit: Visit, folder: Path) -> None:
    visit.unlock()
    inbox_page(visit, folder / hand_over.STICK)
    visit.press("take_stick")


def choose_row(visit: Visit, words: str) -> None:
    """Clicks on the first row whose class is told with these words."""
    rows = table(visit)
    place = next(number for number, row in enumerate(rows.rows()) if words in row.cells[0].text)
    press(rows.viewport(), rows.visualRect(rows.model().index(place, 0)).center())
    visit.quiet()


def decisions(folder: Path) -> list[Decision]:
    return [line.decision for line in Decisions(folder / "profile" / "register" / DECISIONS_FILE).lines()]


def said_nowhere(folder: Path) -> bool:
    """True if no name stands in the decisions or in a log."""
    kept = [folder / "profile" / "register" / DECISIONS_FILE, *(folder / "profile" / "logs").rglob("*")]
    return not any(name in path.read_text("utf-8") for path in kept if path.is_file() for name in NAMES)


def test_names_of_one_class_go_into_a_list(tmp_path: Path) -> None:
    with visiting(tmp_path, two_places) as visit:
        collected(visit, tmp_path)
        choose_row(visit, "Kaliganga High School")
        visit.press("open_names")
        assert not visit.see("open_these").isEnabled(), "nothing without a role"
        visit.write("role", ROLE)
        assert not visit.see("open_these").isEnabled(), "nothing without a purpose"
        visit.press("for_named_list", "open_these", "file_to_stick")
        warned = visit.dialog()
        assert isinstance(warned, Dialog)
        assert "Anybody who finds the stick can read them." in warned.detail.text()
        assert not any(isinstance(one, NamesOpened) for one in decisions(tmp_path)), "nobody has said yes yet"
        with counting_work() as counted:
            visit.let_names_go()
        assert "Names on the stick RUPSHA-2: 2." in read(visit, "news")
        assert "Learners without a name: 1" in read(visit, "news")
        assert visit.see("open_names").isEnabled()
    assert counted.too_much == []
    (saved,) = (tmp_path / hand_over.STICK).glob("names-*.csv")
    with saved.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    assert [row[10:12] for row in rows] == [["রহিমা", "Rahima"], ["", "'=SUM(A1)"], ["", ""]]
    (opened,) = (one for one in decisions(tmp_path) if isinstance(one, NamesOpened))
    assert (opened.role, opened.purpose, len(opened.files), opened.names) == (ROLE, "named_list", 1, 2)
    assert said_nowhere(tmp_path)


def test_certificates_of_all_that_are_shown(tmp_path: Path) -> None:
    with visiting(tmp_path, two_places) as visit:
        collected(visit, tmp_path)
        visit.press("open_names")
        assert not shows(visit, "only_this_class")
        assert read(visit, "all_that_are_shown") == "All classes that you see: 3"
        visit.write("role", ROLE)
        visit.press("for_certificates", "open_these", "file_to_stick")
        visit.let_names_go()
        assert "Certificates on the stick RUPSHA-2: 3." in read(visit, "news")
    stick = tmp_path / hand_over.STICK
    assert len(list(stick.glob("certificates-*.pdf"))) == len(list(stick.glob("delivery.csv"))) == 1
    assert said_nowhere(tmp_path)


def test_whoever_turns_back_opens_nothing(tmp_path: Path) -> None:
    with visiting(tmp_path, two_places) as visit:
        collected(visit, tmp_path)
        for way in (("keep_sealed",), ("open_these", "cancel"), ("open_these", "file_to_stick", "back")):
            visit.press("open_names")
            visit.write("role", ROLE)
            visit.press("for_complaint", *way)
        visit.press("open_names")
        key(visit.dialog(), "Escape")
        visit.quiet()
    assert not any(isinstance(one, NamesOpened) for one in decisions(tmp_path))
    assert sorted(path.suffix for path in (tmp_path / hand_over.STICK).iterdir()) == [".bsuh"] * 3


def test_a_typed_place_is_a_school_of_the_list(tmp_path: Path) -> None:
    with visiting(tmp_path, two_places) as visit:
        collected(visit, tmp_path)
        choose_row(visit, "Kaliganga High School")
        assert not shows(visit, "which_school")
        choose_row(visit, WORDS)
        assert f"Place as it was typed: “{WORDS}”" in read(visit, "side")
        visit.press("which_school")
        assert not visit.see("map_place").isEnabled()
        assert read(visit, "near_0").startswith("Kaliganga High School\nNodipar")
        visit.write("school", "Kaliganga High School")
        assert not visit.see("map_place").isEnabled(), "several schools may have that name"
        visit.press("near_0", "map_place")
        assert read(visit, "news").startswith(f"“{WORDS}” is Kaliganga High School from now on.")
        assert f"Typed as “{WORDS}”. It is Kaliganga High School." in read(visit, "side")
        assert not shows(visit, "which_school")
        assert all("Kaliganga High School" in row.cells[0].text for row in table(visit).rows())
        visit.speak("bn", 1.0)
        assert all("কালীগঙ্গা" in row.cells[0].text for row in table(visit).rows())
    assert decisions(tmp_path)[-1] == PlaceMapped(TYPED, SCHOOL)


def test_the_places_follow_the_language(tmp_path: Path) -> None:
    with visiting(tmp_path, two_places) as visit:
        collected(visit, tmp_path)
        choose_row(visit, WORDS)
        visit.press("which_school", "near_0")
        before = named(visit.seen(), "school", QComboBox).currentText()
        key(visit.seen(), "F9")
        visit.quiet()
        after = named(visit.seen(), "school", QComboBox).currentText()
        assert (before[:9], after[:9]) == ("Kaliganga", "কালীগঙ্গা"[:9])
        assert visit.see("map_place").isEnabled()
        visit.press("leave_typed")
    assert not any(isinstance(one, PlaceMapped) for one in decisions(tmp_path))
