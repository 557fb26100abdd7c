"""When the data file is damaged: says of when the newest good backup is, and uses it if the person wants to."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from bsuh_desktop import paths
from bsuh_desktop.domain.errors import DAMAGED, KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.backups import day_and_time, programme_time
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.log import log
from bsuh_desktop.store.backups import newest_good
from bsuh_desktop.store.mending import Mended, mend
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.vault import Vault


class Offer(msgspec.Struct, frozen=True):
    """A backup that stands every proof: when it was made, as the programme's clocks show it, and its classes."""

    made: datetime.datetime
    classes: int

    def sentence(self) -> Message:
        """What is offered."""
        day, time = day_and_time(self.made)
        if self.classes == 0:
            return Message("The newest good backup is of {day}, {time}: no class yet.", day=day, time=time)
        if self.classes == 1:
            return Message("The newest good backup is of {day}, {time}: one class.", day=day, time=time)
        count = self.classes
        return Message("The newest good backup is of {day}, {time}: {count} classes.", day=day, time=time, count=count)


class StoreDamaged(KnownError):
    """The data file is damaged; `offer` is the backup that could be used, None where there is none."""

    def __init__(self, offer: Offer | None) -> None:
        if offer is None:
            remedy = Message("Keep the file as it is, and tell your coordinator.")
        else:
            remedy = Message("Use the newest good backup. The damaged file is kept.")
        super().__init__("store_damaged", Message("The data file is damaged."), remedy)
        self.offer = offer


class News(msgspec.Struct, frozen=True):
    """What is to be said after a backup was used."""

    fact: Message
    remedy: Message | None


class Mender:
    """Holds the keys of a damaged desk while its facilitator decides. `told` is what to say."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault
        found = newest_good(folder, vault.store_key)
        offset = demonstration_programme(paths.resources()).offset_minutes
        self._backup = found[0].path if found else None
        self.told = StoreDamaged(Offer(programme_time(found[0].made, offset), found[1].classes) if found else None)

    def use_backup(self, clock: Clock, run: str | None = None) -> tuple[Desk, News]:
        """Puts the backup in the place of the damaged file and opens the desk.

        Raises KnownError: in_use, store_read_only, disk_full, store_damaged; then all is as it was.
        """
        if self._backup is None:
            raise self.told
        mended = mend(self._folder, self._backup, self._vault.store_key)
        log("backup", code="used", count=mended.contents.classes)
        return Desk(self._folder, self._vault, clock, run=run, suspect=True), _news(mended)


def open_or_mend(
    folder: Path, passphrase: str, clock: Clock, run: str | None = None, suspect: bool = False
) -> Desk | Mender:
    """Unlocks the profile in `folder`, or finds out what can be done about its damaged file.

    Raises KnownError: no_vault, wrong_passphrase, vault_damaged, in_use, newer_store, store_read_only.
    """
    vault = Vault.unlock(folder, passphrase)
    try:
        return Desk(folder, vault, clock, run=run, suspect=suspect)
    except KnownError as error:
        if error.code not in DAMAGED:
            raise
        log("refused", code=error.code)
        return Mender(folder, vault)


def _news(mended: Mended) -> News:
    fact = _holds(mended.contents.classes)
    if mended.carried.everything:
        fact = Message("{backup} All that was written after it is in it, too.", backup=fact)
    elif mended.carried.classes:
        fact = Message("{backup} What could be read of later classes is in it, too.", backup=fact)
    if mended.kept is None:
        return News(fact, None)
    return News(fact, Message("The damaged file is kept in the data folder, under {folder}.", folder=mended.kept.name))


def _holds(classes: int) -> Message:
    if classes == 1:
        return Message("The backup is in use. It holds one class.")
    return Message("The backup is in use. It holds {count} classes.", count=classes)
