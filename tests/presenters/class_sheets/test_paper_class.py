"""A class from paper without a window: what is missing, what would be stored, and what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.documents.class_sheet.sheet import TALLY_HINT
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.class_sheets.paper_class import (
    LEVEL_MARKS,
    PaperClassModel,
    PaperClassPresenter,
    Tally,
    level_written,
)
from bsuh_desktop.presenters.class_sheets.sheet_entry import Choices
from bsuh_desktop.presenters.parts import Text, text_of
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, save_sheet
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared, programme_desks
from tests.helpers.desks import a_group, rows
from tests.helpers.faceless import NotedPage, reported, session_in


class Page(NotedPage[PaperClassModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.cards: list[int] = []
        self.tallies: tuple[Tally, ...] = ()
        self.loaded = 0
        self.presenter = PaperClassPresenter(session, self)

    def load(self, questions: tuple[Tally, ...]) -> None:
        """Notes the questions."""
        self.tallies = questions
        self.loaded += 1

    def show_top(self) -> None:
        """Nothing is scrolled."""

    def show_card(self, card: int) -> None:
        """Notes the card under the cursor."""
        self.cards.append(card)

    def fill(self, girls: int = 30, boys: int = 28) -> None:
        """The head of the sheet is typed."""
        self.presenter.write_time("start", "0700")
        self.presenter.write_time("end", "0745")
        self.presenter.write_number("girls", girls)
        self.presenter.write_number("boys", boys)

    def enter_rolls(self, typed: str) -> None:
        """Types into the roll field, then Enter."""
        self.presenter.type_roll(typed)
        self.presenter.take_entry()

    def read(self, text: Text, language: Language = "en") -> str:
        """What a text says."""
        return text_of(text, language)

    def options(self, choices: Choices) -> list[str]:
        """The texts of a list."""
        return [self.read(text) for text in choices.texts]

    def state(self, card: int) -> str:
        """The chip of a learner."""
        return next(chip.state for chip in self.model.chips if chip.card == card)


@contextmanager
def paper_class(
    folder: Path, prepare: Callable[[Desk], object] = prepared.with_class, rest: bool = False
) -> Iterator[Page]:
    with session_in(folder, prepare) as session:
        view = Page(session)
        view.presenter.begin("", session.picture.session if rest and session.picture else "")
        yield view


def test_what_is_missing_is_said_until_it_can_be_kept(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        assert view.shown[0].body.enabled is False, "until the class is loaded"
        assert (view.model.body.enabled, view.focused, view.loaded) == (True, ["sheet_number"], 1)
        assert view.read(view.presenter.title()) == "A class from paper"
        assert view.read(view.presenter.breadcrumb()).startswith("Grade 8")
        assert (view.text("preview"), view.model.keep.enabled) == ("Write when the class started and ended.", False)
        assert (view.text("date_text"), view.text("date_text", "bn")) == ("3 August 2026", "৩ আগস্ট ২০২৬")
        assert view.model.times_text.shown is False
        view.presenter.write_time("start", "0700")
        view.presenter.write_time("end", "0645")
        assert view.text("times_text") == "7:00 am – 6:45 am"
        assert view.text("preview") == "The end must come after the start."
        view.fill()
        assert view.model.headcount.value == 58
        assert view.text("preview") == ("3 August 2026 · 45 min · in the room: 58 · present: 58 · questions: 0")
        assert (view.model.keep.enabled, view.model.preview_card.shown) == (True, False)
        view.presenter.write_number("month", 13)
        assert (view.text("date_text"), view.text("preview")) == (
            "This date does not exist.",
            "Write the date first.",
        )
        view.presenter.write_number("month", 8)
        view.presenter.type_sheet_number("zz")
        assert view.text("preview") == "The sheet number does not match. Check its six characters."


def test_the_headcount_is_the_sum_until_it_is_edited(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        view.fill(30, 28)
        assert view.model.count_text.shown is False
        view.presenter.write_number("headcount", 57)
        assert (view.text("count_text"), view.model.count_text.shown) == (
            "Girls and boys do not add up to 57.",
            True,
        )
        view.presenter.write_number("girls", None)
        assert view.model.headcount.value == 28
        view.presenter.write_number("boys", None)
        assert view.model.headcount.value == 28, "nothing is typed that could be added up"


def test_rolls_are_typed_as_on_paper_and_typed_again_taken_back(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        view.fill()
        assert view.text("hint").startswith("Rolls, then Enter: 5 12.")
        view.presenter.type_roll("5 12")
        assert view.text("hint") == "Enter marks 5 Humayra Talukder, 12 Ibrahim Rahman"
        assert (view.cards, view.model.roll.value) == ([12], "5 12")
        view.presenter.take_entry()
        assert (view.state(5), view.model.roll.value) == ("away", "")
        assert view.text("hint").endswith(": absent")
        assert "present: 56 · absent: 2" in view.text("preview")
        assert view.text("remarks") == "Headcount 58, roll call 56."
        assert view.text("preview").endswith("to check: 1")
        assert view.model.preview_card.shown
        view.enter_rolls("5 12")
        assert view.state(5) == "here"
        view.enter_rolls("5 8l +1")
        assert view.model.added.value == 1
        assert "absent: 1 · late: 1" in view.text("preview")
        view.presenter.touch(5)
        assert (view.state(5), view.text("hint").endswith(": present")) == ("here", True)
        view.presenter.choose_mark("left_early")
        assert (view.model.mark_left.checked, view.model.mark_absent.checked, view.focused[-1]) == (
            True,
            False,
            "roll",
        )
        view.presenter.touch(6)
        assert (view.state(6), view.text("hint").endswith(": left early")) == ("left", True)
        assert "left early: 1" in view.text("preview")
        view.presenter.type_roll("+2")
        assert view.text("hint") == "Enter adds visitors: 2"


def test_nothing_is_applied_of_an_entry_that_is_not_clear(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        view.presenter.type_roll("5 77")
        assert view.text("hint") == "Nobody in this class matches: 77"
        view.presenter.take_entry()
        assert (view.state(5), view.model.roll.value) == ("here", "5 77")
        view.presenter.type_roll("das")
        assert view.text("hint").startswith("Several: 7 Kironmoyee Das, ")
        assert view.text("hint", "bn").startswith("কয়েকজন: ৭ কিরণময়ী দাস, ৮ ")
        view.presenter.type_roll(",")
        assert view.text("hint").startswith("Rolls, then Enter"), "Enter would do nothing"


def test_no_name_stands_there_while_the_class_can_see_it(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        view.enter_rolls("5")
        assert len(view.text("hint")) > len("5: absent")
        tip = view.read(view.model.chips[4].tip)
        assert tip.startswith("5 ")
        assert len(tip) > 2
        view.session.set_public(True)
        view.presenter.refresh()
        assert view.text("hint") == "5: absent", "what was said in private does not stay"
        assert view.read(view.model.chips[4].tip) == "5"
        view.presenter.type_roll("kironmoyee")
        assert view.text("hint") == "Nobody in this class matches: kironmoyee"


def test_hands_are_counted_by_question_and_too_many_are_remarked(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        first = view.tallies[0]
        assert (view.read(first.heading), view.read(first.heading, "bn")) == ("First questions", "শুরুর প্রশ্ন")
        assert view.tallies[1].heading == ""
        assert view.read(first.text).startswith("1. ")
        assert view.read(first.text, "bn").startswith("১. ")
        assert view.read(first.letters[0][1]) == "Question 1, hands for A"
        view.fill()
        view.presenter.count_hands({1: {"A": 40, "B": 20}})
        assert "questions: 1" in view.text("preview")
        assert view.text("remarks") == "Question 1: 60 hands, 58 people."


def test_hands_by_eye_are_written_as_on_the_sheet_and_never_beside_numbers(tmp_path: Path) -> None:
    written = {text: level_written(text) for text in ("M", "s", "F", "বে", "ব", "ক", "অ", "", "5", "X")}
    assert written == {
        "M": "most", "s": "some", "F": "few", "বে": "most", "ব": "most", "ক": "some", "অ": "few",
        "": None, "5": None, "X": None,
    }  # fmt: skip
    for mark in LEVEL_MARKS.values():
        assert f" {mark.en} " in TALLY_HINT.en
        assert f" {mark.bn} " in TALLY_HINT.bn
    with paper_class(tmp_path) as view:
        view.fill()
        view.presenter.count_hands({1: {"A": 40}}, {1: {"B": "most"}})
        assert view.text("preview") == "Question 1: write numbers, or M, S and F, not both."
        assert not view.model.keep.enabled
        view.presenter.count_hands({}, {1: {"B": "most"}, 2: {"A": "few"}})
        assert "questions: 2" in view.text("preview")
        view.presenter.keep()
        picture = view.session.picture
        assert picture is not None
        assert [asking.levels for asking in picture.askings] == [{"B": "most"}, {"A": "few"}]
        assert not any(asking.counted for asking in picture.askings)


def two_classes(desk: Desk) -> None:
    prepared.with_class(desk)
    a_group(desk, rows(3))


def test_the_number_of_a_sheet_finds_its_class(tmp_path: Path) -> None:
    numbers: list[str] = []

    def printed(desk: Desk) -> None:
        two_classes(desk)
        second = class_groups(desk)[1].group.id
        numbers.append(save_sheet(desk, SheetWish((second,), prepared.PACK), tmp_path).number)

    with paper_class(tmp_path, printed) as view:
        assert view.model.group_choice.chosen == 0
        assert view.options(view.model.group_choice)[-1] == "Without a list"
        assert view.model.number_text.shown is False
        view.presenter.type_sheet_number(numbers[0].lower())
        assert view.model.group_choice.chosen == 1
        assert view.text("number_text") == "This sheet was printed for this class, 3 August 2026."
        assert (len(view.model.chips), view.loaded) == (3, 2)
        view.fill(2, 1)
        assert "present: 3" in view.text("preview")
        view.presenter.type_sheet_number(numbers[0][:-1])
        assert view.model.number_text.shown is False


def test_another_class_of_the_list_empties_the_roll_and_not_the_head(tmp_path: Path) -> None:
    with paper_class(tmp_path, two_classes) as view:
        view.fill()
        view.presenter.write_number("added", 2)
        view.enter_rolls("5")
        view.presenter.count_hands({1: {"A": 1}})
        view.presenter.choose_group(view.options(view.model.group_choice).index("Without a list"))
        assert (view.model.roll_card.shown, view.model.added_part.shown) == (False, False)
        assert view.text("preview") == "3 August 2026 · 45 min · in the room: 58 · questions: 0"
        view.presenter.choose_group(0)
        assert view.state(5) == "here"
        assert (view.model.module_part.shown, view.model.module_choice.chosen) == (
            len(view.model.module_choice.texts) > 1,
            0,
        )
        view.presenter.choose_module(0)
        assert view.loaded == 4


def test_a_class_on_paper_only_is_stored_and_wrapped_up(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        view.fill()
        view.enter_rolls("5 12")
        view.presenter.keep()
        picture = view.session.picture
        assert picture is not None
        assert (view.opened, view.subjects) == (["wrap_up"], [{"session": picture.session}])
        assert (picture.counts.present, picture.counts.absent, picture.entered_later) == (56, 2, True)
        view.presenter.keep()
        view.presenter.refresh()
        assert (len(view.opened), view.model.keep.enabled) == (1, False), "pressing twice stores once"


def test_a_sheet_that_is_refused_can_be_mended(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view, reported(view.session) as errors:
        view.fill()
        view.presenter.write_number("year", 2019)
        view.presenter.keep()
        assert [error.code for error in errors] == ["date_outside_programme"]
        assert (view.model.keep.enabled, view.opened) == (True, [])
        view.presenter.write_number("year", 2026)
        view.presenter.keep()
        assert len(view.opened) == 1


def test_the_rest_of_a_class_shows_what_stands(tmp_path: Path) -> None:
    with paper_class(tmp_path, prepared.at_teach, rest=True) as view:
        assert isinstance(view.session.clock, RehearsalClock)
        view.session.clock.advance(3600)
        assert view.read(view.presenter.title()) == "The rest of a class from paper"
        assert view.focused == ["end"]
        assert [getattr(view.model, name).enabled for name in ("start", "day", "month", "year")] == [False] * 4
        assert (view.model.group_part.shown, view.model.module_part.shown) == (False, False)
        assert view.model.practice_only.shown is False
        assert view.model.headcount.value == 55
        assert [view.state(card) for card in (5, 8, 1)] == ["away", "late", "here"]
        assert view.tallies[0].number > 1, "the first questions were counted on the desk"
        view.presenter.write_time("end", "0955")
        assert view.model.keep.enabled
        view.presenter.keep()
        picture = view.session.picture
        assert picture is not None
        assert (picture.counts.absent, picture.counts.late, picture.entered_later) == (3, 2, True)
        assert (view.opened, view.subjects) == (["wrap_up"], [{"session": picture.session}])


def test_practice_is_asked_for_where_not_everything_is(tmp_path: Path) -> None:
    with paper_class(tmp_path / "practising") as view:
        assert view.model.practice_only.shown is False
    with paper_class(tmp_path / "granted", programme_desks.granted) as view:
        assert (view.model.practice_only.shown, view.model.practice_only.checked) == (True, False)
        view.presenter.set_practice(True)
        assert view.model.practice_only.checked


@pytest.mark.parametrize("typed", ["girls", "roll", "sheet", "hands", "end"])
def test_leaving_asks_before_what_is_typed_is_lost(tmp_path: Path, typed: str) -> None:
    with paper_class(tmp_path) as view:
        assert view.presenter.unsaved_warning() is None
        match typed:
            case "girls":
                view.presenter.write_number("girls", 30)
            case "roll":
                view.enter_rolls("5")
            case "sheet":
                view.presenter.type_sheet_number("A")
            case "hands":
                view.presenter.count_hands({1: {"A": 1}})
            case _:
                view.presenter.write_time("end", "945")
        warning = view.presenter.unsaved_warning()
        assert warning is not None
        assert view.read(warning[0]) == "Leave before this class is saved?"
        view.presenter.begin("", "")
        assert view.presenter.unsaved_warning() is None
        assert (view.model.end.value, view.model.girls.value, view.model.sheet_number.value) == ("", None, "")


def test_a_mark_that_is_taken_back_is_nothing_to_lose(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        view.enter_rolls("5")
        view.enter_rolls("5")
        assert (view.state(5), view.presenter.unsaved_warning()) == ("here", None)


def test_a_class_that_is_stored_after_the_page_was_left_opens_nothing(tmp_path: Path) -> None:
    with paper_class(tmp_path) as view:
        view.fill()
        stored = view.presenter.in_visit(view.presenter._on_stored)
        view.presenter.leave()
        stored("a class")
        assert view.opened == []
