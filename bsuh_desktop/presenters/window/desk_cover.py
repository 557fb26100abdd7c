"""The covered desk: that the class goes on, the time, and a field for the class PIN; nothing else of the class."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Signal
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.dates import time_words
from bsuh_desktop.domain.local_text import in_both
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Notice, Part, Text
from bsuh_desktop.presenters.safekeeping import door_screen
from bsuh_desktop.system.log import log

MOST_TRIES = 5


@dataclasses.dataclass(frozen=True, kw_only=True)
class PinModel:
    """The page."""

    time: Part
    explanation: Part
    pin_label: Part
    pin: door_screen.SecretText
    problem: Notice


class PinView(door_screen.DoorPageView[PinModel], Protocol):
    """What the page asks of its widgets."""

    def projector_shows(self) -> bool:
        """True while the projector shows the stage; a stage over the desk was closed."""


class PinPresenter(door_screen.DoorPagePresenter[PinModel]):
    """Emits `matched` when the PIN is right, `spent` when it was wrong too often. Leaving the page keeps the count
    of wrong tries."""

    name = "pin_page"
    title = Message("The class continues")
    view: PinView

    def __init__(self, session: DeskSession, view: PinView) -> None:
        super().__init__(session, view)
        self.matched: Signal[[]] = Signal(session.face.is_alive)
        self.spent: Signal[[]] = Signal(session.face.is_alive)
        self._pin = ""
        self._wrong = 0
        self._asking = False

    @property
    def has_pin(self) -> bool:
        """False if only the passphrase opens the desk."""
        return self.session.facts is not None and self.session.facts.has_pin

    def enter(self) -> None:
        """Focuses the field."""
        super().enter()
        self.forget()
        self.view.focus("pin")

    def forget(self) -> None:
        """Drops what was typed."""
        self.type_pin("")

    def type_pin(self, text: str) -> None:
        """The field holds `text`."""
        self._pin, self.error = text, None
        self.update()

    def missing(self) -> Message | None:
        """The PIN, if none was typed."""
        return Message("Write the class PIN.") if self.has_pin and not self._pin else None

    def go_on(self) -> Message:
        """Label of the button."""
        return Message("Open the desk") if self.has_pin else Message("Lock fully")

    def try_pin(self) -> None:
        """Asks the desk whether the PIN is right."""
        if self._pin and not self._asking:
            self._asking = True
            self.session.check_pin(self._pin, self._on_answer, self._on_failed)

    def forgive(self) -> None:
        """Resets the count of wrong tries, after the passphrase was given."""
        self._wrong = 0

    def tell(self, error: KnownError) -> bool:
        """Shows the error under the field."""
        self.show_error(error)
        self.changed.emit()
        self.view.focus("pin")
        return True

    def model(self) -> PinModel:
        """The page as it should look now."""
        in_memory = Message("Names are still in memory. Lock fully before you leave the laptop.")
        return PinModel(
            time=Part(text=self._time()),
            explanation=Part(text=Joined((self._goes_on(), in_memory), " ")),
            pin_label=Part(shown=self.has_pin),
            pin=door_screen.SecretText(value=self._pin, problem=self.error is not None, shown=self.has_pin),
            problem=door_screen.stop_notice(self.error),
        )

    def _on_answer(self, matches: bool) -> None:
        self._asking = False
        self.forget()
        if matches:
            self._wrong = 0
            self.matched.emit()
            return
        self._wrong += 1
        log("wrong_pin", count=self._wrong)
        left = MOST_TRIES - self._wrong
        if left <= 0:
            self.spent.emit()
            return
        remedy = Message("Tries left: {left}. Then only the passphrase opens the desk.", left=left)
        self.tell(KnownError("wrong_pin", Message("This PIN does not match."), remedy))

    def _on_failed(self, error: KnownError) -> None:
        """The desk could not check the PIN: that is not a wrong try."""
        self._asking = False
        self.tell(error)

    def _time(self) -> Text:
        """In the time zone of the class."""
        facts = self.session.facts
        if facts is None:
            return NO_TEXT
        now = local(self.session.clock.now().wall_ms, facts.offset_minutes).time()
        return in_both(lambda language: time_words(now, language))

    def _goes_on(self) -> Message:
        if not self.has_pin:
            return Message("No class PIN was chosen: only the passphrase opens the desk. The class is kept.")
        if self.view.projector_shows():
            return Message("The projector stays as it is, answers are kept, and a clicker still changes the slides.")
        return Message("Answers are kept, and a clicker still changes the slides.")


class DeskCoverPresenter(door_screen.DoorScreenPresenter):
    """Emits `lock_wanted` when the person wants to open the desk by the passphrase instead."""

    def __init__(self, session: DeskSession, view: door_screen.DoorScreenView) -> None:
        super().__init__(session, view)
        self.lock_wanted: Signal[[]] = Signal(session.face.is_alive)
        self.pin = self.take_page(PinPresenter)

    def enter(self, subject: object = None) -> None:
        """Focuses the PIN, or the main button if there is no PIN."""
        super().enter()
        self.show_page(self.pin)
        if not self.pin.has_pin:
            self.view.focus("primary")

    def over_line(self) -> Message:
        """Says nothing about whose desk it is."""
        return Message("The desk is covered, not locked")

    def can_go_back(self) -> bool:
        """The button that goes back on other door screens locks the desk here; it is not needed where `step_on`
        locks."""
        return self.pin.has_pin

    def step_back(self) -> None:
        """Asks for the passphrase instead."""
        self.lock_wanted.emit()

    def step_on(self) -> None:
        """Checks the PIN; if the class has none, asks for the passphrase."""
        if self.pin.has_pin:
            self.pin.try_pin()
        else:
            self.lock_wanted.emit()
