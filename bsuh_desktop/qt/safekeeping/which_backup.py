"""Which backup to restore: those on sticks, or a file that a person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from bsuh_desktop.domain.dates import date_text, time_words
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.forms.which_backup import Ui_WhichBackup
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.choice import ChoiceCard

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.values import BackupLook
    from bsuh_desktop.system.sticks import Stick

_LOOK_AGAIN_MS = 2_000


class BackupChoicePage(DoorPage):
    """Looks for backups while it is shown. `find_sticks` lists the sticks (on the file thread); `look` is the chosen
    backup. `file_chosen` when a file was opened, which needs no further choice."""

    title = Message("Restore a backup")
    file_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_WhichBackup()
        self.form.setupUi(self)
        self.look: BackupLook | None = None
        self.find_sticks: Callable[[], Sequence[Stick]] = _sticks
        self._found: tuple[BackupLook, ...] = ()
        self._cards: list[ChoiceCard] = []
        self._error: KnownError | None = None
        self._group = QButtonGroup(self)
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look_around)
        self.form.choose_backup.clicked.connect(self._choose)

    def enter(self) -> None:
        """Focuses the newest one; starts looking for sticks."""
        self._look_around()
        self._timer.start()
        (self._cards[0] if self._cards else self.form.choose_backup).setFocus()

    def leave(self) -> None:
        """Stops looking for sticks."""
        self._timer.stop()

    def forget(self) -> None:
        """Clears the choice."""
        self.look = self._error = None
        self._show(())

    def missing(self) -> Message | None:
        """The backup, if none is chosen."""
        return None if self.look is not None else Message("Choose a backup.")

    def tell(self, error: KnownError) -> bool:
        """Shows that a file is not a backup."""
        self._error = error
        self.retranslate()
        return True

    def retranslate(self) -> None:
        """The cards, and what to do if there are none."""
        say, error = self.bridge.say, self._error
        for card, look in zip(self._cards, self._found, strict=True):
            card.tell("usb", say(_when(look)), say(_what(look)))
        self.form.nothing.setVisible(not self._cards)
        self.form.nothing.tell(
            "info",
            say(Message("No stick with a backup is plugged in.")),
            say(Message("Plug it in, or choose the file.")),
        )
        self.form.problem.setVisible(error is not None)
        if error is not None:
            self.form.problem.tell("stop", say(error.message), say(error.remedy))

    def _look_around(self) -> None:
        find = self.find_sticks
        self.bridge.ask(lambda: _found_on(find()), self._on_found, lambda _: None)

    def _on_found(self, found: tuple[BackupLook, ...]) -> None:
        if found != self._found and self.isVisible():
            none_before = not self._cards
            self._show(found)
            self.retranslate()
            if none_before and self.form.choose_backup.hasFocus():
                self._cards[0].setFocus()
            self.changed.emit()

    def _show(self, found: tuple[BackupLook, ...]) -> None:
        chosen = self.look.path if self.look else None
        for card in self._cards:
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self._found, self._cards = found, []
        self.look = next((look for look in found if look.path == chosen), next(iter(found), None))
        for number, look in enumerate(found, 1):
            card = ChoiceCard(self)
            card.setObjectName(f"backup_{number}")
            card.set_wide(True)
            self._group.addButton(card)
            card.setChecked(look == self.look)
            card.toggled.connect(lambda on, look=look: self._take(look) if on else None)
            self.form.cards.addWidget(card)
            self._cards.append(card)

    def _take(self, look: BackupLook) -> None:
        self.look, self._error = look, None
        self.retranslate()
        self.changed.emit()

    def _choose(self) -> None:
        kinds = {"*.bsuhb": Message("Backups")}
        ask_for_file(self, self.bridge, Message("Choose a backup"), kinds, self._open)

    def _open(self, path: Path) -> None:
        self.bridge.ask(lambda: _look_at(path), self._on_opened, lambda error: self._refused(error))

    def _on_opened(self, look: BackupLook) -> None:
        self._take(look)
        self.file_chosen.emit()

    def _refused(self, error: KnownError) -> None:
        self.tell(error)


def _when(look: BackupLook) -> Message:
    time = LocalText(time_words(look.made.time(), "bn"), time_words(look.made.time(), "en"))
    return Message("{day}, {time}", day=date_text(look.made.date()), time=time)


def _what(look: BackupLook) -> Message:
    if look.device:
        return Message(
            "Classes: {count}. Laptop {device}, desk {code}.", count=look.sessions, device=look.device, code=look.code
        )
    return Message("Classes: {count}. Desk {code}.", count=look.sessions, code=look.code)


def _found_on(sticks: Sequence[Stick]) -> tuple[BackupLook, ...]:
    from bsuh_desktop.services.safekeeping.laptop_view import find_backups

    return find_backups(stick.path for stick in sticks)


def _sticks() -> Sequence[Stick]:
    from bsuh_desktop.system.sticks import sticks

    return sticks()


def _look_at(path: Path) -> BackupLook:
    from bsuh_desktop.services.safekeeping.restore import look_at_backup

    return look_at_backup(path)
