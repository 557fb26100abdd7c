"""What a page says of itself: the result of the last action, and why names are hidden.

The person confirms that nobody else sees this screen. Both follow the language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Notice, Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.scroller import scroll_into_view

NewsVerb = tuple[str, Text]


class PageNews(QObject):
    """Fills a message bar, and hides it while there is nothing to tell."""

    def __init__(self, bridge: Bridge, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bridge = bridge
        self._bar = bar
        self._shown: tuple[str, Text, Text, Sequence[NewsVerb]] | None = None
        self._notice: Notice | None = None
        bar.set_closable(True)
        bar.closed.connect(self.clear)
        bar.hide()

    def tell(self, state: str, fact: Text, remedy: Text | None = None, verbs: Sequence[NewsVerb] = ()) -> None:
        """Shows a state (ok, look, stop, info), a fact, a remedy, and buttons; scrolls the page to it."""
        self._shown = (state, fact, remedy or NO_TEXT, tuple(verbs))
        self.retranslate()
        scroll_into_view(self._bar)

    def show(self, notice: Notice) -> None:
        """Shows a presenter's notice and scrolls the page to it. One that is shown already is only said again: the
        language may have changed."""
        if not notice.shown:
            self.clear()
        elif notice == self._notice:
            self.retranslate()
        else:
            self.tell(notice.light, notice.fact, notice.remedy, notice.verbs)
            self._notice = notice

    def fail(self, error: KnownError) -> None:
        """What could not be done, and what to do."""
        self.tell("stop", error.message, error.remedy)

    def clear(self) -> None:
        """Hides the bar."""
        self._shown = self._notice = None
        self._bar.hide()

    def retranslate(self) -> None:
        """The same in the desk's language."""
        if self._shown is None:
            return
        state, fact, remedy, verbs = self._shown
        say = self._bridge.text
        self._bar.tell(state, say(fact), say(remedy), [(key, say(words)) for key, words in verbs])
        self._bar.show()


class HiddenNames:
    """Fills a message bar that is shown while the class could see the desk."""

    def __init__(self, bridge: Bridge, bar: MessageBar) -> None:
        self._bridge = bridge
        self._bar = bar
        bar.answered.connect(lambda _: bridge.projector.set_shows_this_screen(False))

    def say(self) -> None:
        """Shows or hides the bar, in the desk's language."""
        say = self._bridge.say
        self._bar.setVisible(self._bridge.public)
        if not self._bridge.public:
            return
        if self._bridge.projector.arrangement == "one":
            fact, remedy = Message("Names are hidden."), Message("A projector may show this screen.")
            self._bar.tell("info", say(fact), say(remedy), [("nobody_sees", say(Message("Nobody else sees it")))])
        else:
            remedy = Message("The projector shows this screen too.")
            self._bar.tell("info", say(Message("Names are hidden.")), say(remedy))
