"""Why restored or copied data gets a new key: three drawings with a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.new_key_reason import NewKeyReasonModel, NewKeyReasonPresenter
from bsuh_desktop.qt.forms.moved import Ui_Moved
from bsuh_desktop.qt.safekeeping.page import PresentedPage

if TYPE_CHECKING:
    from bsuh_desktop.presenters.safekeeping.new_key_reason import NewKeyReason

_ICONS = ("book", "key", "inbox")


class NewKeyPage(PresentedPage):
    """What it says is in `presenters.safekeeping.new_key_reason`."""

    made_by, shows = NewKeyReasonPresenter, NewKeyReasonModel
    presenter: NewKeyReasonPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Moved()
        self.form.setupUi(self)
        for sketch, icon in zip((self.form.sketch_1, self.form.sketch_2, self.form.sketch_3), _ICONS, strict=True):
            sketch.set_icon(icon, 32)

    def say_why(self, why: NewKeyReason, code: str, practising: bool, went_back: bool = False) -> None:
        """Where the data come from, as for the presenter."""
        self.presenter.say_why(why, code, practising, went_back)
