"""What a backup is before it is opened, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.values import BackupLook as BackupLook


def what_it_holds(look: BackupLook) -> Message:
    """Date of the backup, number of classes, and whose it is."""
    return Message(
        "Backup of {day}, desk {code}. Classes: {count}.",
        day=date_text(look.made.date()),
        count=look.sessions,
        code=look.code,
    )
