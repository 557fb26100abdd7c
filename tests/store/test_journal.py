from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.events import (
    Answered,
    Event,
    Finished,
    HandsCounted,
    HandsEstimated,
    HeadcountTyped,
    Mended,
    QuestionClosed,
    QuestionOpened,
    RollCalled,
    RollMarked,
    SlideShown,
    Undone,
)
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.store import journal
from bsuh_desktop.store.store import Store
from tests.helpers.cipher import decrypted_pages
from tests.helpers.classes import NINE, learner, opened
from tests.helpers.torn_stores import rebuild_views

KEY = bytes(range(32))
NOW = Moment(NINE, 5)
S = "SESSION000000000"


def view_contents(store: Store) -> dict[str, set[tuple[object, ...]]]:
    return {view: set(store.db.conn.execute(f"SELECT * FROM {view}").fetchall()) for view in journal.COLUMNS}


def ask(question: str = "q1", by: str = "shared") -> QuestionOpened:
    return QuestionOpened(question, f"p/{question}", by, "lesson", "ABCD", "B")  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, KEY)


def test_a_reopened_journal_is_the_same_class(store: Store, tmp_path: Path) -> None:
    store.journal.append(S, [opened(4), RollCalled(), ask()], NOW)
    before = store.journal.append(S, [Answered("q1", learner(2), "B")], NOW)
    head = store.journal.head(S)
    store.close()
    with Store(tmp_path, KEY) as again:
        assert again.journal.state(S) == before
        assert again.journal.head(S) == head
        assert verify_chain(again.journal.entries(S)).head == head
        assert again.journal.run != store.journal.run
        assert again.journal.sessions() == [S]
        last = again.journal.last_header()
        assert last is not None
        assert (last.seq, last.wall_ms) == (4, NINE)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("header", "CAST(replace(header, 'roll_called', 'roll_marked') AS BLOB)"),
        ("header", "CAST(replace(header, ',2,', ',3,') AS BLOB)"),
        ("header", "zeroblob(9)"),
        ("data", "zeroblob(16)"),
        ("salt", "zeroblob(16)"),
        ("salt", "NULL"),
        ("digest", "zeroblob(32)"),
        ("link", "zeroblob(32)"),
        ("id", "id + 40"),
    ],
)
def test_a_row_changed_behind_the_apps_back_is_found(store: Store, column: str, value: str) -> None:
    store.journal.append(S, [opened(2), RollCalled(), ask()], NOW)
    changed = store.db.conn.execute(f"UPDATE journal SET {column} = {value} WHERE id & 0xffffffff = 2")
    assert changed.rowcount == 1
    store.journal.drop_cache()
    with pytest.raises(KnownError) as caught:
        store.journal.state(S)
    assert caught.value.code == "journal_altered"


def half_a_step(store: Store) -> None:
    with store.transaction():
        store.journal.append(S, [RollCalled()], NOW)
        store.facts.put("step", b"1")
        raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_nothing_and_the_class_goes_on(store: Store) -> None:
    store.journal.append(S, [opened(2)], NOW)
    before = view_contents(store)
    with pytest.raises(ZeroDivisionError):
        half_a_step(store)
    assert store.journal.state(S).events == 1
    assert store.facts.get("step") is None
    assert view_contents(store) == before
    assert store.journal.append(S, [RollCalled()], NOW).events == 2


def test_a_commit_that_fails_is_forgotten_in_memory_too(store: Store, tmp_path: Path) -> None:
    store.journal.append(S, [opened(2), RollCalled(), ask()], NOW)
    pages = store.db.conn.execute("PRAGMA page_count").fetchone()[0]
    store.db.conn.execute(f"PRAGMA max_page_count = {pages}")
    answers = [Answered("q1", learner(number % 2 + 1), "AB"[number % 2]) for number in range(200)]
    with pytest.raises(KnownError) as caught:
        store.journal.append(S, answers, NOW)
    assert caught.value.code == "disk_full"
    store.db.conn.execute(f"PRAGMA max_page_count = {pages + 100}")
    # The class continues with the next number, and the chain holds when the file is read again.
    assert store.journal.append(S, [SlideShown(2)], NOW).events == 4
    store.close()
    with Store(tmp_path, KEY) as again:
        assert again.journal.state(S).slide == 2


def test_the_newest_event_is_that_of_this_run(store: Store) -> None:
    assert store.journal.last_header() is None
    store.journal.append(S, [opened(2)], Moment(NINE, 5))
    store.journal.append("T000000000000000", [opened(2)], Moment(NINE + 10, 6))
    store.journal.append(S, [RollCalled()], Moment(NINE + 99, 7))
    last = store.journal.last_header()
    assert last is not None
    assert (last.session, last.wall_ms) == (S, NINE + 99)


def test_erasing_forgets_answers_in_every_byte_of_the_file_and_keeps_chain_and_counts(
    store: Store, tmp_path: Path
) -> None:
    """Searched in the decrypted pages, free ones and the write-ahead log's too; many answers of several pages, so that
    whole pages are freed."""
    store.journal.append(S, [opened(58), RollCalled(), ask()], NOW)
    store.journal.append(S, [Answered("q1", learner(card), "ABCD"[card % 4]) for card in range(1, 59)], NOW)
    store.journal.append(S, [QuestionClosed("q1")], NOW)
    counts = store.journal.state(S).questions["q1"].counts()
    needles = [f'"learner":"{learner(card)}","letter":'.encode() for card in range(10, 50)]
    assert all(needle in decrypted_pages(tmp_path, KEY) for needle in needles)
    tally = {letter: sum("ABCD"[card % 4] == letter for card in range(10, 50)) for letter in "ABCD"}
    store.journal.erase_data(S, tuple(range(3 + 10, 3 + 50)), {"q1": tally}, NOW)
    store.forget_deleted()
    pages = decrypted_pages(tmp_path, KEY)
    assert not [needle for needle in needles if needle in pages]
    assert store.journal.state(S).questions["q1"].counts() == counts
    assert verify_chain(store.journal.entries(S)).ok
    assert len(store.journal.state(S).questions["q1"].answers) == 18


def events() -> st.SearchStrategy[Event]:
    question, card = st.sampled_from(["q1", "q2"]), st.integers(1, 4).map(learner)
    return st.one_of(
        st.builds(Answered, question, card, st.sampled_from("ABCD")),
        st.builds(RollMarked, card, st.sampled_from(["present", "late", "left_early", "absent"])),
        st.builds(SlideShown, st.integers(1, 9)),
        st.builds(HeadcountTyped, st.integers(0, 60)),
        st.builds(HandsCounted, question, st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 9))),
        st.builds(HandsEstimated, question, st.just({"A": "most"})),
        st.builds(QuestionClosed, question, st.none() | st.just({"A": 2})),
        st.builds(ask, question),
        st.builds(Undone, st.integers(5, 20)),
        st.just(RollCalled()),
        st.builds(Finished, st.just(NINE + 9)),
        st.builds(Mended, st.integers(1, 9)),
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happened=st.lists(events(), max_size=20), number=st.integers(0, 10**9))
def test_deleting_and_rebuilding_the_views_gives_identical_rows(
    store: Store, happened: list[Event], number: int
) -> None:
    session = f"S{number:015d}"
    store.journal.append(session, [opened(4), ask("q1"), ask("q2"), QuestionClosed("q2")], NOW)
    store.journal.append(session, happened, NOW)
    kept = view_contents(store)
    for view in journal.COLUMNS:
        store.db.conn.execute(f"DELETE FROM {view}")
    assert not any(view_contents(store).values())
    store.journal.drop_cache()
    rebuild_views(store)
    assert view_contents(store) == kept
    rows = journal.rows_of("v_attendance", store.journal.state(session))
    assert {key + row for key, row in rows.items()} <= kept["v_attendance"]


def test_no_state_has_rows_without_a_beginning() -> None:
    assert not any(journal.rows_of(view, SessionState(S)) for view in journal.COLUMNS)
