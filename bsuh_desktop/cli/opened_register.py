"""The register for a command: it must exist and belong to this desk, and is open together with the desk."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from collections.abc import Iterator

from bsuh_desktop.cli.open_desk import existing_desk, profile_of
from bsuh_desktop.language import say
from bsuh_desktop.register.folder import TORN, Register, register_folder, require_register
from bsuh_desktop.services.collection.collector import Collector, check_signers, collector_of
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.system.disk_errors import raising_known_errors


@contextlib.contextmanager
def opened_register(options: Namespace, reading: bool = False) -> Iterator[tuple[Desk, Collector, Register]]:
    """Desk and register of the options, open as long as the context lasts. `reading`: no decision is written. Raises
    KnownError: no_register, foreign_register, and as opening desk and register."""
    profile = profile_of(options)
    folder = register_folder(options.register or "", profile)
    with existing_desk(options, profile) as desk:
        collector = collector_of(desk)
        if not reading:
            with raising_known_errors():
                require_register(folder)
        opened = Register.open_to_read if reading else Register.open
        with opened(folder, collector.keys) as register:
            check_signers(collector, register)
            if register.decisions.torn:
                print(say(TORN, options.lang), file=sys.stderr)
            yield desk, collector, register
