"""The part of the bridge for a locked desk: create, unlock, recover, restore from a backup, switch desks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bsuh_desktop import settings as laptop
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.paths import has_profile
from bsuh_desktop.qt.bridge.tasks import Failed, Tasks, tell
from bsuh_desktop.services.desk.log import close_log

if TYPE_CHECKING:
    import datetime

    from bsuh_desktop.qt.bridge.desk_session import DeskSession
    from bsuh_desktop.services.desk.facilitator import DeskFacts
    from bsuh_desktop.services.desk.helplines import Help
    from bsuh_desktop.services.desk.machine_binding import Machine
    from bsuh_desktop.services.safekeeping.first_run import NewDesk
    from bsuh_desktop.services.safekeeping.repair import RepairNews
    from bsuh_desktop.services.safekeeping.values import Restored


class AccountCommands(QObject):
    """The commands of the bridge that need no open desk. `qt.bridge.bridge` has the rest and creates the attributes."""

    opened = Signal()
    unlocking = Signal()
    """A passphrase was entered; deriving the key from it takes a while on the desk's thread."""
    locked = Signal()
    language_changed = Signal()
    stage_language_changed = Signal()
    look_changed = Signal()
    """Text size, contrast or movement: `settings` has them."""
    error_reported = Signal(object)
    """A KnownError that no caller handled."""
    informed = Signal(str, object, object)
    """A state (ok, look, stop, info), a Message for the person, and a Message with the remedy."""
    _damage_found = Signal()
    desk_changed = Signal()
    """The door belongs to another facilitator's desk now, or to one that is yet to be made."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root: Path
        self.profile: Path
        self.clock: Clock
        self.settings: laptop.Settings
        self.facts: DeskFacts | None = None
        self._desk: Tasks
        self._files: Tasks
        self._machine: Machine | None
        self._locked_up = False
        self._mended: RepairNews | None = None
        self._rooms: dict[Path, DeskSession] = {}

    @property
    def _desk_session(self) -> DeskSession:
        """The session of the desk's thread, created on first use: its imports are slow and the door must appear at
        once."""
        if self.profile not in self._rooms:
            from bsuh_desktop.qt.bridge.desk_session import DeskSession

            damaged = self._damage_found.emit
            self._rooms[self.profile] = DeskSession(self.profile, self.clock, damaged, self._machine, self.root)
        return self._rooms[self.profile]

    def child_help(self) -> Help:
        """Whom to call when a child needs help. Answers at once whatever the app is busy with: it reads one small
        file of the app at most."""
        if self.facts is not None:
            return self.facts.help
        from bsuh_desktop.services.desk.helplines import built_in_help

        return built_in_help()

    @property
    def more_help_if_unlocked(self) -> bool:
        """True at the door of an existing desk: its programme may have more contacts, which are readable after
        unlocking."""
        return self.facts is None and has_profile(self.profile)

    def choose_desk(self, folder: Path) -> None:
        """Switches the door to the desk in `folder`, with its facilitator's settings; the folder may be one that
        nobody has set up. Raises LookupError while a desk is open."""
        if self.facts is not None:
            raise LookupError("a desk is open")
        before, left = self.settings, self.profile
        if has_profile(left):
            # Saved even if they never chose anything: they must find the same settings again, not the next person's.
            self._files.run(lambda: laptop.save(left, before), None, lambda _: None)
        self.profile = folder
        self.settings = laptop.load(folder, before.language)
        close_log()
        if self.settings.language != before.language:
            self.language_changed.emit()
        if self.settings.stage_language != before.stage_language:
            self.stage_language_changed.emit()
        self.look_changed.emit()
        self.desk_changed.emit()
        self.warm_up()

    def begin_at(self, folder: Path, language: Language) -> None:
        """Called before there is any window: starts at the door of the desk in `folder`. A desk that nobody has made
        yet starts in `language`."""
        self.profile, self.settings = folder, laptop.load(folder, language)

    def suspect(self) -> None:
        """The data file was found damaged before this process started: the next unlocking checks all of it."""
        self._desk.run(lambda: self._desk_session.suspect(), None, None)

    def warm_up(self) -> None:
        """Loads what unlocking will need while the person is still typing."""
        self._desk.run(lambda: self._desk_session.warm_up(), None, None)

    def make_desk(self, wish: NewDesk, then: Callable[[str], object], failed: Failed | None = None) -> None:
        """First run: makes a new desk and unlocks it; `then` gets its recovery code."""

        def made(new: tuple[str, DeskFacts]) -> None:
            self._opened(new[1])
            then(new[0])

        self._desk.run(lambda: self._desk_session.make(wish), made, failed)

    def unlock(self, passphrase: str, then: Callable[[], object] | None = None, failed: Failed | None = None) -> None:
        """Opens the desk."""

        def unlocked(facts: DeskFacts) -> None:
            self._opened(facts)
            if then is not None:
                then()

        self._desk.run(lambda: self._desk_session.unlock(passphrase), unlocked, failed)
        self.unlocking.emit()

    def use_backup(self, then: Callable[[], object], failed: Failed | None = None) -> None:
        """Opens the desk from the backup that was offered at unlocking, and reports what the backup contains."""

        def used(news: tuple[DeskFacts, RepairNews]) -> None:
            self._mended = news[1]
            self._opened(news[0])
            then()
            if not news[0].new_key:
                self.tell_news()

        self._desk.run(lambda: self._desk_session.use_backup(), used, failed)

    def tell_news(self) -> None:
        """Reports the result of a repair, once: on Home, or earlier if the desk gets a new key first."""
        news, self._mended = self._mended, None
        if news is not None:
            self.informed.emit("look", news.fact, news.remedy)

    def forget_backup(self) -> None:
        """Discards the backup that was offered."""
        self._desk.run(lambda: self._desk_session.forget_backup(), None, None)

    def check_code(self, code: str, then: Callable[[], object], failed: Failed | None = None) -> None:
        """Checks whether `code` is the locked desk's recovery code; changes nothing."""
        self._desk.run(lambda: self._desk_session.check_code(code), lambda _: then(), failed)

    def recover(self, code: str, passphrase: str, then: Callable[[str], object], failed: Failed | None = None) -> None:
        """Gives the locked desk a new passphrase, authorised by its recovery code; `then` gets the new recovery
        code. The desk stays locked, so that nobody can continue without having seen that code."""
        self._desk.run(lambda: self._desk_session.recover(code, passphrase), then, failed)

    def restore(
        self,
        path: Path,
        secret: str,
        by_code: bool,
        then: Callable[[Restored], object],
        failed: Failed | None = None,
        stated: datetime.date | None = None,
    ) -> None:
        """Restores the backup at `path` to this laptop, or into the desk that is open. Afterwards the desk is open,
        unless `by_code`; if it could not be opened again, it is locked. `stated` is today's date as the person gave
        it."""

        def restored(news: tuple[Restored, DeskFacts | None]) -> None:
            if news[1] is not None:
                self._opened(news[1])
            then(news[0])

        def refused(error: KnownError) -> None:
            if self.facts is not None and not self._desk_session.is_open:
                self._locked_up = True
                self._locked()
            tell(failed or self.error_reported.emit, error)

        self._desk.run(lambda: self._desk_session.restore(path, secret, by_code, stated), restored, refused)

    def _opened(self, facts: DeskFacts) -> None:
        raise NotImplementedError

    def _locked(self) -> None:
        raise NotImplementedError
