"""The desk's own thread: what a class has in memory only is not lost by looking at another class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.app.desk_session import LOOK_AFTER_MS
from bsuh_desktop.app.desk_worker import DeskWorker
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.commands import ClassCommand, GiveAnswer, MarkRoll
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.store.backups import backups
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE, clock_at, practice_desk, resources_with_a_private_question
from tests.helpers.faceless import SteppedFace, session_in
from tests.helpers.prepared import PACK


def test_private_answers_stay_while_another_class_is_looked_at(tmp_path: Path) -> None:
    clock = clock_at()
    desk = practice_desk(tmp_path, clock, resources_with_a_private_question(tmp_path / "resources"))
    room = DeskWorker(tmp_path / "profile", clock)
    room._take(desk)
    wish = ClassWish((add_practice_class(desk, 4).id,), PACK, "shared")
    first = room.open_class(wish).session
    room.conduct.type_headcount(4)
    room.conduct.call_roll()
    room.conduct.ask("s1", "shared")
    room.conduct.answer(1, "B")
    room.leave_class()
    other = room.open_class(ClassWish((), PACK, "hands")).session
    room.leave_class()
    assert [row.answered for row in room.take_class(first).view.rows] == [True, False, False, False]
    room.conduct.close_question()
    assert room.picture().askings[-1].counts == {}, "one answer of four is told to nobody"
    assert room.take_class(other).askings == ()
    desk.close()


def test_a_command_begins_a_backup_where_one_is_due(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path, clock_at())
    room = DeskWorker(tmp_path / "profile", clock_at())
    room._take(desk)
    room.open_class(ClassWish((), PACK, "hands"))
    assert backups(desk.folder) == []
    room.changed(lambda desk: room.conduct.type_headcount(30))
    desk.backups.wait()
    assert len(backups(desk.folder)) == 1
    room.changed(lambda desk: room.conduct.type_headcount(31))
    desk.backups.wait()
    assert len(backups(desk.folder)) == 1
    room.lock()


def in_class(folder: Path, clock: RehearsalClock) -> tuple[DeskWorker, str]:
    """An open desk, and the class that runs on it."""
    worker = DeskWorker(folder / "profile", clock)
    worker._take(practice_desk(folder, clock))
    return worker, worker.open_class(ClassWish((), PACK, "hands")).session


def test_closing_locking_and_leaving_lose_nothing_of_the_clock_of_a_class(tmp_path: Path) -> None:
    clock = clock_at()
    worker, session = in_class(tmp_path, clock)
    shown = []
    for end in (DeskWorker.lock, DeskWorker.leave_class):
        clock.advance(144)
        shown.append(worker.picture().worked_ms)
        end(worker)
        clock.advance(600)
        worker.lock()
        worker = DeskWorker(tmp_path / "profile", clock)
        worker.unlock(PASSPHRASE)
        shown.append(worker.take_class(session).worked_ms)
    assert shown == [144_000, 144_000, 288_000, 288_000]
    worker.lock()


def test_an_unlocked_desk_on_which_no_class_is_gone_on_with_adds_nothing_to_one(tmp_path: Path) -> None:
    clock = clock_at()
    worker, session = in_class(tmp_path, clock)
    clock.advance(60)
    worker.lock()
    worker.unlock(PASSPHRASE)
    clock.advance(600)
    worker.lock()
    again = DeskWorker(tmp_path / "profile", clock)
    again.unlock(PASSPHRASE)
    assert again.take_class(session).worked_ms == 60_000
    again.lock()


def test_a_class_that_runs_is_looked_at_every_half_minute_and_no_other(tmp_path: Path) -> None:
    """Each look is one small commit; none follows once the class is left."""
    with session_in(tmp_path, prepared.counted, face=(face := SteppedFace())) as session:
        statements: list[str] = []
        face.pass_ms(LOOK_AFTER_MS)
        session._worker.desk.store.db.conn.set_trace_callback(statements.append)
        for _ in range(12):
            face.pass_ms(10_000)
        assert [statement.split()[0] for statement in statements] == ["BEGIN", "INSERT", "COMMIT"] * 4
        session.leave_class()
        statements.clear()
        face.pass_ms(30_000)
        face.pass_ms(30_000)
        assert statements == []


def test_nothing_is_looked_after_where_the_desk_was_locked_meanwhile(tmp_path: Path) -> None:
    room = DeskWorker(tmp_path / "profile", clock_at())
    assert room.look_after() is None


@pytest.mark.parametrize(
    ("prepare", "commands", "rows"),
    [
        # The event and its row in a view.
        (prepared.counted, [MarkRoll({3: "absent"}), MarkRoll({4: "absent"})], 2),
        (prepared.asking_by_device, [GiveAnswer(4, "A"), GiveAnswer(5, "B")], 1),
    ],
    ids=["a roll mark", "an answer"],
)
def test_a_command_of_a_class_writes_and_reads_nothing(
    tmp_path: Path, prepare: Callable[[Desk], object], commands: list[ClassCommand[None]], rows: int
) -> None:
    """What the last picture already had is not read again; a change of the desk is."""
    with session_in(tmp_path, prepare) as session:
        statements: list[str] = []
        connection = session._worker.desk.store.db.conn
        connection.set_trace_callback(statements.append)
        for command in commands:
            statements.clear()
            session.conduct(command)
            ran = list(statements)
            # The first begins a backup of what was prepared.
            session._worker.desk.backups.wait()
        read = [one for one in ran if one.startswith("SELECT")]
        written = [one for one in ran if one.startswith("INSERT")]
        assert (read, len(written)) == ([], rows)
        session.change(lambda _: None)
        assert any(one.startswith("SELECT") for one in statements)
        connection.set_trace_callback(None)
        assert session.picture is not None
        fresh = class_picture(session._worker.desk, session._worker.conduct)
        assert msgspec.structs.replace(session.picture, worked_ms=0) == msgspec.structs.replace(fresh, worked_ms=0)
