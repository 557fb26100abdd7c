"""Restores a backup: onto a laptop without a desk, or into the open desk of the same facilitator."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.face import Signal
from bsuh_desktop.domain.dates import date_text, time_words
from bsuh_desktop.domain.local_text import in_both
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.erasure.names import DateAsked
from bsuh_desktop.presenters.parts import Notice, Part
from bsuh_desktop.presenters.safekeeping import door_screen
from bsuh_desktop.presenters.safekeeping.keys import NewKeyReasonPresenter
from bsuh_desktop.presenters.safekeeping.passphrase import NewPassphrasePresenter, UnlockModel, UnlockPresenter
from bsuh_desktop.presenters.safekeeping.recovery_code import NewCodePresenter, RecoveryCodePresenter

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.desk_folders import BackupLook, Restored
    from bsuh_desktop.system.sticks import Stick

LOOK_AGAIN_MS = 2_000


@dataclasses.dataclass(frozen=True, kw_only=True)
class BackupChoiceModel:
    """The page."""

    cards: tuple[door_screen.Card, ...]
    nothing: Notice
    problem: Notice


class BackupChoiceView(door_screen.DoorPageView[BackupChoiceModel], Protocol):
    """What the page asks of its widgets."""

    def focus_found(self) -> None:
        """Gives the first backup the keyboard, if the button that stood in for it has it."""


class BackupChoicePresenter(door_screen.DoorPagePresenter[BackupChoiceModel]):
    """Which backup to restore: one of those on sticks, for which it looks while it is shown, or a file that a person
    chooses. `file_chosen` when a file was opened, which needs no further choice."""

    name = "which_backup"
    title = Message("Restore a backup")
    view: BackupChoiceView

    def __init__(self, session: DeskSession, view: BackupChoiceView) -> None:
        super().__init__(session, view)
        self.file_chosen: Signal[[]] = Signal(session.face.is_alive)
        self.look: BackupLook | None = None
        """The chosen backup."""
        self.find_sticks: Callable[[], Sequence[Stick]] = _sticks
        """Lists the sticks, on the worker of files."""
        self._found: tuple[BackupLook, ...] = ()
        self._timer = session.face.timer(self._look_around)

    def enter(self) -> None:
        """Focuses the newest one; starts looking for sticks."""
        super().enter()
        self._look_around()
        self.view.focus("backup_1" if self._found else "choose_backup")

    def leave(self) -> None:
        """Stops looking for sticks."""
        super().leave()
        self._timer.stop()

    def forget(self) -> None:
        """Drops the choice."""
        self.look = self.error = None
        self._found = ()
        self.update()

    def choose(self, card: str) -> None:
        """Chooses the backup of that card."""
        look = self._found[int(card.removeprefix("backup_")) - 1]
        if look != self.look:
            self._take(look)

    def open_file(self, path: Path) -> None:
        """Examines the file that was chosen."""
        self.session.ask(lambda: _look_at(path), self.in_visit(self._on_opened), self.in_visit(self.show_error))

    def missing(self) -> Message | None:
        """The backup, if none is chosen."""
        return None if self.look is not None else Message("Choose a backup.")

    def tell(self, error: KnownError) -> bool:
        """Shows that a file is not a backup."""
        self.show_error(error)
        return True

    def model(self) -> BackupChoiceModel:
        """The page as it should look now: the cards, and what to do if there are none."""
        nothing = Message("No stick with a backup is plugged in.")
        return BackupChoiceModel(
            cards=tuple(
                door_screen.Card(f"backup_{number}", "usb", _when(look), _what(look), look == self.look)
                for number, look in enumerate(self._found, 1)
            ),
            nothing=Notice(shown=not self._found, fact=nothing, remedy=Message("Plug it in, or choose the file.")),
            problem=door_screen.stop_notice(self.error),
        )

    def _look_around(self) -> None:
        find = self.find_sticks
        self.session.ask(
            lambda: _found_on(find()), self.in_visit(self._on_found), self.in_visit(lambda _: self._look_later())
        )

    def _look_later(self) -> None:
        self._timer.start(LOOK_AGAIN_MS)

    def _on_found(self, found: tuple[BackupLook, ...]) -> None:
        self._look_later()
        if found == self._found:
            return
        none_before, chosen = not self._found, self.look.path if self.look else None
        self._found = found
        self.look = next((look for look in found if look.path == chosen), next(iter(found), None))
        self.refresh()
        if none_before:
            self.view.focus_found()
        self.changed.emit()

    def _take(self, look: BackupLook) -> None:
        self.look, self.error = look, None
        self.update()

    def _on_opened(self, look: BackupLook) -> None:
        self._take(look)
        self.file_chosen.emit()


RESTORE = Message("Restore it")


class BackupPassphrase(UnlockPresenter):
    """The passphrase at the time the backup was made. `forgotten` asks for the recovery code instead."""

    name = "backup_passphrase"
    title = Message("Open the backup")

    def __init__(self, session: DeskSession, view: door_screen.DoorPageView[UnlockModel]) -> None:
        super().__init__(session, view)
        self._merges = False

    def set_merges(self, merges: bool) -> None:
        """`merges`: it is restored into an open desk, which has the same passphrase."""
        self._merges = merges
        self.refresh()

    def set_look(self, look: BackupLook) -> None:
        """Sets the backup to be opened: its date, the number of classes, and whose it is."""
        holds = Message(
            "Backup of {day}, desk {code}. Classes: {count}.",
            day=date_text(look.made.date()),
            count=look.sessions,
            code=look.code,
        )
        self.set_about(holds)

    def go_on(self) -> Message:
        """Label of the button: the backup is restored at once."""
        return RESTORE

    def missing(self) -> Message | None:
        """The passphrase, if it is empty."""
        if self.passphrase:
            return None
        return Message("Write your passphrase.") if self._merges else Message("Write the passphrase of the backup.")

    def other_way(self) -> Part:
        """The recovery code, except when restoring into an open desk."""
        return Part(text=Message("Use its recovery code"), shown=not self._merges)


class BackupCode(RecoveryCodePresenter):
    """The code of the sheet that was made when the laptop of the backup was set up."""

    name = "backup_code"

    def go_on(self) -> Message:
        """Label of the button: the backup is restored at once."""
        return RESTORE

    def tell(self, error: KnownError) -> bool:
        """Shows problems of the code below the field; all others go below the header."""
        return super().tell(error) if error.code == "wrong_recovery_code" else False


@dataclasses.dataclass(frozen=True)
class TodayModel:
    """The page."""

    date_card: DateAsked


class TodayPresenter(door_screen.DoorPagePresenter[TodayModel]):
    """Asks for today's date if the laptop's clock is in doubt and names in the backup would be expired by it: they are
    deleted before anybody can read them."""

    name = "today"
    title = Message("Today's date")

    def __init__(self, session: DeskSession, view: door_screen.DoorPageView[TodayModel]) -> None:
        super().__init__(session, view)
        self.day: datetime.date | None = None
        """The date that was typed; None while it is incomplete."""
        self._clock_says: datetime.date | None = None

    def ask(self, clock_says: datetime.date) -> None:
        """Asks again; `clock_says` is the date of the clock."""
        self.forget()
        self._clock_says = clock_says
        self.refresh()

    def state_day(self, day: datetime.date | None) -> None:
        """Today's date as somebody typed it; None while it is incomplete."""
        self.day, self.error = day, None
        self.update()

    def enter(self) -> None:
        """Focuses the first field."""
        super().enter()
        self.view.focus("day")

    def forget(self) -> None:
        """Drops the date."""
        self.day = self.error = self._clock_says = None
        self.update()

    def missing(self) -> Message | None:
        """The date, if it is incomplete."""
        return None if self.day else Message("Write today's date first.")

    def go_on(self) -> Message:
        """Label of the button: the backup is restored at once."""
        return RESTORE

    def tell(self, error: KnownError) -> bool:
        """Shows a date that is not possible beside the field."""
        if error.code != "bad_date":
            return False
        self.show_error(error)
        self.view.focus("day")
        return True

    def model(self) -> TodayModel:
        """The page as it should look now."""
        return TodayModel(DateAsked(self._clock_says is not None, self._clock_says, self.error))


class BringBackPresenter(door_screen.DoorScreenPresenter):
    """Pages: which backup, its secret, the date if needed, the result.

    After restoring with the recovery code, the desk gets a new passphrase and a new code before it is opened: the old
    sheet may be in other hands.
    """

    def __init__(self, session: DeskSession, view: door_screen.DoorScreenView) -> None:
        super().__init__(session, view)
        self.which = self.take_page(BackupChoicePresenter)
        self._words = self.take_page(BackupPassphrase)
        self._code = self.take_page(BackupCode)
        self._today = self.take_page(TodayPresenter)
        self._new = self.take_page(NewPassphrasePresenter)
        self._sheet = self.take_page(NewCodePresenter)
        self._reason = self.take_page(NewKeyReasonPresenter)
        self._merges = self._by_code = False
        self.which.file_chosen.connect(self._ask_words)
        self._words.forgotten.connect(self._ask_code)

    def enter(self, subject: object = None) -> None:
        """Starts with the first page."""
        super().enter()
        self._merges = self.session.facts is not None
        self._words.set_merges(self._merges)
        self.show_page(self.which)

    def unsaved(self) -> tuple[Message, Message] | None:
        """Warns while a code is shown that cannot be shown again, or while the restored desk has no known
        passphrase."""
        if self.current_page is not self._new:
            return super().unsaved()
        again = Message("The backup is restored. Only its recovery code opens it, until you choose a passphrase.")
        return Message("Leave without a passphrase?"), again

    def over_line(self) -> Message:
        """The destination."""
        return Message("Into this desk") if self._merges else Message("On this laptop")

    def can_go_back(self) -> bool:
        """True until the backup is restored."""
        return self.current_page in (self.which, self._words, self._code, self._today)

    def step_back(self) -> None:
        """The page before; from the first page, back to where the person came from."""
        page = self.current_page
        if page is self.which:
            self.view.open("laptop" if self._merges else "first_run")
        elif page is self._today:
            self.show_page(self._code if self._by_code else self._words)
        else:
            self.show_page(self._words if page is self._code else self.which)

    def step_on(self) -> None:
        """Restores the backup, or does what comes after that."""
        page = self.current_page
        if page is self.which:
            self._ask_words()
        elif page is self._words:
            self._restore(by_code=False)
        elif page is self._code:
            self._restore(by_code=True)
        elif page is self._today:
            self._restore(self._by_code, self._today.day)
        elif page is self._new:
            self.set_busy(Message("Locking again"))
            self.session.recover(self._code.code, self._new.passphrase, self._on_renewed, self.failed)
        elif page is self._sheet:
            self.set_busy(Message("Unlocking"))
            self.session.unlock(self._new.passphrase, self._on_open, self.failed)
        else:
            self.view.open("home")

    def _ask_words(self) -> None:
        if self.which.look is not None:
            self._words.set_look(self.which.look)
            self.show_page(self._words)

    def _ask_code(self) -> None:
        self.show_page(self._code)

    def _restore(self, by_code: bool, stated: datetime.date | None = None) -> None:
        if self.which.look is None:
            return
        self._by_code = by_code
        self.set_busy(Message("Restoring"))
        secret = self._code.code if by_code else self._words.passphrase
        then = self._on_by_code if by_code else self._on_restored
        self.session.restore(self.which.look.path, secret, by_code, then, self._on_refused, stated)

    def _on_refused(self, error: KnownError) -> None:
        look = self.which.look
        if error.code != "date_needed" or look is None:
            self.failed(error)
            return
        self.set_busy(None)
        now = datetime.datetime.fromtimestamp(self.session.clock.now().wall_ms / 1000, look.made.tzinfo)
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
        facts = self.session.facts
        self.view.open("new_key" if facts is not None and facts.new_key else "laptop")
        fact, *others = done.sentences()
        for sentence in others:
            fact = Message("{before} {sentence}", before=fact, sentence=sentence)
        self.session.inform("look" if others else "ok", fact)

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
        facts, look = self.session.facts, self.which.look
        if facts is not None and look is not None:
            self._reason.say_why("restored", look.code, facts.practising)
        self.show_page(self._reason)
        self.view.focus("primary")


def _when(look: BackupLook) -> Message:
    time = in_both(lambda language: time_words(look.made.time(), language))
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
