"""How long names are kept: each class says until when, what holds it back, and nothing goes by a clock in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.erasure.retention import retention_view
from tests.helpers import hand_over
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import until, until_focused
from tests.helpers.list_pages import asked, on_page, press_verb, table, told
from tests.helpers.scenes import names
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def said(visit: Visit) -> dict[str, tuple[str, str, str]]:
    """What the table says of each class: names, until when, why."""
    return {
        row.cells[0].text.removeprefix("Grade "): (row.cells[1].text, row.cells[2].text, row.cells[2].second)
        for row in table(visit).rows()
    }


def write_day(visit: Visit, day: int, month: int, year: int) -> None:
    type_day(visit, day, month, year)
    visit.quiet()


def type_day(visit: Visit, day: int, month: int, year: int) -> None:
    """As a quick hand does, that waits for no answer."""
    for field, number in (("day", day), ("month", month), ("year", year)):
        visit.write(field, str(number))


def test_each_class_opens_its_people_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    with visiting(tmp_path, names.every_state) as visit:
        names.page(visit)
        on_page(visit, "names")
        assert said(visit)["8, section Kha"] == (
            "5",
            "Not deleted: a receipt is missing",
            "No receipt for the classes of 3 November 2026, 10 November 2026",
        )
        assert read(visit, "header_over") == "Names on this laptop: 30"
        assert not shows(visit, "delete_now")
        assert not shows(visit, "date_card")
        visit.press("language_bn")
        assert read(visit, "header_over") == "এই ল্যাপটপে নাম: ৩০"
        first = table(visit).rows()[0]
        assert (first.cells[1].text, "১০ নভেম্বর ২০২৬" in first.cells[2].second) == ("৫", True)
        press_verb(visit, table(visit).rows()[1].key)
        on_page(visit, "withdrawal")
        assert len(table(visit).rows()) == 12
        visit.press("back")
        on_page(visit, "names")
        visit.press("hand_over")
        on_page(visit, "hand_over")
        visit.press("rail_classes", "names", "back")
        on_page(visit, "classes")


def test_in_doubt_the_day_is_asked_and_only_then_names_go(tmp_path: Path) -> None:
    with visiting(tmp_path, names.in_doubt) as visit:
        names.page(visit)
        assert "It says: 1 January 2019" in read(visit, "date_question")
        assert not shows(visit, "delete_now")
        write_day(visit, 1, 12, 2026)
        assert "the newest class here has the date 12 December 2026" in read(visit, "date_problem")
        assert not shows(visit, "delete_now")
        write_day(visit, names.DUE.day, names.DUE.month, names.DUE.year)
        assert read(visit, "due_title") == "Names to delete, because their time is over: 12"
        assert said(visit)["8, section Ka"][1] == "Their time is over"
        visit.press("delete_now")
        until_focused(visit.see("keep"), "nothing goes by an Enter too many")
        visit.press("keep")
        assert read(visit, "due_title") == "Names to delete, because their time is over: 12"
        visit.press("delete_now", "delete")
        assert "Names that were deleted: 12." in read(visit, "news")
        assert said(visit)["8, section Ka"][:2] == ("—", "No name is kept")
        assert said(visit)["8, section Kha"][0] == "5", "what is held back stays"
        assert not shows(visit, "delete_now")


def test_a_day_that_was_written_over_before_its_answer_came_counts_for_nothing(tmp_path: Path) -> None:
    with visiting(tmp_path, names.in_doubt) as visit:
        names.page(visit)
        with visit.slow_desk():
            type_day(visit, 1, 12, 2026)
            type_day(visit, names.DUE.day, names.DUE.month, names.DUE.year)
            assert not shows(visit, "delete_now")
        assert read(visit, "due_title") == "Names to delete, because their time is over: 12"
        assert not shows(visit, "date_problem")


def test_names_that_go_by_themselves_are_told_of_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsuh_desktop.app.desk_session.LOOK_AFTER_MS", 0)
    with visiting(tmp_path, hand_over.answered) as visit:
        clock = visit.bridge.clock
        clock.advance(91 * 86_400)  # type: ignore[attr-defined]
        visit.unlock()
        until(lambda: told(visit), "the names that went are told of")
        words = "Names of Grade 8, section Ka: deleted 90 days after the receipt, by the programme's rule."
        assert told(visit).startswith(words)
        assert not any(group.names for group in asked(visit, retention_view).groups)
        visit.in_private()
        visit.press("held_classes")
        assert "Names deleted" in table(visit).rows()[0].cells[1].second
        visit.press("consent_withdrawn")
        on_page(visit, "withdrawal")
        visit.press("back")
        press_verb(visit, table(visit).rows()[0].key)
        on_page(visit, "wrap_up")
        assert (
            read(visit, "certificates_text")
            == "The names were deleted; the coordinator can print the certificates again."
        )
        assert not shows(visit, "certificates_places")
