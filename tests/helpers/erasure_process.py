"""A coordinator's desk that forgets in its register, in a process of its own, so that it can be killed."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.archive_erasure import Forgotten, forget_in_archive
from bsuh_desktop.services.collection.collector import collector_of
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.held_process import held

_CALL = "import sys; from tests.helpers.erasure_process import forget; forget(*sys.argv[1:])"


def forget(profile: str | Path, register: str | Path) -> Forgotten:
    """All that is due on that desk, on the day of the test clocks."""
    desk = open_desk(Path(profile), PASSPHRASE, clock_at())
    try:
        collector = collector_of(desk)
        with Register.open(Path(register), collector.keys) as opened:
            return forget_in_archive(collector, opened, withdrawn=collector.forgotten)
    finally:
        desk.close()


def held_at(line: int, profile: Path, register: Path) -> subprocess.Popen[bytes]:
    """The same in another process, which is held once it has written so many lines of decisions."""
    return held("decided", line, [profile, register], _CALL)
