"""What this desk waits for: a grant that was asked for, and real classes that the one in use does not cover."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.grant_request import Role
from bsuh_desktop.trust.grants import GrantTerms

REQUESTS_MADE = "grants/request_made"
"""How the names of the facts begin that say for what a request was written; the old key's."""

MADE: dict[Role, str] = {"device": REQUESTS_MADE, "coordinator": f"{REQUESTS_MADE}_as_coordinator"}
"""By the role that is asked for, the fact that keeps what a request was written for."""


def uncovered_days(desk: Desk, terms: GrantTerms | None, unfinished: bool = False) -> list[datetime.date]:
    """The days of the finished real classes, and of `unfinished` ones where asked for, that a grant with these terms
    (None: no grant) does not cover. A class whose day nobody has said waits for that first, and is passed over."""
    held: list[ClassSummary | SessionState] = list(desk.store.journal.finished().values())
    held += desk.store.journal.unfinished() if unfinished else ()
    days = [one.date for one in held if not one.practice and not one.needs_date]
    return [day for day in days if terms is None or not terms.covers(day)]


def request_made(desk: Desk, role: Role = "device") -> bool:
    """True once a request for `role` was written in this programme, and no answer to it has come yet."""
    return desk.store.facts.get(MADE[role]) == asked_for(desk, role)


def asked_for(desk: Desk, role: Role) -> bytes:
    """The programme, and the grant in use: whoever asks again waits for another one."""
    grant = desk.office if role == "coordinator" else next(reversed(desk.grants), None)
    return desk.programme.root_key + (grant.name() if grant is not None else b"")


def earliest_waiting(desk: Desk) -> datetime.date | None:
    """The day of the earliest real class that no grant covers yet; a class whose day nobody has said is passed over."""
    terms = desk.grants[-1].terms if desk.grants else None
    return min(uncovered_days(desk, terms, unfinished=True), default=None)
