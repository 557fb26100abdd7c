"""First page of the first run: the language, join or practise, and a quiet button for restoring a backup."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.forms.welcome import Ui_Welcome
from bsuh_desktop.qt.safekeeping.page import DoorPage

if TYPE_CHECKING:
    from bsuh_desktop.services.programme.offers import ProgrammeOffer

_LOOK_AGAIN_MS = 2_000


class WelcomePage(DoorPage):
    """Looks for a stick with a programme file while it is shown. `offer_chosen` carries the programme of a file that
    was opened; `backup_wanted` asks to restore a backup."""

    has_languages = True
    offer_chosen = Signal(object)
    backup_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Welcome()
        self.form.setupUi(self)
        self.found: ProgrammeOffer | None = None
        self._chosen = False
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        for card in (self.form.join, self.form.practise):
            card.clicked.connect(self._on_chosen)
            card.toggled.connect(self.changed)
        self.form.bring_back.clicked.connect(self.backup_wanted)
        self.form.practise.setChecked(True)
        self.only_join(False)

    def begin(self, bridge: Bridge) -> None:
        """Sets the bridge of the languages."""
        super().begin(bridge)
        self.form.languages.begin(bridge)

    def only_join(self, only: bool) -> None:
        """`only`: the desk exists, and only joining is left."""
        self._only = only
        self.title = Message("Join a programme") if only else Message("Welcome. How would you like to begin?")
        for part in (self.form.languages, self.form.stitch, self.form.practise, self.form.bring_back):
            part.setVisible(not only)
        self.form.join.setChecked(only or self.joins)

    @property
    def joins(self) -> bool:
        """True if the person wants to join a programme."""
        return bool(self.form.join.isChecked())

    def enter(self) -> None:
        """Focuses the chosen card; starts looking for sticks."""
        (self.form.join if self.joins else self.form.practise).setFocus()
        self._look()
        self._timer.start()

    def leave(self) -> None:
        """Stops looking for sticks."""
        self._timer.stop()

    def go_on(self) -> Message:
        """Label of the button, by the chosen card."""
        return Message("Join the programme") if self.joins else Message("Practise first")

    def retranslate(self) -> None:
        """Both cards, the stick, and that practising first does not prevent joining later."""
        say, form = self.bridge.say, self.form
        form.join.tell(
            "key",
            say(Message("Join a programme")),
            say(
                Message(
                    "Plug in the stick from your coordinator. Your classes will count and certificates will be signed."
                )
            ),
        )
        form.join.set_foot(say(Message("Stick found")) if self.found else "", "ok" if self.found else "")
        form.practise.tell(
            "play",
            say(Message("Practise first")),
            say(
                Message(
                    "Try a whole class with 58 invented learners. Everything is marked PRACTICE "
                    "and goes into no report."
                )
            ),
        )
        stays = Message("Your practice classes stay practice. Classes count from the day on which you join.")
        later = Message("You can practise today and join later. Practice classes never count.")
        form.note.tell("info", "", say(stays if self._only else later))

    def choose_file(self) -> None:
        """Asks for a programme file."""
        kinds = {"*.json": Message("Programme files")}
        ask_for_file(self, self.bridge, Message("Open a programme file"), kinds, self._open)

    def _on_chosen(self) -> None:
        self._chosen = True

    def _look(self) -> None:
        self.bridge.ask(_find_offer, self._on_looked, lambda _: None)

    def _on_looked(self, offer: ProgrammeOffer | None) -> None:
        if offer != self.found:
            self.found = offer
            if offer is not None and not self._chosen:
                self.form.join.setChecked(True)
            self.retranslate()
            self.changed.emit()

    def _open(self, path: Path) -> None:
        self.bridge.ask(lambda: _look_at(path), self.offer_chosen.emit, self._refused)

    def _refused(self, error: KnownError) -> None:
        self.bridge.error_reported.emit(error)


def _find_offer() -> ProgrammeOffer | None:
    from bsuh_desktop.services.programme.offers import find_offers
    from bsuh_desktop.system.sticks import sticks

    with contextlib.closing(find_offers(stick.path for stick in sticks())) as offers:
        return next(offers, None)


def _look_at(path: Path) -> ProgrammeOffer:
    from bsuh_desktop.services.programme.offers import look_at

    return look_at(path)
