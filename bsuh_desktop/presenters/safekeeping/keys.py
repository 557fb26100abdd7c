"""The keys of an open desk: another passphrase or recovery code, and a new signing key for data that moved here.

With the page that explains why restored or copied data gets a new key."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import Notice, Part
from bsuh_desktop.presenters.safekeeping import door_screen
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter, UnlockPresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk, NewKeyReason


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewKeyReasonModel:
    """The page."""

    said_1: Part
    said_2: Part
    said_3: Part
    problem: Notice


class NewKeyReasonPresenter(door_screen.DoorPagePresenter[NewKeyReasonModel]):
    """`say_why` sets where the data come from, and from which desk."""

    name = "new_key_reason"
    title = Message("Your classes are here")

    def __init__(self, session: DeskSession, view: door_screen.DoorPageView[NewKeyReasonModel]) -> None:
        super().__init__(session, view)
        self._why: NewKeyReason = "restored"
        self._code, self._practising, self._went_back = "", False, False

    def say_why(self, why: NewKeyReason, code: str, practising: bool, went_back: bool = False) -> None:
        """`code`: the desk of the old key; `practising`: that desk only practises; `went_back`: nobody restored a
        backup, the data of this laptop went back to an earlier day by itself."""
        self._why, self._code, self._practising = why, code, practising
        self._went_back = went_back and why == "restored"
        self.error = None
        self.refresh()

    def go_on(self) -> Message:
        """Label of the only button."""
        return Message("Continue with a new key")

    def tell(self, error: KnownError) -> bool:
        """Shows why it failed."""
        self.show_error(error)
        return True

    def model(self) -> NewKeyReasonModel:
        """The page as it should look now."""
        return NewKeyReasonModel(
            said_1=Part(text=self._where_from()),
            said_2=Part(text=self._own_key()),
            said_3=Part(text=self._grant()),
            problem=door_screen.stop_notice(self.error),
        )

    def _where_from(self) -> Message:
        if self._why == "copied":
            return Message("These classes are a copy from the desk {code}: everything in it is here.", code=self._code)
        if self._why == "mended":
            return Message(
                "The data file of the desk {code} was damaged: everything that could still be read is here.",
                code=self._code,
            )
        if self._went_back:
            return Message(
                "The data of the desk {code} went back to an earlier day: what was done after that day is not here.",
                code=self._code,
            )
        return Message("These classes are from a backup of the desk {code}: everything in it is here.", code=self._code)

    def _own_key(self) -> Message:
        if self._why == "mended" or self._went_back:
            return Message(
                "This laptop continues with a new key, because the old one may have signed what is lost here."
            )
        return Message(
            "This laptop continues with its own new key, so that nobody with the old one can sign in your name."
        )

    def _grant(self) -> Message:
        if self._practising:
            return Message("You practise: the new key has its practice grant immediately.")
        return Message("Ask your coordinator for a new grant. Classes until then are real, and wait for that grant.")


PASSPHRASE, CODE = "passphrase", "code"
"""`Destination.path`: what to change. Passed back to This laptop when it is done."""


class OwnPassphrase(UnlockPresenter):
    """Asked first, so that nobody can take over an open desk."""

    name = "own_passphrase"
    title = Message("Your passphrase as it is now")

    def go_on(self) -> Message:
        """Label of the button: a new secret is chosen next."""
        return Message("Next")

    def other_way(self) -> Part:
        """None: the recovery code is for the door."""
        return Part(shown=False)


class KeysPresenter(door_screen.DoorScreenPresenter):
    """Both changes start with the present passphrase; then comes the new one, or the sheet with the new code."""

    def __init__(self, session: DeskSession, view: door_screen.DoorScreenView) -> None:
        super().__init__(session, view)
        self._own = self.take_page(OwnPassphrase)
        self._words = self.take_page(NewPassphrasePresenter)
        self._sheet = self.take_page(NewCodePresenter)
        self._wanted = PASSPHRASE

    def enter(self, subject: object = None) -> None:
        """Starts with the first page; `subject` is what to change."""
        super().enter()
        self._wanted = CODE if subject == CODE else PASSPHRASE
        self.show_page(self._own)

    def over_line(self) -> Message:
        """Number of the step."""
        return Message("Step {step} of {steps}", step=1 if self.current_page is self._own else 2, steps=2)

    def can_go_back(self) -> bool:
        """True until a new code is shown: the old one opens nothing any more."""
        return self.current_page is not self._sheet

    def step_back(self) -> None:
        """The page before; from the first page, back to This laptop."""
        if self.current_page is self._own:
            self.view.open("laptop")
        else:
            self.show_page(self._own)

    def step_on(self) -> None:
        """Checks the present passphrase, then makes the change."""
        own, new = self._own.passphrase, self._words.passphrase
        if self.current_page is self._sheet:
            self.view.open("laptop", path=CODE)
        elif self.current_page is self._words:
            self.set_busy(Message("Locking again"))
            self.session.change(lambda desk: _change(desk, own, new), self._on_changed, self.failed)
        elif self._wanted == CODE:
            self.set_busy(Message("Checking"))
            self.session.change(lambda desk: _renew(desk, own), self._on_renewed, self.failed)
        else:
            self.set_busy(Message("Checking"))
            self.session.query(lambda desk: _check(desk, own), self._on_checked, self.failed)

    def _on_checked(self, _: None) -> None:
        self.set_busy(None)
        self.show_page(self._words)

    def _on_changed(self, _: None) -> None:
        self.set_busy(None)
        self.view.open("laptop", path=PASSPHRASE)

    def _on_renewed(self, code: str) -> None:
        self.set_busy(None)
        self._own.forget()
        self._sheet.set_code(code)
        self.show_page(self._sheet)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewKeyModel(door_screen.DoorScreenModel):
    """The screen."""

    aside: Part
    """The button to postpone it."""


class NewKeyPresenter(door_screen.DoorScreenPresenter):
    """Copied, restored or repaired data on its first day here. Shown after each unlock until the desk has its key; can
    be postponed by a facilitator whose class is waiting."""

    def __init__(self, session: DeskSession, view: door_screen.DoorScreenView) -> None:
        super().__init__(session, view)
        self._reason = self.take_page(NewKeyReasonPresenter)

    def enter(self, subject: object = None) -> None:
        """Shows the three sentences."""
        super().enter()
        facts = self.session.facts
        if facts is not None:
            self._reason.say_why(facts.new_key or "copied", facts.code, facts.practising, facts.went_back)
        self.show_page(self._reason)
        self.view.focus("primary")

    def over_line(self) -> Message:
        """The small line above the title."""
        return Message("This laptop continues")

    def can_go_back(self) -> bool:
        """False: this is the first page."""
        return False

    def step_back(self) -> None:
        """Does nothing: there is no page before."""

    def step_on(self) -> None:
        """Makes the new key; then goes Home, where asking for its grant comes next."""
        self.set_busy(Message("Making the key"))
        self.session.change(_start, self._on_made, self.failed)

    def go_home(self) -> None:
        """Goes Home, where the result of a repair is reported."""
        self.view.open("home")
        self.session.tell_news()

    def model(self) -> NewKeyModel:
        """The screen as it should look now."""
        return NewKeyModel(**vars(super().model()), aside=Part(text=Message("Not now"), shown=True))

    def _on_made(self, _: None) -> None:
        self.set_busy(None)
        self.go_home()


def _check(desk: Desk, passphrase: str) -> None:
    from bsuh_desktop.services.safekeeping.recovery import check_own

    check_own(desk.folder, passphrase)


def _change(desk: Desk, old: str, new: str) -> None:
    from bsuh_desktop.services.safekeeping.laptop_view import choose_passphrase

    choose_passphrase(desk, old, new)


def _renew(desk: Desk, passphrase: str) -> str:
    from bsuh_desktop.services.safekeeping.laptop_view import choose_code

    return choose_code(desk, passphrase)


def _start(desk: Desk) -> None:
    from bsuh_desktop.services.safekeeping.desk_key import start_new_key

    start_new_key(desk)
