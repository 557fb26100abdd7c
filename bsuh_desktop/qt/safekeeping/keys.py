"""The keys of an open desk: change the passphrase, or make a new recovery code, which is shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.new_code_page import NewCodePage
from bsuh_desktop.qt.safekeeping.new_passphrase import NewPassphrase
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.safekeeping.plain_front import PlainDoorScreen
from bsuh_desktop.qt.safekeeping.unlock import UnlockPage

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk


class OwnPassphrase(UnlockPage):
    """Asked first, so that nobody can take over an open desk."""

    title = Message("Your passphrase as it is now")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form.forgotten.hide()

    def go_on(self) -> Message:
        """Label of the button: a new secret is chosen next."""
        return Message("Next")


PASSPHRASE, CODE = "passphrase", "code"
"""`Destination.path`: what to change. Passed back to This laptop when it is done."""


class Keys(PlainDoorScreen):
    """Both changes start with the present passphrase."""

    name = "keys"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._own, self._words, self._sheet = OwnPassphrase(self), NewPassphrase(self), NewCodePage(self)
        self._wanted = PASSPHRASE
        self.begin([self._own, self._words, self._sheet])

    def enter(self, destination: Destination) -> None:
        """Starts with the first page."""
        self._wanted = CODE if destination.path == CODE else PASSPHRASE
        self.show_page(self._own)

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while the code is shown, which cannot be shown again."""
        return self._sheet.unsaved_warning() if self.page is self._sheet else None

    def _steps(self) -> list[DoorPage]:
        return [self._own, self._sheet if self._wanted == CODE else self._words]

    def over_line(self) -> Message:
        """Number of the step."""
        steps = self._steps()
        return Message("Step {step} of {steps}", step=steps.index(self.page) + 1, steps=len(steps))

    def can_go_back(self) -> bool:
        """True until a new code is shown: the old one opens nothing any more."""
        return self.page is not self._sheet

    def step_back(self) -> None:
        """The page before; from the first page, back to This laptop."""
        if self.page is self._own:
            self.open("laptop")
        else:
            self.show_page(self._own)

    def step_on(self) -> None:
        """Checks the passphrase, then makes the change."""
        if self.page is self._sheet:
            self.open("laptop", path=CODE)
        elif self.page is self._words:
            old, new = self._own.passphrase(), self._words.passphrase()
            self.set_busy(Message("Locking again"))
            self.bridge.change(lambda desk: _change(desk, old, new), lambda _: self._on_new_words(), self.failed)
        elif self._wanted == CODE:
            own = self._own.passphrase()
            self.set_busy(Message("Checking"))
            self.bridge.change(lambda desk: _renew(desk, own), self._on_renewed, self.failed)
        else:
            own = self._own.passphrase()
            self.set_busy(Message("Checking"))
            self.bridge.query(lambda desk: _check(desk, own), lambda _: self._on_checked(), self.failed)

    def _on_checked(self) -> None:
        self.set_busy(None)
        self.show_page(self._words)

    def _on_new_words(self) -> None:
        self.set_busy(None)
        self.open("laptop", path=PASSPHRASE)

    def _on_renewed(self, code: str) -> None:
        self.set_busy(None)
        self._own.forget()
        self._sheet.set_code(code)
        self.show_page(self._sheet)


def _check(desk: Desk, passphrase: str) -> None:
    from bsuh_desktop.services.safekeeping.recovery import check_own

    check_own(desk.folder, passphrase)


def _change(desk: Desk, old: str, new: str) -> None:
    from bsuh_desktop.services.safekeeping.laptop_view import choose_passphrase

    choose_passphrase(desk, old, new)


def _renew(desk: Desk, passphrase: str) -> str:
    from bsuh_desktop.services.safekeeping.laptop_view import choose_code

    return choose_code(desk, passphrase)
