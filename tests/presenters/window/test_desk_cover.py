"""The cover without a window: what it says of the class, what the class PIN opens, and what is asked for instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.window.desk_cover import MOST_TRIES, DeskCoverPresenter, PinPresenter
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.faceless import PausedFace, session_in
from tests.helpers.noted_door import NotedDoor, NotedDoorPage

GOES_ON = "answers are kept, and a clicker still changes the slides."


class Projected(NotedDoorPage):
    """The page while the projector shows the stage."""

    def projector_shows(self) -> bool:
        """True."""
        return True


class CoverView(NotedDoor):
    """The cover; notes in `wanted` what the window is asked for."""

    made_by = DeskCoverPresenter
    presenter: DeskCoverPresenter

    def __init__(self, session: DeskSession) -> None:
        super().__init__(session)
        self.wanted: list[str] = []
        pin = self.presenter.pin
        for signal, name in ((pin.matched, "open"), (pin.spent, "spent"), (self.presenter.lock_wanted, "lock")):
            signal.connect(lambda name=name: self.wanted.append(name))  # type: ignore[misc]
        self.presenter.enter()

    @property
    def pin(self) -> NotedDoorPage:
        """The page."""
        return self.view_of(PinPresenter)

    def try_pin(self, pin: str) -> None:
        """Types it, and presses the button."""
        self.presenter.pin.type_pin(pin)
        self.presenter.step_on()


@contextmanager
def cover_in(folder: Path, prepare: Callable[[Desk], object] = prepared.as_made) -> Iterator[CoverView]:
    with session_in(folder, prepare, face=PausedFace()) as session:
        yield CoverView(session)


def test_it_says_that_the_class_goes_on_and_nothing_else_of_it(tmp_path: Path) -> None:
    with cover_in(tmp_path, prepared.at_teach) as cover:
        words = cover.words()
        assert words.startswith("The desk is covered, not locked\nThe class continues")
        assert f"A{GOES_ON[1:]} Names are still in memory." in words
        assert prepared.FACILITATOR not in words
        assert "ক্লাস চলছে" in cover.words("bn")
        assert (cover.text("reason"), cover.text("primary")) == ("Write the class PIN.", "Open the desk")
        assert (cover.model.primary.enabled, cover.model.back.shown) == (False, True)
        assert (cover.pin.focused, cover.focused) == (["pin"], [])
        page = PinPresenter(cover.session, Projected())
        assert f"The projector stays as it is, {GOES_ON}" in str(page.model().explanation.text)


def test_the_time_is_that_of_the_class_and_goes_on(tmp_path: Path) -> None:
    with cover_in(tmp_path) as cover:
        assert (cover.pin.text("time"), cover.pin.text("time", "bn")) == ("9:00 am", "সকাল ৯:০০")
        clock = cover.session.clock
        assert isinstance(clock, RehearsalClock)
        clock.advance(60 * 60)
        cover.presenter.pin.refresh()
        assert cover.pin.differs() == {"time"}
        assert cover.pin.text("time") == "10:00 am"


def test_the_class_pin_opens_it_in_either_script(tmp_path: Path) -> None:
    with cover_in(tmp_path) as cover:
        for pin in ("4826", "৪৮২৬"):
            cover.presenter.enter()
            cover.try_pin(pin)
            assert cover.pin.model.pin.value == ""
        assert cover.wanted == ["open", "open"]


def test_a_pin_is_asked_once_at_a_time_and_is_in_no_report(tmp_path: Path) -> None:
    with cover_in(tmp_path) as cover:
        cover.presenter.step_on()
        cover.face.pause()
        cover.try_pin("9999")
        assert "9999" not in repr(cover.pin.model)
        cover.presenter.step_on()
        cover.face.go_on()
        assert f"Tries left: {MOST_TRIES - 1}" in cover.pin.text("problem")


def test_wrong_pins_are_counted_until_only_the_passphrase_opens_the_desk(tmp_path: Path) -> None:
    with cover_in(tmp_path) as cover:
        for left in range(MOST_TRIES - 1, 0, -1):
            cover.try_pin("9999")
            assert cover.pin.text("problem").startswith(f"This PIN does not match. Tries left: {left}.")
            assert (cover.pin.model.pin.value, cover.pin.model.pin.problem) == ("", True)
            assert cover.pin.focused[-1] == "pin"
            cover.presenter.pin.type_pin("1")
            assert not cover.pin.model.problem.shown
            cover.presenter.leave()
            assert cover.pin.model.pin.value == ""
            cover.presenter.enter()
        cover.try_pin("9999")
        assert cover.wanted == ["spent"]
        cover.presenter.pin.forgive()
        cover.try_pin("9999")
        assert f"Tries left: {MOST_TRIES - 1}" in cover.pin.text("problem")


def test_a_pin_that_could_not_be_checked_is_no_wrong_try(tmp_path: Path) -> None:
    with cover_in(tmp_path) as cover:
        cover.face.pause()
        cover.session.lock()
        cover.try_pin("4826")
        cover.face.go_on()
        assert cover.pin.model.problem.shown
        assert "Tries left" not in cover.pin.text("problem")
        assert cover.wanted == []


def test_whoever_wants_the_passphrase_locks(tmp_path: Path) -> None:
    with cover_in(tmp_path) as cover:
        cover.presenter.step_back()
        assert cover.wanted == ["lock"]


def test_without_a_pin_only_the_passphrase_opens_it(tmp_path: Path) -> None:
    with cover_in(tmp_path, lambda desk: None) as cover:
        words = cover.words()
        assert "No class PIN was chosen: only the passphrase opens the desk. The class is kept. Names" in words
        assert (cover.pin.model.pin.shown, cover.pin.model.pin_label.shown) == (False, False)
        assert (cover.text("primary"), cover.model.primary.enabled) == ("Lock fully", True)
        assert not cover.model.back.shown
        assert cover.focused == ["primary"]
        cover.presenter.step_on()
        assert cover.wanted == ["lock"]
