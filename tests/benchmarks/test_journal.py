"""One journal append against a bare commit on the same encrypted file."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import Answered, Event, QuestionClosed, QuestionOpened, RollCalled
from bsuh_desktop.store.store import Store
from tests.benchmarks.ratios import Way, measured, ratio, table
from tests.helpers.classes import NINE, learner, opened

pytestmark = pytest.mark.benchmark

LEARNERS, QUESTIONS = 58, 10
EVENTS = QUESTIONS * (LEARNERS + 2) + 2
ROW = 222
"""Bytes of an answer's journal row, so that both ways write as much."""

LIMIT = 1.5


def a_class() -> Iterator[Event]:
    """A class as it happens: opened, roll called, and each question opened, answered by everybody and closed."""
    yield opened(LEARNERS)
    yield RollCalled()
    for name in (f"q{number}" for number in range(QUESTIONS)):
        yield QuestionOpened(name, f"p/{name}", "shared", "lesson", "ABCD", "B")
        yield from (Answered(name, learner(card), "ABCD"[card % 4]) for card in range(1, LEARNERS + 1))
        yield QuestionClosed(name)


def test_an_append_is_hardly_dearer_than_a_bare_commit(tmp_path: Path) -> None:
    now = Moment(NINE, 5)
    with Store(tmp_path, bytes(range(32))) as store:
        execute = store.db.conn.execute
        execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, text BLOB)")
        numbers, sessions = itertools.count(), itertools.count()

        def commit() -> None:
            for _ in range(EVENTS):
                with store.db.atomic():
                    execute("INSERT INTO bare VALUES (?, ?)", (next(numbers), bytes(ROW)))

        def append() -> None:
            session = f"S{next(sessions):015d}"
            for event in a_class():
                store.journal.append(session, (event,), now)

        ways = {"a bare commit": Way(commit, EVENTS), "an append": Way(append, EVENTS)}
        seconds = measured(ways, turns=31, clock=time.perf_counter)
    print("\n" + table(seconds, "a bare commit"))
    assert ratio(seconds, "an append", "a bare commit") <= LIMIT
