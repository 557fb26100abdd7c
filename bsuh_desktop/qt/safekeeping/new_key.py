"""Copied, restored or repaired data on its first day here: why it gets a key of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.safekeeping.keys import NewKeyPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.new_key_page import NewKeyPage
from bsuh_desktop.qt.safekeeping.plain_front import PlainDoorScreen


class NewKey(PlainDoorScreen):
    """One page, with a quiet button to postpone it."""

    name = "new_key"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._moved = NewKeyPage(self)
        self._presenter = NewKeyPresenter(bridge, self)
        self.begin([self._moved])
        self.form.aside.clicked.connect(self._presenter.go_home)

    def enter(self, destination: Destination) -> None:
        """Shows the three sentences."""
        facts = self.bridge.facts
        if facts is not None:
            self._moved.say_why(facts.new_key or "copied", facts.code, facts.practising, facts.went_back)
        self.form.aside.show()
        self.show_page(self._moved)
        self.form.primary.setFocus()

    def over_line(self) -> Message:
        """The small line above the title."""
        return Message("This laptop continues")

    def can_go_back(self) -> bool:
        """False: this is the first page."""
        return False

    def step_back(self) -> None:
        """Does nothing: there is no page before."""

    def step_on(self) -> None:
        """Makes the new key."""
        self._presenter.make()

    def retranslate(self) -> None:
        """Includes the button to postpone."""
        self.form.aside.setText(self.bridge.say(Message("Not now")))
        super().retranslate()
