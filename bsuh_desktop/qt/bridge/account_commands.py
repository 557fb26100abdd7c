"""The half of the bridge that leads through the door: making, unlocking, recovering, bringing back, changing desks."""

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
    """What the bridge does before a desk is open; `qt.bridge.bridge` has the rest, and makes the attributes."""

    opened = Signal()
    unlocking = Signal()
    """Somebody gave a passphrase; deriving the key from it takes the desk's thread a while."""
    locked = Signal()
    language_changed = Signal()
    stage_language_changed = Signal()
    look_changed = Signal()
    """Text size, contrast or movement: `settings` has them."""
    told = Signal(object)
    informed = Signal(str, object, object)
    _damage_found = Signal()
    desk_changed = Signal()
    """Another facilitator's desk stands before its door now, or one that is to be made."""

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
    def _room(self) -> DeskSession:
        """Made on the desk's thread when it is first needed: its imports are heavy, and the door must stand at once."""
        if self.profile not in self._rooms:
            from bsuh_desktop.qt.bridge.desk_session import DeskSession

            damaged = self._damage_found.emit
            self._rooms[self.profile] = DeskSession(self.profile, self.clock, damaged, self._machine, self.root)
        return self._rooms[self.profile]

    def child_help(self) -> Help:
        """Whom to call when a child needs help. Nobody waits for it, whatever the app is busy with: one small file of
        the app at most."""
        if self.facts is not None:
            return self.facts.help
        from bsuh_desktop.services.desk.helplines import built_in_help

        return built_in_help()

    @property
    def more_help_if_unlocked(self) -> bool:
        """True at the door of a desk: its programme may name more."""
        return self.facts is None and has_profile(self.profile)

    def choose_desk(self, folder: Path) -> None:
        """Another facilitator's desk stands before its door from now on, with that person's settings; or one in a
        folder that nobody has set up. Raises LookupError while a desk is open."""
        if self.facts is not None:
            raise LookupError("a desk is open")
        before, left = self.settings, self.profile
        if has_profile(left):
            # Who never chose anything finds it again as it was, and not as the next person likes it.
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
        """Before there is any window: it is the desk in `folder` before whose door one stands, and one that nobody has
        made yet begins in `language`."""
        self.profile, self.settings = folder, laptop.load(folder, language)

    def suspect(self) -> None:
        """The data file was found damaged, before this process began: unlocking proves all of it."""
        self._desk.run(lambda: self._room.suspect(), None, None)

    def warm_up(self) -> None:
        """Loads what unlocking will need while the person is still typing."""
        self._desk.run(lambda: self._room.warm_up(), None, None)

    def make_desk(self, wish: NewDesk, then: Callable[[str], object], failed: Failed | None = None) -> None:
        """The first run: a new desk, unlocked; `then` gets its recovery code."""

        def made(new: tuple[str, DeskFacts]) -> None:
            self._opened(new[1])
            then(new[0])

        self._desk.run(lambda: self._room.make(wish), made, failed)

    def unlock(self, passphrase: str, then: Callable[[], object] | None = None, failed: Failed | None = None) -> None:
        """Opens the desk."""

        def unlocked(facts: DeskFacts) -> None:
            self._opened(facts)
            if then is not None:
                then()

        self._desk.run(lambda: self._room.unlock(passphrase), unlocked, failed)
        self.unlocking.emit()

    def use_backup(self, then: Callable[[], object], failed: Failed | None = None) -> None:
        """Opens the desk with the backup that was offered at unlocking, and says what it holds."""

        def used(news: tuple[DeskFacts, RepairNews]) -> None:
            self._mended = news[1]
            self._opened(news[0])
            then()
            if not news[0].new_key:
                self.tell_news()

        self._desk.run(lambda: self._room.use_backup(), used, failed)

    def tell_news(self) -> None:
        """What a repair came to, once: on Home, also where the desk gets a new key before that."""
        news, self._mended = self._mended, None
        if news is not None:
            self.informed.emit("look", news.fact, news.remedy)

    def forget_backup(self) -> None:
        """Nobody wants it now."""
        self._desk.run(lambda: self._room.forget_backup(), None, None)

    def check_code(self, code: str, then: Callable[[], object], failed: Failed | None = None) -> None:
        """Whether `code` is the locked desk's recovery code; nothing changes."""
        self._desk.run(lambda: self._room.check_code(code), lambda _: then(), failed)

    def recover(self, code: str, passphrase: str, then: Callable[[str], object], failed: Failed | None = None) -> None:
        """Puts the locked desk under a new passphrase by means of its recovery code; `then` gets the new code. The desk
        stays locked, so that nobody goes past that code without having seen it."""
        self._desk.run(lambda: self._room.recover(code, passphrase), then, failed)

    def restore(
        self,
        path: Path,
        secret: str,
        by_code: bool,
        then: Callable[[Restored], object],
        failed: Failed | None = None,
        stated: datetime.date | None = None,
    ) -> None:
        """Brings a backup back, to this laptop or into the desk that is open here; then the desk is open, unless it
        came `by_code`. A desk that could not be opened again is locked. `stated` is the day that the person says it
        is."""

        def restored(news: tuple[Restored, DeskFacts | None]) -> None:
            if news[1] is not None:
                self._opened(news[1])
            then(news[0])

        def refused(error: KnownError) -> None:
            if self.facts is not None and not self._room.is_open:
                self._locked_up = True
                self._locked()
            tell(failed or self.told.emit, error)

        self._desk.run(lambda: self._room.restore(path, secret, by_code, stated), restored, refused)

    def _opened(self, facts: DeskFacts) -> None:
        raise NotImplementedError

    def _locked(self) -> None:
        raise NotImplementedError
