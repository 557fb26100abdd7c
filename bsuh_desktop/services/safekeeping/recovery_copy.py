"""Writes this desk's recovery code, sealed for the coordinator, beside grant requests and hand-overs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain import file_endings
from bsuh_desktop.services.desk.desk import why_new_key
from bsuh_desktop.services.desk.small_files import code_of
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.export_file import holds, raising_known_errors
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.recovery_copy import RecoveryCopy, read_copy, seal_code, sign_copy

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk

_FILE, _OF = "recovery_copy", "recovery_copy_of"
"""Facts: the newest copy's file, and the SHA-256 of its inputs; while those are unchanged, the same bytes are sent."""


def write_recovery_copy(desk: Desk, folder: Path) -> Path | None:
    """Writes the sealed code into `folder`, replacing an older one, and returns its path.

    None if there is nothing to write: the desk practises, has named no partner, or its vault is older than this
    feature.
    Raises KnownError: disk_full, read_only, stick_removed.
    """
    data = recovery_copy(desk)
    if data is None:
        return None
    make_folder(folder)
    path = folder / f"recovery-{code_of(desk.vault.signing_key.public)}{file_endings.RECOVERY_COPY}"
    if not holds(path, data):
        with raising_known_errors():
            write_over(path, data)
    return path


def recovery_copy(desk: Desk) -> bytes | None:
    """The bytes of the file, sealed again if the code, the key, its number or the recipients changed."""
    known = desk.programme.find_partner(desk.partner) is not None
    if desk.practising or not known or not desk.vault.recovery_code or why_new_key(desk):
        # Never seal it to the demonstration's recipients: their keys are public.
        return None
    recipients, key = desk.programme.recipients_for(desk.partner), desk.vault.signing_key.public
    words = "\n".join((desk.vault.recovery_code, key.hex(), desk.device, *sorted(recipients)))
    made_of, before = hashlib.sha256(words.encode()).digest(), desk.store.facts.get(_FILE)
    if before is not None and desk.store.facts.get(_OF) == made_of:
        return before
    copy = RecoveryCopy(
        programme=desk.programme.id,
        key=key,
        number=1 if before is None else read_copy(before).number + 1,
        made=desk.today(),
        device=desk.device,
        sealed=seal_code(desk.vault.recovery_code, key, recipients),
    )
    file = sign_copy(copy, desk.signing_key)
    with desk.store.transaction():
        desk.store.facts.put(_FILE, file)
        desk.store.facts.put(_OF, made_of)
    return file
