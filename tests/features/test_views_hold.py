"""Whatever happens in a class, in whatever order: the views and its summary say what its journal adds up to."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.domain.session.summary import summary_of
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.journal import COLUMNS, Journal
from tests.helpers.desks import a_class, clock_at, copied_desk
from tests.helpers.sampled import examples_of
from tests.helpers.torn_stores import rebuild_views

DAY = datetime.date(2026, 8, 2)
START_MS = round(datetime.datetime(2026, 8, 2, 4, tzinfo=datetime.UTC).timestamp() * 1000)
SOMEBODY = RosterRow(0, "77", 0, "উম্মে হাবিবা", None, guardian="yes")

HAPPENINGS: dict[str, Callable[[Conduct, int], object]] = {
    "absent": lambda conduct, card: conduct.mark(card, "absent"),
    "late": lambda conduct, card: conduct.mark(card, "late"),
    "headcount": lambda conduct, count: conduct.type_headcount(count),
    "joins": lambda conduct, _: conduct.add_learner(SOMEBODY),
    "visits": lambda conduct, _: conduct.add_visitor(SOMEBODY),
    "ask": lambda conduct, number: conduct.ask(f"q{1 + number % 3}", "hands" if number % 2 else "shared"),
    "answer": lambda conduct, card: conduct.answer(card, "A"),
    "hands": lambda conduct, count: conduct.count_hands({"A": count}),
    "close": lambda conduct, _: conduct.close_question(),
    "undo": lambda conduct, _: conduct.undo(),
    "undo roll": lambda conduct, _: conduct.undo("roll"),
    "put back": lambda conduct, _: conduct.put_back(),
    "date": lambda conduct, _: conduct.state_date(DAY),
    "paper": lambda conduct, _: conduct.take_from_paper("", START_MS, START_MS + 2_700_000),
    "finish": lambda conduct, _: conduct.finish(),
}


def views_of(desk: Desk) -> dict[str, list[Any]]:
    rows = {view: desk.store.db.conn.execute(f"SELECT * FROM {view}").fetchall() for view in COLUMNS}
    return {view: sorted(found) for view, found in rows.items()}


@examples_of(12, 200)
def test_views_say_what_the_journal_adds_up_to(examples: settings) -> None:
    met = set[str]()

    @examples
    @given(
        st.lists(st.tuples(st.sampled_from(sorted(HAPPENINGS)), st.integers(1, 5)), max_size=25),
        st.sampled_from([2019, 2026]),
    )
    def they_do(happened: list[tuple[str, int]], year: int) -> None:
        met.update(what for what, _ in happened)
        check(happened, year)

    they_do()
    assert met == HAPPENINGS.keys()


def check(happened: list[tuple[str, int]], year: int) -> None:
    """A class of four to which this happened, as far as it may."""
    with TemporaryDirectory() as folder, contextlib.closing(copied_desk(Path(folder), clock_at(year))) as desk:
        conduct = a_class(desk)
        for what, number in [*happened, ("finish", 1)]:
            with contextlib.suppress(KnownError):
                HAPPENINGS[what](conduct, number)
        read_again = Journal(desk.store.db, run="")
        assert read_again.state(conduct.session) == conduct.state
        assert read_again.finished()[conduct.session] == summary_of(conduct.state)
        before = views_of(desk)
        rebuild_views(desk.store)
        assert views_of(desk) == before
