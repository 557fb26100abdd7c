"""A backup that is cut off by a kill leaves no half file under a backup's name, whatever the instant."""

from __future__ import annotations

import random
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
from tests.helpers.holding import held

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


def killed(profile: Path, chance: random.Random) -> None:
    """Makes backups until it is killed, at an instant that is drawn."""
    call = [sys.executable, "-c", BACKUPS, str(profile)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, env=environment(), text=True) as child:
        assert child.stdout is not None
        for _ in range(chance.choice([1, 3, 5])):
            child.stdout.readline()
        time.sleep(chance.random() * 0.1)
        child.kill()


def killed_half_way(profile: Path, number: int) -> None:
    """Makes backups until it is killed with that many written, the last of which has no name yet."""
    with held("named", number, [profile], BACKUPS) as child:
        child.kill()
    assert len(half_backups(profile)) == 1


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
        if attempt % 2:
            killed(tmp_path, chance)
        else:
            killed_half_way(tmp_path, chance.choice([1, 2, 3]))
        for one in backups(tmp_path):
            assert look_into(one.path, KEY).classes == 20
