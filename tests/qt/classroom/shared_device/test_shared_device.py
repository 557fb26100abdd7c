from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.language import say
from bsuh_desktop.qt.classroom.shared_device.large_words import LargeWords, OptionButton
from bsuh_desktop.qt.classroom.shared_device.shared_device import SharedDevice
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.services.classroom.class_picture import AskedQuestion
from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.hands import hold_enter, key, named, press, until, write
from tests.helpers.slow_desk import held
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
PIN = "4826"
PRE, QUESTION = 3, 6


class Device:
    """The window in the hands of the class."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @property
    def window(self) -> SharedDevice:
        window = self.visit.seen()
        assert isinstance(window, SharedDevice)
        return window

    def press(self, *names: str) -> None:
        self.visit.press(*names)

    def told(self, name: str) -> str:
        """The large words of that name."""
        words = named(self.window, name, LargeWords)
        return words.text()

    def shows(self, name: str) -> bool:
        return any(part.isVisible() for part in self.window.findChildren(QWidget, name))

    def take(self, card: int) -> None:
        """Types a number."""
        write(named(self.window, "number"), str(card))
        self.press("that_is_me")

    def answer(self, card: int, letter: str, on: str = "") -> None:
        """A whole turn; `on` is what the thanks' button says, where that is looked at."""
        self.take(card)
        self.press(f"option_{letter.lower()}", "my_answer")
        self.read_feedback()
        assert on in ("", self.window.form.thanks_on.text())
        self.press("thanks_on")

    def read_feedback(self) -> None:
        """What is said about the answer that was given, then its thanks."""
        until(lambda: self.shows("feedback"), "something is said about the answer")
        assert not self.shows("thanks")
        self.press("feedback_on")
        assert self.shows("thanks")

    def leave(self, pin: str = PIN) -> None:
        write(named(self.window, "pin"), pin)
        self.press("open_desk")


def teach(visit: Visit) -> None:
    """Goes on with the class in private."""
    visit.unlock()
    visit.in_private()
    visit.press("go_on")
    until(lambda: visit.window.page.name == "teach", "the page is shown")
    visit.quiet()


def pass_round(visit: Visit) -> Device:
    """The device begins to go round."""
    visit.press("next_step")
    press(named(visit.dialog(), "pass"))
    until(lambda: isinstance(visit.seen(), SharedDevice), "the device's window is open")
    visit.quiet()
    return Device(visit)


@contextmanager
def passing(tmp_path: Path, number: int, learners: int) -> Iterator[tuple[Visit, Device]]:
    """The device goes round; at the end it is put away, as no PIN is needed to switch the laptop off."""
    with visiting(tmp_path, prepared.standing_at(number, by="shared", learners=learners)) as visit:
        teach(visit)
        device = pass_round(visit)
        window = device.window
        yield visit, device
        window.hide()


def last(visit: Visit) -> AskedQuestion:
    return class_of(visit).askings[-1]


def test_a_class_answers_one_after_the_other(tmp_path: Path) -> None:
    with passing(tmp_path, QUESTION, 4) as (visit, device):
        stage = visit.bridge.stage
        assert stage.content.question is not None
        for card, letter in ((1, "A"), (2, "C"), (3, "C"), (4, "C")):
            assert device.window.form.progress_words.text() == "০১২৩৪"[card - 1] + " / ৪"
            device.answer(card, letter, on="পরের জন" if card < 4 else "হয়ে গেছে")
        assert device.shows("done")
        device.press("done_on")
        device.leave()
        assert visit.seen() is visit.window
        assert (last(visit).counts, last(visit).closed) == ({"A": 1, "B": 0, "C": 3, "D": 0}, False)
        assert all(row.answered for row in class_of(visit).view.rows)
        visit.press("next_step")
        assert last(visit).closed
        assert stage.content.tally is not None
        assert stage.content.tally.counts == {"A": 1, "B": 0, "C": 3, "D": 0}


def test_what_was_chosen_can_be_changed_until_it_is_given_and_then_is_gone(tmp_path: Path) -> None:
    with passing(tmp_path, QUESTION, 3) as (visit, device):
        device.take(2)
        assert not named(device.window, "my_answer").isEnabled()
        device.press("option_b", "change")
        assert not device.shows("change")
        device.press("option_d", "option_a", "my_answer")
        device.read_feedback()
        assert last(visit).counts == {"A": 1, "B": 0, "C": 0, "D": 0}
        assert not any(option.isChecked() for option in device.window.findChildren(OptionButton))
        device.press("thanks_on")
        assert device.window.form.number.text() == ""
        device.take(2)
        assert "২ নম্বরের উত্তর আগেই এসেছে" in device.told("who_problem")
        assert not device.shows("ask")
        device.take(1)
        device.press("option_b")
        with held(visit.bridge):
            press(named(device.window, "my_answer"))
            press(named(device.window, "option_c"))
            assert not device.shows("feedback"), "it comes when the answer is committed"
            assert not device.shows("thanks")
            assert not named(device.window, "my_answer").isEnabled()
        device.read_feedback()
        assert last(visit).counts == {"A": 1, "B": 1, "C": 0, "D": 0}


def test_a_learner_may_rather_not_answer_and_the_keyboard_alone_answers(tmp_path: Path) -> None:
    with passing(tmp_path, QUESTION, 3) as (visit, device):
        for keys in ("3", "Return"):
            key(device.window, keys)
            visit.quiet()
        assert device.shows("ask")
        assert not any(option.isChecked() for option in device.window.findChildren(OptionButton))
        hold_enter(device.window)
        visit.quiet()
        assert not any(option.isChecked() for option in device.window.findChildren(OptionButton))
        assert last(visit).counts == dict.fromkeys("ABCD", 0), "Enter behind a number chooses no answer"
        for keys in ("2", "C", "Return"):
            key(device.window, keys)
            visit.quiet()
        until(lambda: device.shows("feedback"), "something is said about the answer")
        key(device.window, "Return")
        assert device.shows("thanks")
        key(device.window, "Return")
        assert device.shows("who")
        assert last(visit).counts == {"A": 0, "B": 0, "C": 1, "D": 0}
        device.take(1)
        device.press("rather_not")
        assert "ঠিক আছে" in device.told("thanks_title")
        device.press("thanks_on")
        device.answer(2, "B")
        assert device.shows("done")
        assert (last(visit).counts, last(visit).blank) == ({"A": 0, "B": 1, "C": 1, "D": 0}, 1)
        device.press("done_on")
        device.leave()
        assert visit.see("next_step").property("text") == "Show answers"


def test_a_number_is_typed_or_touched_and_a_wrong_one_told_kindly(tmp_path: Path) -> None:
    wrong = {"99": "৯৯ নম্বর এখানে কারও নেই", "5": "৫ নম্বর উপস্থিত বলে লেখা নেই", "": "আগে তোমার নম্বর"}
    with passing(tmp_path, QUESTION, 16) as (_, device):
        for card, said in wrong.items():
            write(named(device.window, "number"), card)
            device.press("that_is_me")
            assert said in device.told("who_problem")
            assert not device.shows("ask")
        device.press("digit_1", "digit_4", "take_away", "digit_0")
        assert device.window.form.number.text() == "১০"
        device.press("that_is_me")
        assert "তোমার নম্বর: ১০" in device.window.form.my_number.text()


@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("bn", 1.5), ("bn", 2.0)])
def test_a_child_sees_the_whole_question_and_all_answers_at_once_and_large(
    tmp_path: Path, language: Language, scale: float
) -> None:
    with passing(tmp_path, QUESTION, 4) as (visit, device):
        visit.speak(language, scale)
        device.window.resize(1024, 728)
        device.take(2)
        visit.quiet()
        form, shown = device.window.form, device.window.form.scroll.viewport().rect()
        for part in (form.question, form.option_a, form.option_b, form.option_c, form.option_d):
            place = QRect(part.mapTo(form.scroll.viewport(), QPoint(0, 0)), part.size())
            assert shown.contains(place), part.objectName()
            assert part._font().pixelSize() >= 28
        device.press("option_c", "my_answer")
        until(lambda: device.shows("feedback"), "something is said about the answer")
        said = form.feedback_words
        place = QRect(said.mapTo(form.scroll.viewport(), QPoint(0, 0)), said.size())
        assert shown.contains(place)
        assert said._font().pixelSize() >= 28
        device.press("feedback_on")
        assert form.thanks_picture.property("picture") == "pass-on"


def test_only_the_pin_leads_back_to_the_desk_and_there_the_question_can_be_closed_without_the_rest(
    tmp_path: Path,
) -> None:
    with passing(tmp_path, QUESTION, 4) as (visit, device):
        device.answer(2, "B")
        window = device.window
        assert (window.isModal(), window.windowState()) == (True, Qt.WindowState.WindowFullScreen)
        for keys in ("Escape", "F10", "F5", "Ctrl+Z", "Alt+F4", "Ctrl+L"):
            key(window, keys)
        window.close()
        visit.quiet()
        assert window.isVisible()
        assert (visit.window.page.name, class_of(visit).ended_ms) == ("teach", None)
        device.press("leave")
        device.leave("4321")
        assert "PIN does not match" in device.told("pin_problem")
        assert window.form.pin.text() == ""
        device.press("stay")
        assert device.shows("who")
        device.press("leave")
        device.leave("৪৮২৬")
        assert visit.seen() is visit.window
        assert visit.see("next_step").property("text") == "Pass the device round"
        visit.press("aside")
        assert (last(visit).closed, last(visit).blank, last(visit).not_asked) == (True, 0, 3)
        assert visit.bridge.stage.content.tally is not None


def test_answers_stay_when_the_app_is_gone_and_nothing_of_a_turn_where_the_class_sees_the_screen(
    tmp_path: Path,
) -> None:
    with passing(tmp_path, QUESTION, 4) as (visit, device):
        device.answer(3, "D")
        device.take(1)
        device.press("option_a")
        session = class_of(visit).session
    with visiting(tmp_path) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("go_on")
        visit.quiet()
        assert class_of(visit).session == session
        assert last(visit).counts == {"A": 0, "B": 0, "C": 0, "D": 1}
        assert visit.see("next_step").property("text") == "Pass the device round"
        device = pass_round(visit)
        assert device.window.form.progress_words.text() == "১ / ৪"
        device.take(1)
        device.press("option_a")
        visit.bridge.projector.set_shows_this_screen(True)
        assert device.shows("leaving")
        seen = Message("The class sees this screen. Call your facilitator.")
        assert device.told("pin_problem") == say(seen, visit.bridge.stage_language)
        device.press("stay")
        assert device.shows("leaving")
        device.leave()
        assert visit.seen() is visit.window
        assert last(visit).counts == {"A": 0, "B": 0, "C": 0, "D": 1}


@contextmanager
def broken(visit: Visit) -> Iterator[None]:
    """The desk's thread finds no open desk, which only a bug can bring about."""
    room = visit.bridge._worker
    desk, room._desk = room._desk, None
    yield
    visit.quiet()
    room._desk = desk


def test_a_bug_neither_stops_the_device_nor_comes_over_it(tmp_path: Path) -> None:
    with passing(tmp_path, QUESTION, 3) as (visit, device):
        # The visit would end with it; the app shows it.
        visit.bridge.crashed.disconnect()
        visit.bridge.crashed.connect(visit.window.crashes.take)
        device.take(1)
        with broken(visit):
            device.press("option_b", "my_answer")
        assert "উত্তরটি রাখা যায়নি" in device.told("ask_problem")
        device.press("my_answer")
        until(lambda: device.shows("feedback"), "the answer is given once more")
        assert last(visit).counts["B"] == 1
        device.press("feedback_on", "thanks_on", "leave")
        with broken(visit):
            device.leave()
        assert "unexpected problem" in device.told("pin_problem")
        device.leave()
        report = visit.dialog()
        assert named(report, "report").isVisible()
        press(named(report, "go_on"))


def test_nobody_answers_in_private_where_the_class_sees_the_screen(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.standing_at(QUESTION, by="shared", learners=4)) as visit:
        visit.unlock()
        visit.press("go_on", "next_step")
        dialog = visit.dialog()
        assert isinstance(dialog, Dialog)
        assert "projector" in dialog.question.text()
        press(named(dialog, "yes"))
        press(named(visit.dialog(), "cancel"))
        visit.quiet()
        assert class_of(visit).open_asking is None
        visit.press("next_step")
        press(named(visit.dialog(), "no"))
        press(named(visit.dialog(), "pass"))
        until(lambda: isinstance(visit.seen(), SharedDevice), "the device's window is open")
        visit.quiet()
        assert not visit.bridge.public
        visit.seen().hide()


def test_a_pin_is_chosen_before_the_first_time_and_two_quick_clicks_keep_one(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.without_pin) as visit:
        teach(visit)
        visit.press("next_step")
        dialog = visit.dialog()
        write(named(dialog, "facilitator"), "Shirin Akter")
        write(named(dialog, "class_pin"), "12")
        press(named(dialog, "keep"))
        visit.quiet()
        assert visit.seen() is dialog
        write(named(dialog, "class_pin"), "২৪৬৮")
        with held(visit.bridge):
            for _ in range(2):
                press(named(dialog, "keep"))
            key(dialog, "Escape")
            assert dialog.isVisible()
        until(lambda: visit.seen() is not dialog, "the PIN is kept")
        visit.quiet()
        press(named(visit.dialog(), "cancel"))
        visit.quiet()
        assert visit.seen() is visit.window
        visit.press("next_step")
        press(named(visit.dialog(), "pass"))
        until(lambda: isinstance(visit.seen(), SharedDevice), "the device's window is open")
        visit.quiet()
        device = Device(visit)
        device.press("leave")
        device.leave("2468")
        assert visit.seen() is visit.window
