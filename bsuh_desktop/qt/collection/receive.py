"""The page Receive: widgets, keys and focus. What it says and does is in `presenters.collection.receive`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QAbstractButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.receive import ReceiveModel, ReceivePresenter, Shown
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.collection.files_screen import FilesScreen
from bsuh_desktop.qt.dialogs.ask_place import SourceWords
from bsuh_desktop.qt.dialogs.file_filters import ATTENDANCE
from bsuh_desktop.qt.forms.receive import Ui_Receive
from bsuh_desktop.qt.navigation.destination import Destination


class Receive(FilesScreen[ReceiveModel, ReceivePresenter]):
    """`destination.path` is the page to go back to."""

    name: ClassVar[str] = "receive"
    wide_from = 780
    sources = SourceWords(
        question=Message("Where are the attendance files?"),
        choose=Message("Choose the attendance files"),
        kinds=ATTENDANCE,
        name="files",
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Receive(), ReceivePresenter, parent)
        self._came_from = "hand_over"
        self.bind_to(ReceiveModel)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open(self._came_from)))
        groups: dict[Shown, QAbstractButton] = {
            "": form.show_all,
            "answered": form.show_answered,
            "person": form.show_person,
            "refused": form.show_refused,
        }
        for group, toggle in groups.items():
            toggle.toggled.connect(lambda on, group=group: presenter.choose_group(group) if on else None)

    def enter(self, destination: Destination) -> None:
        """Starts empty."""
        self._came_from = str(destination.path or "hand_over")
        super().enter(destination)
