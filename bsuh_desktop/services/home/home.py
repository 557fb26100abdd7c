"""Home: what a facilitator finds after unlocking, a class to go on with, today's classes, what waits."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.certificates.due import DueCertificates, due, reprints
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_groups
from bsuh_desktop.services.classroom.planned_classes import PlannedDays, plans
from bsuh_desktop.services.classroom.unfinished_classes import UnfinishedClass, unfinished
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import due_of, hand_over_statuses, overdue_of
from bsuh_desktop.services.desk.titles import class_place, class_title, module_title
from bsuh_desktop.services.safekeeping.laptop_view import LaptopDue, laptop_due


class HeldClass(msgspec.Struct, frozen=True):
    """A finished class. `present` are all who were there at any time; `ended_ms` is its settled end; `anew` of its
    certificates are to be printed anew, with another spelling; *names over*: names of it were deleted in time."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    date: datetime.date
    ended_ms: int
    minutes: int
    present: int
    practice: bool
    anew: int = 0
    names_over: bool = False


class HomeFacts(msgspec.Struct, frozen=True):
    """What Home shows. `today` is the day at the programme's offset; `unfinished` has the newest first; `groups` are
    the classes, whoever waited longest for a lesson first. `not_handed_over` and `not_printed` name the sessions whose
    files still wait, `certificates` says more of the latter; `plans` are the classes that were prepared; `overdue`
    counts those that were handed over long ago and have no receipt; `laptop` says what is due on the laptop itself."""

    today: datetime.date
    unfinished: tuple[UnfinishedClass, ...]
    groups: tuple[ClassGroup, ...]
    not_handed_over: tuple[str, ...]
    not_printed: tuple[str, ...]
    plans: PlannedDays = PlannedDays()
    certificates: DueCertificates = DueCertificates()
    overdue: int = 0
    laptop: LaptopDue = LaptopDue()


def home(desk: Desk) -> HomeFacts:
    """Everything that Home shows, as it is now."""
    now = desk.clock.now()
    today = day_of(now.wall_ms, desk.programme.offset_minutes)
    certificates, standing = due(desk), hand_over_statuses(desk)
    groups = sorted(class_groups(desk), key=lambda group: group.last or datetime.date.min)
    return HomeFacts(
        today=today,
        unfinished=unfinished(desk),
        groups=tuple(groups),
        not_handed_over=tuple(due_of(standing)),
        not_printed=certificates.sessions,
        plans=plans(desk),
        certificates=certificates,
        overdue=overdue_of(standing, today),
        laptop=laptop_due(desk),
    )


def held_classes(desk: Desk) -> tuple[HeldClass, ...]:
    """Every finished class of this laptop, the newest first."""
    again, over = reprints(desk), desk.store.forgotten.sessions_over()
    done = [
        _held(desk, one, again.get(one.session, 0), one.session in over)
        for one in desk.store.journal.finished().values()
    ]
    return tuple(sorted(done, key=lambda one: (one.date, one.ended_ms), reverse=True))


def _held(desk: Desk, held: ClassSummary, again: int, over: bool) -> HeldClass:
    """A finished class in a line."""
    return HeldClass(
        session=held.session,
        title=class_title(held.groups),
        place=class_place(desk, held),
        module=module_title(desk, held.pack),
        date=held.date,
        ended_ms=held.ended_ms,
        minutes=held.minutes,
        present=held.present,
        practice=held.practice,
        anew=again,
        names_over=over,
    )
