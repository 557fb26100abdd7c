"""A real desk on a real folder: vault, encrypted store, demonstration programme, and a clock that the test moves."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.roster import RosterRow, assign_cards
from bsuh_desktop.services import enrol, prepare
from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.conduct import Conduct
from bsuh_desktop.services.desk import Desk, new_practice_desk
from bsuh_desktop.services.rehearsal.clock import RehearsalClock

PASSPHRASE = "four words in a row"
NAMES = ("ক্ষিতীশ রহমান", "শ্রেয়া দাস", "জ্যোৎস্না চাকমা", "আর্দ্র হাঁসদা", "উম্মে হাবিবা", "মং চাই")


def clock_at(year: int = 2026, month: int = 8, day: int = 3, hour: int = 9) -> RehearsalClock:
    """A clock that stands at the given time in Bangladesh, and runs."""
    clock = RehearsalClock(SystemClock())
    clock.set(datetime.datetime(year, month, day, hour, tzinfo=datetime.timezone(datetime.timedelta(hours=6))))
    return clock


def rows(count: int = 4, refusing: Sequence[int] = ()) -> list[RosterRow]:
    """A class list of `count` learners; those on the cards `refusing` may not be named."""
    cards = assign_cards([str(number) for number in range(1, count + 1)])
    return [
        RosterRow(
            row=card + 1,
            roll=str(card),
            card=card,
            name_bn=f"{NAMES[card % len(NAMES)]} {'ক' * (card // len(NAMES))}".strip(),
            name_en=None,
            guardian="no" if card in refusing else "yes",
        )
        for card in cards
    ]


def practice_desk(folder: Path, clock: RehearsalClock | None = None) -> Desk:
    """A fresh desk in `folder`."""
    return new_practice_desk(folder / "profile", PASSPHRASE, clock or clock_at())


def a_class(desk: Desk, learners: Sequence[RosterRow] | None = None, basis: Basis = "letters") -> Conduct:
    """A class of four (or of `learners`) whose roll was called."""
    group = enrol.new_group("eiin:107845", 2026, "8", "ka")
    enrol.agree(desk, group, basis, rows() if learners is None else learners)
    conduct = prepare.open_class(desk, [group.id], "taps-traps-taka")
    conduct.type_headcount(len(conduct.state.attendees))
    conduct.call_roll()
    return conduct
