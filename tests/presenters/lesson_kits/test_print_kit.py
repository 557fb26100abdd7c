"""A module's papers without a window: what can be chosen, when they can be printed, and where they are is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.lesson_kits.print_kit import KitWish, PrintKitModel, PrintKitPresenter
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.services.certificates.certify import choose_layout
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import resources_of_version_1, teach_by
from tests.helpers.faceless import reported, session_in, words_of
from tests.helpers.kits import grey_square
from tests.helpers.packs import good_files_2, write_folder
from tests.helpers.papers import copied_pages

TAKA, LITTLE = "taps-traps-taka", "kind-thumbs-brave-voice"
"""The little pack is on the shelf as a module to which the programme gives a number."""


class Dialog:
    """The dialog; `model` is the last one."""

    model: PrintKitModel

    def __init__(self, session: DeskSession, wish: KitWish) -> None:
        self.session = session
        self.ended = 0
        self.jobs: list[PrintJob] = []
        self.informed: list[tuple[str, str]] = []
        session.informed.connect(lambda light, fact, _: self.informed.append((light, session.say(fact))))
        self.presenter = PrintKitPresenter(session, self, wish, grey_square)
        self.presenter.begin()

    def bind(self, model: PrintKitModel) -> None:
        """Notes it."""
        self.model = model

    def end(self) -> None:
        """Notes that it is closed."""
        self.ended += 1

    def print_paper(self, job: PrintJob) -> None:
        """Notes what is to be printed."""
        self.jobs.append(job)

    def checked(self) -> list[str]:
        """The papers that are chosen."""
        parts = ("plan", "notes", "questions", "things", "home")
        return [part for part in parts if getattr(self.model, part).checked]


@contextmanager
def dialog(folder: Path, wish: KitWish | None = None, little: bool = False) -> Iterator[Dialog]:
    def prepare(desk: Desk) -> None:
        prepared.with_class(desk)

    with session_in(folder, prepare) as session:
        if little:
            session.query(lambda desk: shelve(desk, folder / "resources"), lambda _: None)
        yield Dialog(session, wish or KitWish())


def shelve(desk: Desk, resources: Path) -> None:
    """Puts a second module on the shelf: a little one of format 2."""
    import shutil

    shutil.copytree(desk.resources, resources, ignore=shutil.ignore_patterns("fonts", "verify", "help"))
    files = good_files_2()
    files["module.toml"] = files["module.toml"].replace('id = "little-lesson"', f'id = "{LITTLE}"')
    write_folder(resources / "packs" / LITTLE, files)
    desk.resources = resources


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def test_all_papers_of_the_only_module_are_chosen(tmp_path: Path) -> None:
    with dialog(tmp_path, KitWish(learners=58)) as view:
        assert view.checked() == ["plan", "notes", "questions", "things", "home"]
        assert (view.model.things.enabled, view.model.no_things.shown) == (True, False)
        assert view.model.module_part.shown is False
        assert (view.model.groups.value, view.model.learners.value) == (8, 58)
        assert (view.model.in_bangla.checked, view.model.in_colour.checked) == (True, True)
        assert (view.model.targets.enabled, view.model.why_not.shown) == (True, False)


def test_papers_that_a_module_does_not_have_are_not_chosen(tmp_path: Path) -> None:
    resources = resources_of_version_1(tmp_path / "resources")
    with session_in(tmp_path / "desk", prepared.with_class) as session:
        session.change(lambda desk: teach_by(desk, resources))
        view = Dialog(session, KitWish())
        assert view.checked() == ["plan", "notes", "questions", "home"]
        assert (view.model.things.enabled, view.model.no_things.shown) == (False, True)
        assert view.model.targets.enabled


def test_a_module_is_chosen_and_may_have_papers_for_activities(tmp_path: Path, papers: Path) -> None:
    with dialog(tmp_path, KitWish(pack=TAKA, version=1, learners=3), little=True) as view:
        assert view.model.module_part.shown
        assert [words_of(title) for title in view.model.module.options] == ["A little lesson", "Taps, Traps and Taka"]
        assert view.model.module.chosen == 1
        view.presenter.choose_module(0)
        assert view.checked() == ["plan", "notes", "questions", "things", "home"]
        assert view.model.no_things.shown is False
        for part in ("plan", "notes", "questions", "home"):
            view.presenter.choose_part(part, False)
        view.presenter.type_groups(5)
        view.presenter.choose_language("en")
        view.presenter.save(papers, "")
        (path,) = papers.iterdir()
        assert path.name == f"lesson-kit-{LITTLE}-3-en.pdf"
        assert len(copied_pages(path.read_bytes())) == 2 + 2, "two offers, ten flags"


def test_without_papers_or_with_odd_numbers_nothing_is_printed(tmp_path: Path) -> None:
    with dialog(tmp_path) as view:
        for part in ("plan", "notes", "questions", "things", "home"):
            view.presenter.choose_part(part, False)
        assert (view.model.targets.enabled, words_of(view.model.why_not)) == (False, "Choose which papers to print.")
        view.presenter.choose_part("home", True)
        assert view.model.targets.enabled
        for number in (None, 0, 21):
            view.presenter.type_groups(number)
            assert (view.model.groups.problem, view.model.targets.enabled) == (True, False)
            assert words_of(view.model.why_not) == "Write how many groups there are: 1 to 20."
        view.presenter.type_groups(6)
        view.presenter.type_learners(201)
        assert (view.model.groups.problem, view.model.learners.problem) == (False, True)
        assert words_of(view.model.why_not, "bn") == "কয়জন শিক্ষার্থী, লিখুন: ১ থেকে ২০০।"


def test_the_ink_is_that_of_the_certificates_of_this_laptop(tmp_path: Path) -> None:
    with dialog(tmp_path) as view:
        view.session.change(lambda desk: choose_layout(desk, Layout(ink="black")))
        view.presenter.begin()
        assert (view.model.in_colour.checked, view.model.black_only.checked) == (False, True)
        view.presenter.choose_ink("colour")
        assert view.model.in_colour.checked


def test_where_it_is_is_said(tmp_path: Path, papers: Path) -> None:
    with dialog(tmp_path, KitWish(language="en", parts=("plan",))) as view:
        view.presenter.save(papers, "")
        view.presenter.choose_ink("black")
        view.presenter.save(papers, "RUPSHA")
        name = "lesson-kit-taps-traps-taka-2-en"
        assert view.informed == [
            ("ok", f"{name}.pdf is in the folder papers. Pages: 2."),
            ("ok", f"{name}-2.pdf is on the stick RUPSHA. Pages: 2."),
        ]
        assert view.ended == 2
        view.presenter.save(papers, "")
        assert len(list(papers.iterdir())) == 2, "the same one is there already"


def test_a_folder_that_refuses_is_reported(tmp_path: Path) -> None:
    with dialog(tmp_path) as view, reported(view.session) as errors:
        view.presenter.save(tmp_path / "profile", "")
        assert ([error.code for error in errors], view.informed) == (["own_folder"], [])


def test_pages_that_were_sent_to_the_printer_are_said(tmp_path: Path) -> None:
    with dialog(tmp_path) as view, reported(view.session) as errors:
        view.presenter.print()
        (job,) = view.jobs
        assert (view.ended, job.paper.title) == (1, "Lesson kit")
        for outcome in ("none", "stopped"):
            job.then(outcome, 1)
        assert view.informed == []
        refused = KnownError("no_printer", Message("No printer."), Message(""))
        job.failed(refused)
        assert errors == [refused]
        job.then("some", 3)
        assert view.informed == [("ok", "Pages sent to the printer: 3.")]
