"""Steps of rehearsal scripts that many stories use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.helpers.command import Done

Step = dict[str, Any]
Play = Callable[..., Done]

CLOCK: Step = {"clock": "2026-08-03T09:00:00+06:00"}
HEAD = "roll,name,sex,age,consent\n"
FOUR = HEAD + "1,রহিম উদ্দিন,M,13-17,yes\n2,করিম মিয়া,M,13-17,yes\n3,শ্রেয়া দাস,F,13-17,yes\n4,মং চাই,M,9-12,yes\n"


def group(name: str = "g", roster: str | None = "four.csv", basis: str = "letters") -> Step:
    """A class group; without a roster a class without a list."""
    step = {"group": name, "place": "eiin:107845", "year": 2026, "grade": "8", "section": name, "basis": basis}
    return step if roster is None else {**step, "roster": roster}


def set_up(name: str = "s1", groups: Sequence[str] = ("g",)) -> Step:
    """Opens a class."""
    return {"set_up": name, "groups": list(groups), "pack": "taps-traps-taka"}


def later(minutes: int, clock: str) -> Step:
    """So many minutes go by, until the wall clock says `clock` of the day of CLOCK or a whole time."""
    wall = clock if "T" in clock else f"2026-08-03T{clock}:00+06:00"
    return {"clock": wall, "elapsed_s": minutes * 60}


FINISH: list[Step] = [later(45, "09:45"), {"finish": "s1"}]
"""Forty-five minutes after CLOCK."""


def session(done: Done, number: int = 0) -> dict[str, Any]:
    """The facts of one class of a script that came to its end."""
    assert done.status == 0, done.err
    facts: dict[str, Any] = done.json["sessions"][number]
    assert facts["chain_ok"]
    return facts


def pick(facts: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """Some of the facts, in order."""
    return tuple(facts[name] for name in names)
