"""The door: unlocks the desk with its passphrase, or gives it a new one by means of the recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.building import building
from bsuh_desktop.qt.entry.front import Front
from bsuh_desktop.qt.entry.unlock import Unlock
from bsuh_desktop.qt.forms.door import Ui_Door
from bsuh_desktop.qt.screens.place import Place

if TYPE_CHECKING:
    from bsuh_desktop.domain.errors import KnownError
    from bsuh_desktop.qt.entry.mend import Mend
    from bsuh_desktop.qt.entry.recovery import Recovery


class Door(Front):
    """Whose desk this is stands nowhere before it is unlocked. It is the first picture of every start, so it makes the
    pages behind the passphrase only when somebody has forgotten theirs."""

    name = "door"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Door()
        self.form.setupUi(self)
        self._unlock: Unlock = self.form.unlock
        self._recovery: Recovery | None = None
        self._mend: Mend | None = None
        self.begin([self._unlock])
        self._unlock.forgotten.connect(self._recover)

    def enter(self, place: Place) -> None:
        """Always at the passphrase."""
        self.show_page(self._unlock)

    def leave(self) -> None:
        """No secret stays in a window that nobody sees."""
        self.forget()

    def why_stay(self) -> tuple[Message, Message] | None:
        """While the new code stands there that is shown only once."""
        recovery = self._recovery
        return recovery.sheet.why_stay() if recovery is not None and self.page is recovery.sheet else None

    def over_line(self) -> Message:
        """Nothing about whose it is."""
        return Message("This laptop is locked")

    def can_go_back(self) -> bool:
        """From the pages behind the passphrase, until a new code is shown."""
        if self.page is self._mend:
            return True
        return self.page is not self._unlock and self._recovery is not None and self._recovery.can_go_back()

    def step_back(self) -> None:
        """The page before."""
        if self.page is self._mend:
            self.bridge.forget_backup()
        recovery = self._recovery
        self.show_page(recovery.code if recovery and self.page is recovery.words else self._unlock)

    def step_on(self) -> None:
        """Unlocks, or goes on with the recovery code."""
        if self.page is self._unlock:
            self._open(self._unlock.passphrase())
        elif self._mend is not None and self.page is self._mend:
            self.set_busy(self._mend.busy())
            self.bridge.use_backup(lambda: self.set_busy(None), self.failed)
        elif self._recovery is not None:
            self._recovery.step_on()

    def _open(self, passphrase: str) -> None:
        self.set_busy(Message("Unlocking"))
        self.bridge.unlock(passphrase, lambda: self.set_busy(None), self._not_opened)

    def _not_opened(self, error: KnownError) -> None:
        if (offer := getattr(error, "offer", None)) is None:
            self.failed(error)
            return
        if self._mend is None:
            with building():
                from bsuh_desktop.qt.entry.mend import Mend

                self._mend = Mend(self)
                self.add_page(self._mend)
        self._mend.set_offer(offer)
        self.forget()
        self.set_busy(None)
        self.show_page(self._mend)
        self.form.primary.setFocus()

    def _recover(self) -> None:
        if self._recovery is None:
            with building():
                from bsuh_desktop.qt.entry.recovery import Recovery

                self._recovery = Recovery(self)
                self._recovery.recovered.connect(self._open)
        self.show_page(self._recovery.code)
