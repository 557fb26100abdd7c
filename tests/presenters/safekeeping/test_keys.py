"""The keys of an open desk without a window: which step comes next, what is changed, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.presenters.safekeeping.keys import CODE, PASSPHRASE, KeysPresenter, NewKeyPresenter, Step
from bsuh_desktop.services.desk.desk import why_new_key
from bsuh_desktop.trust.vault import Vault
from tests.helpers import safekeeping
from tests.helpers.desks import PASSPHRASE as OWN
from tests.helpers.faceless import PausedFace, session_in
from tests.helpers.grants import refused

pytestmark = pytest.mark.usefixtures("known_keys")
NEW = "নদী ঘুড়ি আম পাখি"


class Screen:
    """What both screens were told."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.busy: list[str] = []
        self.errors: list[str] = []
        self.opened: list[tuple[str, object]] = []
        self.code = ""

    def show_step(self, step: Step) -> None:
        """Notes the page."""
        self.steps.append(step)

    def show_code(self, code: str) -> None:
        """Notes the code."""
        self.code = code

    def open(self, screen: str, *, path: object = None) -> None:
        """Notes the screen."""
        self.opened.append((screen, path))

    def set_busy(self, doing: Message | None) -> None:
        """Notes what the desk does; "" once it does nothing."""
        self.busy.append(say(doing, "en") if doing else "")

    def failed(self, error: KnownError) -> None:
        """Notes the error."""
        self.set_busy(None)
        self.errors.append(error.code)


@contextmanager
def keys(folder: Path, wanted: object) -> Iterator[tuple[KeysPresenter, Screen, DeskSession]]:
    with session_in(folder, safekeeping.three) as session:
        screen = Screen()
        presenter = KeysPresenter(session, screen)
        presenter.begin(wanted)
        yield presenter, screen, session


def test_another_passphrase_is_chosen_by_whoever_knows_the_present_one(tmp_path: Path) -> None:
    with keys(tmp_path, PASSPHRASE) as (presenter, screen, _):
        assert say(presenter.over_line(), "en") == "Step 1 of 2"
        assert "১" in say(presenter.over_line(), "bn")
        presenter.step_on("not these words at all", "")
        assert (screen.steps, screen.errors) == (["own"], ["wrong_passphrase"]), "nobody can take over an open desk"
        presenter.step_on(OWN, "")
        assert screen.steps == ["own", "words"]
        assert say(presenter.over_line(), "en") == "Step 2 of 2"
        assert presenter.can_go_back()
        presenter.step_back()
        assert screen.steps[-1] == "own"
        presenter.step_on(OWN, "")
        presenter.step_on(OWN, "short")
        assert screen.errors[1:] == ["weak_passphrase"]
        presenter.step_on(OWN, NEW)
        assert screen.opened == [("laptop", PASSPHRASE)]
        assert screen.busy[-2:] == ["Locking again", ""]
        assert screen.busy[0] == "Checking"
    assert not Vault.opens(tmp_path / "profile", OWN)
    assert Vault.opens(tmp_path / "profile", NEW)


def test_another_code_is_shown_once_and_the_old_one_opens_nothing(tmp_path: Path) -> None:
    with keys(tmp_path, CODE) as (presenter, screen, session):
        before: list[str] = []
        session.query(lambda desk: desk.vault.recovery_code, before.append)
        presenter.step_on("not these words at all", "")
        assert (screen.code, screen.errors) == ("", ["wrong_passphrase"])
        presenter.step_on(OWN, "")
        assert screen.steps == ["own", "sheet"]
        assert not presenter.can_go_back()
        assert say(presenter.over_line(), "en") == "Step 2 of 2"
        session.query(lambda desk: desk.vault.recovery_code, before.append)
        assert before[1] == screen.code != before[0], "the next hand-over takes the new one along"
        presenter.step_on("", "")
        assert screen.opened == [("laptop", CODE)]
    with refused("wrong_recovery_code"):
        Vault.unlock_with_recovery(tmp_path / "profile", before[0])


def test_from_the_first_page_it_goes_back_to_the_laptop(tmp_path: Path) -> None:
    with keys(tmp_path, None) as (presenter, screen, _):
        presenter.step_back()
        assert screen.opened == [("laptop", None)]


def test_data_that_moved_here_gets_its_key_or_waits(tmp_path: Path) -> None:
    face = PausedFace()
    with session_in(tmp_path, safekeeping.copied, face=face) as session:
        screen, why = Screen(), list[str]()
        presenter = NewKeyPresenter(session, screen)
        presenter.go_home()
        session.query(why_new_key, why.append)
        assert (screen.opened, why) == ([("home", None)], ["copied"])
        face.pause()
        presenter.make()
        assert screen.busy == ["Making the key"]
        face.go_on()
        session.query(why_new_key, why.append)
        assert why == ["copied", ""]
        assert screen.busy == ["Making the key", ""]
        assert screen.opened == [("home", None), ("home", None)]
