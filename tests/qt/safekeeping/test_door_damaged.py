"""What the door says when the data cannot be opened, and how a damaged file is replaced, in the real window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.backups import backups
from bsuh_desktop.store.store import FILE_NAME
from tests.helpers import prepared
from tests.helpers.access import out_of_reach
from tests.helpers.class_pages import class_of
from tests.helpers.command import environment
from tests.helpers.damage import flip
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import key, until, write
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")

OFFER = "Newest good backup: 3 August 2026, 9:"
COPY = (
    "import sys, pathlib; from bsuh_desktop.system.clock import SystemClock;"
    "from bsuh_desktop.services.safekeeping.opening import open_desk;"
    "desk = open_desk(pathlib.Path(sys.argv[1]), sys.argv[2], SystemClock());"
    "print('open', flush=True); sys.stdin.read(); desk.close()"
)


def words(visit: Visit) -> str:
    """All that can be read on labels now."""
    return "\n".join(label.text() for label in visit.window.findChildren(QLabel) if label.isVisible())


def knock(visit: Visit) -> None:
    """Gives the passphrase, and waits for what the door says."""
    write(visit.see("passphrase"), PASSPHRASE, at_once=True)
    visit.press("primary")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Visit]:
    """Before the door of a desk with a class and its backup."""
    with visiting(tmp_path, prepared.backed_up) as visit:
        yield visit


def at_home(visit: Visit) -> str:
    """What is read there. Where signatures may have been lost with the file the desk gets a new key first."""
    until(lambda: visit.window.page.name in ("home", "new_key"), "the desk is open")
    visit.quiet()
    if visit.window.page.name == "new_key":
        visit.press("primary")
    until(lambda: visit.window.page.name == "home", "the desk opens at Home")
    visit.quiet()
    return words(visit)


def replaced(door: Visit, before: bytes | None) -> None:
    """The backup is in use, and what there was is stored beside it."""
    profile = door.bridge.profile
    said = at_home(door)
    assert "The backup is in use. It has one class." in said
    if before is not None:
        assert "The damaged file is kept in the data folder, in damaged-1." in said
        assert (profile / "damaged-1" / FILE_NAME).read_bytes() == before
    door.press("go_on")
    assert class_of(door).counts.present == 55


def test_the_offer_is_walked_by_keys_alone_and_can_be_left(door: Visit, profile: Path) -> None:
    """It follows the language, and after a lock the door is as ever."""
    before = b"not a database at all" * 5000
    (profile / FILE_NAME).write_bytes(before)
    knock(door)
    assert out_of_reach(door.window) == []
    door.press("language_bn")
    assert "সবচেয়ে নতুন ভালো ব্যাকআপ: ৩ আগস্ট ২০২৬, সকাল ৯:" in words(door)
    door.press("language_en")
    assert OFFER in words(door)
    key(door.window, "Escape")
    assert "Unlock your desk" in words(door)
    assert not (profile / "damaged-1").exists()
    write(door.see("passphrase"), PASSPHRASE, at_once=True)
    key(door.window, "Return")
    until(lambda: OFFER in words(door), "the backup is offered again")
    door.quiet()
    key(door.window, "Return")
    replaced(door, before)
    door.bridge.lock()
    until(lambda: door.window.page.name == "door", "the door is shown")
    knock(door)
    at_home(door)
    assert not (profile / "damaged-2").exists()


def spoil(desk: Desk) -> None:
    """Every page but the first is altered on the disk, and none is in memory any more."""
    for place in range(1, desk.store.file.stat().st_size // 4096):
        flip(desk.store.file, place * 4096 + 30)
    desk.store.journal.drop_cache()
    desk.store.db.conn.execute("PRAGMA shrink_memory")


def test_a_page_that_is_altered_while_a_class_runs_leads_to_the_door(door: Visit) -> None:
    door.unlock()
    door.press("go_on")
    number = class_of(door).view.slide
    door.bridge.change(lambda desk: desk.store.forget_deleted())
    door.bridge.query(spoil, lambda _: None)
    key(door.window, "Right")
    until(lambda: door.window.page.name == "door", "the desk is locked")
    door.quiet()
    assert "The data file is damaged. Unlock your desk: the app looks for a good backup." in words(door)
    knock(door)
    assert OFFER in words(door)
    door.press("primary")
    at_home(door)
    door.press("go_on")
    assert class_of(door).view.slide == number


def test_a_page_that_nobody_reads_lets_the_class_go_on(door: Visit, profile: Path) -> None:
    door.unlock()
    door.press("go_on")
    door.bridge.change(lambda desk: desk.store.facts.put("of no use now", bytes(20_000)))
    door.bridge.change(lambda desk: desk.store.forget_deleted())
    door.quiet()
    flip(profile / FILE_NAME, (profile / FILE_NAME).stat().st_size - 2 * 4096 + 5)
    number = class_of(door).view.slide
    advance(door, 11)
    key(door.window, "Right")
    until(lambda: "A part of the data file is damaged. Go on, and finish the class." in words(door), "it is said")
    door.quiet()
    assert class_of(door).view.slide == number + 1
    door.bridge.leave_class()
    until(lambda: door.window.page.name == "door", "the desk is locked after the class")
    knock(door)
    door.press("primary")
    at_home(door)
    door.press("go_on")
    # What could be read beyond the backup is there.
    assert class_of(door).view.slide == number + 1


def advance(visit: Visit, minutes: int) -> None:
    visit.bridge.clock.advance(minutes * 60)  # type: ignore[attr-defined]


@contextmanager
def second_copy(profile: Path) -> Iterator[None]:
    """The same desk, open in a process of its own."""
    call = [sys.executable, "-c", COPY, str(profile), PASSPHRASE]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, stdin=pipe, stdout=pipe, env=environment(), text=True) as copy:
        assert copy.stdout is not None
        assert copy.stdout.readline() == "open\n"
        yield
        copy.communicate("")


def test_a_second_copy_is_sent_to_the_first_and_a_backup_is_made_while_the_class_runs(
    door: Visit, profile: Path
) -> None:
    with second_copy(profile):
        knock(door)
        assert "The app is already open. Go to that window." in words(door)
        door.press("language_bn")
        assert "অ্যাপটি আগেই খোলা। সেই উইন্ডোতে যান।" in words(door)
        door.press("language_en")
    made = backups(profile)
    knock(door)
    at_home(door)
    door.press("go_on")
    advance(door, 11)
    key(door.window, "Right")
    until(lambda: len(backups(profile)) == len(made) + 1, "a backup is made while the class runs")
    door.quiet()
