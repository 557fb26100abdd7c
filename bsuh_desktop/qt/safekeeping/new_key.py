"""Copied, restored or repaired data on its first day here: why it gets a key of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.keys import NewKeyModel, NewKeyPresenter
from bsuh_desktop.presenters.safekeeping.new_key_reason import NewKeyReasonModel, NewKeyReasonPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.moved import Ui_Moved
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.safekeeping.plain_front import PlainDoorScreen

_ICONS = ("book", "key", "inbox")


class NewKeyPage(DoorPage):
    """Three drawings with a sentence each."""

    made_by, shows = NewKeyReasonPresenter, NewKeyReasonModel
    presenter: NewKeyReasonPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Moved()
        self.form.setupUi(self)
        for sketch, icon in zip((self.form.sketch_1, self.form.sketch_2, self.form.sketch_3), _ICONS, strict=True):
            sketch.set_icon(icon, 32)


class NewKey(PlainDoorScreen):
    """One page, with a quiet button to postpone it. What it does is in `presenters.safekeeping.keys`."""

    name = "new_key"
    made_by, shows = NewKeyPresenter, NewKeyModel
    presenter: NewKeyPresenter

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.begin([NewKeyPage(self)])
        self.form.aside.clicked.connect(self.presenter.go_home)
