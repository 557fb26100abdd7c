"""`bsuh programme`: make a programme, show it, join it, bring its root key back."""

from __future__ import annotations

from argparse import Namespace


def run(options: Namespace) -> int:
    """Does one of new, show, join and recover; what the others need is not loaded."""
    if options.action == "new":
        from bsuh_desktop.cli.commands.programme_new import new as action
    elif options.action == "show":
        from bsuh_desktop.cli.commands.programme_show import show as action
    elif options.action == "join":
        from bsuh_desktop.cli.commands.programme_join import join as action
    else:
        from bsuh_desktop.cli.commands.programme_join import recover as action
    return action(options)
