"""The app as it stands on a laptop whose shelf holds one private question, and a profile with a class list."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bsuh_desktop import paths
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.opening import new_practice_desk, open_desk
from tests.helpers.account import STATE_VARIABLE, account_in
from tests.helpers.command import ROOT, environment
from tests.helpers.desks import PASSPHRASE, clock_at, resources_with_a_private_question
from tests.helpers.prepared import FACILITATOR

LEARNERS = 12
PRIVATE = "s1"
BEGAN = "began"


class Laptop(NamedTuple):
    """Where everything stands: the app with its shelf, the profile, and where papers are written to. `home` is all of
    it that may be written."""

    app: Path
    home: Path

    @property
    def profile(self) -> Path:
        return self.home / "profile"

    @property
    def papers(self) -> Path:
        return self.home / "papers"

    @property
    def stick(self) -> Path:
        return self.home / "stick"

    def clock(self) -> RehearsalClock:
        """Runs on from process to process: a second start that is earlier than the first would be a clock in doubt."""
        clock = clock_at()
        clock.advance(time.time() - float((self.home / BEGAN).read_text()))
        return clock

    def environment(self) -> dict[str, str]:
        """For a process that runs this app."""
        state = str(self.home / "state")
        return {**environment(), "PYTHONPATH": f"{self.app}{os.pathsep}{ROOT}", STATE_VARIABLE: state}

    def open(self) -> Desk:
        """The desk, unlocked with its passphrase."""
        with account_in(self.home):
            return open_desk(self.profile, PASSPHRASE, self.clock(), self.app / "resources")


def laptop(folder: Path) -> Laptop:
    """A fresh one in `folder`, on which the app is that of all others."""
    first = _prepared()
    return Laptop(first.app, shutil.copytree(first.home, folder / "home", dirs_exist_ok=True))


@functools.cache
def _prepared() -> Laptop:
    """The one that all are copies of, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="bsuh-laptop-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = Laptop(folder / "app", folder / "home")
    _install(made.app)
    for place in (made.papers, made.stick):
        place.mkdir(parents=True)
    # As it is once the desk was open: what is recorded begins then.
    (made.home / "state" / "bsuh-desktop-marks").mkdir(parents=True)
    (made.home / BEGAN).write_text(str(time.time()))
    desk = new_practice_desk(made.profile, PASSPHRASE, made.clock(), made.app / "resources")
    set_facilitator(desk, FACILITATOR, "4826")
    add_practice_class(desk, LEARNERS)
    desk.close()
    return made


def _install(app: Path) -> None:
    """The package file for file as it stands in the clone, with a shelf of its own beside it: a package finds its
    resources from where its own `paths` stands."""
    package = app / "bsuh_desktop"
    package.mkdir(parents=True)
    for part in (ROOT / "bsuh_desktop").iterdir():
        if part.name == "paths.py":
            (package / part.name).write_bytes(part.read_bytes())
        elif part.name != "__pycache__":
            (package / part.name).symlink_to(part)
    resources = resources_with_a_private_question(app / "resources")
    (resources / "fonts").symlink_to(paths.resources() / "fonts")
