"""A backup that is cut off by a kill leaves no half file under a backup's name, wherever it stood."""

from __future__ import annotations

import datetime
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import RollCalled
from bsuh_desktop.store.backups import FOLDER, backups, make_backup
from bsuh_desktop.store.file_check import look_into
from bsuh_desktop.store.store import Store
from tests.helpers.classes import NINE, opened
from tests.helpers.command import environment
from tests.helpers.held_process import Step, held

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

KEY = bytes(range(32))
BACKUPS = """
import datetime, pathlib, sys
from bsuh_desktop.store.backups import make_backup
profile = pathlib.Path(sys.argv[1])
while True:
    make_backup(profile, profile / "classes.db", bytes(range(32)), datetime.datetime.now(datetime.timezone.utc))
"""
CUT = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
{BACKUPS}"""
"""The system kills it at the byte with which a file would grow over that size."""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The data folder of a desk with twenty classes, and a whole backup."""
    with Store(tmp_path, KEY) as store:
        for number in range(20):
            store.journal.append(f"SESSION{number:09d}", [opened(58), RollCalled()], Moment(NINE, 5))
    make_backup(tmp_path, tmp_path / "classes.db", KEY, datetime.datetime(2026, 8, 3, tzinfo=datetime.UTC))
    return tmp_path


def half_backups(profile: Path) -> list[Path]:
    """Those that have no name yet."""
    return list((profile / FOLDER).glob(".*"))


def all_are_whole(profile: Path) -> bool:
    """True if whatever has a backup's name, one at least, stands every proof."""
    return {look_into(one.path, KEY).classes for one in backups(profile)} == {20}


@pytest.mark.parametrize("eighths", range(3, 8))
def test_cut_off_while_pages_are_copied(profile: Path, eighths: int) -> None:
    size = backups(profile)[0].path.stat().st_size * eighths // 8
    done = subprocess.run([sys.executable, "-c", CUT, str(profile), str(size)], env=environment())
    assert done.returncode == -signal.SIGXFSZ
    assert [half.stat().st_size for half in half_backups(profile)] == [size]
    assert len(backups(profile)) == 1
    assert all_are_whole(profile)


@pytest.mark.parametrize(
    ("step", "number", "ending", "named", "half"),
    [("named", 1, "", 1, 1), ("named", 3, "", 3, 1), ("removed", 1, ".db", 5, 0)],
)
def test_killed_before_it_gets_its_name_and_before_an_older_one_goes(
    profile: Path, step: Step, number: int, ending: str, named: int, half: int
) -> None:
    with held(step, number, [profile], BACKUPS, ending) as child:
        child.kill()
    assert (len(backups(profile)), len(half_backups(profile))) == (named, half)
    assert all_are_whole(profile)
