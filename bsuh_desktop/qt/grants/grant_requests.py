"""The page of requests for a grant: widgets and focus. What it says and does is in `presenters.grants`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.grants.grant_requests import DAY_PARTS, GrantRequestsModel, GrantRequestsPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import SourceWords, ask_sources
from bsuh_desktop.qt.dialogs.file_filters import REQUESTS
from bsuh_desktop.qt.forms.grant_requests import Ui_GrantRequests
from bsuh_desktop.qt.navigation.table_screen import TableScreen

SOURCES = SourceWords(
    question=Message("Where are the requests?"),
    choose=Message("Choose the requests"),
    kinds=REQUESTS,
    name="requests",
)


class GrantRequests(TableScreen[GrantRequestsModel, GrantRequestsPresenter]):
    """Everybody who asks for a grant."""

    name: ClassVar[str] = "grant_requests"
    wide_from = 760

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_GrantRequests(), GrantRequestsPresenter, parent)
        self.bind_to(GrantRequestsModel)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        for part in DAY_PARTS:
            field = getattr(form, part)
            field.set_digits(4 if part.endswith("year") else 2)
            field.numbered.connect(lambda number, part=part: presenter.write_number(part, number))
        form.back.clicked.connect(lambda: self.open("grants"))
        form.choose_requests.clicked.connect(self._choose)
        form.grant_all.clicked.connect(presenter.ask_folder)
        form.rows.verb_pressed.connect(lambda key, _: presenter.turn(int(key)))
        form.rows.chosen.connect(lambda key: presenter.turn(int(key)))

    def take_file(self, path: Path, kind: str) -> None:
        """Reads a request."""
        self._presenter.look_at([path])

    def _choose(self) -> None:
        ask_sources(self, self.bridge, SOURCES, self._presenter.look_at, self.find_sticks)
