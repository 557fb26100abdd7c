"""The keys of an open desk: another passphrase, another recovery code, and a new signing key for data that moved here.

The pages on which secrets are typed or shown belong to the screens; here is which of them comes next, and what is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk

PASSPHRASE, CODE = "passphrase", "code"
"""`Destination.path`: what to change. Passed back to This laptop when it is done."""

Step = Literal["own", "words", "sheet"]
"""The present passphrase, the new one, and the sheet with the new code."""


class BusyView(Protocol):
    """What both screens do."""

    def open(self, screen: str, *, path: object = None) -> None:
        """Opens another screen."""

    def set_busy(self, doing: Message | None) -> None:
        """The desk works; `doing` is the button's text meanwhile."""

    def failed(self, error: KnownError) -> None:
        """The desk has refused: it works no more."""


class KeysView(BusyView, Protocol):
    """The screen of both changes."""

    def show_step(self, step: Step) -> None:
        """Shows the page of that step."""

    def show_code(self, code: str) -> None:
        """Shows the new code, and clears the passphrase."""


class KeysPresenter:
    """Both changes start with the present passphrase, so that nobody can take over an open desk."""

    def __init__(self, session: DeskSession, view: KeysView) -> None:
        self._session = session
        self._view = view
        self._wanted = PASSPHRASE
        self.step: Step = "own"

    def begin(self, wanted: object) -> None:
        """Starts with the first page; `wanted` is what to change."""
        self._wanted = CODE if wanted == CODE else PASSPHRASE
        self._show("own")

    def over_line(self) -> Message:
        """Number of the step."""
        steps = ("own", "sheet" if self._wanted == CODE else "words")
        return Message("Step {step} of {steps}", step=steps.index(self.step) + 1, steps=len(steps))

    def can_go_back(self) -> bool:
        """True until a new code is shown: the old one opens nothing any more."""
        return self.step != "sheet"

    def step_back(self) -> None:
        """The page before; from the first page, back to This laptop."""
        if self.step == "own":
            self._view.open("laptop")
        else:
            self._show("own")

    def step_on(self, own: str, new: str) -> None:
        """Checks `own`, the present passphrase, then makes the change; `new` is the new one, as far as it is typed."""
        if self.step == "sheet":
            self._view.open("laptop", path=CODE)
        elif self.step == "words":
            self._view.set_busy(Message("Locking again"))
            self._session.change(lambda desk: _change(desk, own, new), self._on_changed, self._view.failed)
        elif self._wanted == CODE:
            self._view.set_busy(Message("Checking"))
            self._session.change(lambda desk: _renew(desk, own), self._on_renewed, self._view.failed)
        else:
            self._view.set_busy(Message("Checking"))
            self._session.query(lambda desk: _check(desk, own), self._on_checked, self._view.failed)

    def _on_checked(self, _: None) -> None:
        self._view.set_busy(None)
        self._show("words")

    def _on_changed(self, _: None) -> None:
        self._view.set_busy(None)
        self._view.open("laptop", path=PASSPHRASE)

    def _on_renewed(self, code: str) -> None:
        self._view.set_busy(None)
        self._view.show_code(code)
        self._show("sheet")

    def _show(self, step: Step) -> None:
        self.step = step
        self._view.show_step(step)


class NewKeyPresenter:
    """Copied, restored or repaired data on its first day here. Shown after each unlock until the desk has its key; can
    be postponed by a facilitator whose class is waiting."""

    def __init__(self, session: DeskSession, view: BusyView) -> None:
        self._session = session
        self._view = view

    def make(self) -> None:
        """Makes the new key; then goes Home, where asking for its grant comes next."""
        self._view.set_busy(Message("Making the key"))
        self._session.change(_start, self._on_made, self._view.failed)

    def _on_made(self, _: None) -> None:
        self._view.set_busy(None)
        self.go_home()

    def go_home(self) -> None:
        """Goes Home, where the result of a repair is reported."""
        self._view.open("home")
        self._session.tell_news()


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
    from bsuh_desktop.services.safekeeping.new_key import start_new_key

    start_new_key(desk)
