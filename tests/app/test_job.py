"""Long work: what a screen sees of it, how it is stopped, and that an answer of an older run is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.job import SLOW_MS, Job
from bsuh_desktop.settings import Settings
from tests.helpers.desks import clock_at
from tests.helpers.faceless import SteppedFace


class Watch:
    """A monotonic clock in seconds that stands."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DeskSession]:
    made = DeskSession(tmp_path, clock_at(), Settings(), SteppedFace())
    yield made
    made.close()


@pytest.fixture
def job(session: DeskSession, watch: Watch) -> Job:
    return Job(session, watch)


def test_progress_is_shown_with_its_speed_and_the_time_left(job: Job, watch: Watch) -> None:
    moves: list[tuple[int, int]] = []
    job.moved.connect(lambda: moves.append((job.done, job.total)))
    run = job.begin(100)
    assert (job.busy, job.slow, job.left) == (True, False, None)
    for second in range(5):
        watch.now = float(second)
        run.progress(second * 10, 100)
    assert (job.done, job.total, job.rate, job.left) == (40, 100, 10.0, 6)
    assert moves[0] == (0, 100)
    ended: list[str] = []
    run.ending(ended.append)("done")
    assert (job.busy, job.stopped, ended) == (False, False, ["done"])


def test_ten_reports_a_second_are_enough_but_the_last_always_comes(job: Job, watch: Watch) -> None:
    moves: list[int] = []
    run = job.begin()
    job.moved.connect(lambda: moves.append(job.done))
    for done in range(1000):
        watch.now = done / 1000
        run.progress(done + 1, 1000)
    assert 9 <= len(moves) <= 12
    assert moves[-1] == 1000


def test_slow_work_says_so_once_it_has_taken_a_while(job: Job, session: DeskSession) -> None:
    face = session.face
    assert isinstance(face, SteppedFace)
    run = job.begin()
    face.pass_ms(SLOW_MS - 1)
    assert not job.slow
    face.pass_ms(1)
    assert job.slow
    run.ending(lambda _: None)(None)
    assert not job.slow
    job.begin()
    job.give_up()
    face.pass_ms(SLOW_MS)
    assert not job.slow, "nothing runs"


def test_a_run_that_is_stopped_ends_with_what_it_has(job: Job) -> None:
    run, ended = job.begin(), list[str]()
    assert not run.stopped()
    job.stop()
    assert (run.stopped(), job.stopping, job.busy) == (True, True, True)
    run.ending(ended.append)("half of it")
    assert (ended, job.stopped, job.busy) == (["half of it"], True, False)


def test_answers_of_a_run_that_was_replaced_are_dropped(job: Job) -> None:
    first, answers = job.begin(), list[str]()
    middle, end = first.current(answers.append), first.ending(answers.append)
    second = job.begin()
    assert first.stopped()
    first.progress(7, 9)
    middle("old")
    end("old")
    assert (answers, job.done, job.busy) == ([], 0, True)
    second.current(answers.append)("new")
    second.ending(answers.append)("end")
    assert answers == ["new", "end"]


@pytest.mark.parametrize("event", ["locked", "closing"])
def test_a_lock_and_the_end_of_the_app_stop_it(job: Job, session: DeskSession, event: str) -> None:
    run = job.begin()
    getattr(session, event).emit()
    assert run.stopped()
