"""The result of the last action on a page, shown on the page itself and updated when the language changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.news import News
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.binding import show_notice
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.message import MessageBar

NewsVerb = tuple[str, Message]


class PageNews(QObject):
    """Fills a message bar, and hides it while there is nothing to tell."""

    def __init__(self, bridge: Bridge, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._bar = bar
        self._shown: tuple[str, Message, Message | None, Sequence[NewsVerb]] | None = None
        self._number = 0
        bar.set_closable(True)
        bar.closed.connect(self.clear)
        bar.hide()

    def show(self, news: News) -> None:
        """Shows a presenter's news; the page scrolls to it the first time."""
        show_notice(self._bar, news, self._bridge.text)
        if news.shown and news.number != self._number:
            scroll_into_view(self._bar)
        self._number = news.number

    def tell(self, state: str, fact: Message, remedy: Message | None = None, verbs: Sequence[NewsVerb] = ()) -> None:
        """Shows a state (ok, look, stop, info), a fact, a remedy, and buttons; scrolls the page to it."""
        self._shown = (state, fact, remedy, tuple(verbs))
        self.retranslate()
        scroll_into_view(self._bar)

    def fail(self, error: KnownError) -> None:
        """What could not be done, and what to do."""
        self.tell("stop", error.message, error.remedy)

    def clear(self) -> None:
        """Hides the bar."""
        self._shown = None
        self._bar.hide()

    def retranslate(self) -> None:
        """The same in the desk's language."""
        if self._shown is None:
            return
        state, fact, remedy, verbs = self._shown
        say = self._bridge.say
        said = [(key, say(words)) for key, words in verbs]
        self._bar.tell(state, say(fact), say(remedy) if remedy else "", said)
        self._bar.show()
