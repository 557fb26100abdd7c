"""Reading out a recovery code without a window: who is found, what is missing, and when the code is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Face
from bsuh_desktop.domain.codes import ALPHABET
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.language import say
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.presenters.safekeeping.read_out import ReadOutModel, ReadOutPresenter, ShownCode, spelled
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import programme_desks, safekeeping
from tests.helpers.faceless import NotedPage, PausedFace, cells_of, session_in

NAME, CODE = "শিরিন আক্তার", safekeeping.CODES[0]


class Page(NotedPage[ReadOutModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.tops = self.first_pages = 0
        self.presenter = ReadOutPresenter(session, self)

    def show_top(self) -> None:
        """Notes it."""
        self.tops += 1

    def show_first_page(self) -> None:
        """Notes it."""
        self.first_pages += 1

    def cells(self, language: Language = "en") -> list[list[str]]:
        """What the table says."""
        return cells_of(map(self.model.rows.row, self.model.rows.things), language)

    def missing(self) -> str:
        """What has to be done first; the button can be pressed if it is ""."""
        said = self.text("reason_missing")
        assert self.model.primary.enabled == (not said)
        return said

    def shown_code(self) -> str:
        """The code on the page."""
        return "".join(self.model.code.groups)


@contextmanager
def read_out(
    folder: Path, prepare: Callable[[Desk], object] = safekeeping.keeping_codes, face: Face | None = None
) -> Iterator[Page]:
    with session_in(folder, prepare, face=face) as session:
        page = Page(session)
        page.presenter.enter()
        yield page


def test_laptops_are_listed_with_the_days_of_their_codes(tmp_path: Path) -> None:
    with read_out(tmp_path) as page:
        granted, other = sorted(page.cells(), key=lambda cells: cells[1] != NAME)
        assert granted[0].startswith("3A7Q / ")
        assert granted[3] == "never"
        assert other[0].startswith("no number yet / ")
        assert other[3] == other[2], "it was read out on the day on which it came"
        assert [text_of(column.title, "en") for column in page.model.rows.columns()] == [
            "Number",
            "Who",
            "Date of the code",
            "Read out",
        ]
        page.presenter.set_wide(False)
        assert [text_of(column.title, "bn") for column in page.model.rows.columns()] == ["নম্বর", "কে"]
        narrow = sorted(page.cells(), key=lambda cells: NAME not in cells[1])
        assert narrow[0][1] == f"{NAME} / Code of {granted[2]}, read out: never"
        assert page.focused == ["search"]


def test_the_laptop_and_the_reason_are_asked_for_and_then_the_code_is_shown(tmp_path: Path) -> None:
    with read_out(tmp_path) as page:
        assert page.missing() == "Choose the laptop."
        assert page.text("primary") == "Show the code"
        page.presenter.search("৩a7q")
        assert [cells[1] for cells in page.cells()] == [NAME]
        assert page.model.rows.row(page.model.rows.things[0]).state == "ok", "the only one found is chosen"
        assert page.missing() == "Choose the reason."
        page.presenter.go_on()
        assert page.shown_code() == "", "nobody has said why"
        page.presenter.choose_reason("forgotten")
        assert page.missing() == ""
        page.presenter.go_on()
        assert page.shown_code() == CODE
        assert page.text("reading_text") == "The recovery code of the laptop 3A7Q. It was never read out before."
        assert (page.model.reading.shown, page.model.choosing.shown, page.model.back.shown) == (True, False, False)
        assert page.text("primary") == "Done"
        assert (page.tops, page.focused[-1]) == (1, "primary")
        assert CODE[:5] not in repr(page.model)
        page.presenter.go_on()
        assert page.opened == ["grants"]


def test_a_second_time_it_says_when_it_was_read_out(tmp_path: Path) -> None:
    with read_out(tmp_path) as page:
        line = next(one for one in page.model.rows.things if not one.device)
        page.presenter.choose(line.code)
        page.presenter.choose_reason("other")
        page.presenter.go_on()
        assert page.shown_code() == safekeeping.CODES[1]
        assert f"the laptop {line.code}. It was read out before, on" in page.text("reading_text")


def test_where_the_class_may_look_on_nothing_is_shown_and_the_code_does_not_come_back(tmp_path: Path) -> None:
    with read_out(tmp_path) as page:
        page.presenter.search("3A7Q")
        page.presenter.choose_reason("successor")
        page.presenter.go_on()
        page.session.set_public(True)
        page.presenter.refresh()
        assert (page.model.reading.shown, page.model.choosing.shown, page.shown_code()) == (False, False, "")
        assert page.model.hidden_names.shown
        assert page.missing() == "First say that nobody else sees this screen."
        page.session.set_public(False)
        page.presenter.refresh()
        assert (page.model.reading.shown, page.model.choosing.shown) == (False, True)


def test_a_code_is_forgotten_when_the_page_is_left_and_names_when_it_is_cleared(tmp_path: Path) -> None:
    with read_out(tmp_path) as page:
        page.presenter.search("3A7Q")
        page.presenter.choose_reason("forgotten")
        page.presenter.go_on()
        page.presenter.leave()
        model = page.model
        assert (model.code, model.search.value, model.reason, model.reading_text.text) == (ShownCode(), "", None, "")
        page.presenter.clear()
        assert page.model.rows.things == ()
        page.presenter.refresh()
        assert page.model.rows.things == ()
        page.presenter.enter()
        assert len(page.cells()) == 2
        assert page.missing() == "Choose the laptop."


def test_an_answer_that_comes_after_the_page_is_left_shows_no_code(tmp_path: Path) -> None:
    face = PausedFace()
    with read_out(tmp_path, face=face) as page:
        page.presenter.search("3A7Q")
        page.presenter.choose_reason("forgotten")
        face.pause()
        page.presenter.go_on()
        page.presenter.leave()
        face.go_on()
        assert page.shown_code() == ""


def test_what_is_searched_is_found_by_number_or_code(tmp_path: Path) -> None:
    with read_out(tmp_path) as page:
        line = next(one for one in page.model.rows.things if not one.device)
        page.presenter.search(line.code[3:8].lower())
        assert [one.code for one in page.model.rows.things] == [line.code]
        page.presenter.search("nothing like it")
        assert page.text("nobody") == "No laptop found Try a part of the name, code or number."
        assert (page.model.table_space.shown, page.model.search_part.shown) == (False, True)
        assert page.missing() == "Choose the laptop."
        page.presenter.search(" ")
        assert len(page.model.rows.things) == 2
        assert page.first_pages == 4


def test_the_only_laptop_is_chosen_by_a_search_and_not_by_an_empty_one(tmp_path: Path) -> None:
    with read_out(tmp_path, safekeeping.keeping_a_code) as page:
        page.presenter.search("3A")
        assert page.missing() == "Choose the reason."
        page.presenter.search(" ")
        assert page.missing() == "Choose the laptop."
        assert len(page.cells()) == 1


def test_where_no_code_has_come_it_says_how_one_does(tmp_path: Path) -> None:
    with read_out(tmp_path, programme_desks.coordinator) as page:
        assert page.text("nobody") == (
            "No recovery code has come here yet It comes with a request for a grant, and with each hand-over. Receive"
        )
        assert not page.model.search_part.shown
        assert page.missing() == "There is no code to read out."
        assert page.focused == ["back"]


@pytest.mark.parametrize("language", ["en", "bn"])
def test_every_character_has_its_own_words(language: Language) -> None:
    assert len({say(words, language) for words in spelled(ALPHABET)}) == len(ALPHABET) == 32
    for letter, words in zip(ALPHABET, spelled(ALPHABET), strict=True):
        assert letter.isdecimal() or str(words).startswith(f"{letter} as in {letter.lower()}") or letter == "X"
