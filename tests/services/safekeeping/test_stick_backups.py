from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.services.class_lists.class_groups import learners_of, remove_learner
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import own_code
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.restore import look_at_backup, restore
from bsuh_desktop.services.safekeeping.stick_backups import (
    FOLDER,
    MARKER,
    StickCopies,
    follow,
    forget_stick,
    keep_on_stick,
    register_stick,
    stick_standing,
)
from bsuh_desktop.system.sticks import Stick, sticks
from tests.helpers.desks import PASSPHRASE, a_class, a_group, clock_at, copied_desk
from tests.helpers.disks import disk_at, write_protected
from tests.helpers.grants import refused
from tests.helpers.until import wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = copied_desk(tmp_path, clock_at())
    yield desk
    desk.close()


@pytest.fixture
def there(tmp_path: Path) -> tuple[Stick, ...]:
    for name in ("BLUE", "RED"):
        (tmp_path / name).mkdir()
    return sticks(lambda: [tmp_path / "BLUE", tmp_path / "RED"])


def state(desk: Desk, there: tuple[Stick, ...]) -> str:
    return stick_standing(desk, there).state


def on(stick: Stick) -> list[str]:
    return sorted(path.name for path in (stick.path / FOLDER).iterdir())


def test_a_stick_is_known_by_its_own_id_and_keeps_the_newest(desk: Desk, there: tuple[Stick, ...]) -> None:
    blue, red = there
    assert state(desk, there) == "none"
    assert not keep_on_stick(desk, there)
    register_stick(desk, red.path)
    assert (state(desk, there), stick_standing(desk, there).plugged_in) == ("absent", True)
    assert keep_on_stick(desk, there)
    assert state(desk, ()) == "ok"
    # It is the same one when it is chosen once more, and has all; nothing is written again.
    register_stick(desk, red.path)
    assert state(desk, there) == "ok"
    assert not keep_on_stick(desk, there)
    a_class(desk).finish()
    found = stick_standing(desk, (blue,))
    assert (found.state, found.plugged_in, found.label) == ("behind", False, "RED")
    assert "Classes were held since then." in str(found.text)
    assert not keep_on_stick(desk, (blue,))
    assert keep_on_stick(desk, there)
    assert on(red) == [f"backup-{own_code(desk).replace('-', '')}.bsuhb", MARKER]
    assert look_at_backup(red.path / FOLDER / on(red)[0]).sessions == 1
    # Another name at another time is the same stick.
    renamed = red.path.rename(red.path.with_name("OTHER"))
    assert stick_standing(desk, sticks(lambda: [renamed])).plugged_in


def test_names_that_were_deleted_make_it_stale_until_it_was_renewed(desk: Desk, there: tuple[Stick, ...]) -> None:
    group = a_group(desk)
    register_stick(desk, there[0].path)
    keep_on_stick(desk, there)
    remove_learner(desk, group, learners_of(desk, group)[0].line)
    assert state(desk, there) == "stale"
    assert keep_on_stick(desk, there)
    assert state(desk, there) == "ok"


def test_each_backup_follows_in_the_background(tmp_path: Path, there: tuple[Stick, ...]) -> None:
    desk = copied_desk(tmp_path, clock_at())
    follow(desk, lambda: there)
    register_stick(desk, there[1].path)
    a_class(desk).finish()
    assert desk.backups.begin_if_due(desk.clock.now())
    desk.close()
    # Whether the lock came in between or not, it is there after the next look.
    again = open_desk(desk.folder, PASSPHRASE, desk.clock)
    follow(again, lambda: there)
    again.backups.look_after(again.clock.now())
    again.backups.begin_copy()
    again.backups.wait()
    wait_for(lambda: state(again, there) == "ok", "the backup is on the stick", again.backups.begin_copy)
    # What was noted of it is no reason for another backup.
    assert not again.backups.begin_if_due(again.clock.now())
    again.close()


def test_a_lock_cuts_it_off_and_leaves_what_was_there(desk: Desk, there: tuple[Stick, ...]) -> None:
    register_stick(desk, there[0].path)
    keep_on_stick(desk, there)
    before = (there[0].path / FOLDER / on(there[0])[0]).read_bytes()
    a_class(desk).finish()
    desk.backups.make_now(desk.clock.now())
    work, stop = StickCopies(desk, lambda: there).prepare(), threading.Event()
    stop.set()
    assert work is not None
    assert work(stop) is None
    assert (there[0].path / FOLDER / on(there[0])[0]).read_bytes() == before
    assert state(desk, there) == "behind"


def test_a_stick_that_refuses_is_told_of(desk: Desk, tmp_path: Path) -> None:
    with disk_at(tmp_path / "FULL", "size=120k") as disk:
        there = sticks(lambda: [disk.path])
        register_stick(desk, disk.path)
        with refused("disk_full"):
            keep_on_stick(desk, there)
        found = stick_standing(desk, there)
        assert (found.state, str(found.text)) == ("full", "There is no room on FULL for the backup.")
        disk.remount("size=8m")
        assert keep_on_stick(desk, there)
        assert state(desk, there) == "ok"
        a_class(desk).finish()
        with write_protected(disk.path), refused("read_only"):
            keep_on_stick(desk, there)
        assert state(desk, there) == "failed"
        with write_protected(disk.path), refused("read_only"):
            register_stick(desk, _new(tmp_path, disk.path))


def _new(tmp_path: Path, folder: Path) -> Path:
    """A folder of a disk that nobody can write to."""
    return folder / FOLDER


def test_what_is_on_it_comes_back_and_goes_with_it(desk: Desk, there: tuple[Stick, ...], tmp_path: Path) -> None:
    a_class(desk).finish()
    register_stick(desk, there[0].path)
    keep_on_stick(desk, there)
    (name, _) = on(there[0])
    done = restore(there[0].path / FOLDER / name, tmp_path / "new", PASSPHRASE, clock_at(day=4), machine=lambda: "new")
    assert done.sessions == 1
    # The stick goes on with the new laptop, under the same name: no old copy stays behind.
    new = open_desk(tmp_path / "new", PASSPHRASE, clock_at(day=4), machine=lambda: "new")
    assert keep_on_stick(new, there)
    assert on(there[0]) == [name, MARKER]
    forget_stick(new, there)
    assert (state(new, there), on(there[0])) == ("none", [MARKER])
    new.close()
    with refused("own_folder"):
        register_stick(desk, desk.folder)
    register_stick(desk, there[1].path)
    (there[1].path / FOLDER / MARKER).write_text("scribble")
    assert not stick_standing(desk, there).plugged_in
