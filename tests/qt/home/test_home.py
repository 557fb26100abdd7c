"""Home in a window: the keyboard at the first thing to do, the buttons, and the language. What it says is tested in
`tests/presenters/home`."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.helpers import day, prepared
from tests.helpers.attendance import PARTNER
from tests.helpers.class_pages import class_of, read, shows
from tests.helpers.display import show_on
from tests.helpers.hands import key, named, pick, press, until
from tests.helpers.programmes import write_programme
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def on_page(visit: Visit, name: str) -> None:
    until(lambda: visit.window.page.name == name, f"the page {name} is shown")
    visit.quiet()


def primaries(visit: Visit) -> list[str]:
    """The primary buttons that can be seen."""
    buttons = visit.window.page.findChildren(QPushButton)
    return [one.objectName() for one in buttons if one.isVisible() and one.property("kind") == "primary"]


def test_a_laptop_without_a_class_offers_to_bring_a_list(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        assert "No class yet" in read(visit, "no_class")
        assert primaries(visit) == ["empty_verb"]
        assert not shows(visit, "today")
        visit.press("empty_verb")
        on_page(visit, "import_list")


def test_a_class_may_begin_without_a_list(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.press("without_list")
        on_page(visit, "set_up")
        assert "without a list" in read(visit, "class_card")


def test_the_next_class_stands_on_its_card(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        card = read(visit, "today")
        assert "Grade 8, section Ka" in card
        assert "Learners: 58, without a name: 2" in card
        visit.press("language_bn")
        assert "৮ম শ্রেণি, ক শাখা" in read(visit, "today")
        assert "৫৮" in read(visit, "today_learners")


def test_enter_prepares_the_next_class(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        assert primaries(visit) == ["start_preparing"]
        key(visit.window, "Return")
        on_page(visit, "set_up")
        assert "Grade 8, section Ka" in read(visit, "class_card")


def test_a_class_that_runs_is_gone_on_with_first(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        assert primaries(visit) == ["go_on"]
        card = read(visit, "unfinished")
        assert "Grade 8, section Ka: go on, or close?" in card
        assert "on slide 5" in card
        key(visit.window, "Return")
        on_page(visit, "teach")
        assert class_of(visit).view.slide == 5


def test_a_class_is_finished_only_after_one_question(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("finish_class")
        press(named(visit.dialog(), "back"))
        visit.quiet()
        assert shows(visit, "go_on")
        visit.press("finish_class")
        press(named(visit.dialog(), "finish"))
        on_page(visit, "wrap_up")
        assert class_of(visit).view.step == "wrap_up"


def test_files_that_wait_are_taken_up_where_they_are_made(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.finished) as visit:
        visit.unlock()
        described = visit.see("hand_over_now").accessibleDescription()
        assert described == read(visit, "hand_over_count") == "Finished classes that are on this laptop only: 1"
        visit.press("hand_over_now")
        on_page(visit, "hand_over")
        assert read(visit, "stick_title") == "Plug a stick in"
        visit.press("rail_home", "certificates_now")
        on_page(visit, "wrap_up")
        assert class_of(visit).view.step == "wrap_up"


def test_no_name_is_greeted_where_the_class_looks_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        assert read(visit, "header_title") == "Good morning"
        visit.in_private()
        assert read(visit, "header_title") == f"Good morning, {prepared.FACILITATOR}"
        assert read(visit, "header_over") == "Monday, 3 August 2026"


def test_readiness_is_looked_at_again_when_asked(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        assert "None is plugged in." in read(visit, "readiness")
        assert "Practice: nothing here goes into a report." in read(visit, "readiness")
        line = visit.see("readiness_projector")
        visit.window.page.retranslate()
        assert visit.see("readiness_projector") is line, "what says the same stays as it is"
        visit.press("language_bn")
        until(lambda: "লাগানো নেই।" in read(visit, "readiness"), "it is said in Bangla")
        visit.press("language_en")
        if not show_on("LAPTOP", "PROJECTOR"):
            pytest.skip("the screen is not ours to divide")
        until(lambda: visit.bridge.projector.arrangement == "two", "the projector is known")
        visit.press("look_again")
        assert "A second screen is plugged in." in read(visit, "readiness")


def test_another_class_is_chosen_from_the_foot(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("choose_class")
        on_page(visit, "classes")


def test_whoever_practises_may_join_a_programme(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("join_programme")
        on_page(visit, "first_run")
        visit.press("back")
        on_page(visit, "home")
        visit.press("join_programme", "open_file")
        pick(write_programme(tmp_path))
        visit.quiet()
        visit.press(f"partner_{PARTNER}", "primary")
        on_page(visit, "home")
        assert not shows(visit, "join_programme"), "one programme is enough"
        assert "This laptop waits for its grant." in read(visit, "readiness")


def test_a_prepared_day_is_reordered_by_its_rows_and_follows_the_language(tmp_path: Path) -> None:
    with visiting(tmp_path, day.four_prepared) as visit:
        visit.unlock()
        assert primaries(visit) == ["start_1"]
        assert visit.window.focusWidget() is visit.see("start_1")
        assert visit.see("earlier_4").toolTip() == "Earlier: Grade 9, section Ka"
        visit.press("earlier_4")
        assert visit.see("start_3").accessibleName() == "Start: Grade 9, section Ka"
        visit.see("start_2").setFocus()
        key(visit.window, "F9")
        visit.quiet()
        assert visit.window.focusWidget() is visit.see("start_2"), "the language leaves the keyboard where it is"
        assert visit.see("start_3").accessibleName().startswith("শুরু")
        visit.press("language_en", "remove_1")
        press(named(visit.dialog(), "remove"))
        visit.quiet()
        assert not shows(visit, "start_4")
