"""Class lists that were merged, and learners who were joined: aliases beside the lines, which themselves never move.

A merged group is listed no more, and its lines count as lines of the group into which it was merged. Of two joined
lines one is on the list; the other stays behind the sessions in which it sat. No learner's id changes in anything that
was handed over, and whoever was not joined keeps theirs. Undoing a merge deletes the aliases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")


class Joined:
    """The aliases of groups and of roster lines."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def merge(self, group: str, into: str, lines: Mapping[int, int], sessions: int) -> None:
        """Merges a group into another one, and each line of `lines` into the line it stands for. `sessions` is how many
        sessions there are of both."""
        with self._db.atomic():
            row = (group, into, sessions)
            self._db.conn.execute("INSERT INTO joined_groups VALUES (?, ?, ?)", row)
            self._db.conn.executemany("INSERT INTO joined_learners VALUES (?, ?)", list(lines.items()))

    def undo(self, group: str) -> None:
        """Takes a merged group out again, with the lines that were joined for it."""
        with self._db.atomic():
            inside = set(self.parts(group))
            groups = dict(self._db.conn.execute("SELECT id, group_id FROM roster").fetchall())
            apart = [
                line
                for line, into in self.lines().items()
                if groups.get(line) in inside and groups.get(into) not in inside
            ]
            self._db.conn.executemany("DELETE FROM joined_learners WHERE line = ?", [(line,) for line in apart])
            self._db.conn.execute("DELETE FROM joined_groups WHERE group_id = ?", (group,))

    def forget_groups(self, groups: Collection[str]) -> None:
        """Deletes the aliases of groups that are deleted, and of all their lines."""
        with self._db.atomic():
            for group in groups:
                self._db.conn.execute("DELETE FROM joined_groups WHERE group_id = ?", (group,))
                query = "DELETE FROM joined_learners WHERE line IN (SELECT id FROM roster WHERE group_id = ?)"
                self._db.conn.execute(query, (group,))

    def into(self) -> dict[str, tuple[str, int]]:
        """By merged group, in the order in which they were merged: the group into which it went, and the number of
        sessions then."""
        rows = self._db.conn.execute("SELECT * FROM joined_groups ORDER BY rowid").fetchall()
        return {group: (into, sessions) for group, into, sessions in rows}

    def roots(self) -> dict[str, str]:
        """By merged group the group that is listed for it."""
        known = {merged: into for merged, (into, _) in self.into().items()}
        return {merged: _end(known, merged) for merged in known}

    def parts(self, group: str) -> tuple[str, ...]:
        """The group itself, and every group that was merged into it or into one of these."""
        found, known = [group], self.into()
        for one in found:
            found += [merged for merged, (into, _) in known.items() if into == one and merged not in found]
        return tuple(found)

    def lines(self) -> dict[int, int]:
        """By joined line the line that it stands for."""
        return dict(self._db.conn.execute("SELECT line, into_line FROM joined_learners").fetchall())

    def listed(self, lines: Iterable[int]) -> dict[int, int]:
        """The line on the list for each of these: itself if it was not joined."""
        known = self.lines()
        return {line: _end(known, line) for line in lines}

    def same_as(self, lines: Iterable[int]) -> frozenset[int]:
        """These lines, and every line of the same learners."""
        known = self.lines()
        wanted = {_end(known, line) for line in lines}
        return frozenset(wanted | {line for line in known if _end(known, line) in wanted})

    def untangle(self) -> None:
        """Deletes aliases in a circle, which two copies of one desk can make together: each merged the other way."""
        with self._db.atomic():
            for group in self.into():
                if _end({merged: into for merged, (into, _) in self.into().items()}, group) == group:
                    self._db.conn.execute("DELETE FROM joined_groups WHERE group_id = ?", (group,))
            for line in self.lines():
                if _end(self.lines(), line) == line:
                    self._db.conn.execute("DELETE FROM joined_learners WHERE line = ?", (line,))


def _end(known: Mapping[T, T], one: T) -> T:
    """Where the aliases lead from `one`; itself if it has none, or if they lead back to it."""
    end, passed = one, {one}
    while end in known and known[end] not in passed:
        end = known[end]
        passed.add(end)
    return one if known.get(end) == one else end
