"""`bsuh programme`: make a programme, show it, join it, restore its root key."""

from __future__ import annotations

import importlib
from argparse import Namespace

_ACTIONS = {
    "new": ("programme_new", "new"),
    "sheet": ("programme_new", "sheet"),
    "show": ("programme_show", "show"),
    "join": ("programme_join", "join"),
    "recover": ("programme_join", "recover"),
}


def run(options: Namespace) -> int:
    """Does one of new, sheet, show, join and recover; loads only the module that this one needs."""
    module, action = _ACTIONS[options.action]
    act = getattr(importlib.import_module(f"bsuh_desktop.cli.commands.{module}"), action)
    return int(act(options))
