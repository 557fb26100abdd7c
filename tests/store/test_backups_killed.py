"""A backup that is cut off by a kill leaves no half file under a backup's name, whatever the instant."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import RollCalled
from bsuh_desktop.store.backups import FOLDER, backups
from bsuh_desktop.store.proving import look_into
from bsuh_desktop.store.store import Store
from tests.helpers.classes import NINE, opened
from tests.helpers.command import environment
from tests.helpers.waiting import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

KEY = bytes(range(32))
BACKUPS = """
import datetime, pathlib, sys
from bsuh_desktop.store.backups import make_backup
profile = pathlib.Path(sys.argv[1])
while True:
    print("begun", flush=True)
    make_backup(profile, profile / "classes.db", bytes(range(32)), datetime.datetime.now(datetime.timezone.utc))
    print("made", flush=True)
"""


def killed(profile: Path, chance: random.Random, half_written: bool) -> str:
    """Makes backups until it is killed, at an instant that is drawn or once a backup is `half_written`; what it said
    last."""
    call = [sys.executable, "-c", BACKUPS, str(profile)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, env=environment(), text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(chance.choice([1, 3, 5]))]
        if half_written:
            wait_for(lambda: half_backups(profile), "a backup is being written", live=lambda: None)
        else:
            time.sleep(chance.random() * 0.1)
        child.send_signal(signal.SIGKILL)
        return [*said, *child.stdout.readlines()][-1].strip()


def half_backups(profile: Path) -> list[Path]:
    """Those that have no name yet."""
    return list((profile / FOLDER).glob(".*"))


def test_no_half_backup_stands_under_its_name(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        for number in range(20):
            store.journal.append(f"SESSION{number:09d}", [opened(58), RollCalled()], Moment(NINE, 5))
    chance, cut_off, half = random.Random(), 0, 0
    for attempt in range(8):
        for left in half_backups(tmp_path):
            left.unlink()
        cut_off += killed(tmp_path, chance, attempt % 2 == 0) == "begun"
        half += bool(half_backups(tmp_path))
        for one in backups(tmp_path):
            assert look_into(one.path, KEY).classes == 20
    assert cut_off > 0
    assert half > 0
