from __future__ import annotations

import datetime
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.class_lists.class_groups import as_row, change_learner, learners_of, remove_learner
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.backup_file import backup_if_due, backup_standing
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.store.backups import FOLDER, backups, newest_good
from bsuh_desktop.store.facts import NAMES_DELETED
from bsuh_desktop.store.file_check import look_into
from bsuh_desktop.store.store import LOG_NAME
from tests.helpers.cipher import decrypted_file
from tests.helpers.consent import refuse
from tests.helpers.damage import flip
from tests.helpers.desks import NAMES, PASSPHRASE, a_class, a_group, clock_at, practice_desk, take_its_time
from tests.helpers.disks import disk_at, write_protected
from tests.helpers.names import forms

pytestmark = pytest.mark.usefixtures("known_keys")

MINUTES = 60


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = practice_desk(tmp_path, clock_at())
    yield desk
    desk.close()


def begun(desk: Desk) -> bool:
    """Whether a backup was due; waits until it is made."""
    was_due = backup_if_due(desk)
    desk.backups.wait()
    return was_due


def later(desk: Desk, minutes: float) -> None:
    desk.clock.advance(minutes * MINUTES)  # type: ignore[attr-defined]


def again(desk: Desk) -> Desk:
    """Locks and unlocks."""
    desk.close()
    return open_desk(desk.folder, PASSPHRASE, desk.clock)


def test_papers_that_came_while_a_backup_was_made_are_in_the_next_though_only_events_follow(desk: Desk) -> None:
    conduct = a_class(desk)
    assert begun(desk)
    conduct.type_headcount(3)
    later(desk, 11)
    goes_on = threading.Event()
    desk.backups._on_thread().submit(goes_on.wait)
    assert backup_if_due(desk, events_only=True)
    conduct.finish()
    assert not backup_if_due(desk), "one is being made"
    goes_on.set()
    desk.backups.wait()
    a_class(desk).type_headcount(3)
    assert backup_if_due(desk, events_only=True)
    desk.backups.wait()
    assert not backup_if_due(desk, events_only=True)


def test_what_was_written_before_unlocking_is_backed_up_once(tmp_path: Path) -> None:
    desk = again(practice_desk(tmp_path, clock_at()))
    assert begun(desk)
    assert not begun(desk)
    desk = again(desk)
    assert not begun(desk)
    a_group(desk)
    desk = again(desk)
    assert begun(desk)
    assert len(backups(desk.folder)) == 2
    desk.close()


def test_what_a_kill_left_in_the_log_is_backed_up(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, clock_at())
    assert begun(desk)
    desk = again(desk)
    conduct = a_class(desk)
    # As a kill leaves it: the log beside the file, which nobody has touched since.
    log = desk.folder / "classes.db-wal"
    kept, before = log.read_bytes(), desk.store.file.read_bytes()
    stamp = backups(desk.folder)[0].path.stat().st_mtime_ns
    desk.close()
    log.write_bytes(kept)
    desk.store.file.write_bytes(before)
    os.utime(desk.store.file, ns=(stamp, stamp))
    desk = open_desk(desk.folder, PASSPHRASE, desk.clock)
    assert desk.store.journal.sessions() == [conduct.session]
    assert begun(desk)
    desk.close()


def test_a_running_class_is_backed_up_every_ten_minutes(desk: Desk) -> None:
    conduct = a_class(desk)
    assert begun(desk)
    conduct.show_slide(2)
    later(desk, 9.9)
    assert not begun(desk)
    later(desk, 0.2)
    assert begun(desk)
    later(desk, 60)
    assert not begun(desk)
    conduct.show_slide(3)
    assert begun(desk)


def test_a_finished_class_and_its_papers_wait_for_nothing(desk: Desk) -> None:
    conduct = a_class(desk)
    take_its_time(desk)
    assert begun(desk)
    conduct.show_slide(2)
    assert not begun(desk)
    conduct.finish()
    assert begun(desk)
    certify(desk, [conduct.session])
    assert begun(desk)
    assert look_into(backups(desk.folder)[0].path, desk.vault.store_key).classes == 1


def test_answers_go_on_while_a_backup_is_made(desk: Desk) -> None:
    conduct = a_class(desk)
    assert backup_if_due(desk)
    for slide in range(1, 9):
        conduct.show_slide(slide)
    desk.backups.wait()
    assert conduct.state.slide == 8
    assert backup_standing(desk).state == "ok"


def test_a_backup_that_fails_disturbs_nothing_and_is_said(desk: Desk) -> None:
    conduct = a_class(desk)
    (desk.folder / FOLDER).write_bytes(b"a file in its way")
    assert begun(desk)
    conduct.show_slide(2)
    assert not begun(desk)
    standing = backup_standing(desk)
    assert (standing.state, standing.count) == ("bad", 0)
    assert "could not be made" in str(standing.text)
    (desk.folder / FOLDER).unlink()
    later(desk, 11)
    assert begun(desk)
    assert backup_standing(desk).state == "ok"


def test_a_full_disk_is_said_and_the_class_goes_on(desk: Desk) -> None:
    conduct = a_class(desk)
    with disk_at(desk.folder / FOLDER, "size=64k"):
        assert begun(desk)
        assert conduct.state.slide == 0
        conduct.show_slide(2)
        standing = backup_standing(desk)
        assert standing.state == "bad"
        assert str(standing.remedy) == "Remove some files and try again."
        assert list((desk.folder / FOLDER).iterdir()) == []


def test_where_a_disk_is_full_names_go_from_all_but_the_newest_backup(desk: Desk) -> None:
    group = a_group(desk)
    with disk_at(desk.folder / FOLDER) as disk:
        for minutes in (0, 11, 11):
            later(desk, minutes)
            begun(desk)
            a_group(desk)
        disk.fill()
        assert len(backups(desk.folder)) == 3
        refuse(desk, group, [learners_of(desk, group)[0].line])
        # There was room for one when the others were gone.
        assert [one.number for one in backups(desk.folder)] == [4]
        assert backup_standing(desk).state == "ok"


def test_a_folder_that_is_read_only_is_said_and_the_class_goes_on(desk: Desk) -> None:
    conduct = a_class(desk)
    begun(desk)
    conduct.finish()
    with write_protected(desk.folder / FOLDER):
        assert begun(desk)
        assert backup_standing(desk).state == "bad"
        assert backup_standing(desk).count == 1


def test_the_standing_tells_of_when_the_newest_is(desk: Desk) -> None:
    standing = backup_standing(desk)
    assert (standing.state, standing.remedy) == ("unused", None), "nothing to see to on a new laptop"
    begun(desk)
    standing = backup_standing(desk)
    assert str(standing.text) == "Newest backup on this laptop: 3 August 2026, 9:00 am."
    assert (standing.count, standing.remedy) == (1, None)


@pytest.mark.parametrize("years", [-7, 10])
def test_a_wrong_clock_lets_go_of_no_good_backup(desk: Desk, years: int) -> None:
    """A desk that has its ten, then wakes in another year and is used for a day."""
    for _ in range(12):
        a_group(desk)
        begun(desk)
        later(desk, 24 * 60)
    before = backups(desk.folder)
    now = datetime.datetime.fromtimestamp(desk.clock.now().wall_ms / 1000, datetime.UTC)
    desk.clock.set(now.replace(year=now.year + years))  # type: ignore[attr-defined]
    for _ in range(5):
        a_group(desk)
        later(desk, 11)
        assert begun(desk)
    kept = backups(desk.folder)
    assert kept[0].number == before[0].number + 5
    assert set(before[:6]) <= set(kept)


def names_in(folder: Path, key: bytes, name: str) -> list[str]:
    """Every file of the store and its backups in whose decrypted pages the name stands."""
    places = [folder / "classes.db", *(one.path for one in backups(folder))]
    return [path.name for path in places if any(form in decrypted_file(path, key) for form in forms(name).values())]


@pytest.mark.parametrize("how", ["refuse", "change", "remove"])
def test_a_deleted_name_stands_in_no_backup(desk: Desk, how: str) -> None:
    group = a_group(desk)
    for _ in range(3):
        a_group(desk)
        later(desk, 11)
        begun(desk)
    learner = learners_of(desk, group)[0]
    name, key = NAMES[1], desk.vault.store_key
    assert learner.name_bn == name
    # The other groups have a learner of the same name: those are renamed first, which is a deletion, too.
    for other in desk.store.rosters.groups():
        if other.id != group:
            first = learners_of(desk, other.id)[0]
            refuse(desk, other.id, [first.line])
    assert len(backups(desk.folder)) == 1
    assert len(names_in(desk.folder, key, name)) == 2
    if how == "refuse":
        refuse(desk, group, [learner.line])
    elif how == "remove":
        remove_learner(desk, group, learner.line)
    else:
        change_learner(desk, group, learner.line, replace(as_row(learner), name_bn="শ্রেয়া খাতুন"))
    assert names_in(desk.folder, key, name) == []
    assert len(backups(desk.folder)) == 1
    assert desk.store.facts.get(NAMES_DELETED) is None
    assert look_into(backups(desk.folder)[0].path, key).classes == 0


def test_what_is_asked_of_learners_alone_makes_no_backup(desk: Desk) -> None:
    group = a_group(desk)
    begun(desk)
    learner = learners_of(desk, group)[0]
    change_learner(desk, group, learner.line, as_row(learner))
    assert [one.number for one in backups(desk.folder)] == [1]


def test_a_deletion_that_could_not_be_backed_up_is_made_good_later(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, clock_at())
    group = a_group(desk)
    begun(desk)
    learner = learners_of(desk, group)[0]
    place = desk.folder / FOLDER
    place.rename(desk.folder / "elsewhere")
    refuse(desk, group, [learner.line])
    (desk.folder / "elsewhere").rename(place)
    assert len(names_in(desk.folder, desk.vault.store_key, learner.name_bn)) == 1
    desk = again(desk)
    assert begun(desk)
    assert names_in(desk.folder, desk.vault.store_key, learner.name_bn) == []
    desk.close()


def test_a_damaged_page_is_heard_of_while_nobody_reads_it(desk: Desk) -> None:
    heard: list[KnownError] = []
    a_class(desk)
    desk.forget_deleted()
    desk.backups.heard = heard.append
    flip(desk.store.file, 4096 * 9 + 77)
    assert begun(desk)
    assert [error.code for error in heard] == ["store_damaged"]
    assert backup_standing(desk).state == "bad"
    assert backups(desk.folder) == []


def test_a_backup_that_is_due_is_told_quickly(desk: Desk) -> None:
    """Asked after every answer, so it must not read the journal: the same work in an empty desk and after a class."""
    asked: list[str] = []
    begun(desk)
    desk.store.db.conn.set_trace_callback(asked.append)
    desk.backups.begin_if_due(Moment(0, 0))
    a_class(desk)
    del asked[:]
    desk.backups.begin_if_due(desk.clock.now())
    desk.store.db.conn.set_trace_callback(None)
    assert len(asked) == 1
    assert "journal" not in asked[0]


def test_an_empty_backup_is_passed_over(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, clock_at())
    a_class(desk)
    begun(desk)
    a_class(desk).finish()
    begun(desk)
    empty, good = backups(desk.folder)
    empty.path.write_bytes(b"")
    found = newest_good(desk.folder, desk.vault.store_key)
    assert found is not None
    assert (found[0].path, found[1].classes) == (good.path, 1)
    reopened = again(desk)
    assert len(reopened.store.journal.sessions()) == 2
    reopened.close()


def test_a_visitor_of_no_name_who_goes_again_costs_no_backup(desk: Desk) -> None:
    conduct = a_class(desk)
    for slide in (1, 2, 3):
        later(desk, 11)
        conduct.show_slide(slide)
        assert begun(desk)
    conduct.add_visitor()
    conduct.undo()
    assert not begun(desk)
    assert len(backups(desk.folder)) == 3


def test_who_was_added_by_name_and_goes_again_stands_in_no_backup_and_no_log(desk: Desk) -> None:
    conduct = a_class(desk)
    conduct.add_learner(RosterRow(0, "9", 0, "মালতী রানী", None, guardian="yes"))
    later(desk, 11)
    begun(desk)
    key = desk.vault.store_key
    assert len(names_in(desk.folder, key, "মালতী রানী")) == 1, "the file itself has it in its log"
    conduct.undo()
    assert begun(desk)
    assert (desk.folder / LOG_NAME).stat().st_size == 0
    assert names_in(desk.folder, key, "মালতী রানী") == []


def test_an_answer_is_kept_though_no_more_can_be_written_after_it(desk: Desk) -> None:
    group = a_group(desk)
    with desk.store.transaction():
        desk.store.rosters.remove_group(group)
    assert backup_if_due(desk)
    # As on a disk that is full by the time the backup is done.
    desk.store.db.conn.execute("PRAGMA query_only = ON")
    desk.backups.wait()
    desk.store.db.conn.execute("PRAGMA query_only = OFF")
    assert desk.store.facts.get(NAMES_DELETED) is not None
    a_class(desk).finish()
    assert begun(desk)
    assert desk.store.facts.get(NAMES_DELETED) is None
