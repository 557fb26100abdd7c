"""Makes a backup that leaves the laptop: the newest good copy of the data with its vault, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop import __version__
from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.forgotten_list import list_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.desk.small_files import code_of
from bsuh_desktop.services.safekeeping.backup_layout import BackupFacts
from bsuh_desktop.services.safekeeping.backup_zip import BackupParts, write_zip
from bsuh_desktop.services.safekeeping.values import BackupFile
from bsuh_desktop.store.backups import Backup, newest_good
from bsuh_desktop.store.forgotten import read_list
from bsuh_desktop.system.folders import make_folder, refuse_own_folder
from bsuh_desktop.system.log import log

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk


def write_backup(desk: Desk, folder: Path, progress: Progress | None = None) -> BackupFile:
    """Writes a backup of the whole desk into `folder` under a new name, reads it back and returns where it is.

    `progress` counts megabytes.
    Raises KnownError: own_folder, disk_full, read_only, stick_removed, stick_altered, backup_failed, store_damaged.
    """
    refuse_own_folder(folder, desk.folder, Message("A backup in the app's own folder is lost with the laptop."))
    make_folder(folder)
    desk.backups.make_now(desk.clock.now())
    parts = parts_of(desk).of(_require_newest(desk))
    path = folder / _name(parts.about, code_of(desk.vault.signing_key.public))
    sha256 = write_zip(path, parts, progress)
    log("backup", code="written", count=parts.about.sessions)
    return BackupFile(path, sha256, parts.about.sessions, parts.about.key, desk.standing(practice=False))


def _require_newest(desk: Desk) -> Backup:
    """The newest backup on this laptop that passes every check. Raises KnownError `backup_failed`."""
    found = newest_good(desk.folder, desk.vault.store_key)
    if found is None:
        raise KnownError(
            "backup_failed",
            Message("There is no good backup on this laptop to copy."),
            Message("Check the disk, and try again."),
        )
    return found[0]


def parts_of(desk: Desk) -> BackupParts:
    """The parts of a backup file except the copy of the data."""
    known = {one.learner: one.why for one in desk.store.forgotten.all().values()}
    about = BackupFacts(
        offset_minutes=desk.programme.offset_minutes,
        key=desk.vault.signing_key.key_id.hex(),
        device=desk.device,
        sessions=len(desk.store.journal.sessions()),
        app=__version__,
    )
    forgotten = list_text({**read_list(desk.folder), **known}).encode("ascii")
    return BackupParts((desk.folder / VAULT_FILE).read_bytes(), forgotten, about)


def _name(about: BackupFacts, code: str) -> str:
    """`backup-<code of the desk>-<time>.bsuhb`: nothing personal, and another name each time."""
    return f"backup-{code}-{local(about.made_ms, about.offset_minutes):%Y%m%dT%H%M%S}{file_endings.BACKUP}"
