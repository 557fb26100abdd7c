"""The door: unlocks the desk with its passphrase, or gives it a new one by means of the recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.entry.front import Front
from bsuh_desktop.qt.entry.new_passphrase import NewPassphrase
from bsuh_desktop.qt.entry.recovery_code import RecoveryCode
from bsuh_desktop.qt.entry.recovery_sheet import RecoverySheet
from bsuh_desktop.qt.entry.unlock import Unlock
from bsuh_desktop.qt.forms.door import Ui_Door
from bsuh_desktop.qt.screens.place import Place


class Door(Front):
    """Whose desk this is stands nowhere before it is unlocked."""

    name = "door"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Door()
        self.form.setupUi(self)
        self._unlock: Unlock = self.form.unlock
        self._code: RecoveryCode = self.form.recovery_code
        self._words: NewPassphrase = self.form.new_passphrase
        self._sheet: RecoverySheet = self.form.recovery_sheet
        self.begin([self._unlock, self._code, self._words, self._sheet])
        self._unlock.forgotten.connect(lambda: self.show_page(self._code))

    def enter(self, place: Place) -> None:
        """Always at the passphrase; while it is typed, the desk's thread loads what unlocking needs."""
        self.show_page(self._unlock)
        self.bridge.warm_up()

    def leave(self) -> None:
        """No secret stays in a window that nobody sees."""
        for page in (self._unlock, self._code, self._words, self._sheet):
            page.forget()

    def over_line(self) -> Message:
        """Nothing about whose it is."""
        return Message("This laptop is locked")

    def can_go_back(self) -> bool:
        """The new code has no way back: the old one opens nothing any more."""
        return self.page in (self._code, self._words)

    def step_back(self) -> None:
        """The page before."""
        self.show_page(self._unlock if self.page is self._code else self._code)

    def step_on(self) -> None:
        """Unlocks; or checks the code, takes the new passphrase, shows the new code, and then unlocks."""
        if self.page is self._code:
            self.set_busy(Message("Checking"))
            self.bridge.check_code(self._code.code(), self._on_code_checked, self.failed)
        elif self.page is self._words:
            self.set_busy(Message("Locking anew"))
            self.bridge.recover(self._code.code(), self._words.passphrase(), self._on_renewed, self.failed)
        else:
            typed = self._unlock if self.page is self._unlock else self._words
            self.set_busy(Message("Unlocking"))
            self.bridge.unlock(typed.passphrase(), lambda: self.set_busy(None), self.failed)

    def _on_code_checked(self) -> None:
        self.set_busy(None)
        self.show_page(self._words)

    def _on_renewed(self, new_code: str) -> None:
        self.set_busy(None)
        self._sheet.set_code(new_code)
        self.show_page(self._sheet)
