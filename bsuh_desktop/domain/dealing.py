"""Which group plays which pieces of an activity: some are left out for few groups, but none that must be played."""

from __future__ import annotations

from collections.abc import Sequence


def played(keep: Sequence[bool], groups: int) -> tuple[int, ...]:
    """The numbers, from 1, of the pieces that so many groups play, in order: all with `keep`, and of the others the
    first ones for whom a group is left."""
    kept = [number for number, must in enumerate(keep, start=1) if must]
    others = [number for number, must in enumerate(keep, start=1) if not must]
    return tuple(sorted(kept + others[: max(groups - len(kept), 0)]))


def dealt(keep: Sequence[bool], groups: int) -> tuple[tuple[int, ...], ...]:
    """The numbers of the pieces of each group, dealt out in order. If there are more groups than pieces, several groups
    play the same one; if there are more pieces that must be played than groups, some groups play several."""
    numbers = played(keep, groups)
    if len(numbers) <= groups:
        return tuple((numbers[group % len(numbers)],) for group in range(groups)) if numbers else ((),) * groups
    return tuple(numbers[group::groups] for group in range(groups))
