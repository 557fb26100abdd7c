"""Forty names are found in all that can be read, and after purge and withdrawal in nothing; without the key never.

The search is seen to find every name in every form first, on free pages and in the log too, or it would prove nothing.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.services.certificates import certify
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.retention import purge
from bsuh_desktop.services.erasure.withdraw import people_of_class, withdraw
from bsuh_desktop.services.hand_over import class_files
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.receipts import take_receipts
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.services.safekeeping.restore import restore
from bsuh_desktop.store.database import connect
from bsuh_desktop.store.forgotten import LIST_NAME
from bsuh_desktop.store.store import FILE_NAME
from tests.helpers.cipher import decrypted_file, decrypted_pages
from tests.helpers.command import environment
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, copied_desk, end
from tests.helpers.disks import disk_at
from tests.helpers.erasure import pass_days
from tests.helpers.forty import NAMES, forty, names_in, readable
from tests.helpers.grants import refused
from tests.helpers.names import files, forms, found, words_of
from tests.helpers.receiving_desk import receive, write_receipts

pytestmark = pytest.mark.usefixtures("known_keys")

ALL = set(NAMES)


class Life:
    """One class of forty that was taught and handed over, with everything that an older copy can stand in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stick = folder, folder / "stick"
        self.desk = copied_desk(folder, clock_at())
        self.profile, self.key = self.desk.folder, self.desk.vault.store_key
        conduct = a_class(self.desk, forty())
        conduct.ask("q5", "shared")
        for card in range(1, 41):
            conduct.answer(card, "ABCD"[card % 4])
        conduct.close_question()
        end(self.desk, conduct)
        self.session = conduct.session
        class_files.save_certificates(self.desk, self.session, folder)
        hand_over_all(self.desk, self.stick)
        self.backup = write_backup(self.desk, folder).path
        self.desk.store.forget_deleted()
        (self.profile / "damaged-1").mkdir()
        shutil.copy(self.desk.store.file, self.profile / "damaged-1" / FILE_NAME)

    def receive(self, to: Path) -> None:
        """The coordinator looks at the stick, on a desk of their own, and writes receipts."""
        coordinator = copied_desk(to / "coordinator", self.desk.clock)  # type: ignore[arg-type]
        write_receipts(coordinator, receive(coordinator, [self.stick]), to / "receipts")
        coordinator.close()


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """A new one for each end that it can have."""
    one = Life(tmp_path)
    yield one
    one.desk.close()


def assert_forgotten(profile: Path, key: bytes) -> None:
    assert names_in(readable(profile, key)) == {}
    assert not list(profile.glob("damaged-*"))
    assert_locked(profile)


def assert_locked(folder: Path) -> None:
    """Without the key nothing of any name is found."""
    assert found(words_of(NAMES), files(folder)) == []


def restored(life: Life, name: str, listed: bool) -> Desk:
    """The old backup on another laptop, with the list of the forgotten beside it or without."""
    profile = life.folder / name
    if listed:
        profile.mkdir()
        shutil.copy(life.profile / LIST_NAME, profile)
    restore(life.backup, profile, PASSPHRASE, clock=life.desk.clock)
    return open_unlocked(profile, type(life.desk.vault).unlock(profile, PASSPHRASE), life.desk.clock)


def test_the_search_sees_every_form_on_free_pages_and_in_the_log(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    key, copy = desk.vault.store_key, tmp_path / "copy"
    desk.close()
    for form in forms("x"):
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        shutil.copy(desk.store.file, copy)
        connection = connect(copy / FILE_NAME, key, "rw")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE seeded (name BLOB)")
        connection.executemany("INSERT INTO seeded VALUES (?)", [(forms(name)[form],) for name in NAMES])
        assert names_in({"log": decrypted_pages(copy, key)}) == {"log": ALL}, form
        connection.execute("DROP TABLE seeded")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
        assert names_in({"free": decrypted_file(copy / FILE_NAME, key)}) == {"free": ALL}, form


def test_after_the_purge_nobody_is_found(life: Life) -> None:
    before = names_in(readable(life.profile, life.key))
    assert set(map(frozenset, before.values())) == {frozenset(ALL)}
    assert len(before) == 5, "data, backup, damaged file, and what is sealed in data and backup"
    assert_locked(life.profile)
    life.receive(life.folder)
    assert [one.state for one in take_receipts(life.desk, [life.folder / "receipts"])] == ["practised"]
    pass_days(life.desk, 91)
    assert purge(life.desk).names == 40
    assert_forgotten(life.profile, life.key)
    with refused("names_forgotten"):
        certify.certify(life.desk, [life.session])
    again = restored(life, "again", listed=True)
    assert_forgotten(again.folder, again.vault.store_key)
    again.close()


def test_after_withdrawal_nobody_is_found(life: Life) -> None:
    withdraw(life.desk, [one.line for one in people_of_class(life.desk, life.session)])
    assert_forgotten(life.profile, life.key)
    hand_over_all(life.desk, life.stick)
    assert_forgotten(life.profile, life.key)
    again = restored(life, "again", listed=True)
    assert_forgotten(again.folder, again.vault.store_key)
    again.close()
    # A laptop that has lost the list hears of it from the coordinator.
    life.receive(life.folder)
    lost = restored(life, "lost", listed=False)
    assert ALL in names_in(readable(lost.folder, lost.vault.store_key)).values()
    take_receipts(lost, [life.folder / "receipts"])
    assert_forgotten(lost.folder, lost.vault.store_key)
    lost.close()


CHILD = """
import os, signal, sys
from pathlib import Path
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.system.log import open_log
from tests.helpers.desks import PASSPHRASE, a_class, a_group, clock_at
from tests.helpers.forty import forty
profile = Path(sys.argv[1])
open_log(profile)
desk = open_desk(profile, PASSPHRASE, clock_at())
conduct = a_class(desk, forty())
conduct.ask("q5", "shared")
conduct.answer(1, "A")
with desk.store.transaction():
    a_group(desk, forty())
    desk.store.db.conn.execute("PRAGMA cache_size = 1")
    a_group(desk, forty())
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_crash_in_the_middle_of_a_list_and_of_a_class_leaves_no_name(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    desk.close()
    done = subprocess.run([sys.executable, "-c", CHILD, str(desk.folder)], env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    assert {path.name for path in desk.folder.rglob("*")} >= {FILE_NAME, f"{FILE_NAME}-wal", "desk.log"}
    assert names_in({"log": decrypted_pages(desk.folder, desk.vault.store_key)}) == {"log": ALL}
    assert_locked(desk.folder)


@pytest.mark.skipif(sys.platform != "linux", reason="disks are mounted and pulled out as Linux lets one")
def test_a_failed_export_leaves_no_name(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    conduct = a_class(desk, forty()[:10])
    end(desk, conduct)
    with disk_at(tmp_path / "full") as full:
        full.fill()
        for export in (
            lambda: class_files.save_certificates(desk, conduct.session, full.path),
            lambda: hand_over_all(desk, full.path),
        ):
            with refused("disk_full"):
                export()
        assert [path.name for path in full.path.iterdir()] == ["filler"]
    with disk_at(tmp_path / "pulled") as pulled:
        pulled.pull_out()
        with refused("stick_removed"):
            class_files.save_certificates(desk, conduct.session, pulled.path)
    assert_locked(desk.folder)
    desk.close()
    assert_locked(desk.folder)
