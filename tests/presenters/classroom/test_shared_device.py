"""The shared device without a window: what learners read and can press, whose turn it is, and how the desk is left."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.pin import FIRST_WAIT_S
from bsuh_desktop.presenters.classroom.shared_device import (
    IDLE_MS,
    THANKS_MS,
    DeviceModel,
    PinModel,
    SharedDevicePresenter,
)
from bsuh_desktop.presenters.parts import Part, text_of
from bsuh_desktop.services.classroom.device_turns import next_to_answer
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE, resources_that_ask_privately, uses
from tests.helpers.lessons import TeachPage, teaching

PIN = "4826"
PRE, QUESTION = 3, 6


class Device:
    """The device's window, with the presenter that it belongs to."""

    def __init__(self, page: TeachPage) -> None:
        self.page = page
        self.focused: list[str] = []
        self.cleared: list[str] = []
        self.covers = False
        self.models: list[DeviceModel] = []
        self.pins: list[PinModel] = []
        self.presenter = SharedDevicePresenter(page.lesson, self)
        page.lesson.device_ready.connect(self.presenter.begin)

    def bind(self, model: DeviceModel) -> None:
        """Notes the model."""
        self.models.append(model)

    def bind_pin(self, model: PinModel) -> None:
        """Notes the model of the page for the PIN."""
        self.pins.append(model)

    def focus(self, part: str) -> None:
        """Notes where the keyboard is."""
        self.focused.append(part)

    def clear(self, field: str) -> None:
        """Notes which field was emptied."""
        self.cleared.append(field)

    def cover(self) -> None:
        """Covers the desk."""
        assert self.models, "it is written on before it is seen"
        self.covers = True

    def uncover(self) -> None:
        """Shows the desk."""
        self.covers = False

    @property
    def model(self) -> DeviceModel:
        """The newest model."""
        return self.models[-1]

    @property
    def page_shown(self) -> str:
        """The one page that is shown."""
        names = ("who", "ask", "feedback", "thanks", "between", "done", "leaving")
        (shown,) = [name for name in names if getattr(self.model, name).shown]
        return shown

    def text(self, name: str, language: Language = "bn") -> str:
        """What the part of that name says."""
        part = getattr(self.model, name)
        return text_of((part.text or "") if isinstance(part, Part) else part, language)

    def problem(self, language: Language = "en") -> str:
        """What stands below the field for the PIN."""
        return text_of(self.pins[-1].pin_problem, language)

    def answer(self, card: int, letter: str) -> None:
        """A whole turn; without a letter that learner declines."""
        self.presenter.take_number(card)
        if letter:
            self.presenter.choose(letter)
            self.presenter.give()
        else:
            self.presenter.decline()

    @property
    def chosen(self) -> list[str]:
        """The options that are chosen."""
        return [option.letter for option in self.model.options if option.chosen]


@contextmanager
def passing(folder: Path, learners: int = 4, number: int = QUESTION, resources: Path | None = None) -> Iterator[Device]:
    """The device goes round a class that stands at that slide of the module, which is the one of `resources` if they
    are given."""
    opened = uses(resources) if resources else None
    standing = functools.partial(prepared.at_slide, number=number, by="shared", learners=learners)

    def taught_by_those(desk: Desk) -> None:
        assert opened is not None
        opened(desk)
        standing(desk)

    with teaching(folder, taught_by_those if opened else standing, opened=opened) as page:
        device = Device(page)
        page.next()
        page.press("pass")
        yield device


def test_a_class_answers_one_after_the_other(tmp_path: Path) -> None:
    with passing(tmp_path) as device:
        assert (device.covers, device.page.session.in_class_hands) == (True, True)
        assert (device.page_shown, device.focused[-1]) == ("who", "number")
        for card, letter in ((1, "A"), (2, "C"), (3, "C"), (4, "C")):
            assert text_of(device.model.progress.words, "bn") == f"{'০১২৩'[card - 1]} / ৪"
            device.answer(card, letter)
            assert (device.page_shown, device.focused[-1]) == ("feedback", "feedback_on")
            said = device.page.picture.pack.item("q5").options[letter].feedback
            assert said is not None
            assert device.text("feedback_words") == f"“{said.bn}”"
            device.presenter.end_feedback()
            assert (device.page_shown, device.text("thanks_title", "en")) == ("thanks", "Thank you.")
            device.presenter.next_turn()
        assert (device.page_shown, device.focused[-1]) == ("done", "done_on")
        assert device.text("done_title", "en") == "Everybody has had a turn."
        assert device.page.last.counts == {"A": 1, "B": 0, "C": 3, "D": 0}


def test_thanks_say_what_to_do_with_the_device_in_the_language_of_the_class(tmp_path: Path) -> None:
    with passing(tmp_path, learners=2) as device:
        device.answer(1, "B")
        device.presenter.end_feedback()
        assert (device.text("thanks_words"), device.text("thanks_on")) == ("পরের জনকে দাও।", "পরের জন")
        assert (device.text("thanks_words", "en"), device.text("thanks_on", "en")) == ("Pass it on.", "Next person")
        shown = len(device.models)
        device.page.session.set_stage_language("en")
        assert len(device.models) > shown, "it is said again"
        device.presenter.next_turn()
        device.answer(2, "B")
        device.presenter.end_feedback()
        assert (device.text("thanks_words", "en"), device.text("thanks_on", "en")) == ("You were the last one.", "Done")


def test_what_was_chosen_can_be_changed_until_it_is_given_and_then_is_gone(tmp_path: Path) -> None:
    with passing(tmp_path) as device:
        device.presenter.take_number(2)
        assert (device.page_shown, device.text("my_number", "en")) == ("ask", "Your number: 2")
        assert (device.model.my_answer.enabled, device.model.change.shown, device.focused[-1]) == (
            False,
            False,
            "option_a",
        )
        device.presenter.give()
        device.presenter.choose(device.presenter.letter_of("b"))
        assert (device.chosen, device.model.my_answer.enabled, device.focused[-1]) == (["B"], True, "my_answer")
        device.presenter.choose("")
        assert (device.chosen, device.model.change.shown) == ([], False)
        device.presenter.choose(device.presenter.letter_of("৪"))
        assert device.chosen == ["D"]
        assert (
            device.presenter.letter_of("5") == device.presenter.letter_of("x") == device.presenter.letter_of("") == ""
        )
        device.presenter.give()
        assert device.page.last.counts == {"A": 0, "B": 0, "C": 0, "D": 1}
        assert (device.model.options, device.text("question"), device.presenter.letter_of("A")) == ((), "", "")
        device.presenter.end_feedback()
        device.presenter.next_turn()
        assert device.cleared[-2] == "number"
        device.presenter.take_number(2)
        assert "২ নম্বরের উত্তর আগেই এসেছে" in device.text("who_problem")
        assert device.page_shown == "who"


def test_a_wrong_number_is_told_kindly_and_typing_takes_that_away(tmp_path: Path) -> None:
    with passing(tmp_path, learners=16) as device:
        wrong = {99: "৯৯ নম্বর এখানে কারও নেই", 5: "৫ নম্বর উপস্থিত বলে লেখা নেই", None: "আগে তোমার নম্বর"}
        for card, words in wrong.items():
            device.presenter.take_number(card)
            assert words in device.text("who_problem")
            assert (device.page_shown, device.focused[-1]) == ("who", "number")
            device.presenter.correct_number()
            assert device.text("who_problem") == ""


def test_who_declines_has_had_a_turn_also_after_the_desk_was_closed(tmp_path: Path) -> None:
    with passing(tmp_path, learners=3) as device:
        device.answer(1, "")
        assert (device.page_shown, device.text("thanks_title", "en")) == ("thanks", "That is all right.")
        device.presenter.next_turn()
        assert (device.model.progress.done, device.model.progress.total) == (1, 3)
        device.answer(2, "B")
        session, name = device.page.session, device.page.picture.session
        session.lock()
        session.unlock(PASSPHRASE)
        session.take_class(name)
        assert next_to_answer(device.page.picture) == (3,)


def test_the_screen_clears_itself(tmp_path: Path) -> None:
    with passing(tmp_path, learners=3) as device:
        device.presenter.take_number(1)
        device.page.wait(IDLE_MS - 1)
        device.presenter.choose("A")
        device.page.wait(IDLE_MS - 1)
        assert device.page_shown == "ask"
        device.page.wait(1)
        assert device.page_shown == "who"
        assert device.page.last.counts == dict.fromkeys("ABCD", 0)
        device.answer(1, "B")
        device.presenter.end_feedback()
        assert device.page_shown == "thanks"
        device.page.wait(THANKS_MS)
        assert device.page_shown == "who"
        assert device.page.last.counts["B"] == 1


def test_an_answer_that_cannot_be_stored_is_said_and_can_be_given_again(tmp_path: Path) -> None:
    with passing(tmp_path, learners=3) as device:
        device.presenter.take_number(1)
        device.presenter.choose("B")
        device.page.session.conduct(lambda conduct: conduct.close_question())
        device.presenter.give()
        assert device.page_shown == "ask"
        assert device.text("ask_problem", "en") == "Your answer was not kept. Call your facilitator."
        assert device.text("ask_problem").startswith("উত্তরটি রাখা যায়নি")
        assert device.model.my_answer.enabled
        device.presenter.choose("A")
        assert device.text("ask_problem") == ""
        device.presenter.decline()
        assert device.text("ask_problem", "en") == "Your answer was not kept. Call your facilitator."


def test_only_the_pin_leads_back_and_after_three_wrong_ones_one_waits(tmp_path: Path) -> None:
    with passing(tmp_path) as device:
        handed_back: list[bool] = []
        device.page.session.handed_back.connect(lambda: handed_back.append(True))
        assert device.model.leave.shown
        device.presenter.ask_pin()
        assert (device.page_shown, device.focused[-1], device.model.leave.shown) == ("leaving", "pin", False)
        device.presenter.try_pin("")
        device.presenter.try_pin("4321")
        assert (device.problem(), device.cleared[-1]) == ("This PIN does not match.", "pin")
        device.presenter.next_turn()
        assert device.page_shown == "who"
        device.presenter.ask_pin()
        assert device.problem() == "", "what was wrong before is not said again"
        for _ in range(2):
            device.presenter.try_pin("9999")
        wait = f"Too many wrong tries. Wait {FIRST_WAIT_S} s."
        assert (device.problem(), device.pins[-1].pin.enabled, device.pins[-1].open_desk.enabled) == (
            wait,
            False,
            False,
        )
        device.presenter.try_pin(PIN)
        assert device.covers, "the right one has to wait as well"
        device.presenter.next_turn()
        device.page.wait(2000)
        device.presenter.ask_pin()
        assert device.problem("bn").count("১৩") == 1
        for _ in range(13):
            device.page.wait(1000)
        assert (device.problem(), device.pins[-1].pin.enabled) == ("", True)
        device.presenter.try_pin("৪৮২৬")
        assert (device.covers, device.page.session.in_class_hands, handed_back) == (False, False, [True])


def test_where_the_class_sees_the_screen_a_turn_is_gone_and_only_the_pin_is_asked_for(tmp_path: Path) -> None:
    with passing(tmp_path) as device:
        device.presenter.take_number(1)
        device.presenter.choose("A")
        device.page.projector.plug("mirrored")
        assert (device.page_shown, device.pins[-1].to_class) == ("leaving", True)
        assert device.problem() == "The class sees this screen. Call your facilitator."
        device.presenter.next_turn()
        assert device.page_shown == "leaving"
        device.presenter.try_pin("1111")
        assert (device.problem(), device.pins[-1].to_class) == ("This PIN does not match.", False)
        device.presenter.try_pin(PIN)
        assert not device.covers
        assert device.page.last.counts == dict.fromkeys("ABCD", 0)
        device.presenter.next_turn()
        assert device.page.session.in_class_hands is False


def test_the_projector_whose_cable_was_pulled_for_the_device_shows_this_screen_again(tmp_path: Path) -> None:
    with passing(tmp_path) as device:
        device.page.lesson.cable_is_out = True
        device.page.projector.set_shows_this_screen(False)
        device.presenter.ask_pin()
        device.presenter.try_pin(PIN)
        assert (device.covers, device.page.projector.shows_this_screen) == (False, True)
        assert not device.page.lesson.cable_is_out


def test_own_forms_go_round_one_half_after_the_other(tmp_path: Path) -> None:
    with passing(tmp_path, learners=3, number=PRE) as device:
        assert device.page.stage.content.question is None
        device.presenter.take_number(2)
        assert "২ নম্বরের জন্য নয়" in device.text("who_problem")
        for number in range(1, 6):
            assert (device.page.last.item, device.page.last.part) == (f"a{number + 5}", "pre")
            device.answer(1, "A")
            assert device.text("thanks_on", "en") == "Next person"
            device.presenter.next_turn()
            device.answer(3, "B")
            assert device.text("thanks_words", "en") == "Keep it, there is one more."
            device.presenter.next_turn()
            assert device.page_shown == "between"
            following = number + 1 if number < 5 else 1
            assert device.text("between_title", "en") == f"Question {following} of 5"
            if number < 5:
                assert device.text("between_words", "en") == "The person with the device starts."
            device.presenter.next_question()
            assert device.page_shown == "who"
        assert (device.page.last.item, [each.closed for each in device.page.picture.askings]) == (
            "b6",
            [True] * 5 + [False],
        )


def test_the_numbers_of_the_other_half_are_said_before_its_questions(tmp_path: Path) -> None:
    with passing(tmp_path, learners=3, number=PRE) as device:
        for _ in range(5):
            device.answer(1, "A")
            device.presenter.next_turn()
            device.answer(3, "")
            device.presenter.next_turn()
            if device.page.last.item == "a10":
                break
            device.presenter.next_question()
        assert device.text("between_words", "en") == "This question is for the numbers 2."
        assert device.text("between_words").endswith("২")


@pytest.mark.parametrize("private", [False, True])
def test_the_hint_says_what_is_true_of_the_question(tmp_path: Path, private: bool) -> None:
    resources = resources_that_ask_privately(tmp_path / "resources") if private else None
    with passing(tmp_path / "desk", resources=resources) as device:
        ordinary = "Your classmates do not see what you answer. It is not an exam."
        secret = "Your classmates do not see what you answer. It is not kept which answer was yours."
        assert device.text("who_hint", "en") == (secret if private else ordinary)
        device.answer(1, "A")
        device.presenter.next_turn()
        device.answer(2, "")
        question = device.page.stage.content.question
        assert question is not None
        assert (question.answered, question.people) == ((0, 0) if private else (1, 4))
        said = "of 4 are done" if private else "of 4 answered"
        assert (device.page.text("device_count"), device.page.text("device_of")) == ("2", said)
