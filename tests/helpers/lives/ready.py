"""What every life begins with: the office of a programme and two facilitators' laptops, made once and copied."""

from __future__ import annotations

import atexit
import datetime
import functools
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.services.desk import Desk, new_practice_desk
from bsuh_desktop.services.first_run import NewDesk, first_run
from bsuh_desktop.services.starting.machine import MACHINE
from bsuh_desktop.trust.programme import sign_programme
from bsuh_desktop.trust.vault import Vault
from tests.helpers import offices
from tests.helpers.attendance import PARTNER
from tests.helpers.classes import NINE
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import key

FACILITATOR = "শিরিন আক্তার"
KEPT_DAYS = 30
"""Names are kept so long after the receipt."""
DAY = 86_400_000
_FAST = Path("/dev/shm")


class StillClock:
    """Stands until a test moves it, so that a life takes the same course each time."""

    def __init__(self) -> None:
        self._ms = 0

    def now(self) -> Moment:
        """Both clocks: they never disagree."""
        return Moment(NINE + self._ms, 1_000 + self._ms)

    def go_on(self, ms: int) -> None:
        """So many milliseconds go by."""
        self._ms += ms


class Ready(NamedTuple):
    """Prepared data folders, below `folder` by name, and their open vaults."""

    folder: Path
    vaults: dict[str, Vault]


def new_folder() -> Path:
    """A folder in memory where the system has one: thousands of lives are written through to it."""
    return Path(tempfile.mkdtemp(prefix="bsuh-lives-", dir=_FAST if _FAST.is_dir() else None))


@functools.cache
def ready() -> Ready:
    """The office, and laptops that have joined and wait: of the facilitators A and B, and A's second one."""
    folder, vaults = new_folder(), {}
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desks = {"office": _office(folder), **{name: _laptop(folder / name) for name in ("A", "B", "A2")}}
    for name, desk in desks.items():
        # No copy of it has a home yet.
        desk.store.facts.drop(MACHINE)
        desk.close()
        vaults[name] = desk.vault
    return Ready(folder, vaults)


@functools.cache
def _programme_file() -> bytes:
    programme = replace(offices.trial(), expires=datetime.date(2035, 12, 31), retention_days=KEPT_DAYS)
    return sign_programme(programme, key("root"))


def _office(folder: Path) -> Desk:
    desk = new_practice_desk(folder / "office", PASSPHRASE, StillClock())
    with desk.store.transaction():
        desk.take_root(key("root"))
        desk.take_programme(_programme_file(), PARTNER)
    return desk


def _laptop(folder: Path) -> Desk:
    wish = NewDesk(PASSPHRASE, FACILITATOR, None, _programme_file(), PARTNER)
    return first_run(folder, wish, StillClock())[0]
