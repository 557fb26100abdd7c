"""Migrates an older data file: numbered migrations in order, each in one transaction."""

from __future__ import annotations

import importlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import KnownError, Message

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

NAMES = (
    "m0001_first",
    "m0002_gone",
    "m0003_classes",
    "m0004_trust",
    "m0005_ends",
    "m0006_taken",
    "m0007_printed_words",
    "m0008_manifests_by_key",
    "m0009_fewer_views",
    "m0010_new_kinds",
    "m0011_gone_groups",
    "m0012_joined",
)
SET = "store"


def upgrade(db: Database, names: Collection[str] = NAMES) -> None:
    """Applies pending migrations, only those in `names`. Raises KnownError("newer_store") for a file written by a newer
    app."""
    migrations = _migrations()
    applied = {migration.name for migration in migrations.applied(db)}
    check_known({*applied, *names})
    if set(names) - applied:
        later = [name for name in NAMES if name not in names and name not in applied]
        migrations.apply(db, stop_before=later)


def check_known(names: Collection[str]) -> None:
    """Raises KnownError("newer_store") if there is a migration that this app does not know."""
    if not set(names) <= set(NAMES):
        raise KnownError(
            "newer_store",
            Message("A newer version of the app has used this data."),
            Message("Install the newer version. Nothing was changed."),
        )


def _migrations() -> Migrations:
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(SET)
    for name in NAMES:
        statements = importlib.import_module(f"bsuh_desktop.store.migrations.{name}").STATEMENTS
        migrations(name=name)(_runner(statements))
    return migrations


def _runner(statements: tuple[str, ...]):  # type: ignore[no-untyped-def]
    def run(db: Database) -> None:
        for statement in statements:
            db.conn.execute(statement)

    return run
