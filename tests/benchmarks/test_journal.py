"""One journal append against a bare commit on the same encrypted file."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import Answered, Event, QuestionClosed, QuestionOpened, RollCalled
from bsuh_desktop.store.store import Store
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.classes import NINE, learner, opened

LEARNERS, QUESTIONS = 58, 10
ROW = 222
"""Bytes of an answer's journal row, so that both ways write as much."""

LIMIT = 1.5


def a_class(learners: int, questions: int) -> Iterator[Event]:
    """A class as it happens: opened, roll called, and each question opened, answered by everybody and closed."""
    yield opened(learners)
    yield RollCalled()
    for name in (f"q{number}" for number in range(questions)):
        yield QuestionOpened(name, f"p/{name}", "shared", "lesson", "ABCD", "B")
        yield from (Answered(name, learner(card), "ABCD"[card % 4]) for card in range(1, learners + 1))
        yield QuestionClosed(name)


def test_an_append_is_hardly_dearer_than_a_bare_commit(size: Size, tmp_path: Path) -> None:
    now, learners, questions = Moment(NINE, 5), size.of(LEARNERS, 2), size.of(QUESTIONS, 1)
    events = questions * (learners + 2) + 2
    with Store(tmp_path, bytes(range(32))) as store:
        execute = store.db.conn.execute
        execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, text BLOB)")
        numbers, sessions = itertools.count(), itertools.count()

        def commit() -> None:
            for _ in range(events):
                with store.db.atomic():
                    execute("INSERT INTO bare VALUES (?, ?)", (next(numbers), bytes(ROW)))

        def append() -> None:
            session = f"S{next(sessions):015d}"
            for event in a_class(learners, questions):
                store.journal.append(session, (event,), now)

        ways = {"a bare commit": Way(commit, events), "an append": Way(append, events)}
        seconds = size.measured(ways, turns=31, clock=time.perf_counter)
    print("\n" + table(seconds, "a bare commit"))
    size.at_most(ratio(seconds, "an append", "a bare commit"), LIMIT)
