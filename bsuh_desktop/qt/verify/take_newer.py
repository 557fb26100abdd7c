"""Offers to accept a good file that is newer than what this laptop has; only if the button is pressed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.presenters.programme.accepted_words import accepted_words
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.values import Accepted
from bsuh_desktop.services.programme.values import ProgrammeView
from bsuh_desktop.services.verify.proof import Proof

_TAKE = "take_in"


class TakeNewer(QObject):
    """Fills the bar below the verdict. `wanted` carries the page to open after the file was accepted."""

    wanted = Signal(str)

    def __init__(self, bridge: Bridge, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._news = PageNews(bridge, bar)
        self._path = ""
        bar.set_closable(False)
        bar.answered.connect(self._on_answer)

    def look(self, proof: Proof) -> None:
        """Another proof is shown: offers its file if that is newer."""
        self.clear()
        if proof.kind == "programme" and proof.verdict is Verdict.GOOD:
            path = self._path = proof.input
            self._bridge.query(lambda desk: _is_news(desk, path), lambda news: self._offer(path, news))

    def clear(self) -> None:
        """Hides the offer."""
        self._path = ""
        self._news.clear()

    def retranslate(self) -> None:
        """Translates the offer."""
        self._news.retranslate()

    def _offer(self, path: str, news: bool) -> None:
        if news and path == self._path:
            fact = Message("This is newer than the one on this laptop.")
            self._news.tell("info", fact, None, [(_TAKE, Message("Load it"))])

    def _on_answer(self, key: str) -> None:
        if key != _TAKE:
            self.wanted.emit(key)
            return
        path = self._path
        # A double click accepts it once.
        self._news.clear()
        self._bridge.change(
            lambda desk: _take_in(desk, path),
            lambda taken: self._on_taken(path, taken),
            lambda error: self._on_refused(path, error),
        )

    def _on_taken(self, path: str, taken: Accepted | ProgrammeView) -> None:
        if path != self._path:
            return
        if isinstance(taken, Accepted):
            words = accepted_words(taken)
            verbs = [(words.page, words.verb)] if words.verb is not None else []
            self._news.tell(words.state, words.fact, words.remedy, verbs)
        else:
            self._news.tell("ok", Message("Version {version} of the programme is now in use.", version=taken.version))

    def _on_refused(self, path: str, error: KnownError) -> None:
        if path == self._path:
            self._news.fail(error)


def _is_news(desk: Desk, path: str) -> bool:
    from bsuh_desktop.services.verify.take_newer import is_news

    return is_news(desk, Path(path))


def _take_in(desk: Desk, path: str) -> Accepted | ProgrammeView:
    from bsuh_desktop.services.verify.take_newer import take_in

    return take_in(desk, Path(path))
