"""What every life begins with: the office of a programme and two facilitators' laptops, made once and copied."""

from __future__ import annotations

import atexit
import datetime
import functools
import shutil
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec.structs import replace

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.machine import settle_on
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests, write_request
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import new_practice_desk, open_unlocked
from bsuh_desktop.trust.programme import sign_programme
from bsuh_desktop.trust.vault import Vault
from tests.helpers import programme_desks
from tests.helpers.attendance import PARTNER
from tests.helpers.classes import NINE
from tests.helpers.desks import PASSPHRASE
from tests.helpers.keys import key
from tests.helpers.programmes import take_programme

FACILITATOR = "শিরিন আক্তার"
KEPT_DAYS = 30
"""Names are kept so long after the receipt."""
DAY = 86_400_000
Granted = Literal["one", "both"]
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
    """Prepared data folders: below `folder`, in *one* or *both* by how many laptops have their grant (of one it is B),
    by name. Their open vaults, and the first day of each grant by its key."""

    folder: Path
    vaults: dict[str, Vault]
    granted: dict[Granted, dict[bytes, datetime.date]]


def new_folder() -> Path:
    """A folder in memory where the system has one: thousands of lives are written through to it."""
    return Path(tempfile.mkdtemp(prefix="bsuh-lives-", dir=_FAST if _FAST.is_dir() else None))


@functools.cache
def ready() -> Ready:
    """The office, and laptops that have joined: of the facilitators A and B, and A's second one, which waits."""
    folder = new_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    one, both = folder / "one", folder / "both"
    one.mkdir()
    desks = {"office": _office(one), **{name: _laptop(one / name) for name in ("A", "B", "A2")}}
    days = {desks["B"].vault.signing_key.public: _granted(desks["office"], desks["B"], folder)}
    of_one = dict(days)
    _close(desks)
    shutil.copytree(one, both)
    vaults = {name: desk.vault for name, desk in desks.items()}
    again = {name: _again(both, name, vaults[name]) for name in ("office", "A")}
    days[again["A"].vault.signing_key.public] = _granted(again["office"], again["A"], folder)
    _close(again)
    return Ready(folder, vaults, {"one": of_one, "both": days})


def _again(folder: Path, name: str, vault: Vault) -> Desk:
    return open_unlocked(folder / name, vault, StillClock(), machine=lambda: name)


def _granted(office: Desk, laptop: Desk, folder: Path) -> datetime.date:
    """The laptop has its grant from now on, which begins on the day that is returned."""
    (given,) = issue(office, look_at_requests(office, [write_request(laptop, "device", folder)]), folder)
    accept(laptop, given.path)
    return given.first_day


def _close(desks: dict[str, Desk]) -> None:
    """Each at home on a computer of its name, with a backup of all that it has: a copy needs neither at once."""
    for name, desk in desks.items():
        settle_on(desk.store.facts, name)
        desk.backups.make_now(desk.clock.now())
        desk.close()


@functools.cache
def _programme_file() -> bytes:
    programme = replace(programme_desks.trial(), expires=datetime.date(2035, 12, 31), retention_days=KEPT_DAYS)
    return sign_programme(programme, key("root"))


def _office(folder: Path) -> Desk:
    desk = new_practice_desk(folder / "office", PASSPHRASE, StillClock())
    with desk.store.transaction():
        desk.take_root(key("root"))
        take_programme(desk, _programme_file(), PARTNER)
    return desk


def _laptop(folder: Path) -> Desk:
    wish = NewDesk(PASSPHRASE, FACILITATOR, None, _programme_file(), PARTNER)
    return first_run(folder, wish, StillClock())[0]
