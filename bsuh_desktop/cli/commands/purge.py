"""`bsuh purge`: deletes the names whose time is over, and says how many are held back for a missing receipt."""

from __future__ import annotations

from argparse import Namespace

from bsuh_desktop.cli.any_desk import known_desk, profile_of, tell
from bsuh_desktop.cli.output import print_json
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.forgetting.purging import purge


def run(options: Namespace) -> int:
    """Works on the day of `--date`, else on the one that the laptop's clock says."""
    with known_desk(options, profile_of(options)) as desk:
        purged = purge(desk, options.date)
    if options.json:
        print_json({"names": purged.names, "held_back": purged.held_back, "groups": purged.groups})
        return 0
    tell(options, Message("Names deleted: {count}", count=purged.names))
    if purged.held_back:
        tell(options, Message("Names held back, because a receipt is missing: {count}", count=purged.held_back))
        tell(options, Message("Hand the classes over, and take in their receipts."))
    return 0
