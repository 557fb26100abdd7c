"""The pages of grants and of requests for one. What they say and do is in `presenters.grants`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.grants.grant_requests import DAY_PARTS, GrantRequestsModel, GrantRequestsPresenter
from bsuh_desktop.presenters.grants.grants import KEEP, GrantsModel, GrantsPresenter, Primary
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ANSWERS, REQUESTS, ask_for_file
from bsuh_desktop.qt.dialogs.file_places import SourceWords, ask_sources
from bsuh_desktop.qt.forms.grant_requests import Ui_GrantRequests
from bsuh_desktop.qt.forms.grants import Ui_Grants
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.scroller import to_top

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


class Grants(TableScreen[GrantsModel, GrantsPresenter]):
    """Everybody with a grant."""

    name: ClassVar[str] = "grants"
    wide_from = 820

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Grants(), GrantsPresenter, parent)
        self.bind_to(GrantsModel, {"primary": self._set_primary})
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.open("programme"))
        form.open_requests.clicked.connect(lambda: self.open("grant_requests"))
        form.ask_for_grant.clicked.connect(presenter.ask_request)
        form.ask_again.clicked.connect(presenter.ask_request)
        form.take_answer.clicked.connect(self._ask_answer)
        form.write_list.clicked.connect(presenter.ask_list)
        form.search.textEdited.connect(presenter.search)
        form.rows.verb_pressed.connect(lambda key, _: presenter.ask_to_revoke(key))
        form.rows.chosen.connect(presenter.ask_to_revoke)
        form.news.answered.connect(self.open)
        form.open_read_out.clicked.connect(lambda: self.open("read_out"))

    def retranslate(self) -> None:
        """The tag as well."""
        words = self.bridge.say(Message("This is not a coordinator's desk yet"))
        self.form.asking_tag.tell("info", words, light=True)
        super().retranslate()

    def show_top(self) -> None:
        """Shows the page from its top."""
        to_top(self)

    def close_question(self) -> None:
        """Closes the question that is being asked."""
        question, self._question = self._question, None
        if question is not None and isValid(question) and question.isVisible():
            question.answer(KEEP)

    def _ask_answer(self) -> None:
        ask_for_file(self, self.bridge, Message("Choose the answer"), ANSWERS, self._presenter.take_answer)

    def take_file(self, path: Path, kind: str) -> None:
        """Takes an answer or a key list."""
        self._presenter.take_answer(path)

    def _set_primary(self, primary: Primary) -> None:
        for button in (self.form.ask_for_grant, self.form.take_answer):
            button.setProperty("kind", "primary" if button.objectName() == primary else "secondary")
            repolish(button)
        apply_icons(self)
