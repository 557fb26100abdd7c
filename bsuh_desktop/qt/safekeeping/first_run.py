"""The first run: language, join or practise, person, passphrase and recovery code; then the desk is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.safekeeping.first_run import FirstRunModel, FirstRunPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.first_run import Ui_FirstRun
from bsuh_desktop.qt.safekeeping.door_screen import DoorScreen


class FirstRun(DoorScreen):
    """What it says and does is in `presenters.safekeeping.first_run`."""

    name = "first_run"
    made_by, shows = FirstRunPresenter, FirstRunModel
    presenter: FirstRunPresenter

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = form = Ui_FirstRun()
        form.setupUi(self)
        self.begin(
            [form.welcome, form.joining, form.who_am_i, form.new_passphrase, form.recovery_sheet, form.first_class]
        )
        form.open_file.clicked.connect(form.welcome.ask_for_programme)
        form.welcome.backup_wanted.connect(lambda: self.open("bring_back"))

    def may_take(self) -> bool:
        """Only where the programme is chosen."""
        return self.presenter.begins

    def take_file(self, path: Path, kind: str) -> None:
        """Opens a programme file."""
        self.presenter.welcome.open_file(path)

    def asides(self) -> list[QWidget]:
        """Includes the button for a file that is not on a stick."""
        return [self.form.open_file, *super().asides()]
