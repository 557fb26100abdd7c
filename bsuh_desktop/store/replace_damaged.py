"""Replaces a damaged data file with a repaired one; the damaged file is kept beside it with everything belonging to it.

What it still contains is copied over into a backup, or into a new file: events, lists, serials. The backup is
an earlier state of the same file, so a row has the same key in both. What could not be read is reported.
A power cut in between leaves the damaged file in place, or already set aside, with the backup still there: both are
detected at the next opening, and the repair starts again. `remove_leftovers` deletes files that were set aside: they
still contain what has to be forgotten."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.store.backups import FOLDER as BACKUPS
from bsuh_desktop.store.backups import Backup, backups
from bsuh_desktop.store.database import connect, wrapped
from bsuh_desktop.store.facts import DELETIONS, MENDED, NEW_KEY_NEEDED, OUTSIDE, Facts
from bsuh_desktop.store.file_check import ENDS, Contents, Extent, extent_of, look_into, total
from bsuh_desktop.store.forgotten import LIST_SEEN, Forgotten, add_to_list, read_list
from bsuh_desktop.store.office import GivenGrants, need_new_key
from bsuh_desktop.store.outgoing import REVISIONS_FROM, SERIALS_FROM
from bsuh_desktop.store.salvage import merge_rows
from bsuh_desktop.store.salvage.pages import SALT
from bsuh_desktop.store.salvage.read_damaged import Salvaged, read_damaged
from bsuh_desktop.store.salvage.records import SchemaRow
from bsuh_desktop.store.store import FILE_NAME, LOG_NAME, take_lock
from bsuh_desktop.store.upgrade import NAMES, check_known, upgrade
from bsuh_desktop.system.atomic_file import copy_private, move_over, sync_file, sync_folder
from bsuh_desktop.system.disk_errors import raising_known_errors

GAP = 1000
"""Serials that are skipped when it is no longer known which were issued: a class has at most 200."""

REVISIONS = 100
"""Revisions of each finished class's attendance file that are skipped for the same reason."""

_LINES_TABLE, _SERIALS, _FILES = "roster", "certificates", "sealed"
_WORTH_HAVING = ("groups", "roster", "facts")
_OFFICE = {"given", "key_lists"}
_MIGRATIONS = "SELECT name FROM _sqlite_migrations"
_NAMED = (
    "SELECT learner FROM roster WHERE coalesce(name_bn, '') != '' OR coalesce(name_en, '') != ''",
    "SELECT learner FROM certificates WHERE named AND length(signature) > 0",
)
_LINES = "SELECT learner FROM roster"
_FILES_OF = "SELECT session, revision, learner FROM sealed JOIN seats USING (session) WHERE length(bytes) > 0"
_REVISIONS = """SELECT v_sessions.session, coalesce(max(revision), 0) FROM v_sessions
    LEFT JOIN sealed ON sealed.session = v_sessions.session WHERE ended_ms IS NOT NULL GROUP BY v_sessions.session"""
_PLANS = "SELECT name, rootpage, iif(type = 'table', sql, '') FROM sqlite_master WHERE type IN ('table', 'index')"


class Damage(msgspec.Struct, frozen=True):
    """A damaged file with its log, either of which may be missing."""

    file: Path
    log: Path
    beside: Mapping[str, Why]
    """The list of forgotten learners that is stored beside the file: learner id to reason."""
    from_elsewhere: bool = False
    """True if the backup was not made on this desk, so that either the file or the backup may be the later one."""


class CarriedOver(msgspec.Struct, frozen=True):
    """What was recovered from a damaged file beyond the backup, and what was lost."""

    classes: int = 0
    """Classes that had more events in the damaged file than in the backup."""
    events: int = 0
    """Recovered events that the backup did not have."""
    renumbered: int = 0
    """Those of `events` that came after a gap and were appended under new numbers."""
    lost: int = 0
    """Events that are known to be missing."""
    left_out: int = 0
    """Events that could be read but mean nothing without the lost ones."""
    classes_lost: int = 0
    """Classes whose first event is lost."""
    tables: tuple[str, ...] = ()
    """Tables from which rows may be missing."""
    nameless: int = 0
    """Learners whose roster line was lost."""
    everything: bool = False
    """True if everything that was written was recovered."""
    new_key: bool = False
    """True if the desk's key must not sign any more."""
    forget: dict[str, Why] = {}
    """Learners that must be forgotten again before anybody reads the data: id to reason."""


def carry_over(damage: Damage, into: Path, key: bytes) -> CarriedOver:
    """Writes everything that can be read of `damage` into the verified file `into`, which is created if it does not
    exist. `damage` is not changed.

    Raises KnownError: newer_store, disk_full; OSError.
    """
    fresh = not into.exists()
    with contextlib.closing(connect(into, key, "rwc")) as connection:
        # Durability comes afterwards, once for the whole file: verification, a sync, its final name.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA secure_delete = ON")
        db = wrapped(connection)
        salts = () if fresh else (into.read_bytes()[:SALT],)
        found = read_damaged(damage.file, damage.log, key, _new_plans() if fresh else _plans(connection), salts)
        check_known([str(row[2]) for row in found.rows("_sqlite_migrations")])
        later = fresh or _is_later(found, connection)
        if later or damage.from_elsewhere:
            # Rows from an older app's file are migrated together with those of the backup.
            upgrade(db, found.migrations() or (NAMES if fresh else ()))
        with db.atomic():
            if damage.from_elsewhere:
                later = later or merge_rows.have_diverged(connection, found)
                merge_rows.unite_tables(connection, found, later, but=_unsafe(found, connection))
            elif later:
                merge_rows.merge_tables(connection, found, but=_unsafe(found, connection))
            joined = merge_rows.rejoin(db, found)
        upgrade(db)
        with db.atomic():
            return _settled(db, found, joined, damage.beside, later)


class Readable(msgspec.Struct, frozen=True):
    """What a repair without any backup would recover: the number of classes, and whether there is anything at all."""

    classes: int
    anything: bool


def look_for(damage: Damage, key: bytes) -> Readable:
    """What can still be read of a damaged file. Raises OSError."""
    found = read_damaged(damage.file, damage.log, key, _new_plans())
    classes = sum(1 in journal.rows for journal in found.journals.values())
    return Readable(classes, classes > 0 or any(found.rows(table) for table in _WORTH_HAVING))


def _settled(
    db: Any, found: Salvaged, joined: merge_rows.Rejoined, beside: Mapping[str, Why], later: bool
) -> CarriedOver:
    tables = merge_rows.not_whole(db.conn, found)
    nameless = merge_rows.settle(db)
    unsure = not later or bool({_SERIALS, _FILES} & set(tables))
    if not later or _SERIALS in tables:
        _leave_a_gap(db)
    if not later or _FILES in tables:
        _leave_revisions_out(db)
    if not later or _OFFICE & set(tables):
        GivenGrants(db).skip()
    if unsure and Facts(db).get(NEW_KEY_NEEDED) is None:
        need_new_key(db, "mended")
    if "facts" in tables:
        _count_all_as_outside(db)
    # The damaged file's own repair counter may be among the lost facts.
    repairs = int.from_bytes(Facts(db).get(MENDED) or b"", "big") + (GAP if "facts" in tables else 1)
    Facts(db).put(MENDED, repairs.to_bytes(8, "big"))
    forget = _back_again(db, found, joined.answered, beside)
    return CarriedOver(
        classes=joined.classes,
        events=joined.events,
        renumbered=joined.renumbered,
        lost=joined.lost,
        left_out=joined.left_out,
        classes_lost=joined.classes_lost,
        tables=tables,
        nameless=nameless,
        everything=later
        and found.is_whole("journal")
        and found.is_whole("sessions")
        and not (joined.lost or joined.classes_lost or tables),
        new_key=unsure,
        forget=forget,
    )


def _is_later(found: Salvaged, backup: Any) -> bool:
    """False if the damaged file is an earlier state than the backup, for example because it lost its log. Then it may
    contain names that were deleted since, and nothing that the backup lacks."""
    migrations = found.migrations()
    if not found.tables or (migrations and len(migrations) < len(_rows(backup, _MIGRATIONS))):
        return False
    if _extent(found, backup).lacks(extent_of(backup)):
        return False
    return not any(end and found.lacks(end) for _, end in _rows(backup, ENDS))


def _extent(found: Salvaged, backup: Any) -> Extent:
    """The extent of the damaged file; tables that cannot be read completely are assumed to be as in the backup."""
    there = extent_of(backup)
    counters = [int(row[0]) for row in found.columns(_SERIALS, "counter") if isinstance(row[0], int)]
    outside = (row[1] for row in found.rows("facts") if str(row[0]).startswith(OUTSIDE) and isinstance(row[1], bytes))
    deletions = _deletions(found)
    return Extent(
        serials=max(counters, default=0) if found.is_whole(_SERIALS) else there.serials,
        handed=len(found.rows("handed")) if found.is_whole("handed") else there.handed,
        receipts=len(found.rows("receipts")) if found.is_whole("receipts") else there.receipts,
        outside=total(outside) if found.is_whole("facts") else there.outside,
        groups=len(found.rows("groups")) if found.is_whole("groups") else there.groups,
        deletions=there.deletions if deletions is None else deletions,
    )


def _unsafe(found: Salvaged, backup: Any) -> set[str]:
    """The tables that must not be merged: the roster, if names were deleted before the backup was made that the damaged
    file may still contain, or if that is not known."""
    deletions = _deletions(found)
    fewer = deletions is None or deletions < _deleted_in(backup)
    return {_LINES_TABLE} if fewer and _deleted_in(backup) and not merge_rows.have_diverged(backup, found) else set()


def _deletions(found: Salvaged) -> int | None:
    """How many deletions of names the damaged file counted; None if that cannot be read."""
    value = found.fact(DELETIONS)
    if value is None:
        return 0 if found.is_whole("facts") else None
    return int.from_bytes(value, "big")


def _deleted_in(backup: Any) -> int:
    rows = _rows(backup, f"SELECT value FROM facts WHERE name = '{DELETIONS}'")
    return int.from_bytes(rows[0][0], "big") if rows else 0


def _back_again(db: Any, found: Salvaged, answered: set[str], beside: Mapping[str, Why]) -> dict[str, Why]:
    """Learners who were forgotten, but whose name, answers, signature or sealed file came back with the backup or with
    an old page, with the reason. They are removed from the list in the store: entries that are only in the list beside
    the store are forgotten at the next opening."""
    known = {learner: one.why for learner, one in Forgotten(db).all().items()}
    withdrawn = {learner: why for learner, why in beside.items() if why == "withdrawn"}
    listed = {**beside, **known, **withdrawn}
    Facts(db).drop(LIST_SEEN)
    named = {row[0] for query in _NAMED for row in _rows(db.conn, query)}
    named |= {row[2] for row in _rows(db.conn, _FILES_OF) if row[:2] not in _files_in(found)}
    there = named | answered | {row[0] for row in _rows(db.conn, _LINES)}
    again = {learner: why for learner, why in listed.items() if learner in (there if why == "withdrawn" else named)}
    db.conn.executemany("DELETE FROM forgotten WHERE learner = ?", [(learner,) for learner in again])
    return again


def _files_in(found: Salvaged) -> set[tuple[Any, ...]]:
    """The sealed files in the damaged file, by class and revision: it has already dropped those that contain a
    forgotten name."""
    return {tuple(row[:2]) for row in found.rows(_FILES)}


def _leave_a_gap(db: Any) -> None:
    last = _rows(db.conn, f"SELECT coalesce(max(counter), 0) FROM {_SERIALS}")[0][0]
    Facts(db).put(SERIALS_FROM, (last + GAP).to_bytes(8, "big"))


def _leave_revisions_out(db: Any) -> None:
    """Skips revisions: reusing a number with other bytes would be a conflict for anybody who has a file that is not
    known here."""
    for session, last in _rows(db.conn, _REVISIONS):
        Facts(db).put(f"{REVISIONS_FROM}{session}", (last + REVISIONS).to_bytes(4, "big"))


def _count_all_as_outside(db: Any) -> None:
    """Marks all sealed files as sent: the backup's record of which files had left is out of date, so none is taken
    back."""
    for signer, noted in Facts(db).all_of(OUTSIDE).items():
        places = db.conn.execute("SELECT nth FROM sealed WHERE signer = ?", (bytes.fromhex(signer),)).fetchall()
        last = max((nth for (nth,) in places), default=0)
        Facts(db).put(OUTSIDE + signer, max(last, int.from_bytes(noted, "big")).to_bytes(8, "big"))


def _plans(connection: Any) -> list[SchemaRow]:
    return [SchemaRow(*row) for row in _rows(connection, _PLANS)]


def _new_plans() -> list[SchemaRow]:
    """The table definitions of a new file, without root pages, which are valid for that file only."""
    from sqlcipher3 import dbapi2

    with contextlib.closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        upgrade(wrapped(connection))
        return [plan._replace(root=0) for plan in _plans(connection) if plan.sql]


def _rows(connection: Any, query: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return rows


FORGETTING = "forgetting"
"""A fact: something was forgotten, and not every older copy of it on this laptop has gone yet."""


DAMAGED_NAME = "damaged-{number}"
"""The folder in which a damaged file is kept."""

MERGING = ".merging"
"""The folder that contains a backup while it is merged into an existing desk."""

_NAMES = (DAMAGED_NAME.format(number="*"), MERGING, f".{FILE_NAME}.part*")


def remove_leftovers(profile: Path) -> bool:
    """Deletes the damaged files kept in the profile, and what a power cut left of a repair or a backup merge. Returns
    False if one of them cannot be deleted now."""
    kept = [path for name in _NAMES for path in profile.glob(name)]
    for path in kept:
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if kept:
        with contextlib.suppress(OSError):
            sync_folder(profile)
    return not any(path.exists() for path in kept)


_ENDS = ("", "-wal", "-shm")
"""The database file comes first: the log of a missing file is discarded, whereas a file without its log may open as an
older state."""


class RepairResult(msgspec.Struct, frozen=True):
    """The result of a repair."""

    contents: Contents
    """What the repaired file contains."""
    carried: CarriedOver
    """How much was recovered from the damaged file."""
    damaged_copy: Path | None
    """Where the damaged file was put; None if there was none."""


def mend(profile: Path, backup: Path | None, key: bytes) -> RepairResult:
    """Replaces the damaged file with the verified `backup` plus everything that the damaged file contains beyond it;
    without a backup, with a new file of what can still be read. The store must be closed.

    Raises KnownError: in_use, store_read_only, disk_full, newer_store, store_damaged (the backup is damaged, too).
    After an error nothing has changed.
    """
    with contextlib.ExitStack() as held:
        held.callback(take_lock(profile).release)
        file, part, damaged = profile / FILE_NAME, profile / f".{FILE_NAME}.part", _damaged(profile)
        held.callback(_remove, part)
        with raising_known_errors():
            _remove(part)
            if backup is not None:
                copy_private(backup, part)
            carried = carry_over(_damage_in(profile, apart=_is_from_elsewhere(profile, backup)), part, key)
            contents = look_into(part, key)
            sync_file(part)
            # The list beside the store first: after a power cut, whatever is opened forgets these learners.
            add_to_list(profile, carried.forget)
            kept = _set_aside(profile, [one.path for one in _newer(profile, backup)])
            move_over(part, file)
    return RepairResult(contents, carried, kept or (damaged.parent if damaged != file else None))


def readable_in(profile: Path, key: bytes) -> Readable:
    """What a repair without any backup would recover. Raises KnownError: store_read_only."""
    with raising_known_errors():
        return look_for(_damage_in(profile), key)


def _damage_in(profile: Path, apart: bool = False) -> Damage:
    """The damaged file of a profile with its log; `apart` as in `Damage`."""
    file = _damaged(profile)
    logs = (path for path in (file.with_name(LOG_NAME), profile / LOG_NAME) if path.exists())
    return Damage(file, next(logs, profile / LOG_NAME), read_list(profile), apart)


def _damaged(profile: Path) -> Path:
    """The damaged file: the data file itself or, if there is none, the last one that was set aside, because a power cut
    may have come just after that. One that was set aside long ago has less than any backup, so nothing is recovered
    from it."""
    file = profile / FILE_NAME
    if file.exists():
        return file
    aside = (profile / DAMAGED_NAME.format(number=number) / FILE_NAME for number in itertools.count(1))
    there = list(itertools.takewhile(lambda path: path.parent.exists(), aside))
    return next((path for path in reversed(there) if path.exists()), file)


def _newer(profile: Path, used: Path | None) -> list[Backup]:
    """Backups newer than the `used` one, which failed verification: they are set aside so that later checks do not
    compare with them. Empty if `used` was brought from elsewhere, which says nothing about them."""
    if _is_from_elsewhere(profile, used):
        return []
    return list(itertools.takewhile(lambda one: one.path != used, backups(profile)))


def _is_from_elsewhere(profile: Path, used: Path | None) -> bool:
    return used is not None and used.parent != profile / BACKUPS


def _set_aside(profile: Path, newer: list[Path]) -> Path | None:
    ours = [profile / f"{FILE_NAME}{end}" for end in _ENDS]
    there = [path for path in (*ours, *newer) if path.exists()]
    if not there:
        return None
    names = (profile / DAMAGED_NAME.format(number=number) for number in itertools.count(1))
    kept = next(path for path in names if not path.exists())
    kept.mkdir(mode=0o700)
    for path in there:
        move_over(path, kept / path.name)
        sync_folder(profile)
    return kept


def _remove(part: Path) -> None:
    """Deletes the temporary file and its logs, also those left by a power cut."""
    for path in part.parent.glob(f"{part.name}*"):
        path.unlink(missing_ok=True)
