"""What a stranger's files may cost whoever opens them, and what they did cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_SECONDS, MOST_MEGABYTES = 15.0, 300
_BUSY = 1.0
"""Seconds more, where the machine has other things to do."""
_TOLD = 5


class Cost(NamedTuple):
    """Of one file: its kind, the seconds until it was answered, and the megabytes that were taken meanwhile."""

    kind: str
    seconds: float
    megabytes: int


def hold(costs: Sequence[Cost]) -> None:
    """Tells of those that cost most, and holds every one to what it may."""
    slowest = sorted(costs, key=lambda cost: -cost.seconds)[:_TOLD]
    largest = sorted(costs, key=lambda cost: -cost.megabytes)[:_TOLD]
    print(f"\n{len(costs)} files; slowest", [(cost.kind, round(cost.seconds, 1)) for cost in slowest])
    print("most megabytes", [(cost.kind, cost.megabytes) for cost in largest])
    assert largest[0].megabytes <= MOST_MEGABYTES, largest[0]
    assert slowest[0].seconds <= MOST_SECONDS + _BUSY, slowest[0]
