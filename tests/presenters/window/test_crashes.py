"""Bugs without a window: one at a time, none before learners or over a cover, and a report that the person saves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.window.crashes import CrashPresenter
from bsuh_desktop.system.log import last_lines
from tests.helpers import prepared
from tests.helpers.faceless import reported, session_in


class CrashDialog:
    """The reports that were shown."""

    def __init__(self, session: DeskSession) -> None:
        self.session = session
        self.reports: list[str] = []
        self.presenter = CrashPresenter(session, self)

    def show_report(self, report: str) -> None:
        """Notes the report."""
        self.reports.append(report)


@contextmanager
def crashes(folder: Path) -> Iterator[CrashDialog]:
    with session_in(folder, prepared.as_made) as session:
        yield CrashDialog(session)


def test_a_known_error_is_a_message_and_anything_else_a_bug(tmp_path: Path) -> None:
    with crashes(tmp_path) as view, reported(view.session) as errors:
        known = KnownError("disk_full", Message("The disk is full."), Message("Empty the bin."))
        view.presenter.take(known)
        assert (errors, view.reports) == ([known], [])
        assert last_lines(1)[0].endswith("refused code=disk_full")
        view.presenter.take(ZeroDivisionError("Humayra"))
        (report,) = view.reports
        assert "ZeroDivisionError" in report
        assert "Humayra" not in report, "a value may be a child's name"
        assert last_lines(1)[0] in report


def test_one_bug_at_a_time(tmp_path: Path) -> None:
    with crashes(tmp_path) as view:
        view.presenter.show_bug(ZeroDivisionError())
        view.presenter.show_bug(RuntimeError())
        assert len(view.reports) == 1
        view.presenter.close()
        view.presenter.show_bug(RuntimeError())
        assert "RuntimeError" in view.reports[1]


def test_a_bug_waits_while_learners_have_the_laptop_or_it_is_covered(tmp_path: Path) -> None:
    with crashes(tmp_path) as view:
        view.session.hand_to_class()
        view.presenter.show_bug(ZeroDivisionError())
        view.presenter.show_bug(RuntimeError())
        assert view.reports == []
        view.session.take_from_class()
        assert "ZeroDivisionError" in view.reports[0], "the first one is the cause of the others"
        view.presenter.close()
        view.session.set_covered(True)
        view.presenter.show_bug(RuntimeError())
        assert len(view.reports) == 1
        view.session.set_covered(False)
        assert "RuntimeError" in view.reports[1]


def test_a_bug_of_a_worker_is_shown_too(tmp_path: Path) -> None:
    with session_in(tmp_path, prepared.as_made) as session:
        session.crashed.disconnect()
        view = CrashDialog(session)
        session.ask(lambda: 1 // 0, lambda _: None)
        assert "ZeroDivisionError" in view.reports[0]


def test_a_report_is_saved_where_the_person_says_and_a_folder_that_refuses_is_named(tmp_path: Path) -> None:
    with crashes(tmp_path) as view, reported(view.session) as errors:
        news: list[str] = []
        view.session.informed.connect(lambda light, fact, remedy: news.append(f"{light} {fact}"))
        folder = tmp_path / "kept"
        folder.mkdir()
        view.presenter.save(folder, "report")
        view.presenter.save(folder, "another")
        assert sorted(path.read_text("utf-8") for path in folder.iterdir()) == ["another", "report"]
        assert news[0] == f"ok The report is here: {folder / 'bsuh-report.txt'}"
        view.presenter.save(tmp_path / "gone", "report")
        assert [error.code for error in errors] == ["folder_gone"]
