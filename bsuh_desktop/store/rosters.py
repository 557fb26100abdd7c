"""Rosters in the store: the only place where a learner's name is kept, and only with consent.

Lists that were merged and learners who were joined are aliases beside the lines, which themselves never move. A merged
group is listed no more, and its lines count as lines of the group into which it was merged. Of two joined lines one is
on the list; the other stays behind the sessions in which it sat. No learner's id changes in anything that was handed
over, and whoever was not joined keeps theirs. Undoing a merge deletes the aliases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from bsuh_desktop.domain.consent import Basis, narrowest
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.learner import AFTER_WITHDRAWAL, FORGOTTEN, UNSPECIFIED, AskedLearner
from bsuh_desktop.store.facts import Facts, mark_names_deleted

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


class StoredLearner(AskedLearner, frozen=True):
    """One stored roster line: a column for each field."""

    position: int
    """Order on the list."""
    roll: str
    """The number in the school's list."""
    learner: str | None
    """The learner's lasting id; None, like both names, if the name may not be stored."""
    name_bn: str | None
    name_en: str | None
    notice: str
    """The version of the text that was read aloud."""
    consented_on: str
    """ISO 8601 date."""
    id: int = 0
    """The line's number in the store; 0 if it is not stored yet."""

    def withdrawn(self, **changes: Any) -> StoredLearner:
        """The line once consent is withdrawn: without name and lasting id, and without the facts that go with them."""
        return msgspec.structs.replace(self, learner=None, name_bn=None, name_en=None, **AFTER_WITHDRAWAL, **changes)

    def __repr__(self) -> str:
        return f"KeptLearner({self.learner})"


_RESPELLED = "respelled/"

INTO_GROUPS = "INTO groups (id, place, year, grade, section, basis) VALUES (?, ?, ?, ?, ?, ?)"

FIELDS = StoredLearner.__struct_fields__
_STORED = tuple(name for name in FIELDS if name != "id")
_INSERT = f"INSERT INTO roster ({', '.join(_STORED)}, group_id) VALUES ({', '.join('?' for _ in _STORED)}, ?)"
_SELECT = f"SELECT {', '.join(FIELDS)} FROM roster"
_APART = "id NOT IN (SELECT group_id FROM joined_groups)"
FACTS_BACK = f"""SELECT seats.learner FROM seats JOIN roster ON roster.id = roster_id WHERE roster.learner IS NULL
    AND ({" OR ".join(f"{name} != '{UNSPECIFIED}'" for name in FORGOTTEN) or "0"})"""
"""Whoever sat in a session, has no name on the list, but a fact that goes once consent is withdrawn."""
_ON_LIST = "NOT gone AND id NOT IN (SELECT line FROM joined_learners)"


class Rosters:
    """Class groups, their lines, and who sits in which session."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._joined = Joined(db)

    def groups(self) -> list[GroupRef]:
        """All class groups that stand for themselves, in the order in which they were stored."""
        query = f"SELECT id, place, year, grade, section FROM groups WHERE NOT gone AND {_APART} ORDER BY rowid"
        return [GroupRef(*row) for row in self._db.conn.execute(query).fetchall()]

    def add_group(self, group: GroupRef, basis: Basis, lines: Sequence[StoredLearner]) -> None:
        """Stores a class group with its lines in one transaction."""
        with self._db.atomic():
            row = (group.id, group.place, group.year, group.grade, group.section, basis)
            self._db.conn.execute(f"INSERT {INTO_GROUPS}", row)
            self._db.conn.executemany(_INSERT, [(*_values(line), group.id) for line in lines])

    def add_line(self, group: str, line: StoredLearner, listed: bool = True) -> int:
        """Adds a line after the others of a group, so that nobody's card changes; returns its number. A line that is
        not *listed* is a visitor's: it belongs only to the session that the visitor sits in."""
        with self._db.atomic():
            last = msgspec.structs.replace(line, position=self._last(group) + 1)
            query = f"{_INSERT} RETURNING id"
            number = int(self._db.conn.execute(query, (*_values(last), group)).fetchone()[0])
            if not listed:
                self._db.conn.execute("UPDATE roster SET gone = 1 WHERE id = ?", (number,))
            return number

    def group(self, group: str) -> GroupRef:
        """The group with this id. LookupError if there is none."""
        query = "SELECT id, place, year, grade, section FROM groups WHERE id = ? AND NOT gone"
        row = self._db.conn.execute(query, (group,)).fetchone()
        if row is None:
            raise LookupError(group)
        return GroupRef(*row)

    def rename_group(self, group: str, grade: str, section: str) -> None:
        """Gives a group another grade and section."""
        with self._db.atomic():
            query = "UPDATE groups SET grade = ?, section = ? WHERE id = ?"
            self._db.conn.execute(query, (grade, section, group))

    def basis(self, group: str) -> Basis:
        """The basis on which names of this group are stored: letters, school or none. Of a group with others merged
        into it the narrowest of all."""
        query = "SELECT basis FROM groups WHERE id = ?"
        found = [self._db.conn.execute(query, (part,)).fetchone() for part in self._joined.parts(group)]
        return narrowest(cast(Basis, row[0]) for row in found)

    def _last(self, group: str) -> int:
        """The last position on the list of a group and of those merged into it."""
        query = "SELECT coalesce(max(position), 0) FROM roster WHERE group_id = ?"
        return max(int(self._db.conn.execute(query, (part,)).fetchone()[0]) for part in self._joined.parts(group))

    def place_behind(self, group: str, other: str) -> None:
        """Moves all lines of a group, in their order, behind those of another: it is about to be merged into that."""
        with self._db.atomic():
            query = "UPDATE roster SET position = position + ? WHERE group_id = ?"
            last = self._last(other)
            self._db.conn.executemany(query, [(last, part) for part in self._joined.parts(group)])

    def change_line(self, line: StoredLearner) -> None:
        """Replaces the stored line with the same number."""
        columns = ", ".join(f"{name} = ?" for name in _STORED)
        with self._db.atomic():
            row = self._db.conn.execute(f"{_SELECT} WHERE id = ?", (line.id,)).fetchone()
            if row is None:
                return
            was = line_of(row)
            before, names = (was.name_bn, was.name_en), (line.name_bn, line.name_en)
            gone = [name for name in FORGOTTEN if getattr(was, name) not in (getattr(line, name), UNSPECIFIED)]
            if gone or set(before) - {*names, None}:
                mark_names_deleted(self._db)
            if before != names and any(names):
                self._mark_respelled(line.id)
            self._db.conn.execute(f"UPDATE roster SET {columns} WHERE id = ?", (*_values(line), line.id))

    def _mark_respelled(self, line: int) -> None:
        """Marks the line's certificates for checking, so that looking for reprints need not compare every name."""
        query = """INSERT OR REPLACE INTO facts SELECT ? || seats.session || '/' || seats.learner, x'01' FROM seats
            JOIN certificates ON certificates.session = seats.session AND certificates.learner = seats.learner
            WHERE roster_id = ?"""
        self._db.conn.execute(query, (_RESPELLED, line))

    def respelled(self) -> dict[str, set[str]]:
        """The learners, by session, who have a certificate and whose name was changed since that was last checked."""
        found: dict[str, set[str]] = {}
        for name in Facts(self._db).all_of(_RESPELLED):
            session, learner = name.split("/")
            found.setdefault(session, set()).add(learner)
        return found

    def clear_respelled(self, session: str, learners: Collection[str]) -> None:
        """Records that the certificates of these `learners` of a session were checked."""
        facts = Facts(self._db)
        for learner in facts.all_of(f"{_RESPELLED}{session}/"):
            if learner in learners:
                facts.drop(f"{_RESPELLED}{session}/{learner}")

    def remove_line(self, line: int) -> None:
        """Removes a line from its group, with those that were joined with it. If the learner sat in a session the line
        is kept there unchanged, else it is deleted."""
        with self._db.atomic():
            for same in self._joined.same_as([line]):
                seated = "SELECT 1 FROM seats WHERE roster_id = roster.id"
                query = f"DELETE FROM roster WHERE id = ? AND NOT EXISTS ({seated})"
                if self._db.conn.execute(query, (same,)).rowcount:
                    mark_names_deleted(self._db)
                    query = "DELETE FROM joined_learners WHERE ? IN (line, into_line)"
                    self._db.conn.execute(query, (same,))
                else:
                    self._db.conn.execute("UPDATE roster SET gone = 1 WHERE id = ?", (same,))

    def renew_group(self, group: str, lines: Sequence[StoredLearner]) -> None:
        """Replaces the lines of a group in one transaction: lines with a number replace the stored ones, lines without
        one are new, and stored lines that are not among them leave the group."""
        with self._db.atomic():
            before = {line.id: line for line in self.lines(group)}
            for line in lines:
                if line.id == 0:
                    self._db.conn.execute(_INSERT, (*_values(line), group))
                elif before[line.id] != line:
                    self.change_line(line)
            # Remove last, so that no new line gets the number of a removed one.
            for gone in before.keys() - {line.id for line in lines}:
                self.remove_line(gone)

    def remove_group(self, group: str) -> None:
        """Deletes a group and its lines, with all groups merged into it. Learners who sat in a session keep their lines
        there, without a name; their group then stays behind them, and is listed no more."""
        with self._db.atomic():
            parts = self._joined.parts(group)
            self._joined.forget_groups(parts)
            for part in parts:
                self._remove_group(part)
            mark_names_deleted(self._db)

    def _remove_group(self, group: str) -> None:
        seated = "SELECT 1 FROM seats WHERE roster_id = roster.id"
        self._db.conn.execute(f"DELETE FROM roster WHERE group_id = ? AND NOT EXISTS ({seated})", (group,))
        query = "UPDATE roster SET gone = 1, name_bn = NULL, name_en = NULL WHERE group_id = ?"
        if self._db.conn.execute(query, (group,)).rowcount:
            self._db.conn.execute("UPDATE groups SET gone = 1 WHERE id = ?", (group,))
        else:
            self._db.conn.execute("DELETE FROM groups WHERE id = ?", (group,))

    def lines(self, group: str) -> list[StoredLearner]:
        """The current lines of a group in the school's order, with those of groups merged into it. Of joined lines only
        the one that stands for the others."""
        query = f"{_SELECT} WHERE group_id = ? AND {_ON_LIST}"
        rows = [row for part in self._joined.parts(group) for row in self._db.conn.execute(query, (part,)).fetchall()]
        return sorted(map(line_of, rows), key=lambda line: (line.position, line.id))

    def seat(self, session: str, seats: Sequence[tuple[str, int]]) -> None:
        """Stores which line each learner id of a session belongs to (the id of an unnamed learner is valid for this
        session only)."""
        with self._db.atomic():
            rows = [(session, learner, line) for learner, line in seats]
            self._db.conn.executemany("INSERT INTO seats VALUES (?, ?, ?)", rows)

    def unseat(self, session: str, learner: str) -> None:
        """Removes an added learner again, with the line that was made for them. If they gave no personal data, older
        backups contain none either."""
        with self._db.atomic():
            query = "DELETE FROM seats WHERE session = ? AND learner = ? RETURNING roster_id"
            for (line,) in self._db.conn.execute(query, (session, learner)).fetchall():
                query = "DELETE FROM roster WHERE id = ? RETURNING roll, name_bn, name_en"
                if any(self._db.conn.execute(query, (line,)).fetchone()):
                    mark_names_deleted(self._db)

    def seated(self, session: str) -> dict[str, StoredLearner]:
        """The line behind each learner id of a session. A forgotten id has no name here, even if a name of the same
        learner is stored by now."""
        columns = ", ".join(f"roster.{name}" for name in FIELDS)
        query = f"SELECT seats.learner, {columns} FROM seats JOIN roster ON roster.id = roster_id WHERE session = ?"
        lines = {row[0]: line_of(row[1:]) for row in self._db.conn.execute(query, (session,)).fetchall()}
        query = "SELECT learner FROM forgotten WHERE learner IN (SELECT learner FROM seats WHERE session = ?)"
        for (learner,) in self._db.conn.execute(query, (session,)).fetchall():
            lines[learner] = msgspec.structs.replace(lines[learner], name_bn=None, name_en=None)
        return lines


def _values(line: StoredLearner) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in _STORED)


def line_of(row: Sequence[Any]) -> StoredLearner:
    """The line with these values of FIELDS, in their order. They were checked before they were stored."""
    return StoredLearner(**dict(zip(FIELDS, row, strict=True)))
