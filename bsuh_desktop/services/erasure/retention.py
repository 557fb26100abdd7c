"""How long names are kept: N days after the receipt of a class's last session, or after the programme's end.

A name whose receipt is missing is kept whatever the day, because nobody else has it yet. Names whose time is over are
deleted; journals and files that were handed over are not changed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from bsuh_desktop.domain.dates import date_text, day_after
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import HandOverStatus, hand_over_statuses, lessons_of
from bsuh_desktop.services.desk.prepared_classes import prepared_classes
from bsuh_desktop.services.desk.titles import group_title, place_words
from bsuh_desktop.services.erasure import values
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.system.log import log


def retention_view(desk: Desk, stated: datetime.date | None = None) -> values.RetentionView:
    """The names that are kept of every class, as of the `stated` day, by default of the laptop's day."""
    day = stated or desk.today()
    known = _Known(desk, day)
    groups = tuple(known.names_of(group) for group in desk.store.rosters.groups())
    return values.RetentionView(groups, day, bool(desk.doubts(desk.clock.now())), desk.programme.retention_days)


class _Known:
    """The data that is the same for all groups, read once."""

    def __init__(self, desk: Desk, day: datetime.date) -> None:
        self._desk = desk
        self._day = day
        self._names = desk.store.people.names_of_groups()
        self._sessions = desk.store.people.sessions_of_groups()
        self._stands = {one.finished.session: one for one in hand_over_statuses(desk)}
        self._busy = self._running() | {
            group for one in prepared_classes(desk) if one.day >= day for group in one.wish.groups
        }
        self._keep = datetime.timedelta(days=desk.programme.retention_days)
        forgotten = desk.store.forgotten.all().values()
        self._over = {one.learner: one.day for one in forgotten if one.why == "retention"}

    def _running(self) -> set[str]:
        """The groups of classes that are not finished."""
        running = [state.opened for state in self._desk.store.journal.unfinished()]
        roots = self._desk.store.joined.roots()
        named = {roots.get(group.id, group.id) for opened in running if opened for group in opened.groups}
        unfinished = set(self._desk.store.journal.sessions()) - self._stands.keys()
        return named | {group for group, sessions in self._sessions.items() if sessions & unfinished}

    def names_of(self, group: GroupRef) -> values.GroupNames:
        held = lessons_of(self._desk, group.id, self._stands.values(), self._sessions.get(group.id, frozenset()))
        missing = tuple(
            values.MissingReceipt(one.finished.session, one.finished.date)
            for one in held
            if not (self._needs_none(one) or one.arrived)
        )
        state, due, because = self._state(group.id, held, missing)
        return values.GroupNames(
            group=group.id,
            title=group_title(group),
            place=place_words(self._desk, group.place),
            names=self._names.get(group.id, 0),
            state=state,
            due=due,
            missing=missing,
            because=because,
            deleted=self._deleted(group.id) if state == "none" else None,
        )

    def _deleted(self, group: str) -> datetime.date | None:
        """The newest day on which a name of the group was deleted because its time was over."""
        people = self._desk.store.people.of_group(group) if self._over else []
        days = [self._over[learner] for one in people for learner in one.ids & self._over.keys()]
        return datetime.date.fromisoformat(max(days)) if days else None

    def _state(
        self, group: str, finished: Sequence[HandOverStatus], missing: Sequence[values.MissingReceipt]
    ) -> tuple[values.RetentionState, datetime.date | None, values.Because]:
        if not self._names.get(group):
            return "none", None, ""
        if group in self._busy:
            return "running", None, ""
        if missing:
            return "held_back", None, ""
        due, because = self._end_of(finished)
        return ("due" if due <= self._day else "later"), due, because

    def _end_of(self, finished: Sequence[HandOverStatus]) -> tuple[datetime.date, values.Because]:
        """The day from which the names are deleted, and what it is counted from."""
        last = max(finished, key=_day, default=None)
        end = day_after(self._desk.programme.expires, self._keep)
        if last is None or day_after(_day(last), self._keep) > end:
            return end, "programme"
        return day_after(_day(last), self._keep), "class" if self._needs_none(
            last
        ) or last.receipt is None else "receipt"

    def _needs_none(self, one: HandOverStatus) -> bool:
        """True for what was only practice in a real programme: it never needs a receipt."""
        return one.finished.practice and not self._desk.practising


def _day(one: HandOverStatus) -> datetime.date:
    """The day from which the retention of a class is counted: the day of its receipt, else of the class. A receipt
    dated before the class was written by a wrong clock and is ignored."""
    receipt = one.receipt
    settled = receipt is not None and receipt.settled
    return (
        max(datetime.date.fromisoformat(receipt.day), one.finished.date) if settled and receipt else one.finished.date
    )


_SLACK = datetime.timedelta(days=3653)
"""A stated day this long after all names are due is taken for a typing error."""


def purge(desk: Desk, stated: datetime.date | None = None) -> values.Purged:
    """Deletes every name whose time is over on the `stated` day, by default on the day of the laptop's clock.

    Must not be called inside a transaction.
    Raises KnownError: date_needed (the clock is in doubt), bad_date, disk_full, store_read_only.
    """
    if stated is None and desk.doubts(desk.clock.now()):
        raise _date_needed()
    _check_today(desk, stated)
    return _purge(desk, stated)


def purge_if_due(desk: Desk) -> values.Purged | None:
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


def _purge(desk: Desk, stated: datetime.date | None) -> values.Purged:
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
    return values.Purged(len(people), view.held_back, len(due), due, view.days)


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
