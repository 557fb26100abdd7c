"""The keys of an open desk: change the passphrase, or make a new recovery code, which is shown once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.keys import KeysPresenter, OwnPassphrase
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.safekeeping.new_code_page import NewCodePage
from bsuh_desktop.qt.safekeeping.new_passphrase import NewPassphrase
from bsuh_desktop.qt.safekeeping.plain_front import PlainDoorScreen
from bsuh_desktop.qt.safekeeping.unlock import UnlockPage


class OwnPassphrasePage(UnlockPage):
    """The present passphrase."""

    made_by = OwnPassphrase


class Keys(PlainDoorScreen):
    """What is changed, and in which steps, is in `presenters.safekeeping.keys`."""

    name = "keys"
    made_by = KeysPresenter

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.begin([OwnPassphrasePage(self), NewPassphrase(self), NewCodePage(self)])
