"""The page of names without a window: until when each class keeps them, the date that is asked for, what is deleted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.presenters.erasure.names import NamesModel, NamesPresenter, names_gone
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.values import GroupNames, Purged
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import hand_over, prepared
from tests.helpers.faceless import NotedPage, cells_of, header_of, session_in, words_of
from tests.helpers.scenes import names


@contextmanager
def page(
    folder: Path, prepare: Callable[[Desk], object] = names.every_state
) -> Iterator[tuple[NotedPage[NamesModel], NamesPresenter]]:
    with session_in(folder, prepare) as session:
        view: NotedPage[NamesModel] = NotedPage()
        presenter = NamesPresenter(session, view)
        presenter.come_from("classes")
        yield view, presenter


def ahead(desk: Desk) -> None:
    """A class with its receipt, on a laptop that believes in 2035."""
    hand_over.answered(desk)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.set(datetime.datetime(2035, 1, 1, 9, tzinfo=datetime.UTC))


def test_each_class_says_until_when_and_why(tmp_path: Path) -> None:
    with page(tmp_path) as (view, presenter):
        assert header_of(presenter)[0] == "Names on this laptop: 30"
        assert {cells[0].split(" / ")[0]: cells[1:3] for cells in cells_of(view.model.rows)} == {
            "Grade 8, section Kha": [
                "5",
                "Not deleted: a receipt is missing / No receipt for the classes of 3 November 2026, 10 November 2026",
            ],
            "Grade 8, section Ka": ["12", "To be deleted on 1 February 2027 / 90 days after the receipt"],
            "Grade 9, section Ka": ["7", "To be deleted on 12 March 2027 / 90 days after the receipt"],
            "Grade 8, section Ga": [
                "6",
                "A class is still to come / A class is open or planned: the names stay for it.",
            ],
            "Grade 7, section Ga": [
                "—",
                "No name is kept / Deleted on 3 November 2026, by the programme's rule",
            ],
        }
        assert [row.cells[2].light for row in view.model.rows] == ["look", "ok", "ok", "info", "unused"]
        assert [row.state for row in view.model.rows] == ["look", "", "", "", ""]
        assert cells_of(view.model.rows)[0][3] == "Consent withdrawn"
        assert "৩ নভেম্বর ২০২৬, ১০ নভেম্বর ২০২৬" in cells_of(view.model.rows, "bn")[0][2]
        assert view.text("rule_text").startswith("The app deletes names 90 days after the receipt")
        assert (view.model.due_card.shown, view.model.delete_now.shown, view.model.date.shown) == (False, False, False)
        assert (view.model.hand_over.shown, view.model.nothing.shown, view.focused) == (True, False, ["rows"])


def test_a_narrow_table_has_three_columns(tmp_path: Path) -> None:
    with page(tmp_path) as (view, presenter):
        presenter.set_wide(False)
        assert [words_of(column.title) for column in view.model.columns] == ["Class", "Names", "Kept until"]
        assert {len(row.cells) for row in view.model.rows} == {3}


def test_a_class_is_opened_and_the_way_back_stays(tmp_path: Path) -> None:
    with page(tmp_path) as (view, presenter):
        group = view.model.rows[0].key
        presenter.open_class(group)
        assert (view.opened, view.subjects) == (["withdrawal"], [{"group": group, "path": "names"}])
        presenter.come_from("")
        presenter.back()
        assert view.opened[-1] == "classes"


def test_in_doubt_the_day_is_asked_and_only_then_names_go(tmp_path: Path) -> None:
    with page(tmp_path, names.in_doubt) as (view, presenter):
        assert (view.model.date.shown, view.model.date.clock_says) == (True, datetime.date(2019, 1, 1))
        assert view.focused == ["day"]
        assert (view.text("reason"), view.model.delete_now.shown) == ("Write today's date first.", False)
        presenter.state_day(datetime.date(2026, 12, 1))
        error = view.model.date.error
        assert error is not None
        assert "the newest class here has the date 12 December 2026" in str(error.message)
        assert view.model.delete_now.shown is False
        presenter.state_day(None)
        presenter.state_day(names.DUE)
        assert view.model.date.error is None
        assert view.model.date.clock_says == datetime.date(2019, 1, 1), "the clock's own day, whatever was typed"
        assert view.text("due_title") == "Names to delete, because their time is over: 12"
        assert (view.text("delete_now"), view.text("delete_now", "bn")) == ("Delete now: 12", "এখন মুছুন: ১২")
        assert (view.text("reason"), view.model.rows[0].state) == ("", "look")
        assert cells_of(view.model.rows)[0][2] == "Their time is over / 90 days after the receipt"
        presenter.ask_to_delete()
        (question,) = view.questions
        assert (text_of(question.question, "en"), question.safe) == ("Delete 12 names?", "keep")
        view.answer("keep")
        assert view.model.due_card.shown, "nothing went"
        presenter.ask_to_delete()
        view.answer("delete")
        assert view.text("news").startswith("Names that were deleted: 12. The numbers stay.")
        assert (view.model.due_card.shown, view.model.delete_now.shown) == (False, False)
        assert header_of(presenter)[0] == "Names on this laptop: 18", "what is held back stays"
        presenter.close_news()
        assert view.model.news.shown is False


def test_a_clock_that_runs_ahead_makes_no_name_due(tmp_path: Path) -> None:
    with page(tmp_path, ahead) as (view, _):
        assert view.model.date.clock_says == datetime.date(2035, 1, 1)
        (row,) = cells_of(view.model.rows)
        assert row[2].startswith("To be deleted on 1 November 2026")
        assert (view.model.due_card.shown, view.model.delete_now.shown) == (False, False)


def test_where_no_list_was_taken_there_is_a_sentence(tmp_path: Path) -> None:
    with page(tmp_path, prepared.as_made) as (view, _):
        assert view.text("nothing") == "No name is kept Names come with a class list, and only with consent. Classes"
        assert (view.model.table_space.shown, view.model.rule_text.shown, view.focused) == (False, False, ["back"])


def test_names_whose_time_is_over_are_deleted_once_and_asked_about_nowhere(tmp_path: Path) -> None:
    with page(tmp_path, hand_over.answered) as (view, presenter):
        clock = presenter.session.clock
        assert isinstance(clock, RehearsalClock)
        clock.advance(91 * 86_400)
        presenter.come_from("home")
        assert (view.focused[-1], view.text("reason"), view.model.date.shown) == ("delete_now", "", False)
        shown = len(view.shown)
        presenter.ask_to_delete()
        view.answer("delete")
        assert view.shown[shown].delete_now.enabled is False, "pressed twice, it deletes once"
        assert (view.model.delete_now.enabled, header_of(presenter)[0]) == (True, "Names on this laptop: 0")


@pytest.mark.parametrize(
    ("because", "words"),
    [
        ("receipt", "Names of Grade 8: deleted 90 days after the receipt, by the programme's rule."),
        ("class", "Names of Grade 8: deleted, by the programme's rule."),
    ],
)
def test_names_that_went_by_themselves(because: str, words: str) -> None:
    one = GroupNames("g", LocalText("অষ্টম", "Grade 8"), LocalText(), 3, "due", because=because)  # type: ignore[arg-type]
    light, fact, remedy = names_gone(Purged(3, gone=(one,), days=90))
    assert (light, text_of(fact, "en")) == ("info", words)
    assert text_of(remedy, "en").startswith("The numbers stay.")
    assert text_of(names_gone(Purged(6, gone=(one, one)))[1], "en").startswith("Names of 2 classes: deleted")
