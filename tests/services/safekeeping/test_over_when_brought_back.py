"""Names whose time is over go before a backup can be read, although the clock of so late a day is in doubt."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.desk_folders import Restored
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.restore import restore
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk
from tests.helpers.erasure import answered_class, received
from tests.helpers.grants import refused

pytestmark = pytest.mark.usefixtures("known_keys")

MARCH = datetime.date(2027, 3, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A backup of the day on which a class was received, and the folder of the desk that it is of."""
    folder = tmp_path_factory.mktemp("over")
    desk = copied_desk(folder, clock_at())
    received(desk, answered_class(desk).session)
    backup = write_backup(desk, folder / "stick")
    desk.close()
    return backup.path, desk.folder


def in_march() -> RehearsalClock:
    return clock_at(2027, 3, 1)


def bring_back(path: Path, folder: Path, stated: datetime.date | None, machine: str = "another") -> Restored:
    return restore(path, folder, PASSPHRASE, in_march(), machine=lambda: machine, stated=stated)


def names_in(folder: Path) -> int:
    desk: Desk = open_desk(folder, PASSPHRASE, in_march(), machine=lambda: "another")
    try:
        return sum(desk.store.people.names_of_groups().values())
    finally:
        desk.close()


def test_the_day_is_asked_before_anything_is_there(made: tuple[Path, Path], tmp_path: Path) -> None:
    path, folder = made[0], tmp_path / "new"
    with refused("date_needed"):
        bring_back(path, folder, None)
    with refused("bad_date"):
        bring_back(path, folder, datetime.date(2026, 8, 2))
    assert not folder.exists()
    assert bring_back(path, folder, MARCH).names == 4
    assert names_in(folder) == 0


def test_on_an_earlier_day_no_name_is_over_yet(made: tuple[Path, Path], tmp_path: Path) -> None:
    done = bring_back(made[0], tmp_path / "new", datetime.date(2026, 8, 10))
    assert done.names == 0
    assert names_in(tmp_path / "new") == 4


def test_a_desk_that_is_there_stays_as_it_was_until_the_day_is_said(made: tuple[Path, Path], tmp_path: Path) -> None:
    path, folder = made[0], tmp_path / "copy"
    shutil.copytree(made[1], folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    for stated, code in ((None, "date_needed"), (datetime.date(2026, 8, 2), "bad_date")):
        with refused(code):
            bring_back(path, folder, stated)
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before
    done = bring_back(path, folder, MARCH)
    assert (done.merged, done.names) == (True, 4)
    assert names_in(folder) == 0
