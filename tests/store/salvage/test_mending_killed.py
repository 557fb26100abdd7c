"""A repair that is cut off by a kill leaves the damaged file or the mended one, whatever the instant."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.store.backups import make_backup, newest_good
from bsuh_desktop.store.replace_damaged import mend
from bsuh_desktop.store.store import FILE_NAME, Store
from tests.helpers.cipher import PAGE
from tests.helpers.command import environment
from tests.helpers.damage import flip
from tests.helpers.torn_stores import DAY, KEY, check_given_back, good_pages, hold, journals_of, parts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

MENDS = """
import pathlib, sys
from bsuh_desktop.store.backups import newest_good
from bsuh_desktop.store.replace_damaged import mend
key = bytes(range(32))
for profile in map(pathlib.Path, sys.argv[1:]):
    backup = newest_good(profile, key)
    print("begun", flush=True)
    mend(profile, backup[0].path, key)
    print("mended", flush=True)
"""


def killed(profiles: list[Path], after: float) -> str:
    """Repairs one after the other until it is killed so many seconds after it began the last; what it said last."""
    with subprocess.Popen(
        [sys.executable, "-c", MENDS, *map(str, profiles)], stdout=subprocess.PIPE, env=environment(), text=True
    ) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(2 * len(profiles) - 1)]
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        return [*said, *child.stdout.readlines()][-1].strip()


def test_the_damaged_file_or_the_mended_one_is_there(tmp_path: Path) -> None:
    whole, begun = tmp_path / "whole", 0
    whole.mkdir()
    with Store(whole, KEY) as store:
        hold(store, 0)
        make_backup(whole, store.file, KEY, DAY)
        hold(store, 1)
    every = parts(whole)
    for attempt in range(4):
        profiles = [shutil.copytree(whole, tmp_path / f"profile-{attempt}-{number}") for number in range(2)]
        for profile in profiles:
            flip(profile / FILE_NAME, 40 * PAGE + 7)
        good = good_pages(profiles[0])
        begun += killed(profiles, attempt * 0.009) == "begun"
        for profile in profiles:
            finish(profile)
            with Store(profile, KEY) as store:
                held = [part for part in every if part.stands_on(good)]
                assert check_given_back(journals_of(store), held) == 0
            assert not list(profile.glob(".*part*"))
    assert begun


def finish(profile: Path) -> None:
    """As whoever opens it next: a damaged file, or none, is repaired."""
    try:
        Store(profile, KEY).close()
    except KnownError:
        found = newest_good(profile, KEY)
        assert found is not None
        mend(profile, found[0].path, KEY)
