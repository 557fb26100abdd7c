"""A class sheet without a window: names leave only after a warning, and where the sheet is, is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.class_sheets.print_sheet import PrintSheetPresenter, SheetWish
from bsuh_desktop.presenters.paper_output import PrintJob
from tests.helpers import prepared
from tests.helpers.faceless import reported, session_in
from tests.helpers.papers import copied

NAME = "জ্যোৎস্না"


class Dialog:
    """The dialog. Names may leave if `lets_names_go`."""

    def __init__(self, session: DeskSession) -> None:
        self.session = session
        self.ended = 0
        self.warned: list[bool] = []
        self.lets_names_go = True
        self.jobs: list[PrintJob] = []
        self.informed: list[tuple[str, str]] = []
        session.informed.connect(lambda light, fact, _: self.informed.append((light, session.say(fact))))
        self.presenter = PrintSheetPresenter(session, self, SheetWish())

    def end(self) -> None:
        """Notes that it is closed."""
        self.ended += 1

    def ask_before_names(self, on_stick: bool, then: Callable[[], object]) -> None:
        """Agrees, or not."""
        self.warned.append(on_stick)
        if self.lets_names_go:
            then()

    def print_paper(self, job: PrintJob) -> None:
        """Notes what is to be printed."""
        self.jobs.append(job)


@contextmanager
def dialog(folder: Path) -> Iterator[Dialog]:
    with session_in(folder, prepared.with_class) as session:
        yield Dialog(session)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def sheet_in(papers: Path) -> str:
    (path,) = papers.glob("*.pdf")
    return "\n".join(copied(path.read_bytes()))


def wish_of_class(view: Dialog) -> None:
    """The sheet is for the class of the desk."""
    found: list[str] = []
    view.session.query(lambda desk: desk.store.rosters.groups()[0].id, found.append)
    view.presenter = PrintSheetPresenter(view.session, view, SheetWish((found[0],)))


def test_rolls_alone_need_no_warning_and_are_in_the_language_of_the_desk(tmp_path: Path, papers: Path) -> None:
    with dialog(tmp_path) as view:
        view.session.set_language("bn")
        wish_of_class(view)
        view.presenter.save(papers, "", names=False)
        text = sheet_in(papers)
        assert ("৫৮" in text, NAME in text) == (True, False)
        assert (view.warned, view.ended) == ([], 1)


def test_names_are_warned_of_and_may_stay(tmp_path: Path, papers: Path) -> None:
    with dialog(tmp_path) as view:
        view.session.set_language("bn")
        wish_of_class(view)
        view.lets_names_go = False
        view.presenter.save(papers, "", names=True)
        assert (list(papers.iterdir()), view.warned, view.ended) == ([], [False], 0)
        view.lets_names_go = True
        view.presenter.save(papers, "RUPSHA", names=True)
        assert NAME in sheet_in(papers)
        assert (view.warned, view.ended) == ([False, True], 1)


def test_where_it_is_is_said(tmp_path: Path, papers: Path) -> None:
    with dialog(tmp_path) as view:
        view.presenter.save(papers, "", names=False)
        view.presenter.save(papers, "RUPSHA", names=False)
        (_, folder), (light, stick) = view.informed
        assert folder.startswith("Class sheet ")
        assert folder.endswith(" is in the folder papers. Pages: 1.")
        assert (light, stick.endswith(" is on the stick RUPSHA. Pages: 1.")) == ("ok", True)


def test_a_folder_that_refuses_is_reported(tmp_path: Path) -> None:
    with dialog(tmp_path) as view, reported(view.session) as errors:
        view.presenter.save(tmp_path / "profile", "", names=False)
        assert ([error.code for error in errors], view.informed) == (["own_folder"], [])


def test_a_sheet_that_was_sent_to_the_printer_is_said_and_one_that_was_not_is_not(tmp_path: Path) -> None:
    with dialog(tmp_path) as view, reported(view.session) as errors:
        view.presenter.print(names=True)
        (job,) = view.jobs
        assert (view.warned, view.ended) == ([], 1), "paper is handed to a person"
        for outcome in ("none", "some", "stopped"):
            job.then(outcome, 1)
        assert view.informed == []
        refused = KnownError("no_printer", Message("No printer."), Message(""))
        job.failed(refused)
        assert errors == [refused]
        job.then("all", 1)
        assert view.informed[0][1].endswith(" was sent to the printer. Pages: 1.")
