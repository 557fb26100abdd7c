"""The way in without the passphrase: the recovery code, a new passphrase, a new code; three pages behind the door."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.safekeeping.front import Front
from bsuh_desktop.qt.safekeeping.new_passphrase import NewPassphrase
from bsuh_desktop.qt.safekeeping.recovery_code import RecoveryCode
from bsuh_desktop.qt.safekeeping.recovery_sheet import RecoverySheet


class Recovery(QObject):
    """Walks through its pages on `front`. `recovered` gives the new passphrase once the new code is on paper."""

    recovered = Signal(str)

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self._front, self._bridge = front, front.bridge
        self.code, self.words, self.sheet = RecoveryCode(front), NewPassphrase(front), RecoverySheet(front)
        for page in (self.code, self.words, self.sheet):
            front.add_page(page)

    def can_go_back(self) -> bool:
        """The new code has no way back: the old one opens nothing any more."""
        return self._front.page is not self.sheet

    def step_on(self) -> None:
        """Checks the code, takes the new passphrase, and shows the new code until it is confirmed."""
        front = self._front
        if front.page is self.code:
            front.set_busy(Message("Checking"))
            self._bridge.check_code(self.code.code(), self._on_checked, front.failed)
        elif front.page is self.words:
            front.set_busy(Message("Locking anew"))
            self._bridge.recover(self.code.code(), self.words.passphrase(), self._on_renewed, front.failed)
        else:
            self.recovered.emit(self.words.passphrase())

    def _on_checked(self) -> None:
        self._front.set_busy(None)
        self._front.show_page(self.words)

    def _on_renewed(self, new_code: str) -> None:
        self._front.set_busy(None)
        self.sheet.set_code(new_code)
        self._front.show_page(self.sheet)
