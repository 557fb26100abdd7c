"""Deletes names whose retention time is over. Journals and files that were handed over are not changed."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.dates import date_text, day_after
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.services.erasure.retention import retention_view
from bsuh_desktop.services.erasure.values import Purged
from bsuh_desktop.system.log import log

_SLACK = datetime.timedelta(days=3653)
"""A stated day this long after all names are due is taken for a typing error."""


def purge(desk: Desk, stated: datetime.date | None = None) -> Purged:
    """Deletes every name whose time is over on the `stated` day, by default on the day of the laptop's clock.

    Must not be called inside a transaction.
    Raises KnownError: date_needed (the clock is in doubt), bad_date, disk_full, store_read_only.
    """
    if stated is None and desk.doubts(desk.clock.now()):
        raise _date_needed()
    _check_today(desk, stated)
    return _purge(desk, stated)


def purge_if_due(desk: Desk) -> Purged | None:
    """The same, some time after unlocking; does nothing while the clock is in doubt. Returns None if no name was
    due."""
    if desk.doubts(desk.clock.now()) or not retention_view(desk).due:
        return None
    return _purge(desk, None)


def check_before_reading(desk: Desk, stated: datetime.date | None) -> None:
    """Checks that the day is known before restored data is read; deletes nothing itself.

    Names that are due must be deleted before anybody reads them, and a clock in doubt, as it usually is after a long
    time, cannot decide that.
    Raises KnownError: date_needed, bad_date.
    """
    if stated is None and desk.doubts(desk.clock.now()) and retention_view(desk).due:
        raise _date_needed()
    _check_today(desk, stated)


def purge_before_reading(desk: Desk, stated: datetime.date | None) -> int:
    """Deletes the names that are due and returns how many. Must not be called inside a transaction.

    Raises KnownError: date_needed, bad_date, disk_full, store_read_only.
    """
    check_before_reading(desk, stated)
    gone = purge_if_due(desk) if stated is None else _purge(desk, stated)
    return gone.names if gone is not None else 0


def _date_needed() -> KnownError:
    return KnownError(
        "date_needed",
        Message("The clock of this laptop may be wrong, so the app cannot know whether the time for a name is over."),
        Message("Set the clock, or write today's date."),
    )


def _check_today(desk: Desk, stated: datetime.date | None) -> None:
    """Checks that a stated day is possible and, unless the clock is in doubt, not after the clock's day."""
    if stated is None:
        return
    check_stated(desk, stated)
    if stated > desk.today() and not desk.doubts(desk.clock.now()):
        days = {"day": date_text(stated), "today": date_text(desk.today())}
        raise _bad_date(Message("Today is not {day}: the clock says {today}, and seems right.", **days))


def _purge(desk: Desk, stated: datetime.date | None) -> Purged:
    view = retention_view(desk, stated)
    due = tuple(group for group in view.groups if group.state == "due")
    people = [one for group in due for one in desk.store.people.of_group(group.group) if one.named]
    known = desk.store.forgotten.all()
    ids: dict[str, Why] = {learner: "retention" for one in people for learner in one.ids if learner not in known}
    if people:
        with desk.store.transaction():
            forget(desk, people, ids)
            desk.store.people.forget_names(one.line.id for one in people)
        clear_traces(desk)
        log("forgotten", code="retention", count=len(people))
    return Purged(len(people), view.held_back, len(due), due, view.days)


def check_stated(desk: Desk, stated: datetime.date) -> None:
    """Checks that the day is not before the newest class and not impossibly late. Raises KnownError: bad_date."""
    held = desk.store.journal.finished().values()
    newest = max((one.date for one in held if not one.needs_date), default=stated)
    if stated < newest:
        days = {"day": date_text(stated), "newest": date_text(newest)}
        raise _bad_date(Message("Today cannot be {day}: the newest class here has the date {newest}.", **days))
    if stated > day_after(desk.programme.expires, datetime.timedelta(days=desk.programme.retention_days) + _SLACK):
        raise _bad_date(Message("Today cannot be {day}: no name is kept that long.", day=date_text(stated)))


def _bad_date(why: Message) -> KnownError:
    return KnownError("bad_date", why, Message("Check the date. No name was deleted."))
