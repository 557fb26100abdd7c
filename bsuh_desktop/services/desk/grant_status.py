"""Which real classes wait for a grant: those whose day the one in use does not cover."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.grants import GrantTerms


def uncovered_days(desk: Desk, terms: GrantTerms | None, unfinished: bool = False) -> list[datetime.date]:
    """The days of the finished real classes, and of `unfinished` ones where asked for, that a grant with these terms
    (None: no grant) does not cover. A class whose day nobody has said waits for that first, and is passed over."""
    held: list[ClassSummary | SessionState] = list(desk.store.journal.finished().values())
    held += desk.store.journal.unfinished() if unfinished else ()
    days = [one.date for one in held if not one.practice and not one.needs_date]
    return [day for day in days if terms is None or not terms.covers(day)]
