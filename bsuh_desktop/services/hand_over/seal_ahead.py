"""Seals classes ahead, while nobody waits: with their papers, and a few at a time in quiet moments.

A person who plugs a stick in waits for the writing alone. A class that changes before it leaves is sealed anew, in the
same place of its row.
"""

from __future__ import annotations

from collections.abc import Iterable

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.services.certificates.due import due
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import Seen, stands
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.services.hand_over.seal import seal_ahead

_AT_ONCE = 4
"""Classes; each takes the desk's thread for about 10 ms."""


def seal_with_papers(desk: Desk, sessions: Iterable[str]) -> None:
    """The papers of these classes stand where they should: nothing of them is expected to change. What stands in the
    way is told when they are handed over."""
    try:
        seen = Seen(desk)
        for session in sessions:
            seal_ahead(desk, session, seen)
    except KnownError as error:
        log("refused", code=error.code)


def seal_some(desk: Desk, most: int = _AT_ONCE) -> int:
    """Seals some of the finished classes that were not sealed as they are now; returns how many. One whose date nobody
    has said is passed over; one of today whose certificates are still to be printed, too: it would be sealed twice."""
    today, waiting = desk.today(), set(due(desk).sessions)
    left = [one.held for one in stands(desk) if not (one.current or one.held.needs_date)]
    settled = [held.session for held in left if held.date < today or held.session not in waiting][:most]
    seal_with_papers(desk, settled)
    return len(settled)
