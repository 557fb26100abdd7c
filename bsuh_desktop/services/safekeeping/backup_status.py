"""The backups of an open desk: starts one when it is due, and reports whether they are in order."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.domain.dates import date_text, time_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.store.backups import backups

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk


class BackupStatus(msgspec.Struct, frozen=True):
    """Whether the backups are in order; `state` is *unused* while there was nothing to back up."""

    state: Literal["ok", "unused", "bad"]
    text: Message
    remedy: Message | None
    newest: datetime.datetime | None
    """When the newest backup was made, at the programme's offset."""
    count: int
    """The number of backups."""


def backup_if_due(desk: Desk, events_only: bool = False) -> bool:
    """Begins a backup in the background if one is due; returns whether it did.

    It is due when something was written before the desk was unlocked, a class was finished, papers or a file left the
    desk, names were deleted, or any change is older than ten minutes. Where `events_only` were written by a class that
    goes on, only the time is looked at.
    """
    return desk.backups.begin_if_due(desk.clock.now(), events_only)


def backup_standing(desk: Desk) -> BackupStatus:
    """Whether the desk's backups are in order, and what to do if not."""
    kept, trouble = backups(desk.folder), desk.backups.trouble
    newest = programme_time(kept[0].made, desk.programme.offset_minutes) if kept else None
    if trouble is not None:
        text = Message("The newest backup could not be made: {reason}", reason=trouble.message)
        return BackupStatus("bad", text, trouble.remedy, newest, len(kept))
    if newest is None:
        return BackupStatus("unused", Message("The app makes a backup after every class."), None, None, 0)
    day, time = day_and_time(newest)
    text = Message("Newest backup on this laptop: {day}, {time}.", day=day, time=time)
    return BackupStatus("ok", text, None, newest, len(kept))


def programme_time(moment: datetime.datetime, offset_minutes: int) -> datetime.datetime:
    """A time at the programme's offset."""
    return moment.astimezone(datetime.timezone(datetime.timedelta(minutes=offset_minutes)))


def day_and_time(moment: datetime.datetime) -> tuple[LocalText, LocalText]:
    """Day and time of day as texts to use in a sentence."""
    time = LocalText(time_words(moment.time(), "bn"), time_words(moment.time(), "en"))
    return date_text(moment.date()), time
