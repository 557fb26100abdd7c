"""Roll call without a window: what it says, what can be pressed, and where the keyboard goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.presenters.classroom.roll_call import RollCallModel, RollCallPresenter
from bsuh_desktop.presenters.parts import names_in, text_of
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from tests.helpers import prepared
from tests.helpers.faceless import NotedPage, session_in


class Roll(NotedPage[RollCallModel]):
    """The screen, with the presenter that it belongs to."""

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self.session = session
        self.cards: list[int] = []
        self.presenter = RollCallPresenter(session, self)

    def show_card(self, card: int) -> None:
        """Notes the card under the cursor."""
        self.cards.append(card)

    def count(self, headcount: int) -> None:
        """The headcount is typed and kept."""
        self.presenter.write_number("headcount", headcount)
        self.presenter.keep_headcount()

    def enter_rolls(self, text: str) -> None:
        """Types into the roll field, then Enter."""
        self.presenter.type(text)
        self.presenter.take_entry()

    def status(self, card: int) -> Status:
        """The learner's status in the journal."""
        assert self.session.picture is not None
        return next(row.status for row in self.session.picture.view.rows if row.card == card)


def without_list(desk: Desk) -> None:
    prepared.as_made(desk)
    open_wished_class(desk, ClassWish((), prepared.PACK))


@contextmanager
def roll_call(folder: Path, prepare: object = prepared.at_roll_call) -> Iterator[Roll]:
    assert callable(prepare)
    with session_in(folder, prepare) as session:
        view = Roll(session)
        session.class_changed.connect(view.presenter.class_changed)
        view.presenter.enter()
        yield view


def test_the_heads_are_counted_before_the_list_shows(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        assert (view.model.count_card.shown, view.model.columns.shown, view.focused) == (True, False, ["headcount"])
        assert view.text("count_hint").startswith("Count the heads before you look at the list")
        assert (view.model.open_list.shown, view.model.without_count.shown) == (True, True)
        assert view.model.start_teaching.shown is False
        view.presenter.keep_headcount()
        assert view.text("count_problem") == "Nobody typed a headcount. Count the heads, then write it here."
        assert view.model.headcount.problem
        view.presenter.write_number("headcount", 55)
        assert not view.model.headcount.problem
        assert view.model.count_problem.shown is False
        view.presenter.keep_headcount()
        assert (view.model.count_card.shown, view.model.columns.shown, view.focused[-1]) == (False, True, "roll")
        assert view.text("of_listed") == "of 58 on the list"
        assert (view.text("headcount_now"), view.text("how_text")) == ("55", "Counted")
        assert (view.text("headcount_now", "bn"), view.text("difference", "bn")) == (
            "৫৫",
            "উপস্থিত সংখ্যার চেয়ে তালিকায় ৩ জন বেশি। যে নেই, তার ঘরে চাপ দিন।",
        )


def test_the_list_opens_without_a_headcount_and_says_so(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.presenter.open_uncounted()
        assert view.model.columns.shown
        assert (view.text("headcount_now"), view.text("how_text")) == ("–", "Not counted")
        assert (view.model.difference.shown, view.model.settle.shown) == (False, False)
        view.presenter.count_again()
        assert view.model.count_card.shown


def test_parts_are_added_up_and_refused_where_they_do_not_match(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        assert (view.model.parts.shown, view.model.more_parts.shown) == (False, True)
        view.presenter.show_parts()
        assert (view.model.parts.shown, view.model.more_parts.shown, view.focused[-1]) == (True, False, "girls")
        view.presenter.write_number("girls", 30)
        assert view.model.headcount.value == 30
        view.presenter.write_number("headcount", 31)
        view.presenter.choose_how("told")
        view.presenter.keep_headcount()
        assert "do not add up to 31" in view.text("count_problem")
        view.presenter.write_number("boys", 27)
        view.presenter.keep_headcount()
        assert view.text("how_text") == "A teacher said so"
        view.presenter.count_again()
        assert [view.model.girls.value, view.model.boys.value, view.model.women.value] == [30, 27, None]
        assert (view.model.told.checked, view.model.counted.checked) == (True, False)


def test_a_touch_is_absent_and_a_second_one_present_again(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(58)
        assert view.text("difference") == "List and headcount match."
        view.presenter.touch(7)
        assert view.status(7) == "absent"
        assert (view.text("present"), view.text("hint")) == ("57", "Roll 7: absent")
        assert [line.chip.card for line in view.model.missing] == [7]
        assert view.model.nobody_missing.shown is False
        view.presenter.touch(7)
        assert (view.status(7), view.model.missing) == ("present", ())
        view.presenter.choose_mark("late")
        view.presenter.touch(3)
        view.presenter.touch(4, "left_early")
        assert [view.status(3), view.status(4)] == ["late", "left_early"]
        assert [chip.state for chip in view.model.chips.chips[2:4]] == ["late", "left"]


def test_one_mark_changes_what_it_is_about_and_nothing_else(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(58)
        view.presenter.touch(7)
        view.presenter.touch(8)
        names = set[str]()
        for before, now in zip(view.shown[-3:], view.shown[-2:], strict=False):
            names |= {name for name in names_in(now) if getattr(before, name) != getattr(now, name)}
        assert names == {
            "chips",
            "difference",
            "hint",
            "missing",
            "present",
            "share",
            "totals",
            "undo",
            "undo_label",
        } | {"visitors_here"}


@pytest.mark.parametrize("typed", ["12", "১২"])
def test_rolls_say_what_enter_does_before_it_does_it(tmp_path: Path, typed: str) -> None:
    with roll_call(tmp_path) as view:
        view.count(58)
        assert view.text("hint").startswith("Rolls, then Enter: 5 12.")
        view.presenter.type(typed)
        assert view.text("hint").endswith("Enter marks absent")
        assert (view.cards, view.model.roll.value) == ([12], typed)
        view.presenter.take_entry()
        assert (view.status(12), view.model.roll.value) == ("absent", "")
        view.presenter.type(f"{typed} 8L +2")
        assert view.text("hint") == "Enter marks late: 1, present: 1, visitors: 2"
        view.presenter.take_entry()
        assert [view.status(12), view.status(8)] == ["present", "late"]
        assert view.text("of_listed") == "of 58 + 2 visiting"


def test_several_are_never_guessed_and_nobody_is_said(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(58)
        view.presenter.type("das")
        assert view.text("hint").startswith("Several: 1 = Roll 7 Kironmoyee Das")
        assert "১ = রোল ৭" in view.text("hint", "bn")
        shown = len(view.shown)
        view.presenter.take_entry()
        assert len(view.shown) == shown, "Enter does nothing"
        view.presenter.type("zzz")
        assert view.text("hint") == "Nobody in this class matches."
        view.presenter.type("5 99")
        assert view.text("hint") == "Nobody in this class matches: 99"
        view.presenter.type(",")
        assert view.text("hint").startswith("Rolls, then Enter: 5 12."), "Enter would do nothing"


def test_undo_says_what_it_takes_back_and_is_put_back(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        assert view.model.undo.enabled is False
        assert view.text("undo_label") == "Undo"
        view.count(58)
        view.enter_rolls("8")
        assert (view.text("undo_label"), view.model.undo.enabled) == ("Undo: Roll 8: absent", True)
        view.presenter.undo()
        assert (view.status(8), view.text("hint")) == ("not_called", "Undone: Roll 8: absent")
        assert view.model.put_back.shown
        view.presenter.put_back()
        assert (view.status(8), view.text("hint")) == ("absent", "Redone: Roll 8: absent")
        assert view.model.put_back.shown is False
        view.presenter.undo()
        view.presenter.undo()
        assert view.model.count_card.shown, "the headcount was taken back: it is typed again"


def test_a_difference_is_said_with_its_remedy_and_can_be_left(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(57)
        assert view.text("difference") == "The list has 1 more than the headcount. Mark who is absent."
        assert (view.model.settle.shown, view.model.visitors_here.shown) == (True, False)
        view.presenter.accept_difference()
        assert view.text("difference") == "Kept as it is. Wrap-up and the file show the difference."
        assert view.model.settle.shown is False
        view.presenter.touch(1)
        assert view.text("difference") == "List and headcount match."
        view.presenter.touch(2)
        assert view.text("difference") == "The headcount has 1 more than the list. Who is here but not on the list?"
        assert (view.text("visitors_here"), view.model.visitors_here.shown) == ("Add 1 as visitors", True)
        view.presenter.add_spare_visitors()
        assert view.text("difference") == "List and headcount match."


def test_somebody_on_no_list_joins_with_their_own_card(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(58)
        row = RosterRow(row=0, roll="64", card=NO_CARD, name_bn="নতুন", name_en=None, guardian="yes", assent="yes")
        view.presenter.add_learner(row, visits=False)
        assert (view.cards[-1], view.status(64), view.text("hint")) == (64, "present", "Roll 64: joined the class")


def test_in_public_view_no_name_is_said_or_found(tmp_path: Path) -> None:
    with roll_call(tmp_path, prepared.counted) as view:
        assert "Humayra" in str([text_of(line.name, "en") for line in view.model.missing])
        view.session.set_public(True)
        view.presenter.refresh()
        assert [text_of(line.name, "en") for line in view.model.missing] == [""] * 5
        said = " ".join(text_of(chip.tip, "en") for chip in view.model.chips.chips)
        assert "Kironmoyee" not in said
        view.presenter.type("kironmoyee")
        assert view.text("hint") == "Nobody in this class matches."
        view.presenter.type("7")
        assert view.text("hint") == "Roll 7: Enter marks absent"


def test_starting_calls_the_roll_and_a_class_without_a_list_is_counted_first(tmp_path: Path) -> None:
    with roll_call(tmp_path / "listed") as view:
        view.count(58)
        assert view.text("start_teaching") == "Start teaching"
        view.presenter.start()
        assert (view.status(7), view.opened) == ("present", ["teach"])
    with roll_call(tmp_path / "unlisted", without_list) as view:
        assert view.text("count_hint") == "This class has no list. Only the headcount is used."
        assert (view.model.open_list.shown, view.model.parts.shown, view.model.start_teaching.shown) == (
            False,
            True,
            True,
        )
        view.presenter.start()
        assert (view.text("count_problem")[:24], view.opened) == ("Nobody typed a headcount", [])
        view.presenter.write_number("girls", 16)
        view.presenter.start()
        assert view.opened == ["teach"]


def test_starting_asks_about_numbers_that_do_not_meet_unless_somebody_has_agreed_to_them(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(57)
        view.presenter.start()
        assert view.opened == [], "Ctrl+Enter alone starts nothing"
        question = view.questions[-1]
        assert text_of(question.question, "en") == "The list has 1 more than the headcount."
        assert (text_of(question.detail, "en")[-24:], question.verbs[-1][0]) == ("ile show the difference.", "back")
        view.answer("back")
        assert (view.opened, view.focused[-1]) == ([], "roll")
        view.presenter.start()
        view.answer("start")
        assert (view.status(7), view.opened) == ("present", ["teach"])
    with roll_call(tmp_path / "agreed") as view:
        view.count(57)
        view.presenter.accept_difference()
        view.presenter.start()
        assert (view.questions, view.opened) == ([], ["teach"])


def test_the_totals_are_said_again_for_a_page_of_one_column(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(57)
        view.enter_rolls("5")
        assert view.text("totals") == "57 here, 1 absent"


def test_an_answer_that_comes_after_the_screen_was_left_opens_nothing(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        view.count(58)
        answers: list[object] = []
        late = view.presenter.current(answers.append)
        view.presenter.leave()
        late("too late")
        view.presenter.enter()
        late("too late")
        view.presenter.current(answers.append)("in time")
        assert answers == ["in time"]


def test_a_locked_desk_drops_what_was_under_way(tmp_path: Path) -> None:
    with roll_call(tmp_path) as view:
        answers: list[object] = []
        late = view.presenter.current(answers.append)
        view.session.lock()
        late("too late")
        assert answers == []
