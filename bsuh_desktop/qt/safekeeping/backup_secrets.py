"""The secret that opens a backup: the passphrase at the time it was made, or the recovery code of its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.safekeeping.backup_words import what_it_holds
from bsuh_desktop.qt.safekeeping.recovery_code import RecoveryCode
from bsuh_desktop.qt.safekeeping.unlock import UnlockPage

if TYPE_CHECKING:
    from bsuh_desktop.presenters.safekeeping.backup_words import BackupLook

BRING_BACK = Message("Restore it")


class BackupWords(UnlockPage):
    """`forgotten` asks for the recovery code instead."""

    title = Message("Open the backup")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.merges = False

    def go_on(self) -> Message:
        """Label of the button: the backup is restored at once."""
        return BRING_BACK

    def missing(self) -> Message | None:
        """The passphrase, if it is empty."""
        if self.passphrase():
            return None
        return Message("Write your passphrase.") if self.merges else Message("Write the passphrase of the backup.")

    def retranslate(self) -> None:
        """Label of the quiet button; hidden when restoring into an open desk."""
        super().retranslate()
        self.form.forgotten.setText(self.bridge.say(Message("Use its recovery code")))
        self.form.forgotten.setVisible(not self.merges)

    def set_look(self, look: BackupLook) -> None:
        """Sets the backup to be opened."""
        self.set_about(what_it_holds(look))


class BackupCode(RecoveryCode):
    """Takes the code of the sheet that was made when the laptop of the backup was set up."""

    title = Message("Use the recovery code")

    def go_on(self) -> Message:
        """Label of the button: the backup is restored at once."""
        return BRING_BACK

    def tell(self, error: KnownError) -> bool:
        """Shows problems of the code below the field; all others go below the header."""
        return super().tell(error) if error.code == "wrong_recovery_code" else False
