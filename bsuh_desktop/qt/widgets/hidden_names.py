"""Says why names are hidden, and lets the person confirm that nobody else sees this screen."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.message import MessageBar


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
