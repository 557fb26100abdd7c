"""Home: what a facilitator finds after unlocking: a class to continue, today's classes, what is due."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.certificates.due import DueCertificates, due, reprints
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_groups
from bsuh_desktop.services.classroom.set_up import PlannedDays, UnfinishedClass, plans, unfinished
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import due_of, hand_over_statuses, overdue_of
from bsuh_desktop.services.desk.titles import class_place, class_title, module_title
from bsuh_desktop.services.safekeeping.laptop_view import LaptopDue, laptop_due


class HeldClass(msgspec.Struct, frozen=True):
    """A finished class."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    date: datetime.date
    ended_ms: int
    """Its final end, in Unix milliseconds."""
    minutes: int
    present: int
    """How many learners were there at any time."""
    practice: bool
    to_reprint: int = 0
    """How many certificates have to be reprinted with another spelling."""
    names_over: bool = False
    """Names of it were deleted because their time was over."""


class HomeFacts(msgspec.Struct, frozen=True):
    """What Home shows."""

    today: datetime.date
    """The day at the programme's offset."""
    unfinished: tuple[UnfinishedClass, ...]
    """Newest first."""
    groups: tuple[ClassGroup, ...]
    """The class groups; those that waited longest for a lesson come first."""
    not_handed_over: tuple[str, ...]
    """The sessions that were not handed over yet."""
    not_printed: tuple[str, ...]
    """The sessions with certificates still to print."""
    plans: PlannedDays = PlannedDays()
    """The prepared classes."""
    certificates: DueCertificates = DueCertificates()
    """Details about certificates that are due."""
    overdue: int = 0
    """How many classes were handed over long ago and have no receipt."""
    laptop: LaptopDue = LaptopDue()
    """What has to be done about the laptop itself."""
    taught: bool = True
    """A class was finished on this desk."""

    @property
    def next_group(self) -> ClassGroup | None:
        """The class group that waited longest for a lesson; none that has its lesson now, or is still to be closed."""
        open_now = {group for one in self.unfinished for group in one.groups}
        return next((one for one in self.groups if one.group.id not in open_now), None)


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
        taught=bool(desk.store.journal.finished()),
    )


def held_classes(desk: Desk) -> tuple[HeldClass, ...]:
    """Every finished class of this laptop, the newest first."""
    again, over = reprints(desk), desk.store.forgotten.sessions_over()
    done = [
        _held_class(desk, one, again.get(one.session, 0), one.session in over)
        for one in desk.store.journal.finished().values()
    ]
    return tuple(sorted(done, key=lambda one: (one.date, one.ended_ms), reverse=True))


def _held_class(desk: Desk, finished: ClassSummary, again: int, over: bool) -> HeldClass:
    """A finished class in a line."""
    return HeldClass(
        session=finished.session,
        title=class_title(finished.groups),
        place=class_place(desk, finished),
        module=module_title(desk, finished.pack),
        date=finished.date,
        ended_ms=finished.ended_ms,
        minutes=finished.minutes,
        present=finished.present,
        practice=finished.practice,
        to_reprint=again,
        names_over=over,
    )
