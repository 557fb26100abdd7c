"""What this desk waits for: a requested grant, real classes that its grant does not cover; and the key lists it knows.

Of every issuer it knows the newest key list."""

from __future__ import annotations

import datetime
import functools

from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.known_keys import StoredKeyList
from bsuh_desktop.trust.grant_request import Role
from bsuh_desktop.trust.grants import GrantTerms
from bsuh_desktop.trust.key_list import KeyList, read_key_list


def key_lists(desk: Desk) -> tuple[KeyList, ...]:
    """The newest known list of every issuer, including this desk's own."""
    return tuple(_read(kept.file) for kept in desk.store.known.key_lists())


def newest_of(desk: Desk, issuer: bytes) -> KeyList | None:
    """The newest list of the issuer with this public key; None if there is none."""
    kept = stored_list_of(desk, issuer)
    return None if kept is None else _read(kept.file)


def stored_list_of(desk: Desk, issuer: bytes) -> StoredKeyList | None:
    """The same as the stored file."""
    return desk.store.known.key_list_of(issuer)


@functools.lru_cache(maxsize=64)
def _read(file: bytes) -> KeyList:
    return read_key_list(file)


REQUESTS_MADE = "grants/request_made"
"""The prefix of the facts that record requests; they belong to the old key when a desk gets a new one."""

MADE: dict[Role, str] = {"device": REQUESTS_MADE, "coordinator": f"{REQUESTS_MADE}_as_coordinator"}
"""By the role that is requested, the name of the fact that records for what state the request was written."""


def uncovered_days(desk: Desk, terms: GrantTerms | None, unfinished: bool = False) -> list[datetime.date]:
    """The days of real classes that a grant with these terms (None: no grant) does not cover.

    Finished classes, and with `unfinished` the others too. Classes whose day nobody has stated are skipped, because
    they wait for that first.
    """
    held: list[ClassSummary | SessionState] = list(desk.store.journal.finished().values())
    held += desk.store.journal.unfinished() if unfinished else ()
    days = [one.date for one in held if not one.practice and not one.needs_date]
    return [day for day in days if terms is None or not terms.covers(day)]


def request_made(desk: Desk, role: Role = "device") -> bool:
    """True once a request for `role` was written in this programme, and no answer to it has come yet."""
    return desk.store.facts.get(MADE[role]) == asked_for(desk, role)


def asked_for(desk: Desk, role: Role) -> bytes:
    """The state for which a request is written: the programme and the grant in use. A request for a further grant
    therefore waits for another one."""
    grant = desk.coordinator_grant if role == "coordinator" else next(reversed(desk.grants), None)
    return desk.programme.root_key + (grant.name() if grant is not None else b"")


def earliest_waiting(desk: Desk) -> datetime.date | None:
    """The day of the earliest real class that no grant covers yet, None if there is none. Classes whose day nobody has
    stated are skipped."""
    terms = desk.grants[-1].terms if desk.grants else None
    return min(uncovered_days(desk, terms, unfinished=True), default=None)
