"""The state of the desk's worker: the open desk and the open class. Never used from the face's thread."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from bsuh_desktop.domain.messages import DAMAGED, KnownError
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.paths import has_profile
from bsuh_desktop.services.classroom.class_picture import ClassPicture, class_picture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import begin
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import DeskFacts, desk_facts
from bsuh_desktop.services.desk.machine import this_machine
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.erasure.retention import purge_if_due
from bsuh_desktop.services.erasure.values import Purged
from bsuh_desktop.services.hand_over.seal import seal_some
from bsuh_desktop.services.home.warm_up import warm_up
from bsuh_desktop.services.safekeeping.backup_file import backup_if_due
from bsuh_desktop.services.safekeeping.desk_folders import Restored
from bsuh_desktop.services.safekeeping.laptop_view import give_marks
from bsuh_desktop.services.safekeeping.recovery import check_code, check_own, recover, require_closed
from bsuh_desktop.services.safekeeping.repair import RepairNews, StoreRepair, open_or_mend
from bsuh_desktop.services.safekeeping.stick_backups import follow
from bsuh_desktop.system.log import log, open_log

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.first_run import NewDesk

T = TypeVar("T")


class DeskWorker:
    """Created on the face's thread, used on the desk's worker only."""

    def __init__(
        self,
        profile: Path,
        clock: Clock,
        on_damage: Callable[[], object] = lambda: None,
        machine: Machine | None = None,
        root: Path | None = None,
    ) -> None:
        """`on_damage` is called on another thread when a background check finds a damaged file. `machine` identifies
        this computer; by default the operating system does. `root` is the laptop's data folder."""
        self._root = root or profile
        self._machine = machine or this_machine
        self._profile = profile
        self._clock = clock
        self._on_damage = on_damage
        self._suspect = False
        self._mender: StoreRepair | None = None
        self._desk: Desk | None = None
        self._conducts: dict[str, Conduct] = {}
        self._running = ""
        self._picture: ClassPicture | None = None
        self._run: str | None = None

    def warm_up(self) -> None:
        """Loads what unlocking needs, and opens the log if this laptop has been set up."""
        if has_profile(self._profile):
            open_log(self._profile)
        warm_up()

    def make(self, wish: NewDesk) -> tuple[str, DeskFacts]:
        """Makes a new facilitator's desk and opens it; returns the recovery code, which is stored nowhere else."""
        # It brings all that reads backups and damaged files.
        from bsuh_desktop.services.safekeeping.first_run import first_run

        desk, code = first_run(self._profile, wish, self._clock, machine=self._machine)
        return code, self._take(desk)

    def unlock(self, passphrase: str) -> DeskFacts:
        """Opens the desk. Raises KnownError: no_vault, wrong_passphrase, vault_damaged, in_use, store_read_only,
        newer_store; and StoreDamaged with the backup for `use_backup`."""
        self.forget_backup()
        opened = open_or_mend(self._profile, passphrase, self._clock, self._run, self._suspect, self._machine)
        if isinstance(opened, StoreRepair):
            self._mender = opened
            raise opened.damage
        proved, self._suspect = self._suspect, False
        try:
            return self._take(opened)
        except KnownError as error:
            if error.code not in DAMAGED or proved:
                raise
        # Damage was found only after the first pages: check every page now.
        self.give_up()
        return self.unlock(passphrase)

    def use_backup(self) -> tuple[DeskFacts, RepairNews]:
        """Replaces the damaged file with the backup that was offered, and opens the desk. Raises KnownError: in_use,
        store_read_only, disk_full, store_damaged."""
        if self._mender is None:
            raise LookupError("no backup was offered")
        desk, news = self._mender.use_backup(self._clock, self._run, self._machine)
        self._mender, self._suspect = None, False
        there = set(desk.store.journal.sessions())
        self._conducts = {name: conduct for name, conduct in self._conducts.items() if name in there}
        return self._take(desk), news

    def forget_backup(self) -> None:
        """Discards the backup that was offered, and its keys."""
        self._mender = None

    def give_up(self) -> None:
        """Closes the damaged data file. The next unlocking checks all of it first."""
        self.suspect()
        with contextlib.suppress(KnownError):
            self.lock()
        self._desk = None

    def suspect(self) -> None:
        """Makes the next unlocking check every page of the data file."""
        self._suspect = True

    def look_after(self) -> tuple[Purged, DeskFacts] | None:
        """Maintenance shortly after unlocking: deletes names whose retention period has ended, starts a backup or a
        check of every page in the background, and seals finished classes before somebody waits for it. Returns the
        deleted names and what is known of the desk after that, if there were any."""
        if self._desk is None:
            return None
        gone, news = purge_if_due(self._desk), None
        if gone is not None and gone.names:
            self._picture = None
            news = gone, desk_facts(self._desk)
        self._desk.backups.look_after(self._clock.now())
        seal_some(self._desk)
        return news

    def _heard(self, _: KnownError) -> None:
        self.suspect()
        self._on_damage()

    def check_code(self, code: str) -> None:
        """Raises KnownError: wrong_recovery_code, vault_damaged, no_vault, in_use, store_read_only: before new
        words are chosen for nothing."""
        check_code(self._profile, code)
        require_closed(self._profile)

    def recover(self, code: str, passphrase: str) -> str:
        """Sets a new passphrase, authorised by the recovery code; returns the new code. Raises KnownError as
        `check_code`, and weak_passphrase, disk_full, read_only."""
        return recover(self._profile, code, passphrase)

    def restore(
        self, path: Path, secret: str, by_code: bool = False, stated: datetime.date | None = None
    ) -> tuple[Restored, DeskFacts | None]:
        """Restores the backup at `path` to a laptop without a desk, or into this one, whose passphrase is `secret`.
        Afterwards the desk is open, unless `by_code`. `stated` is today's date as the person gave it.

        Raises KnownError as `services.safekeeping.restore.restore` does; a desk that was open is then opened again.
        """
        from bsuh_desktop.services.safekeeping.restore import restore

        was_open = self._desk is not None
        if was_open:
            check_own(self._profile, secret)
            self.lock()
        try:
            done = restore(path, self._profile, secret, self._clock, by_code, self._machine, stated)
        except KnownError:
            if was_open:
                self.unlock(secret)
            raise
        return done, None if by_code else self.unlock(secret)

    @property
    def holds_answers(self) -> bool:
        """True while answers to a private question are in memory only."""
        return any(conduct.private_learners for conduct in self._conducts.values())

    @property
    def is_open(self) -> bool:
        """True while a desk is unlocked."""
        return self._desk is not None

    def _take(self, desk: Desk) -> DeskFacts:
        self._desk, self._run = desk, desk.store.journal.run
        desk.backups.heard = self._heard
        follow(desk)
        for conduct in self._conducts.values():
            conduct.move_to(desk)
        give_marks(self._root)
        open_log(self._profile)
        log("unlocked", device=desk.vault.signing_key.key_id.hex())
        return desk_facts(desk)

    def keep_worked(self) -> None:
        """Stores for how long the desk has run for the open class, if it can: it is not worth a word to anybody."""
        if self._desk is not None and self._running:
            with contextlib.suppress(KnownError):
                self.conduct.keep_worked()

    def lock(self) -> None:
        """Closes the open class and the store; answers in memory are kept for their classes."""
        self.keep_worked()
        self._running, self._picture = "", None
        if self._desk is not None:
            self._desk.close()
            self._desk = None
            log("locked")

    @property
    def desk(self) -> Desk:
        """The open desk. Raises LookupError while it is locked."""
        if self._desk is None:
            raise LookupError("the desk is locked")
        return self._desk

    @property
    def conduct(self) -> Conduct:
        """The open class. Raises LookupError if there is none."""
        if not self._running:
            raise LookupError("no class is open")
        return self._conducts[self._running]

    def open_class(self, wish: ClassWish) -> ClassPicture:
        """Starts a new class from Set up and makes it the open one."""
        return self._run_on(begin(self.desk, wish), "class_opened")

    def take_class(self, session: str) -> ClassPicture:
        """Makes an existing class the open one; a finished class can be viewed."""
        conduct = self._conducts.get(session) or Conduct(self.desk, session)
        conduct.go_on()
        return self._run_on(conduct, "class_taken")

    def _run_on(self, conduct: Conduct, how: Literal["class_opened", "class_taken"]) -> ClassPicture:
        self._conducts[conduct.session] = conduct
        self._running = conduct.session
        picture = self.picture()
        log(how, session=conduct.session, pack=picture.pack.id)
        for doubt in conduct.state.doubts:
            log("clock_doubt", session=conduct.session, code=doubt)
        return picture

    def leave_class(self) -> DeskFacts | None:
        """Closes the open class, and returns what is known of the desk after it. Its answers to a private question,
        which are in memory only, are kept until it is resumed, whichever classes are opened in between."""
        self.keep_worked()
        self._running, self._picture = "", None
        if self._desk is None:
            return None
        seal_some(self._desk)
        # Papers that were written while a backup was still running are not in that backup.
        backup_if_due(self._desk)
        return desk_facts(self._desk)

    def picture(self) -> ClassPicture:
        """The open class, as screens show it."""
        self._picture = class_picture(self.desk, self.conduct)
        return self._picture

    def conducted(self, do: Callable[[Conduct], T]) -> tuple[T, ClassPicture, DeskFacts | None]:
        """Runs `do` on the open class, and returns its result with a new picture, for which nothing is read that the
        last one already had; and fresh desk facts if the clock is in doubt otherwise than before, else None."""
        doubts = self.conduct.state.doubts
        result = do(self.conduct)
        self._picture = class_picture(self.desk, self.conduct, self._picture)
        facts = desk_facts(self.desk) if self.conduct.state.doubts != doubts else None
        backup_if_due(self.desk, events_only=self._picture.ended_ms is None)
        return result, self._picture, facts

    def changed(self, do: Callable[[Desk], T]) -> tuple[T, DeskFacts, ClassPicture | None]:
        """Runs `do`, and returns its result with fresh desk facts and a fresh picture of the open class."""
        result = do(self.desk)
        news = result, desk_facts(self.desk), self.picture() if self._running else None
        backup_if_due(self.desk)
        return news
