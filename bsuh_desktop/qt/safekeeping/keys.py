"""The keys of an open desk: change the passphrase, or make a new recovery code, which is shown once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.safekeeping.keys import KeysPresenter, Step
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.new_code_page import NewCodePage
from bsuh_desktop.qt.safekeeping.new_passphrase import NewPassphrase
from bsuh_desktop.qt.safekeeping.plain_front import PlainDoorScreen
from bsuh_desktop.qt.safekeeping.unlock import UnlockPage


class OwnPassphrase(UnlockPage):
    """Asked first, so that nobody can take over an open desk."""

    title = Message("Your passphrase as it is now")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form.forgotten.hide()

    def go_on(self) -> Message:
        """Label of the button: a new secret is chosen next."""
        return Message("Next")


class Keys(PlainDoorScreen):
    """What is changed, and in which steps, is in `presenters.safekeeping.keys`."""

    name = "keys"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._own, self._words, self._sheet = OwnPassphrase(self), NewPassphrase(self), NewCodePage(self)
        self._presenter = KeysPresenter(bridge, self)
        self.begin([self._own, self._words, self._sheet])

    def enter(self, destination: Destination) -> None:
        """Starts with the first page; `destination.path` is what to change."""
        self._presenter.begin(destination.path)

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while the code is shown, which cannot be shown again."""
        return self._sheet.unsaved_warning() if self.page is self._sheet else None

    def over_line(self) -> Message:
        """Number of the step."""
        return self._presenter.over_line()

    def can_go_back(self) -> bool:
        """True until a new code is shown."""
        return self._presenter.can_go_back()

    def step_back(self) -> None:
        """The page before; from the first page, back to This laptop."""
        self._presenter.step_back()

    def step_on(self) -> None:
        """Checks the passphrase, then makes the change."""
        self._presenter.step_on(self._own.passphrase(), self._words.passphrase())

    def show_step(self, step: Step) -> None:
        """Shows the page of that step."""
        self.show_page({"own": self._own, "words": self._words, "sheet": self._sheet}[step])

    def show_code(self, code: str) -> None:
        """Shows the new code, and clears the passphrase."""
        self._own.forget()
        self._sheet.set_code(code)
