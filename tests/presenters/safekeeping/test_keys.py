"""The keys of an open desk without a window: which step comes next, what is changed, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.presenters.safekeeping.keys import (
    CODE,
    PASSPHRASE,
    KeysPresenter,
    NewKeyPresenter,
    NewKeyReasonPresenter,
    OwnPassphrase,
)
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter
from bsuh_desktop.services.desk.desk import why_new_key
from bsuh_desktop.trust.vault import Vault
from tests.helpers import safekeeping
from tests.helpers.desks import PASSPHRASE as OWN
from tests.helpers.faceless import PausedFace, session_in
from tests.helpers.grants import refused
from tests.helpers.noted_door import NotedDoor, choose_passphrase, shown_code

pytestmark = pytest.mark.usefixtures("known_keys")
NEW = "নদী ঘুড়ি আম পাখি"


class KeysView(NotedDoor):
    """The screen of both changes."""

    made_by = KeysPresenter

    def own(self, passphrase: str) -> None:
        """Types the present passphrase, and goes on."""
        self.page_presenter(OwnPassphrase).type_passphrase(passphrase, capitals=False)
        self.presenter.step_on()

    def choose(self, passphrase: str) -> None:
        """Types the new one twice, and goes on."""
        choose_passphrase(self, passphrase)
        self.presenter.step_on()


class NewKeyView(NotedDoor):
    """The screen of data that moved here."""

    made_by = NewKeyPresenter
    presenter: NewKeyPresenter


@contextmanager
def keys(folder: Path, wanted: object) -> Iterator[KeysView]:
    with session_in(folder, safekeeping.three, face=PausedFace()) as session:
        view = KeysView(session)
        view.presenter.enter(wanted)
        yield view


def test_another_passphrase_is_chosen_by_whoever_knows_the_present_one(tmp_path: Path) -> None:
    with keys(tmp_path, PASSPHRASE) as view:
        assert view.words().startswith("Step 1 of 2\nYour passphrase as it is now")
        assert "১" in view.words("bn")
        assert (view.text("reason"), view.text("primary")) == ("Write your passphrase.", "Next")
        assert (view.model.primary.enabled, view.model.back.shown) == (False, True)
        assert view.page_presenter(OwnPassphrase).model().forgotten.shown is False, "the code is for the door"
        assert view.view_of(OwnPassphrase).focused == ["passphrase"]
        view.own("not these words at all")
        assert view.view_of(OwnPassphrase).model.problem.shown, "nobody can take over an open desk"
        assert view.model.page == OwnPassphrase.name
        view.face.pause()
        view.own(OWN)
        assert (view.text("primary"), view.model.busy, view.model.back.enabled) == ("Checking", True, False)
        view.face.go_on()
        assert view.words().startswith("Step 2 of 2\nChoose a passphrase")
        assert view.model.back.shown
        view.presenter.step_back()
        assert view.model.page == OwnPassphrase.name
        view.own(OWN)
        view.choose("short")
        assert view.view_of(NewPassphrasePresenter).model.problem.shown
        view.face.pause()
        view.choose(NEW)
        assert view.text("primary") == "Locking again"
        view.face.go_on()
        assert (view.opened, view.subjects) == (["laptop"], [{"path": PASSPHRASE}])
        assert not view.model.busy
    assert not Vault.opens(tmp_path / "profile", OWN)
    assert Vault.opens(tmp_path / "profile", NEW)


def test_words_that_are_suggested_after_the_page_was_left_are_nobodys(tmp_path: Path) -> None:
    with keys(tmp_path, PASSPHRASE) as view:
        view.own(OWN)
        words = view.page_presenter(NewPassphrasePresenter)
        view.face.pause()
        words.suggest("en")
        view.presenter.leave()
        view.face.go_on()
        assert words.passphrase == ""


def test_another_code_is_shown_once_and_the_old_one_opens_nothing(tmp_path: Path) -> None:
    with keys(tmp_path, CODE) as view:
        codes: list[str] = []
        view.session.query(lambda desk: desk.vault.recovery_code, codes.append)
        view.own("not these words at all")
        assert shown_code(view) == ""
        assert view.presenter.unsaved() is None
        view.own(OWN)
        assert view.words().startswith("Step 2 of 2\nWrite the recovery code on paper")
        assert not view.model.back.shown
        assert view.page_presenter(OwnPassphrase).passphrase == "", "it is not needed any more"
        warning = view.presenter.unsaved()
        assert warning is not None
        assert str(warning[0]) == "Have you written the code down?"
        view.session.query(lambda desk: desk.vault.recovery_code, codes.append)
        assert codes[1] == shown_code(view) != codes[0], "the next hand-over takes the new one along"
        assert codes[1] not in repr(view.view_of(NewCodePresenter).model)
        view.presenter.step_on()
        assert (view.opened, view.subjects) == (["laptop"], [{"path": CODE}])
        view.presenter.leave()
        assert shown_code(view) == ""
    with refused("wrong_recovery_code"):
        Vault.unlock_with_recovery(tmp_path / "profile", codes[0])


def test_from_the_first_page_it_goes_back_to_the_laptop_and_drops_what_was_typed(tmp_path: Path) -> None:
    with keys(tmp_path, None) as view:
        view.own(OWN)
        choose_passphrase(view, NEW)
        assert OWN not in repr(view.view_of(OwnPassphrase).model)
        view.presenter.step_back()
        view.presenter.step_back()
        assert (view.opened, view.subjects) == (["laptop"], [{}])
        view.presenter.leave()
        typed = (view.page_presenter(OwnPassphrase), view.page_presenter(NewPassphrasePresenter))
        assert [page.passphrase for page in typed] == ["", ""]


def test_data_that_moved_here_gets_its_key_or_waits(tmp_path: Path) -> None:
    with session_in(tmp_path, safekeeping.copied, face=PausedFace()) as session:
        view, why = NewKeyView(session), list[str]()
        view.presenter.enter()
        assert view.words().startswith("This laptop continues\nYour classes are here")
        assert "These classes are a copy from the desk" in view.view_of(NewKeyReasonPresenter).text("said_1")
        assert (view.text("aside"), view.model.aside.shown, view.model.back.shown) == ("Not now", True, False)
        assert view.focused == ["primary"]
        view.presenter.go_home()
        session.query(why_new_key, why.append)
        assert (view.opened, why) == (["home"], ["copied"])
        view.face.pause()
        view.presenter.step_on()
        assert (view.text("primary"), view.model.busy) == ("Making the key", True)
        view.face.go_on()
        session.query(why_new_key, why.append)
        assert why == ["copied", ""]
        assert (view.opened, view.model.busy) == (["home", "home"], False)
