"""Making a programme without a window: what was understood, what stops it, and the words that are typed from paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Face
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.programme.make_programme import (
    DELETE,
    KEEP,
    WORD_PARTS,
    MakeProgrammeModel,
    MakeProgrammePresenter,
)
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.root_key import words_of
from tests.helpers import prepared, programme_desks
from tests.helpers.faceless import NotedPage, PausedFace, cells_of, session_in
from tests.helpers.keys import key
from tests.helpers.papers import copied
from tests.helpers.settings_files import write_settings

WORDS = words_of(key("root"))


class Page(NotedPage[MakeProgrammeModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.jobs: list[PrintJob] = []
        self.files: list[Path] = []
        self.opens_files = True
        self.turns = 0
        self.presenter = MakeProgrammePresenter(session, self)

    def show_file(self, path: Path) -> bool:
        """Notes the file."""
        self.files.append(path)
        return self.opens_files

    def print_paper(self, job: PrintJob) -> None:
        """Notes the paper."""
        self.jobs.append(job)

    def turn(self) -> None:
        """Notes it."""
        self.turns += 1

    def reason(self, button: str) -> str:
        """What has to be done first; `button` can be pressed if it is ""."""
        said = self.text("reason")
        assert getattr(self.model, button).enabled == (not said)
        return said

    def type_words(self, words: tuple[str, ...] = WORDS) -> None:
        """Types the three words that are asked for."""
        for part in WORD_PARTS:
            place = int(self.text(f"{part}_label").removeprefix("Word "))
            self.presenter.type_word(part, f" {words[place - 1]} ")


@contextmanager
def making(
    folder: Path, sheet: bool = False, prepare: Callable[[Desk], object] = prepared.as_made, face: Face | None = None
) -> Iterator[Page]:
    with session_in(folder, prepare, face=face) as session:
        page = Page(session)
        page.presenter.show(sheet)
        yield page


def settings_in(folder: Path, slips: bool = False) -> Path:
    (folder / "office").mkdir()
    return write_settings(folder / "office", slips)


def test_settings_are_summed_up_before_they_are_signed(tmp_path: Path) -> None:
    with making(tmp_path) as page:
        assert page.reason("make") == "Choose the settings first."
        assert (page.model.settings_file.shown, page.model.understood.shown, page.focused) == (
            False,
            False,
            ["choose_settings"],
        )
        page.presenter.read(settings_in(tmp_path))
        assert page.reason("make") == ""
        assert (page.text("settings_file"), page.focused[-1]) == ("settings.toml", "make")
        facts = {text_of(label, "en"): text_of(value, "en") for label, value in page.model.facts}
        assert facts == {
            "Programme": "Kurigram digital safety",
            "Runs until": "30 June 2027",
            "Partners": "Asha Centre · Nodi Foundation",
            "Places": "Schools: 2",
            "With a known number of learners": "2",
            "Helplines": "Child Helpline 1098 · Emergency: police, fire, ambulance 999 · "
            "Violence against women and children 109",
        }
        assert text_of(page.model.facts[4][1], "bn") == "২"
        assert text_of(page.model.facts[3][1], "bn").endswith(": ২")
        assert {row.cells[1].light for row in page.model.findings.rows()} == {"look"}, "nothing stops it"


def test_slips_are_listed_with_their_lines_and_stop_it(tmp_path: Path) -> None:
    with making(tmp_path) as page:
        page.presenter.read(settings_in(tmp_path, slips=True))
        assert page.reason("make") == "Fix the settings first."
        assert page.focused[-1] == "choose_settings"
        assert page.model.findings_card.shown
        wide = cells_of(page.model.findings.rows())
        assert [text_of(column.title, "en") for column in page.model.findings.columns()] == ["Where", "What to fix"]
        assert "places.csv, line 3" in [cells[0] for cells in wide]
        assert {row.cells[1].light for row in page.model.findings.rows()} <= {"stop", "look"}
        page.presenter.set_wide(False)
        narrow = cells_of(page.model.findings.rows())
        assert [text_of(column.title, "en") for column in page.model.findings.columns()] == ["What to fix"]
        assert [cells[0].split(" / ")[1].split(" · ")[0] for cells in narrow] == [cells[0] for cells in wide]


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with making(tmp_path) as page:
        page.presenter.read(tmp_path / "none.toml")
        assert page.model.news.light == "stop"
        page.presenter.read(settings_in(tmp_path))
        assert not page.model.news.shown


def test_an_example_is_written_to_begin_with(tmp_path: Path) -> None:
    with making(tmp_path) as page:
        page.presenter.ask_for_example()
        page.answer_place(tmp_path, "ROKEYA-1")
        assert text_of(page.model.news.fact, "en") == "The example is here: ROKEYA-1."
        page.answer_place(tmp_path / "none", "")
        assert page.model.news.light == "stop"


def test_a_programme_is_made_and_its_sheet_is_on_paper_before_it_is_done(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with making(tmp_path) as page:
        page.presenter.read(settings_in(tmp_path))
        page.presenter.ask_folder()
        page.answer_place(out, "")
        model = page.model
        assert (model.settings_part.shown, model.made_part.shown, model.made_card.shown) == (False, True, True)
        assert (model.back.shown, model.make.shown, model.done.shown) == (False, False, True)
        assert page.text("made_text") == "Its files are in the folder out."
        assert [text_of(words, "en") for _, words in model.files][:2] == ["for every desk", "to print and lock away"]
        assert (page.turns, page.focused[-1], model.open_sheet.shown) == (1, "open_sheet", True)
        assert page.presenter.unsaved_warning() is not None
        assert page.reason("done") == "Write the three words first."
        (sheet,) = [out / text_of(name, "en") for name, words in model.files if "lock away" in text_of(words, "en")]
        page.presenter.show_sheet()
        assert page.files == [sheet]
        page.opens_files = False
        page.presenter.show_sheet()
        assert page.text("news").startswith("No app on this laptop can open the sheet. Print")
        words: list[tuple[str, ...]] = []
        page.session.query(lambda desk: words_of(desk.root_key) if desk.root_key else (), words.append)
        page.type_words(words[0])
        assert page.reason("done") == ""
        page.presenter.finish()
        assert [verb for verb, *_ in page.questions[-1].verbs] == [KEEP, DELETE]
        page.answer("")
        assert page.opened == []
        page.answer(DELETE)
        assert (page.opened, sheet.exists()) == (["programme"], False)
        assert page.presenter.unsaved_warning() is None


def test_a_wrong_word_is_marked_and_said_until_it_is_typed_again(tmp_path: Path) -> None:
    with making(tmp_path, sheet=True, prepare=programme_desks.office) as page:
        assert (page.model.sheet_card.shown, page.model.made_card.shown, page.focused) == (True, False, ["write_sheet"])
        assert page.presenter.unsaved_warning() is None, "it can be written again"
        page.type_words()
        page.presenter.type_word("word_2", "house")
        page.presenter.finish()
        marked = [getattr(page.model, part).problem for part in WORD_PARTS]
        assert (marked, page.focused[-1]) == ([False, True, False], "word_2")
        place = page.text("word_2_label").removeprefix("Word ")
        assert page.text("problem").startswith(f"Word {place} on the sheet is different.")
        assert page.text("word_2_label", "bn") != page.text("word_2_label")
        page.presenter.type_word("word_2", "")
        assert not page.model.problem.shown
        assert page.reason("done") == "Write the three words first."
        page.presenter.finish()
        assert page.opened == []
        page.type_words()
        page.presenter.finish()
        assert page.opened == ["programme"], "there is no file to ask about"


def test_the_sheet_is_written_again_and_what_was_typed_goes_when_the_page_is_left(tmp_path: Path) -> None:
    with making(tmp_path, sheet=True, prepare=programme_desks.office) as page:
        page.presenter.ask_where()
        page.answer_place(tmp_path / "none", "")
        assert page.text("news").startswith("This folder no longer exists.")
        (tmp_path / "out").mkdir()
        page.answer_place(tmp_path / "out", "")
        (sheet,) = (tmp_path / "out").iterdir()
        assert text_of(page.model.news.fact, "en") == f"The sheet is in {sheet.name}."
        assert WORDS[0] in " ".join(copied(sheet.read_bytes()))
        page.type_words()
        page.presenter.leave()
        assert [getattr(page.model, part).value for part in WORD_PARTS] == ["", "", ""]


@pytest.mark.parametrize(("outcome", "told"), [("all", True), ("stopped", False)])
def test_a_printed_sheet_is_told_only_if_all_of_it_was_sent(tmp_path: Path, outcome: str, told: bool) -> None:
    with making(tmp_path, sheet=True, prepare=programme_desks.office) as page:
        page.presenter.print_sheet()
        (job,) = page.jobs
        job.then("all" if outcome == "all" else "stopped", 1)
        assert page.model.news.shown == told


def test_while_it_is_made_it_is_not_made_twice_and_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    face = PausedFace()
    with making(tmp_path, face=face) as page:
        page.presenter.read(settings_in(tmp_path))
        page.presenter.ask_folder()
        face.pause()
        page.answer_place(tmp_path / "office" / "settings.toml", "")
        assert (page.text("make"), page.model.make.enabled) == ("Making the programme", False)
        assert page.presenter.unsaved_warning() is not None, "its sheet would stay where nobody asks about it"
        page.answer_place(tmp_path, "")
        face.go_on()
        assert (page.text("make"), page.model.make.enabled) == ("Make the programme", True)
        assert page.model.news.light == "stop"
        assert page.presenter.unsaved_warning() is None
        assert not list(tmp_path.glob("*-programme-v*"))
