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

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

KEY = bytes(range(32))
BACKUPS = """
import datetime, pathlib, sys
from bsuh_desktop.store.backups import make_backup
profile, to_be_made = pathlib.Path(sys.argv[1]), int(sys.argv[2])

def held(event, _):
    global to_be_made
    if event in ("os.link", "os.rename"):
        to_be_made -= 1
        if to_be_made == 0:
            print("half", flush=True)
            sys.stdin.read()

sys.addaudithook(held)
while True:
    print("begun", flush=True)
    make_backup(profile, profile / "classes.db", bytes(range(32)), datetime.datetime.now(datetime.timezone.utc))
    print("made", flush=True)
"""


def killed(profile: Path, chance: random.Random, half_written: bool) -> str:
    """Makes backups until it is killed, at an instant that is drawn or where a backup is `half_written`; what it said
    last."""
    before = chance.choice([1, 2, 3])
    call = [sys.executable, "-c", BACKUPS, str(profile), str(before if half_written else 0)]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, stdin=pipe, stdout=pipe, env=environment(), text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(2 * before if half_written else 2 * before - 1)]
        if not half_written:
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
    chance = random.Random(20260803)
    for attempt in range(8):
        for left in half_backups(tmp_path):
            left.unlink()
        half_written = attempt % 2 == 0
        said = killed(tmp_path, chance, half_written)
        if half_written:
            assert (said, len(half_backups(tmp_path))) == ("half", 1)
        for one in backups(tmp_path):
            assert look_into(one.path, KEY).classes == 20
