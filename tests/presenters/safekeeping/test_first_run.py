"""The first run without a window: its steps, what is missing on each, and the desk that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.paths import has_profile, resources
from bsuh_desktop.presenters.safekeeping.first_run import FacilitatorPresenter, FirstClassPresenter, FirstRunPresenter
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter
from bsuh_desktop.presenters.safekeeping.welcome import LOOK_AGAIN_MS, JoinPresenter, WelcomePresenter
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.desk.facilitator import pin_matches
from bsuh_desktop.services.programme.join import look_at
from bsuh_desktop.services.safekeeping.recovery import check_code
from bsuh_desktop.system import sticks
from bsuh_desktop.trust.vault import Vault
from tests.helpers import prepared
from tests.helpers.attendance import PARTNER
from tests.helpers.cached_work import derived_lightly
from tests.helpers.faceless import PausedFace, locked_session_in, reported, session_in
from tests.helpers.noted_door import NotedDoor, choose_passphrase, shown_code
from tests.helpers.portable import run_from_stick
from tests.helpers.programmes import write_programme

NAME, WORDS = "শিরিন আক্তার", "river mango kite"


class FirstRunView(NotedDoor):
    """The screen with its presenter."""

    made_by = FirstRunPresenter
    presenter: FirstRunPresenter

    def __init__(self, session: DeskSession) -> None:
        super().__init__(session)
        self.presenter.enter()

    def choose_practice(self) -> None:
        """Chooses the card, and goes on."""
        self.page_presenter(WelcomePresenter).choose("practise")
        self.presenter.step_on()

    def say_who(self, pin: str = "৪৫১২", again: str = "4512") -> None:
        """Fills the page, and goes on."""
        self.page_presenter(FacilitatorPresenter).type_fields(NAME, pin, again)
        self.presenter.step_on()

    def make(self) -> str:
        """Chooses the passphrase, which makes the desk; returns its recovery code."""
        choose_passphrase(self, WORDS)
        self.presenter.step_on()
        return shown_code(self)

    def confirm(self, code: str) -> None:
        """Types the last group, and goes on."""
        self.page_presenter(NewCodePresenter).type_group(in_groups(code)[-1])
        self.presenter.step_on()

    def reason(self) -> str:
        """What is still missing."""
        return self.text("reason")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[FirstRunView]:
    """A laptop that nobody has set up; what it locks, it alone opens."""
    with derived_lightly(), locked_session_in(tmp_path, face=PausedFace()) as session:
        yield FirstRunView(session)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A coordinator's programme file in a folder of its own."""
    (tmp_path / "stick").mkdir()
    return write_programme(tmp_path / "stick")


def test_it_begins_with_practice_chosen_and_no_way_back(fresh: FirstRunView) -> None:
    words = fresh.words()
    assert words.startswith("First time on this laptop\nWelcome. How would you like to begin?")
    assert "Try a whole class with 58 invented learners." in words
    assert "You can practise today and join later. Practice classes never count." in words
    assert "এই ল্যাপটপে প্রথমবার" in fresh.words("bn")
    assert fresh.text("primary") == "Practise first"
    assert not fresh.model.back.shown
    assert fresh.model.open_file.shown
    assert not fresh.model.cover_languages, "the page has them"
    assert fresh.view_of(WelcomePresenter).focused == ["practise"]
    fresh.page_presenter(WelcomePresenter).choose("join")
    assert fresh.text("primary") == "Join the programme"
    join, practise = (getattr(fresh.view_of(WelcomePresenter).model, card) for card in ("join", "practise"))
    assert (join.checked, practise.checked) == (True, False)


def test_whoever_practises_has_a_desk_with_a_class_in_five_steps(fresh: FirstRunView, tmp_path: Path) -> None:
    fresh.choose_practice()
    assert fresh.words().startswith("Step 2 of 5\nWho are you?")
    assert not fresh.model.open_file.shown
    assert fresh.model.cover_languages
    fresh.say_who()
    assert fresh.words().startswith("Step 3 of 5\nChoose a passphrase")
    fresh.face.pause()
    choose_passphrase(fresh, WORDS)
    fresh.face.go_on()
    fresh.face.pause()
    fresh.presenter.step_on()
    assert fresh.text("primary") == "Setting up"
    assert fresh.model.busy
    fresh.face.go_on()
    code = shown_code(fresh)
    assert fresh.words().startswith("Step 4 of 5\nWrite the recovery code on paper")
    assert not fresh.model.back.shown, "the desk is made"
    assert fresh.presenter.unsaved() is not None
    assert fresh.page_presenter(NewPassphrasePresenter).passphrase == "", "no page needs it now"
    assert fresh.page_presenter(FacilitatorPresenter).pin == ""
    fresh.confirm(code)
    assert shown_code(fresh) == ""
    assert fresh.presenter.unsaved() is None
    assert fresh.words().startswith("Step 5 of 5\nYour desk is ready")
    assert fresh.text("primary") == "Practise with this class"
    fresh.face.pause()
    fresh.presenter.step_on()
    assert fresh.text("primary") == "Loading the class"
    fresh.face.go_on()
    assert fresh.opened == ["home"]
    facts = fresh.session.facts
    assert facts is not None
    assert (facts.facilitator, facts.practising, facts.has_pin) == (NAME, True, True)
    found: list[object] = []
    fresh.session.query(
        lambda desk: (pin_matches(desk, "4512"), [each.learners for each in class_groups(desk)]), found.append
    )
    assert found == [(True, [58])]
    assert Vault.opens(tmp_path / "profile", WORDS)
    check_code(tmp_path / "profile", code)


def test_without_a_class_the_desk_is_empty(fresh: FirstRunView) -> None:
    fresh.choose_practice()
    fresh.say_who()
    fresh.confirm(fresh.make())
    fresh.page_presenter(FirstClassPresenter).choose(wants_class=False)
    assert fresh.text("primary") == "Go to Home"
    fresh.presenter.step_on()
    assert fresh.opened == ["home"]
    found: list[object] = []
    fresh.session.query(class_groups, found.append)
    assert found == [[]]


@pytest.mark.parametrize(
    ("name", "pin", "again", "reason", "problem"),
    [
        ("  ", "", "", "Write your name.", ""),
        (NAME, "", "", "Write a PIN of 4 to 8 digits.", ""),
        (NAME, "451", "", "Write a PIN of 4 to 8 digits.", ""),
        (NAME, "1234", "", "Choose another PIN.", "The class can easily guess this PIN."),
        (NAME, "০০০০", "", "Choose another PIN.", "The class can easily guess this PIN."),
        (NAME, "4512", "", "Write the PIN twice.", ""),
        (NAME, "4512", "45", "Write the PIN twice.", ""),
        (NAME, "4512", "4511", "Write the PIN twice.", "The two PINs do not match. Write the second one again."),
        (NAME, "4512", "৪৫১২", "", ""),
    ],
)
def test_nothing_goes_on_while_name_or_pin_is_missing(
    fresh: FirstRunView, name: str, pin: str, again: str, reason: str, problem: str
) -> None:
    fresh.choose_practice()
    fresh.page_presenter(FacilitatorPresenter).type_fields(name, pin, again)
    assert fresh.reason() == reason
    assert bool(fresh.model.primary.enabled) == (not reason)
    view = fresh.view_of(FacilitatorPresenter)
    assert view.text("problem").startswith(problem)
    assert bool(view.text("problem")) == bool(problem)
    assert view.model.again.problem == problem.startswith("The two PINs")


def test_a_refused_name_is_told_on_its_page(fresh: FirstRunView) -> None:
    fresh.choose_practice()
    bad = KnownError("bad_pin", Message("This PIN does not match."), Message("Write the PIN twice."))
    fresh.presenter.failed(bad)
    assert "This PIN does not match." in fresh.view_of(FacilitatorPresenter).text("problem")
    assert not fresh.model.message_bar.shown
    assert fresh.problems == 1


def test_what_the_disk_refuses_is_told_and_can_be_tried_again(fresh: FirstRunView, tmp_path: Path) -> None:
    fresh.choose_practice()
    fresh.say_who()
    (tmp_path / "profile").write_text("a file where the folder should be")
    fresh.make()
    assert fresh.model.message_bar.light == "stop"
    assert fresh.text("message_bar")
    assert fresh.model.page == NewPassphrasePresenter.name
    (tmp_path / "profile").unlink()
    fresh.presenter.step_on()
    assert fresh.model.page == NewCodePresenter.name
    assert not fresh.model.message_bar.shown


def test_every_step_leads_back_until_the_desk_is_made(fresh: FirstRunView, tmp_path: Path) -> None:
    fresh.choose_practice()
    fresh.say_who()
    fresh.page_presenter(NewPassphrasePresenter).type_text("passphrase", WORDS, capitals=False)
    fresh.presenter.step_back()
    assert fresh.page_presenter(FacilitatorPresenter).facilitator == NAME
    fresh.presenter.step_back()
    assert "How would you like to begin?" in fresh.words()
    assert not has_profile(tmp_path / "profile")
    fresh.presenter.step_on()
    assert fresh.page_presenter(FacilitatorPresenter).pin == "4512"
    fresh.presenter.leave()
    assert fresh.page_presenter(FacilitatorPresenter).pin == ""
    assert fresh.page_presenter(NewPassphrasePresenter).passphrase == ""


def test_beside_other_desks_the_first_page_leads_to_the_door_of_one(tmp_path: Path) -> None:
    with locked_session_in(tmp_path, prepared.as_made) as session:
        session.choose_desk(tmp_path / "profile" / "desks" / "2")
        view = FirstRunView(session)
        assert view.model.back.shown
        view.presenter.step_back()
        assert (view.opened, view.subjects) == (["door"], [{"path": tmp_path / "profile"}])


def test_a_file_that_is_no_programme_is_refused(fresh: FirstRunView, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("{}")
    with reported(fresh.session) as errors:
        fresh.page_presenter(WelcomePresenter).open_file(tmp_path / "list.json")
    assert [error.code for error in errors] == ["unreadable"]
    assert "How would you like to begin?" in fresh.words()


def test_a_programme_file_is_shown_before_it_is_joined(fresh: FirstRunView, programme: Path) -> None:
    welcome = fresh.page_presenter(WelcomePresenter)
    welcome.choose("join")
    fresh.presenter.step_on()
    assert fresh.view_of(WelcomePresenter).asked == 1, "who joins without a stick is asked for the file"
    welcome.open_file(programme)
    words = fresh.words()
    assert words.startswith("Step 2 of 5\nJoin this programme")
    assert "Runs until" in words
    assert "Your classes count from the first day." in words
    assert fresh.model.primary.enabled, "there is one partner only"
    fresh.presenter.step_back()
    assert fresh.text("primary") == "Join the programme"
    fresh.presenter.step_on()
    assert fresh.view_of(JoinPresenter).focused[-1] == f"partner_{PARTNER}"
    fresh.presenter.step_on()
    fresh.say_who()
    fresh.confirm(fresh.make())
    assert fresh.opened == ["home"], "a class to practise with is not offered"
    facts = fresh.session.facts
    assert facts is not None
    assert (facts.practising, facts.status) == (False, "waiting")


def test_among_several_partners_one_is_chosen(fresh: FirstRunView, programme: Path) -> None:
    offer = look_at(programme)
    other = msgspec.structs.replace(offer.partners[0], number=PARTNER + 1)
    fresh.page_presenter(WelcomePresenter).offer_chosen.emit(
        msgspec.structs.replace(offer, partners=(*offer.partners, other))
    )
    assert fresh.reason() == "Choose the partner that you work for."
    assert not fresh.model.primary.enabled
    view = fresh.view_of(JoinPresenter)
    assert view.focused[-1] == f"partner_{PARTNER}"
    assert not any(card.checked for card in view.model.partners)
    fresh.page_presenter(JoinPresenter).choose(f"partner_{PARTNER + 1}")
    assert [card.name for card in view.model.partners if card.checked] == [f"partner_{PARTNER + 1}"]
    assert fresh.model.primary.enabled
    fresh.presenter.step_back()
    fresh.presenter.step_on()
    assert fresh.reason(), "whoever comes back chooses again"


def test_the_practice_programme_says_that_nothing_counts(fresh: FirstRunView) -> None:
    fresh.page_presenter(WelcomePresenter).open_file(resources() / "programme" / "demonstration.json")
    assert "This is the practice programme. Practice classes never count." in fresh.words()
    assert fresh.words().startswith("Step 2 of 6")


def test_a_stick_that_is_plugged_in_is_offered(
    fresh: FirstRunView, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "_removable", lambda: [programme.parent])
    assert "Stick found" not in fresh.words()
    fresh.face.pass_ms(LOOK_AGAIN_MS)
    assert "Stick found" in fresh.words()
    assert fresh.text("primary") == "Join the programme"
    fresh.presenter.step_on()
    assert fresh.model.page == JoinPresenter.name


def test_a_programme_file_that_is_read_late_turns_no_page(fresh: FirstRunView, programme: Path) -> None:
    fresh.face.pause()
    fresh.page_presenter(WelcomePresenter).open_file(programme)
    fresh.choose_practice()
    fresh.face.go_on()
    assert fresh.model.page == FacilitatorPresenter.name


def test_whoever_has_chosen_keeps_the_choice_when_a_stick_comes(
    fresh: FirstRunView, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.page_presenter(WelcomePresenter).choose("practise")
    monkeypatch.setattr(sticks, "_removable", lambda: [programme.parent])
    fresh.face.pass_ms(LOOK_AGAIN_MS)
    assert "Stick found" in fresh.words()
    assert fresh.text("primary") == "Practise first"
    fresh.presenter.step_on()
    monkeypatch.setattr(sticks, "_removable", lambda: [])
    fresh.face.pass_ms(LOOK_AGAIN_MS)
    assert fresh.page_presenter(WelcomePresenter).found is not None, "other pages do not look for sticks"


def test_the_portable_copy_offers_practice_alone_and_says_what_it_is_for(
    tmp_path: Path, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if the coordinator's programme file lies on the same stick."""
    run_from_stick(tmp_path, monkeypatch)
    monkeypatch.setattr(sticks, "_removable", lambda: [programme.parent])
    with derived_lightly(), locked_session_in(tmp_path, face=PausedFace()) as session:
        view = FirstRunView(session)
        view.face.pass_ms(LOOK_AGAIN_MS)
        assert view.words().startswith("First time on this stick\nWelcome to practice")
        assert view.words("bn").startswith("এই পেনড্রাইভে প্রথমবার\nঅনুশীলনে স্বাগতম")
        note = view.view_of(WelcomePresenter).text("note")
        assert note.startswith("This copy on a stick is for practice and for verifying only.")
        assert note.endswith("For classes that count, install the app on a laptop.")
        welcome = view.view_of(WelcomePresenter).model
        assert (welcome.can_join.shown, welcome.can_practise.shown, welcome.bring_back.shown) == (False, True, False)
        assert not view.model.open_file.shown
        assert view.text("primary") == "Practise first"
        view.choose_practice()
        view.say_who()
        view.confirm(view.make())
        view.presenter.step_on()
        assert session.facts is not None
        assert session.facts.practising


def test_whoever_practised_first_joins_later(tmp_path: Path, programme: Path) -> None:
    with session_in(tmp_path, prepared.with_class, face=PausedFace()) as session:
        view = FirstRunView(session)
        words = view.words()
        assert words.startswith("You practised first\nJoin a programme")
        assert "Your practice classes stay practice. Classes count from the day on which you join." in words
        welcome = view.view_of(WelcomePresenter).model
        assert not welcome.can_practise.shown
        assert not welcome.bring_back.shown
        assert not welcome.languages.shown
        view.presenter.step_back()
        assert view.opened == ["home"]
        view.page_presenter(WelcomePresenter).open_file(programme)
        assert view.words().startswith("Step 2 of 2")
        assert view.text("primary") == "Join the programme"
        view.face.pause()
        view.presenter.step_on()
        assert view.text("primary") == "Joining"
        view.face.go_on()
        assert view.opened == ["home", "home"]
        assert session.facts is not None
        assert (session.facts.practising, session.facts.status) == (False, "waiting")
