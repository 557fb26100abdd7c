"""Who is on a class's list, who left it, and in which sessions each of them sat: the queries that forgetting needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from bsuh_desktop.store.rosters import FACTS_BACK, FIELDS, Joined, StoredLearner, line_of

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

_AT_ONCE = 500

_COLUMNS = ", ".join(f"roster.{name}" for name in FIELDS)
_SELECT = f"SELECT DISTINCT {_COLUMNS}, roster.group_id, roster.gone FROM roster"
_NAMED = "(coalesce(name_bn, '') != '' OR coalesce(name_en, '') != '')"


class RosterPerson(msgspec.Struct, frozen=True):
    """One roster line."""

    line: StoredLearner
    group: str
    """The class group that it belongs to."""
    gone: bool
    """True if the learner left the group, or was never listed in it (a visitor)."""
    seats: tuple[tuple[str, str], ...] = ()
    """The sessions with the learner's id in each: (session, learner)."""

    def __repr__(self) -> str:
        return f"RosterPerson({self.line.id})"

    @property
    def named(self) -> bool:
        """True while a name is stored."""
        return bool(self.line.name_bn or self.line.name_en)

    @property
    def says_no(self) -> bool:
        """True if the learner or a guardian said no."""
        return self.line.said_no

    @property
    def ids(self) -> frozenset[str]:
        """Every id that this learner ever had in a session, and the lasting one."""
        lasting = {self.line.learner} if self.line.learner else set()
        return frozenset({learner for _, learner in self.seats} | lasting)


class People:
    """All lines of all lists, including those that left."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._joined = Joined(db)

    def of_group(self, group: str) -> list[RosterPerson]:
        """Everybody of a class, and of those merged into it, in list order, then those who left it and visitors."""
        parts = self._joined.parts(group)
        return self._with_seats(f"WHERE group_id IN ({_places(parts)}) ORDER BY gone, position, roster.id", parts)

    def of_session(self, session: str) -> list[RosterPerson]:
        """Everybody who sat in a session, in the order of their lists."""
        joined = "JOIN seats AS here ON here.roster_id = roster.id AND here.session = ?"
        return self._with_seats(f"{joined} ORDER BY group_id, gone, position, roster.id", (session,))

    def of_lines(self, lines: Collection[int]) -> list[RosterPerson]:
        """The people whose roster lines have these ids."""
        tail = "WHERE roster.id IN ({places}) ORDER BY roster.id"
        parts = _parts(sorted(set(lines)))
        return [one for part in parts for one in self._with_seats(tail.format(places=_places(part)), part)]

    def of_learners(self, learners: Collection[str]) -> list[RosterPerson]:
        """The people who have one of these ids on a list or in a session."""
        found: set[int] = set()
        for part in _parts(learners):
            for query in ("SELECT id FROM roster WHERE learner IN", "SELECT roster_id FROM seats WHERE learner IN"):
                found |= {row[0] for row in self._db.conn.execute(f"{query} ({_places(part)})", part).fetchall()}
        return self.of_lines(found)

    def sessions_of_groups(self) -> dict[str, frozenset[str]]:
        """The sessions in which somebody of each class's list sat, by the class's id."""
        query = "SELECT DISTINCT group_id, session FROM seats JOIN roster ON roster.id = roster_id"
        found: dict[str, set[str]] = {}
        roots = self._joined.roots()
        for group, session in self._db.conn.execute(query).fetchall():
            found.setdefault(roots.get(group, group), set()).add(session)
        return {group: frozenset(sessions) for group, sessions in found.items()}

    def names_of_groups(self) -> dict[str, int]:
        """How many names are stored for each class, by its id; classes without any are left out."""
        query = f"SELECT group_id, count(*) FROM roster WHERE {_NAMED} GROUP BY group_id"
        found: dict[str, int] = {}
        roots = self._joined.roots()
        for group, names in self._db.conn.execute(query).fetchall():
            root = roots.get(group, group)
            found[root] = found.get(root, 0) + names
        return found

    def on_lists(self) -> dict[str, tuple[int, int]]:
        """For each class with anybody on its list: how many are listed now, and how many of them with a name."""
        apart = "id NOT IN (SELECT line FROM joined_learners)"
        query = f"SELECT group_id, count(*), sum({_NAMED}) FROM roster WHERE NOT gone AND {apart} GROUP BY group_id"
        found: dict[str, tuple[int, int]] = {}
        roots = self._joined.roots()
        for group, learners, named in self._db.conn.execute(query).fetchall():
            root = roots.get(group, group)
            before = found.get(root, (0, 0))
            found[root] = (before[0] + learners, before[1] + named)
        return found

    def who_sat(self, group: str) -> frozenset[int]:
        """The lines of a class's list whose learners sat in any session."""
        parts = self._joined.parts(group)
        lines = f"SELECT id FROM roster WHERE group_id IN ({_places(parts)})"
        query = f"SELECT DISTINCT roster_id FROM seats WHERE roster_id IN ({lines})"
        found = self._db.conn.execute(query, parts).fetchall()
        return frozenset(self._joined.listed(row[0] for row in found).values())

    def back_again(self) -> frozenset[str]:
        """Ids that are listed as forgotten though a name or a signature of theirs is here, or a fact that goes once
        consent is withdrawn: they came back with an older copy."""
        query = f"""SELECT learner FROM forgotten WHERE learner IN (SELECT learner FROM roster WHERE {_NAMED})
            OR learner IN (SELECT learner FROM certificates WHERE length(signature) > 0)
            OR why = 'withdrawn' AND learner IN ({FACTS_BACK})"""
        return frozenset(row[0] for row in self._db.conn.execute(query).fetchall())

    def forget_names(self, lines: Iterable[int]) -> None:
        """Deletes the names in these lines; the rest of each line stays."""
        with self._db.atomic():
            query = "UPDATE roster SET name_bn = NULL, name_en = NULL WHERE id = ?"
            self._db.conn.executemany(query, [(line,) for line in lines])

    def _with_seats(self, tail: str, values: tuple[object, ...]) -> list[RosterPerson]:
        rows = self._db.conn.execute(f"{_SELECT} {tail}", values).fetchall()
        lines = [line_of(row[:-2]) for row in rows]
        seats: dict[int, list[tuple[str, str]]] = {}
        for part in _parts([line.id for line in lines]):
            query = f"SELECT roster_id, session, learner FROM seats WHERE roster_id IN ({_places(part)})"
            for line, session, learner in self._db.conn.execute(query, part).fetchall():
                seats.setdefault(line, []).append((session, learner))
        return [
            RosterPerson(line, row[-2], bool(row[-1]), tuple(sorted(seats.get(line.id, ()))))
            for row, line in zip(rows, lines, strict=True)
        ]


def _places(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values)


def _parts(values: Collection[T]) -> list[tuple[T, ...]]:
    """Splits `values` into parts that fit into one query."""
    every = tuple(values)
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
