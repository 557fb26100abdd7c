"""The door's page for a damaged data file: what a repair starts from, and the button to start it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.forms.mend import Ui_Mend
from bsuh_desktop.qt.safekeeping.page import DoorPage

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.repair import RepairOffer


class RepairPage(DoorPage):
    """`set_offer` sets the backup to start from, or that there is none."""

    title = Message("The data file is damaged")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Mend()
        self.form.setupUi(self)
        self._offer: RepairOffer | None = None
        self._error: KnownError | None = None
        for bar in (self.form.offer, self.form.kept, self.form.problem):
            bar.set_closable(False)

    def set_offer(self, offer: RepairOffer) -> None:
        """Sets what to restore: a backup that passed every check, or what can be read from the damaged file."""
        self._offer, self._error = offer, None
        self.form.explanation.setVisible(offer.made is not None)
        self.form.alone.setVisible(offer.made is None)

    @property
    def _alone(self) -> bool:
        return self._offer is not None and self._offer.made is None

    def go_on(self) -> Message:
        """Label of the button."""
        return Message("Use it") if self._alone else Message("Use this backup")

    def busy(self) -> Message:
        """Text while the repair runs."""
        return Message("Repairing the data file") if self._alone else Message("Restoring the backup")

    def tell(self, error: KnownError) -> bool:
        """Shows why the repair failed."""
        self._error = error
        self.retranslate()
        return True

    def retranslate(self) -> None:
        """The offer, and what happens to the damaged file."""
        say, offer, error = self.bridge.say, self._offer, self._error
        if offer is not None:
            question = Message("Use what can be read?") if self._alone else Message("Use it?")
            self.form.offer.tell("look", say(offer.sentence()), say(question))
        kept = Message("It stays on this laptop, in a folder beside the new one.")
        self.form.kept.tell("info", say(Message("The damaged file is kept.")), say(kept))
        self.form.problem.setVisible(error is not None)
        if error is not None:
            self.form.problem.tell("stop", say(error.message), say(error.remedy))
