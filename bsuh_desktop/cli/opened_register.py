"""The register that a command goes by: there already, and open beside the coordinator's desk."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from bsuh_desktop.cli.any_desk import known_desk, profile_of
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.language import say
from bsuh_desktop.register.folder import TORN, Register, register_folder
from bsuh_desktop.services.collecting.collector import Collector, collector_of
from bsuh_desktop.services.desk import Desk


@contextlib.contextmanager
def opened_register(options: Namespace) -> Iterator[tuple[Desk, Collector, Register]]:
    """Desk and register of the options, open as long as the context lasts. Raises KnownError: no_register, and as
    opening desk and register."""
    profile = profile_of(options)
    folder = register_folder(options.register or "", profile)
    if not os.path.isdir(folder):
        raise KnownError(
            "no_register",
            Message("There is no register here yet: {folder}", folder=str(folder)),
            Message("Collect files first: bsuh collect."),
        )
    with known_desk(options, profile) as desk:
        collector = collector_of(desk)
        with Register.open(folder, collector.keys) as register:
            if register.decisions.torn:
                print(say(TORN, options.lang), file=sys.stderr)
            yield desk, collector, register
