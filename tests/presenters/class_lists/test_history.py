"""The history of a class without a window: its rows in both languages, and what a row opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.presenters.class_lists.history import HistoryModel, HistoryPresenter
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.ended_classes import lessons_of_each_kind
from tests.helpers.faceless import NotedPage, PausedFace, cells_of, header_of, session_in, words_of


class History(NotedPage[HistoryModel]):
    """The page."""

    current = ""

    def set_current(self, session: str) -> None:
        """Notes the row under the cursor."""
        self.current = session


@contextmanager
def history(
    folder: Path, prepare: Callable[[Desk], object] = lessons_of_each_kind
) -> Iterator[tuple[History, HistoryPresenter]]:
    with session_in(folder, prepare) as session:
        view = History()
        presenter = HistoryPresenter(session, view)
        groups: list[str] = []
        session.query(lambda desk: desk.store.rosters.groups()[0].id, groups.append)
        presenter.show(groups[0])
        yield view, presenter


def test_lessons_stand_by_date_with_what_is_known_of_each(tmp_path: Path) -> None:
    with history(tmp_path) as (view, presenter):
        rows = list(reversed(cells_of(view.model.rows)))
        assert rows[0] == [
            "3 August 2026 / 40 min",
            "Taps, Traps and Taka",
            "11 of 12 / Headcount: 12",
            "50%, then 75% / by hands, the class as a whole",
            "11 / Printed or saved",
            "No receipt for 56 days",
        ]
        assert [row[3] for row in rows[1:]] == [
            "18%, then 55% / the same learners: 11",
            "Not asked",
            "Not counted",
            "Fewer than 5 answered",
            "Asked before only",
            "Not asked",
            "Not asked",
        ]
        assert rows[2][2] == "11 of 12 / heads not counted"
        assert [row[1].partition(" / ")[2] for row in rows[5:]] == [
            "",
            "Practice",
            "Grade 8, section Ka + Grade 8, section Kha",
        ]
        assert rows[1][4:] == ["11 / Not saved yet", "Only on this laptop"]
        assert header_of(presenter) == ["Classes › Kaliganga High School", "History: Grade 8, section Ka"]
        assert (view.current, view.focused) == (view.model.rows[0].key, ["rows"])
        bangla = list(reversed(cells_of(view.model.rows, "bn")))
        assert bangla[0][2:4] == ["১২ জনে ১১ জন / উপস্থিত সংখ্যা: ১২", "৫০%, পরে ৭৫% / হাত তুলে, পুরো ক্লাস"]
        assert header_of(presenter, "bn")[1] == "যা পড়ানো হয়েছে: ৮ম শ্রেণি, ক শাখা"


def test_in_a_narrow_table_the_rest_is_below_the_lesson(tmp_path: Path) -> None:
    with history(tmp_path) as (view, presenter):
        presenter.set_wide(False)
        lesson, change = cells_of(view.model.rows)[-1]
        facts = "3 August 2026 · 40 min · Present 11 of 12 · Headcount: 12 · Certificates: 11 · No receipt for 56 days"
        assert lesson == f"Taps, Traps and Taka / {facts}"
        assert change == "50%, then 75% / by hands, the class as a whole"
        assert [words_of(column.title) for column in view.model.columns] == ["Lesson", "Before and after"]


def test_it_is_the_same_in_public_view(tmp_path: Path) -> None:
    with history(tmp_path) as (view, presenter):
        before = view.model
        presenter.session.set_public(True)
        presenter.words_changed()
        assert view.model == before, "there is nothing to hide"


def test_a_lesson_opens_as_it_was_finished(tmp_path: Path) -> None:
    with history(tmp_path) as (view, presenter):
        presenter.open_lesson("")
        assert view.opened == []
        oldest = view.model.rows[-1].key
        presenter.open_lesson(oldest)
        assert (view.opened, view.subjects) == (["wrap_up"], [{"session": oldest}])
        assert presenter.session.picture is not None
        assert presenter.session.picture.session == oldest


def test_before_the_first_lesson_there_is_a_sentence(tmp_path: Path) -> None:
    with history(tmp_path, prepared.with_class) as (view, _):
        assert view.text("nothing") == "No lesson yet Finished lessons of this class appear here."
        assert (view.model.table_space.shown, view.model.open_lesson.shown) == (False, False)
        assert (view.focused, view.current) == (["back"], "")


def test_nothing_is_said_before_the_desk_has_answered(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, prepared.finished, face=face) as session:
        view = History()
        presenter = HistoryPresenter(session, view)
        groups: list[str] = []
        session.query(lambda desk: desk.store.rosters.groups()[0].id, groups.append)
        face.pause()
        presenter.show(groups[0])
        presenter.refresh()
        assert (view.model.nothing.shown, view.model.rows, header_of(presenter)) == (False, (), ["Classes", ""])
        face.go_on()
        assert cells_of(view.model.rows)[0][1] == "Taps, Traps and Taka / Practice"
