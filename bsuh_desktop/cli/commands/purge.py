"""`bsuh purge`: deletes names after their retention time, and reports how many are kept for a missing receipt.

On a coordinator's desk with a register, such names are also deleted from its archive, with all remaining data of
withdrawn learners.
"""

from __future__ import annotations

from argparse import Namespace

from bsuh_desktop.cli.open_desk import existing_desk, profile_of, tell
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.register.folder import DECISIONS_FILE, Register, register_folder
from bsuh_desktop.services.collection.archive_erasure import Forgotten, forget_in_archive
from bsuh_desktop.services.collection.collector import forgetter_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.purge import purge


def run(options: Namespace) -> int:
    """Purges as of the day of `--date`, else of the laptop's clock."""
    with existing_desk(options, profile_of(options)) as desk:
        purged = purge(desk, options.date)
        archive = _archive(desk, options)
    if options.json:
        told = {"names": purged.names, "held_back": purged.held_back, "groups": purged.groups}
        more = {} if archive is None else {"archive": {"names": archive.names, "withdrawn": archive.files}}
        print_json({**told, **more})
        return 0
    tell(options, Message("Names deleted: {count}", count=purged.names))
    if archive is not None:
        tell(options, Message("Names deleted in the register's archive: {count}", count=archive.names))
    if purged.held_back:
        tell(options, Message("Names kept because a receipt is missing: {count}", count=purged.held_back))
        tell(options, Message("Hand over the classes, and load their receipts."))
    return 0


def _archive(desk: Desk, options: Namespace) -> Forgotten | None:
    """What was deleted in the register; None on a desk without one."""
    folder = register_folder(options.register or "", profile_of(options))
    if desk.coordinator_grant is None or not (folder / DECISIONS_FILE).exists():
        return None
    collector = forgetter_of(desk, desk.coordinator_grant)
    with Register.open(folder, collector.keys) as register:
        return forget_in_archive(collector, register, withdrawn=collector.forgotten, day=options.date)
