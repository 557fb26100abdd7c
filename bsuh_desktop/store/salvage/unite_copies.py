"""Merges two copies of one desk that diverged: rows of both are kept, clashing numbers are changed.

A backup that is brought from elsewhere may come from such a copy. The damaged file is this laptop's own desk.
"""

from __future__ import annotations

from typing import Any

from bsuh_desktop.store.facts import OWN_KEY
from bsuh_desktop.store.salvage.read_damaged import Salvaged
from bsuh_desktop.store.salvage.records import Value

_LINES = "SELECT id, learner, group_id FROM roster"
_HAS_JOINED = "SELECT 1 FROM sqlite_master WHERE name = 'joined_learners'"
_SERIALS = "SELECT counter, serial FROM certificates ORDER BY counter"


def have_diverged(connection: Any, found: Salvaged) -> bool:
    """True if the damaged file has another key than the backup: they have diverged, and neither is an earlier state."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (OWN_KEY,)).fetchone()
    own = found.fact(OWN_KEY)
    return own is not None and row is not None and bytes(row[0]) != own


def renumber(connection: Any, found: Salvaged) -> None:
    """Renumbers lines and certificates of the backup that clash with different ones in the damaged file."""
    lines = {
        number: (learner, group) for number, learner, group in found.columns("roster", "id", "learner", "group_id")
    }
    there = {number: (learner, group) for number, learner, group in connection.execute(_LINES).fetchall()}
    clashes = [number for number, line in there.items() if number in lines and _are_two(line, lines[number])]
    for number, free in _free(clashes, [*lines, *there]):
        connection.execute("UPDATE roster SET id = ? WHERE id = ?", (free, number))
        connection.execute("UPDATE seats SET roster_id = ? WHERE roster_id = ?", (free, number))
        if connection.execute(_HAS_JOINED).fetchall():
            connection.execute("UPDATE joined_learners SET line = ? WHERE line = ?", (free, number))
            connection.execute("UPDATE joined_learners SET into_line = ? WHERE into_line = ?", (free, number))
    serials = {row[0]: row[1] for row in found.columns("certificates", "counter", "serial")}
    given = dict(connection.execute(_SERIALS).fetchall())
    clashes = [counter for counter, serial in given.items() if serials.get(counter, serial) != serial]
    for counter, free in _free(clashes, [*serials, *given]):
        connection.execute("UPDATE certificates SET counter = ? WHERE counter = ?", (free, counter))


def _are_two(one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    """True if these are lines of two learners. A line whose consent was withdrawn in one copy has no learner id
    there."""
    known = one[0] is not None and other[0] is not None
    return one[1] != other[1] or (known and one[0] != other[0])


def _free(clashes: list[int], taken: list[Any]) -> list[tuple[int, int]]:
    last = max((number for number in taken if isinstance(number, int)), default=0)
    return list(zip(clashes, range(last + 1, last + 1 + len(clashes)), strict=True))
