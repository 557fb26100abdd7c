"""The door: unlocks the desk with its passphrase, or sets a new one with the recovery code."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.door import DoorModel, DoorPresenter
from bsuh_desktop.presenters.safekeeping.door_screen import DoorPagePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.door import Ui_Door
from bsuh_desktop.qt.safekeeping.door_screen import DoorPage, DoorScreen


class Door(DoorScreen):
    """What it says and does is in `presenters.safekeeping.door`. It is the first screen of every start, so its other
    pages are only built when they are needed."""

    name = "door"
    made_by, shows = DoorPresenter, DoorModel
    presenter: DoorPresenter

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Door()
        self.form.setupUi(self)
        self.begin([self.form.unlock])
        self.form.other_desk.hide()
        self.form.other_desk.clicked.connect(self.presenter.choose)

    def asides(self) -> list[QWidget]:
        """Includes the button for another desk."""
        return [self.form.other_desk, *super().asides()]

    def make_page(self, kind: type[DoorPagePresenter[Any]]) -> DoorPage:
        """Makes a page that is not in the form."""
        from bsuh_desktop.qt.safekeeping import door_pages

        pages = (
            door_pages.DesksPage,
            door_pages.RepairPage,
            door_pages.RecoveryCode,
            door_pages.NewPassphrase,
            door_pages.NewCodePage,
        )
        return next(page for page in pages if page.made_by is kind)(self)
