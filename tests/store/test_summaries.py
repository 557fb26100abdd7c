"""Lists of classes fold no journal: a finished class stands in a few values, the same that its journal adds up to."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import DateStated, Event, Finished, HeadcountTyped, RollCalled, RollMarked
from bsuh_desktop.domain.session.summary import summary_of
from bsuh_desktop.store.outgoing import Issued, SealedFile, SealedStatus
from bsuh_desktop.store.store import Store
from tests.helpers.classes import GROUP, NINE, learner, opened

KEY = bytes(range(32))
NOW = Moment(NINE, 5)
HELD, OPEN = "SESSION000000000", "SESSION000000001"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path, KEY)
    events: list[Event] = [
        opened(4),
        HeadcountTyped(3),
        RollMarked(learner(2), "absent"),
        RollCalled(),
        Finished(NINE + 60_000),
    ]
    store.journal.append(HELD, events, NOW)
    store.journal.append(OPEN, [opened(4)], NOW)
    return store


def test_a_finished_class_is_summed_up_and_an_open_one_is_not(store: Store) -> None:
    summary = store.journal.finished()[HELD]
    assert summary == summary_of(store.journal.state(HELD))
    assert (summary.present, summary.minutes, summary.sat_in) == (3, 1, frozenset({GROUP.id}))
    assert summary.statuses == {"present": 3, "absent": 1}
    assert [state.session for state in store.journal.unfinished()] == [OPEN]


def test_an_older_data_file_gets_its_summaries_when_they_are_asked_for(store: Store) -> None:
    kept = store.journal.finished()
    store.db.conn.execute("DELETE FROM v_classes")
    store.journal.drop_cache()
    assert store.journal.finished() == kept
    assert store.db.conn.execute("SELECT count(*) FROM v_classes").fetchone() == (1,)


def test_the_end_of_a_chain_is_known_without_its_journal(store: Store, tmp_path: Path) -> None:
    head, last = store.journal.head(HELD), store.journal.last_header()
    heads = {session: store.journal.head(session) for session in store.journal.sessions()}
    assert head != bytes(32)
    assert len(heads) == 2
    store.close()
    with Store(tmp_path, KEY, run=store.journal.run) as again:
        assert again.journal.head(HELD) == head
        assert again.journal.heads() == heads
        assert again.journal.last_header() == last
        assert again.journal.head("SESSION000000009") == bytes(32)
        assert again.journal.state(HELD).finished is not None
        assert again.journal.head(HELD) == head


def test_what_was_sealed_last_is_known_without_its_bytes(store: Store) -> None:
    for revision in (1, 2):
        file = SealedFile(
            HELD, revision, revision, "f", b"%d" % revision, b"m", b"head", b"key", revision, b"bytes", 1, 1
        )
        store.outgoing.keep_sealed(file)
    store.outgoing.keep_certificates([Issued(7, "s7", HELD, learner(1), "2026-08-03", 1, b"")])
    assert store.outgoing.standings() == {HELD: SealedStatus(b"2", b"head", 2, 1, 1, b"", 2)}
    assert store.outgoing.last_counters() == {HELD: 7}


def test_summaries_are_those_of_now_after_every_change(store: Store) -> None:
    assert list(store.journal.finished()) == [HELD]
    store.journal.append(OPEN, [HeadcountTyped(4), RollCalled(), Finished(NINE + 90_000)], NOW)
    assert store.journal.finished()[OPEN].present == 4
    with contextlib.suppress(ValueError), store.transaction():
        store.journal.append(OPEN, [DateStated("2026-08-01", entered_later=True)], NOW)
        assert store.journal.finished()[OPEN].date.isoformat() == "2026-08-01"
        raise ValueError("rolled back")
    assert store.journal.finished()[OPEN].date.isoformat() != "2026-08-01"
