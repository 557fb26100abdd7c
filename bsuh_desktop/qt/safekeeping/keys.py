"""The screens for new keys, without a rail: of an open desk, and for copied, restored or repaired data.

An open desk gets another passphrase or recovery code, which is shown once; copied data a key of its own, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping import keys
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.moved import Ui_Moved
from bsuh_desktop.qt.forms.plain_front import Ui_PlainFront
from bsuh_desktop.qt.safekeeping.door_pages import NewCodePage, NewPassphrase
from bsuh_desktop.qt.safekeeping.door_screen import DoorPage, DoorScreen, UnlockPage


class PlainDoorScreen(DoorScreen):
    """Subclasses make their pages and call `begin`. The quiet button `aside` is hidden unless the model shows it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_PlainFront()
        self.form.setupUi(self)
        self.form.aside.hide()

    def asides(self) -> list[QWidget]:
        """Includes the quiet button."""
        return [self.form.aside, *super().asides()]


_ICONS = ("book", "key", "inbox")


class NewKeyPage(DoorPage):
    """Three drawings with a sentence each."""

    made_by, shows = keys.NewKeyReasonPresenter, keys.NewKeyReasonModel
    presenter: keys.NewKeyReasonPresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Moved()
        self.form.setupUi(self)
        for sketch, icon in zip((self.form.sketch_1, self.form.sketch_2, self.form.sketch_3), _ICONS, strict=True):
            sketch.set_icon(icon, 32)


class NewKey(PlainDoorScreen):
    """One page, with a quiet button to postpone it. What it does is in `presenters.safekeeping.keys`."""

    name = "new_key"
    made_by, shows = keys.NewKeyPresenter, keys.NewKeyModel
    presenter: keys.NewKeyPresenter

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.begin([NewKeyPage(self)])
        self.form.aside.clicked.connect(self.presenter.go_home)


class OwnPassphrasePage(UnlockPage):
    """The present passphrase."""

    made_by = keys.OwnPassphrase


class Keys(PlainDoorScreen):
    """What is changed, and in which steps, is in `presenters.safekeeping.keys`."""

    name = "keys"
    made_by = keys.KeysPresenter

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.begin([OwnPassphrasePage(self), NewPassphrase(self), NewCodePage(self)])
