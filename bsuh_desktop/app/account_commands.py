"""The part of the session for a locked desk: create, unlock, recover, restore from a backup, switch desks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop import settings as laptop
from bsuh_desktop.app.face import Face, Failed, Signal, TaskQueue
from bsuh_desktop.domain.messages import KnownError, Language, Message
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.paths import has_profile, is_portable
from bsuh_desktop.system.log import close_log

if TYPE_CHECKING:
    import datetime

    from bsuh_desktop.app.desk_worker import DeskWorker
    from bsuh_desktop.services.desk.facilitator import DeskFacts
    from bsuh_desktop.services.desk.helplines import Help
    from bsuh_desktop.services.safekeeping.desk_folders import Restored
    from bsuh_desktop.services.safekeeping.first_run import NewDesk
    from bsuh_desktop.services.safekeeping.repair import RepairNews


class AccountCommands:
    """The commands that need no open desk. `app.desk_session` has the rest."""

    def __init__(
        self, profile: Path, clock: Clock, settings: laptop.Settings, face: Face, machine: Machine | None
    ) -> None:
        alive = face.is_alive
        self.opened: Signal[[]] = Signal(alive)
        self.unlocking: Signal[[]] = Signal(alive)
        """A passphrase was entered; deriving the key from it takes a while on the desk's worker."""
        self.locked: Signal[[]] = Signal(alive)
        self.language_changed: Signal[[]] = Signal(alive)
        self.stage_language_changed: Signal[[]] = Signal(alive)
        self.look_changed: Signal[[]] = Signal(alive)
        """Text size, contrast or movement: `settings` has them."""
        self.error_reported: Signal[[KnownError]] = Signal(alive)
        """A KnownError that no caller handled."""
        self.crashed: Signal[[BaseException]] = Signal(alive)
        """An exception that is a bug."""
        self.informed: Signal[[str, Message, Message | None]] = Signal(alive)
        """A state (ok, look, stop, info), what to tell the person, and the remedy."""
        self.desk_changed: Signal[[]] = Signal(alive)
        """The door belongs to another facilitator's desk now, or to one that is yet to be made."""
        self.given_file_changed: Signal[[]] = Signal(alive)
        self._damage_found: Signal[[]] = Signal(alive)
        self.root = self.profile = profile
        self.portable = is_portable()
        """The portable copy: it practises and verifies only."""
        self.clock = clock
        self.settings = settings
        self.face = face
        self.facts: DeskFacts | None = None
        self.given_file: Path | None = None
        """A file that somebody has opened with the app, until it is shown."""
        self._machine = machine
        self._locked_up = False
        self._mended: RepairNews | None = None
        self._workers: dict[Path, DeskWorker] = {}
        self._desk, self._files, self._register_queue = (
            TaskQueue(name, face) for name in ("desk", "files", "register")
        )
        for queue in (self._desk, self._files, self._register_queue):
            queue.error_reported.connect(self.error_reported.emit)
            queue.crashed.connect(self.crashed.emit)

    @property
    def _worker(self) -> DeskWorker:
        """The state of the desk's thread, created on first use: its imports are slow and the door must appear at
        once."""
        if self.profile not in self._workers:
            from bsuh_desktop.app.desk_worker import DeskWorker

            self._workers[self.profile] = DeskWorker(
                self.profile, self.clock, lambda: self.face.post(self._damage_found.emit), self._machine, self.root
            )
        return self._workers[self.profile]

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

    def set_given_file(self, path: Path | None) -> None:
        """This file waits until it can be shown; None: none does any more."""
        self.given_file = path
        self.given_file_changed.emit()

    def begin_at(self, folder: Path, language: Language) -> None:
        """Called before there is any window: starts at the door of the desk in `folder`. A desk that nobody has made
        yet starts in `language`."""
        self.profile, self.settings = folder, laptop.load(folder, language)

    def suspect(self) -> None:
        """The data file was found damaged before this process started: the next unlocking checks all of it."""
        self._desk.run(lambda: self._worker.suspect(), None, None)

    def warm_up(self) -> None:
        """Loads what unlocking will need while the person is still typing."""
        self._desk.run(lambda: self._worker.warm_up(), None, None)

    def make_desk(self, wish: NewDesk, then: Callable[[str], object], failed: Failed | None = None) -> None:
        """First run: makes a new desk and unlocks it; `then` gets its recovery code."""

        def made(new: tuple[str, DeskFacts]) -> None:
            self._opened(new[1])
            then(new[0])

        self._desk.run(lambda: self._worker.make(wish), made, failed)

    def unlock(self, passphrase: str, then: Callable[[], object] | None = None, failed: Failed | None = None) -> None:
        """Opens the desk."""

        def unlocked(facts: DeskFacts) -> None:
            self._opened(facts)
            if then is not None:
                then()

        self._desk.run(lambda: self._worker.unlock(passphrase), unlocked, failed)
        self.unlocking.emit()

    def use_backup(self, then: Callable[[], object], failed: Failed | None = None) -> None:
        """Opens the desk from the backup that was offered at unlocking, and reports what the backup contains."""

        def used(news: tuple[DeskFacts, RepairNews]) -> None:
            self._mended = news[1]
            self._opened(news[0])
            then()
            if not news[0].new_key:
                self.tell_news()

        self._desk.run(lambda: self._worker.use_backup(), used, failed)

    def tell_news(self) -> None:
        """Reports the result of a repair, once: on Home, or earlier if the desk gets a new key first."""
        news, self._mended = self._mended, None
        if news is not None:
            self.informed.emit("look", news.fact, news.remedy)

    def forget_backup(self) -> None:
        """Discards the backup that was offered."""
        self._desk.run(lambda: self._worker.forget_backup(), None, None)

    def check_code(self, code: str, then: Callable[[], object], failed: Failed | None = None) -> None:
        """Checks whether `code` is the locked desk's recovery code; changes nothing."""
        self._desk.run(lambda: self._worker.check_code(code), lambda _: then(), failed)

    def recover(self, code: str, passphrase: str, then: Callable[[str], object], failed: Failed | None = None) -> None:
        """Gives the locked desk a new passphrase, authorised by its recovery code; `then` gets the new recovery
        code. The desk stays locked, so that nobody can continue without having seen that code."""
        self._desk.run(lambda: self._worker.recover(code, passphrase), then, failed)

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
            if self.facts is not None and not self._worker.is_open:
                self._locked_up = True
                self._locked()
            self._desk.tell(failed or self.error_reported.emit, error)

        self._desk.run(lambda: self._worker.restore(path, secret, by_code, stated), restored, refused)

    def _opened(self, facts: DeskFacts) -> None:
        raise NotImplementedError

    def _locked(self) -> None:
        raise NotImplementedError
