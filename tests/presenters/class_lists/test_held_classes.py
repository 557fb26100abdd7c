"""The classes that were held, without a window: their rows, and what a row opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.presenters.class_lists.held_classes import HeldModel, HeldPresenter
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import hand_over, prepared
from tests.helpers.faceless import NotedPage, PausedFace, cells_of, header_of, session_in, words_of
from tests.helpers.scenes import names, reissue


class Held(NotedPage[HeldModel]):
    """The page."""

    current = ""

    def set_current(self, session: str) -> None:
        """Notes the row under the cursor."""
        self.current = session


def two_days(desk: Desk) -> None:
    """The same class with the same module on two days; its papers were never written."""
    prepared.finished(desk)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(24 * 3600)
    prepared.again(desk).finish()


@contextmanager
def held(folder: Path, prepare: Callable[[Desk], object] = two_days) -> Iterator[tuple[Held, HeldPresenter]]:
    with session_in(folder, prepare) as session:
        view = Held()
        presenter = HeldPresenter(session, view)
        presenter.enter()
        yield view, presenter


def test_the_newest_stands_first(tmp_path: Path) -> None:
    with held(tmp_path) as (view, presenter):
        rows = cells_of(view.model.rows)
        assert [row[0] for row in rows] == ["4 August 2026", "3 August 2026"]
        assert [row[2] for row in rows] == ["58", "55"]
        assert cells_of(view.model.rows, "bn")[1][0] == "৩ আগস্ট ২০২৬"
        assert rows[1][1].startswith("Grade 8, section Ka / ")
        assert rows[1][1].endswith(" · Kaliganga High School · Practice")
        assert [words_of(column.title) for column in view.model.columns] == ["Day", "Class", "Present", "Minutes", ""]
        assert (header_of(presenter)[0], view.current, view.focused) == (
            "On this laptop: 2",
            view.model.rows[0].key,
            ["rows"],
        )


def test_in_a_narrow_table_the_day_is_below_the_class(tmp_path: Path) -> None:
    with held(tmp_path) as (view, presenter):
        presenter.set_wide(False)
        (name, there) = cells_of(view.model.rows)[1]
        assert name.startswith("Grade 8, section Ka / 3 August 2026 · ")
        assert (name.endswith(" · Kaliganga High School"), there) == (True, "55")
        assert [words_of(column.title) for column in view.model.columns] == ["Class", "Present"]


def test_a_class_opens_as_it_was_finished(tmp_path: Path) -> None:
    with held(tmp_path) as (view, presenter):
        older = view.model.rows[1].key
        presenter.open_class(older)
        assert (view.opened, view.subjects) == (["wrap_up"], [{"session": older}])
        picture = presenter.session.picture
        assert picture is not None
        assert picture.session == older
        presenter.open_withdrawal("")
        presenter.open_withdrawal(older)
        assert view.opened == ["wrap_up", "withdrawal"]
        assert view.subjects[1] == {"session": older, "path": "held"}


def test_names_that_went_and_papers_to_print_again_are_said(tmp_path: Path) -> None:
    with held(tmp_path / "gone", names.every_state) as (view, _):
        assert [row[1] for row in cells_of(view.model.rows) if "section Ga" in row[1]][-1].endswith("Names deleted")
    with held(tmp_path / "mended", reissue.mended) as (view, _):
        assert any("/ Certificates to print again: 1 · " in row[1] for row in cells_of(view.model.rows))
    with held(tmp_path / "programme", hand_over.answered) as (view, _):
        assert "Practice" not in cells_of(view.model.rows)[0][1]


def test_before_the_first_class_there_is_a_sentence(tmp_path: Path) -> None:
    with held(tmp_path, prepared.with_class) as (view, _):
        assert view.text("nothing") == "No class has been held yet Finished classes appear here."
        assert (view.model.table_space.shown, view.model.consent_withdrawn.shown) == (False, False)
        assert (view.focused, view.current) == (["back"], "")


def test_nothing_is_said_before_the_desk_has_answered(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, prepared.as_made, face=face) as session:
        view = Held()
        presenter = HeldPresenter(session, view)
        face.pause()
        presenter.enter()
        presenter.refresh()
        assert (view.model.nothing.shown, header_of(presenter)[0]) == (False, "")
        face.go_on()
        assert (view.model.nothing.shown, header_of(presenter)[0]) == (True, "On this laptop: 0")
