"""A coordinator's desk that forgets in its register, in a process of its own, so that it can be killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collecting.collector import collector_of
from bsuh_desktop.services.collecting.forgetting import Forgotten, forget_in_archive
from bsuh_desktop.services.desk import open_desk
from tests.helpers.command import environment
from tests.helpers.desks import PASSPHRASE, clock_at

_CALL = "import sys; from tests.helpers.forgetting_apart import forget; forget(*sys.argv[1:])"


def forget(profile: str | Path, register: str | Path) -> Forgotten:
    """All that is due on that desk, on the day of the test clocks."""
    desk = open_desk(Path(profile), PASSPHRASE, clock_at())
    try:
        collector = collector_of(desk)
        with Register.open(Path(register), collector.keys) as opened:
            return forget_in_archive(collector, opened, withdrawn=collector.forgotten)
    finally:
        desk.close()


def started(profile: Path, register: Path) -> subprocess.Popen[bytes]:
    """The same, in another process."""
    return subprocess.Popen([sys.executable, "-c", _CALL, str(profile), str(register)], env=environment())
