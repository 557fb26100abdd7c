"""`bsuh backup`: everything in a desk as one sealed file, for another disk or a stick."""

from __future__ import annotations

from argparse import Namespace

from bsuh_desktop.cli.open_desk import existing_desk, profile_of, tell
from bsuh_desktop.cli.output import print_json, progress_bar
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.safekeeping.backup_file import write_backup


def run(options: Namespace) -> int:
    """Writes the backup, reads it back, and prints its path."""
    bar = progress_bar(Message("Backup"), options.lang)
    with existing_desk(options, profile_of(options)) as desk:
        made = write_backup(desk, options.to.absolute(), bar)
    if options.json:
        facts = {"path": str(made.path), "sha256": made.sha256, "sessions": made.sessions, "key": made.key}
        print_json({**facts, "standing": made.standing})
        return 0
    tell(options, Message("Backup written: {path}", path=str(made.path)))
    tell(options, Message("Classes in it: {count}", count=made.sessions))
    tell(options, Message("It opens with this desk's passphrase, or with its recovery code."))
    return 0
