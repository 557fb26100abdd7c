"""Receipts that come back: offered from a stick, read out on the phone, and what was accepted in words.

Nothing is accepted from a stick before the button is pressed. Codes are accepted one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Light, News, Notice, Part, Text
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.hand_over.hand_over_view import TakenReceipt
    from bsuh_desktop.services.hand_over.receipts import Expected

ResultWords = tuple[Light, Message, Message | None]
"""State (ok, look, stop, info), fact, and remedy."""


def receipt_words(taken: Sequence[TakenReceipt]) -> ResultWords:
    """The message for all of them."""
    if not taken:
        return "look", Message("There is no receipt there."), Message("Ask your coordinator for the receipts.")
    if len(taken) == 1:
        return _one(taken[0])
    return _several(taken)


def _one(one: TakenReceipt) -> ResultWords:
    state: Light = "ok" if one.state == "merged" else "info" if one.holds and one.state != "refused" else "stop"
    if one.title is None:
        return state, one.sentence, one.remedy
    return state, Message("{class_title}: {said}", class_title=_text(one.title), said=one.sentence), one.remedy


def _text(title: LocalText) -> LocalText:
    """The title in the other language where one is missing."""
    return LocalText(title.bn or title.en, title.en or title.bn)


def _several(taken: Sequence[TakenReceipt]) -> ResultWords:
    counts = {
        state: sum(one.state == state for one in taken) for state in ("merged", "kept", "refused", "practised", "same")
    }
    wrong = [one for one in taken if not one.holds]
    said = [
        (counts["merged"], Message("Arrived: {count}.", count=counts["merged"])),
        (counts["kept"], Message("Arrived, waiting for your grant: {count}.", count=counts["kept"])),
        (counts["refused"], Message("Refused by the coordinator: {count}.", count=counts["refused"])),
        (counts["practised"], Message("Arrived as practice, in no report: {count}.", count=counts["practised"])),
        (counts["same"], Message("Already known: {count}.", count=counts["same"])),
        (len(wrong), Message("Faulty: {count}.", count=len(wrong))),
    ]
    state: Light = "stop" if wrong or counts["refused"] else "ok"
    detail = _joined([sentence for count, sentence in said if count])
    if wrong:
        detail = Message("{said} {why}", said=detail, why=wrong[0].sentence)
    return state, Message("Receipts that were read: {count}.", count=len(taken)), detail


def _joined(sentences: Sequence[Message]) -> Message:
    whole = sentences[0]
    for sentence in sentences[1:]:
        whole = Message("{said} {why}", said=whole, why=sentence)
    return whole


OnSticks = tuple[tuple[str, tuple[Path, ...]], ...]
"""For each stick its label and its receipts."""


class ReceiptOffer:
    """`changed` is called when other receipts are offered."""

    def __init__(self, session: DeskSession, changed: Callable[[], object]) -> None:
        self._session = session
        self._changed = changed
        self._found: OnSticks = ()
        self._tried: set[Path] = set()
        self._asked = 0

    def look(self, sticks: Sequence[Stick], wanted: Expected) -> None:
        """Searches on the thread of files; only the newest search is answered."""
        self._asked += 1
        asked, tried = self._asked, frozenset(self._tried)
        if not sticks:
            self._tried.clear()
            self._show(())
            return
        self._session.ask(
            lambda: _on_sticks(sticks, wanted, tried),
            lambda found: self._show(found) if asked == self._asked else None,
            lambda _: None,
        )

    def hide(self) -> None:
        """Hides the offer while something else goes on."""
        self._asked += 1
        self._show(())

    def take(self) -> list[Path]:
        """The receipts that are offered, which are now read. A faulty one is not offered again while its stick is
        plugged in."""
        paths = self._paths()
        self._tried.update(paths)
        self.hide()
        return paths

    def notice(self) -> Notice:
        """The offer."""
        paths = self._paths()
        if not paths:
            return Notice(shown=False)
        label = next(label for label, found in self._found if found)
        fact = Message("Receipts for you on {label}: {count}", label=label, count=len(paths))
        return Notice(light="info", fact=fact, verbs=(("take_offered", Message("Load them")),))

    def _paths(self) -> list[Path]:
        return [path for _, found in self._found for path in found]

    def _show(self, found: OnSticks) -> None:
        if found != self._found:
            self._found = found
            self._changed()


def _on_sticks(sticks: Sequence[Stick], wanted: Expected, tried: frozenset[Path]) -> OnSticks:
    from bsuh_desktop.services.hand_over.receipts import receipts_on

    found = ((stick.label, receipts_on(stick.path, wanted)) for stick in sticks)
    return tuple((label, tuple(path for path in paths if path not in tried)) for label, paths in found)


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
        from bsuh_desktop.presenters.verify.verify import typing_error_in

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
