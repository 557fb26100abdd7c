"""The page of grants: widgets, keys and focus. What it says and does is in `presenters.grants.grants`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.grants.grants import KEEP, GrantsModel, GrantsPresenter, Primary
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.dialogs.file_filters import ANSWERS
from bsuh_desktop.qt.forms.grants import Ui_Grants
from bsuh_desktop.qt.navigation.table_screen import TableScreen
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.focus_scroller import to_top
from bsuh_desktop.qt.widgets.icons import apply_icons


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
