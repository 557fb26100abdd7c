"""The code of a receipt, as it is read out on the phone: accepted one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.presenters.hand_over.receipt_words import receipt_words
from bsuh_desktop.presenters.news import News
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Part, Text

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.hand_over.values import TakenReceipt


class DictatedCodeModel(msgspec.Struct, frozen=True, kw_only=True):
    """The field for a code, the error in it, and what became of the last one."""

    dictated: Field
    slip: Text
    """The error in the code; empty for none."""
    take_code: Part
    taken: News


class DictatedCodeView(Protocol):
    """The part of the dialog."""

    def bind(self, model: DictatedCodeModel) -> None:
        """Shows the model."""

    def focus(self, part: str) -> None:
        """Gives that part of the form the keyboard."""


class DictatedCodePresenter:
    """`changed` is called when a code was accepted."""

    def __init__(self, session: DeskSession, view: DictatedCodeView, changed: Callable[[], object]) -> None:
        self._session = session
        self._view = view
        self._changed = changed
        self._text = ""
        self._taking = self._closed = False
        self._news = News()

    def refresh(self) -> None:
        """Shows the code as it should look now."""
        self._view.bind(self.model())

    def close(self) -> None:
        """The dialog is closed: answers that are still to come are dropped."""
        self._closed = True

    def write(self, text: str) -> None:
        """Somebody typed."""
        if text != self._text:
            self._text = text
            self.refresh()

    def take(self) -> None:
        """Accepts the code, if it can be one; a double click accepts it once."""
        if self._can_be_taken():
            code, self._taking = self._text.strip(), True
            self.refresh()
            self._session.change(lambda desk: _take_code(desk, code), self._on_taken, self._on_refused)

    def _on_taken(self, taken: TakenReceipt) -> None:
        if not self._closed:
            self._news, self._text, self._taking = self._news.then(*receipt_words([taken])), "", False
            self.refresh()
            self._view.focus("dictated")
            self._changed()

    def _on_refused(self, error: KnownError) -> None:
        if not self._closed:
            self._news, self._taking = self._news.failed(error), False
            self.refresh()

    def _slip(self) -> Text:
        from bsuh_desktop.presenters.verify.typed_code_check import typing_error_in

        return typing_error_in(self._text) or NO_TEXT

    def _can_be_taken(self) -> bool:
        return bool(self._text.strip()) and self._slip() == NO_TEXT and not self._taking

    def model(self) -> DictatedCodeModel:
        """The code, and what is wrong with it."""
        return DictatedCodeModel(
            dictated=Field(value=self._text),
            slip=self._slip(),
            take_code=Part(enabled=self._can_be_taken()),
            taken=self._news,
        )


def _take_code(desk: Desk, code: str) -> TakenReceipt:
    from bsuh_desktop.services.hand_over.receipts import take_code

    return take_code(desk, code)
