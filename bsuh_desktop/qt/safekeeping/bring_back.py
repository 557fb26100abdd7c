"""Restores a backup: onto a laptop without a desk, or into the open desk of the same facilitator."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.backup_secrets import BackupCode, BackupWords
from bsuh_desktop.qt.safekeeping.new_code_page import NewCodePage
from bsuh_desktop.qt.safekeeping.new_key_page import NewKeyPage
from bsuh_desktop.qt.safekeeping.new_passphrase import NewPassphrase
from bsuh_desktop.qt.safekeeping.plain_front import PlainDoorScreen
from bsuh_desktop.qt.safekeeping.today import TodayPage
from bsuh_desktop.qt.safekeeping.which_backup import BackupChoicePage

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.values import Restored


class BringBack(PlainDoorScreen):
    """Pages: which backup, its secret, the date if needed, the result.

    After restoring with the recovery code, the desk gets a new passphrase and a new code before it is opened: the old
    sheet may be in other hands.
    """

    name = "bring_back"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.which, self._words, self._code = BackupChoicePage(self), BackupWords(self), BackupCode(self)
        self._new, self._sheet, self._moved = NewPassphrase(self), NewCodePage(self), NewKeyPage(self)
        self._today = TodayPage(self)
        self._merges = self._by_code = False
        self.begin([self.which, self._words, self._code, self._today, self._new, self._sheet, self._moved])
        self.which.file_chosen.connect(self._ask_words)
        self._words.forgotten.connect(lambda: self.show_page(self._code))

    def enter(self, destination: Destination) -> None:
        """Starts with the first page."""
        self._merges = self._words.merges = self.bridge.facts is not None
        self.show_page(self.which)

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while a code is shown that cannot be shown again, or while the restored desk has no known
        passphrase."""
        if self.page is self._sheet:
            return self._sheet.unsaved_warning()
        if self.page is not self._new:
            return None
        again = Message("The backup is restored. Only its recovery code opens it, until you choose a passphrase.")
        return Message("Leave without a passphrase?"), again

    def over_line(self) -> Message:
        """The destination."""
        return Message("Into this desk") if self._merges else Message("On this laptop")

    def can_go_back(self) -> bool:
        """True until the backup is restored."""
        return self.page in (self.which, self._words, self._code, self._today)

    def step_back(self) -> None:
        """The page before; from the first page, back to where the person came from."""
        if self.page is self.which:
            self.open("laptop" if self._merges else "first_run")
        elif self.page is self._today:
            self.show_page(self._code if self._by_code else self._words)
        else:
            self.show_page(self._words if self.page is self._code else self.which)

    def step_on(self) -> None:
        """Restores the backup, or does what comes after that."""
        if self.page is self.which:
            self._ask_words()
        elif self.page is self._words:
            self._restore(by_code=False)
        elif self.page is self._code:
            self._restore(by_code=True)
        elif self.page is self._today:
            self._restore(self._by_code, self._today.day())
        elif self.page is self._new:
            self.set_busy(Message("Locking again"))
            self.bridge.recover(self._code.code(), self._new.passphrase(), self._on_renewed, self.failed)
        elif self.page is self._sheet:
            self.set_busy(Message("Unlocking"))
            self.bridge.unlock(self._new.passphrase(), self._on_open, self.failed)
        else:
            self.open("home")

    def _ask_words(self) -> None:
        if self.which.look is not None:
            self._words.set_look(self.which.look)
            self.show_page(self._words)

    def _restore(self, by_code: bool, stated: datetime.date | None = None) -> None:
        if self.which.look is None:
            return
        self._by_code = by_code
        self.set_busy(Message("Restoring"))
        secret = self._code.code() if by_code else self._words.passphrase()
        then = self._on_by_code if by_code else self._on_restored
        self.bridge.restore(self.which.look.path, secret, by_code, then, self._on_refused, stated)

    def _on_refused(self, error: KnownError) -> None:
        look = self.which.look
        if error.code != "date_needed" or look is None:
            self.failed(error)
            return
        self.set_busy(None)
        now = datetime.datetime.fromtimestamp(self.bridge.clock.now().wall_ms / 1000, look.made.tzinfo)
        self._today.ask(now.date())
        self.show_page(self._today)

    def _on_restored(self, done: Restored) -> None:
        self.set_busy(None)
        self._words.forget()
        if done.merged:
            self._tell_merged(done)
        else:
            self._on_open()

    def _tell_merged(self, done: Restored) -> None:
        facts = self.bridge.facts
        self.open("new_key" if facts is not None and facts.new_key else "laptop")
        fact, *others = done.sentences()
        for sentence in others:
            fact = Message("{before} {sentence}", before=fact, sentence=sentence)
        self.bridge.informed.emit("look" if others else "ok", fact, None)

    def _on_by_code(self, _: Restored) -> None:
        self.set_busy(None)
        self.show_page(self._new)

    def _on_renewed(self, code: str) -> None:
        self.set_busy(None)
        self._code.forget()
        self._sheet.set_code(code)
        self.show_page(self._sheet)

    def _on_open(self) -> None:
        self.set_busy(None)
        self._new.forget()
        facts, look = self.bridge.facts, self.which.look
        if facts is not None and look is not None:
            self._moved.say_why("restored", look.code, facts.practising)
        self.show_page(self._moved)
        self.form.primary.setFocus()
