"""Repairs a damaged data file: says what a repair would recover, and does it if the person agrees."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop import paths
from bsuh_desktop.domain.messages import DAMAGED, KnownError, Message
from bsuh_desktop.domain.ports import Clock, Machine
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.machine import this_machine
from bsuh_desktop.services.safekeeping.backup_file import day_and_time, programme_time
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.services.safekeeping.repair_report import RepairReport, given_back, missing, report_of, where_kept
from bsuh_desktop.store.backups import Backup, newest_good
from bsuh_desktop.store.file_check import Contents
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.vault import Vault


class RepairOffer(msgspec.Struct, frozen=True):
    """What a repair starts from: a backup that passes every check, or what is still readable of the damaged file."""

    made: datetime.datetime | None
    """When the backup was made, at the programme's offset; None without a backup."""
    classes: int
    """The number of classes in the backup, or those still readable."""

    def sentence(self) -> Message:
        """The offer as a sentence."""
        if self.made is None:
            return self._alone()
        day, time = day_and_time(self.made)
        if self.classes == 0:
            return Message("Newest good backup: {day}, {time}, no class yet.", day=day, time=time)
        if self.classes == 1:
            return Message("Newest good backup: {day}, {time}, one class.", day=day, time=time)
        count = self.classes
        return Message("Newest good backup: {day}, {time}, {count} classes.", day=day, time=time, count=count)

    def _alone(self) -> Message:
        if self.classes == 0:
            return Message("There is no good backup. No class can be read from the damaged file, but other things can.")
        if self.classes == 1:
            return Message("There is no good backup. One class can still be read from the damaged file.")
        return Message(
            "There is no good backup. {count} classes can still be read from the damaged file.", count=self.classes
        )


class StoreDamaged(KnownError):
    """The data file is damaged; `offer` is what a repair could start from, None if nothing is readable."""

    def __init__(self, offer: RepairOffer | None) -> None:
        if offer is None:
            remedy = Message("Keep the file as it is, and tell your coordinator.")
        elif offer.made is None:
            remedy = Message("Use what can still be read. The damaged file is kept.")
        else:
            remedy = Message("Use the newest good backup. The damaged file is kept.")
        super().__init__("store_damaged", Message("The data file is damaged."), remedy)
        self.offer = offer


class RepairNews(msgspec.Struct, frozen=True):
    """What to tell a person after a repair, and the report as values."""

    fact: Message
    remedy: Message | None
    report: RepairReport


class StoreRepair:
    """Holds the keys of a damaged desk while its facilitator decides. `damage` is the error to show."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault
        found = newest_good(folder, vault.store_key)
        self._backup = found[0].path if found else None
        self.damage = StoreDamaged(self._offer(*found) if found else self._alone())

    def _offer(self, backup: Backup, contents: Contents) -> RepairOffer:
        offset = demonstration_programme(paths.resources()).offset_minutes
        return RepairOffer(programme_time(backup.made, offset), contents.classes)

    def _alone(self) -> RepairOffer | None:
        # Imported late: the reader of damaged files is rarely needed.
        from bsuh_desktop.store.replace_damaged import readable_in

        readable = readable_in(self._folder, self._vault.store_key)
        return RepairOffer(None, readable.classes) if readable.anything else None

    def use_backup(
        self, clock: Clock, run: str | None = None, machine: Machine = this_machine
    ) -> tuple[Desk, RepairNews]:
        """Repairs the data file and opens the desk.

        The damaged file is replaced by the backup together with everything newer that is still readable; without a
        backup, by what is readable.
        Raises KnownError: in_use, store_read_only, disk_full, store_damaged; then nothing was changed.
        """
        if self.damage.offer is None:
            raise self.damage
        from bsuh_desktop.store.replace_damaged import mend

        mended = mend(self._folder, self._backup, self._vault.store_key)
        log("backup", code="used", count=mended.contents.classes)
        desk = open_unlocked(self._folder, self._vault, clock, run=run, suspect=True, machine=machine)
        # A damaged file that contains an erased name is not kept.
        kept = mended.damaged_copy if mended.damaged_copy and mended.damaged_copy.exists() else None
        return desk, _news(report_of(replace(mended, damaged_copy=kept), self._backup is not None))


def open_or_mend(
    folder: Path,
    passphrase: str,
    clock: Clock,
    run: str | None = None,
    suspect: bool = False,
    machine: Machine = this_machine,
) -> Desk | StoreRepair:
    """Unlocks the profile in `folder`, or finds out what can be done about its damaged file.

    Raises KnownError: no_vault, wrong_passphrase, vault_damaged, in_use, newer_store, store_read_only.
    """
    vault = Vault.unlock(folder, passphrase)
    try:
        return open_unlocked(folder, vault, clock, run=run, suspect=suspect, machine=machine)
    except KnownError as error:
        if error.code not in DAMAGED:
            raise
        log("refused", code=error.code)
        return StoreRepair(folder, vault)


def _news(report: RepairReport) -> RepairNews:
    fact = given_back(report)
    for sentence in missing(report):
        fact = Message("{before} {sentence}", before=fact, sentence=sentence)
    return RepairNews(fact, where_kept(report), report)
