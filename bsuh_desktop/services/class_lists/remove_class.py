"""Deletes a class list: one that was never taught, or one whose every class has arrived at the coordinator.

The list goes with its names, in every lesson, backup and older copy, by the same road as names whose time is over.
Lines of learners who sat in a lesson stay in it without a name, so that journals, counts and later files are unchanged.
"""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.class_lists.class_groups import check_not_running
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import hand_over_statuses, lessons_of
from bsuh_desktop.services.desk.prepared_classes import drop_group, prepared_for
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.system.log import log


class Removal(msgspec.Struct, frozen=True):
    """What deleting a class would do, before anybody agrees to it."""

    learners: int
    """Who is on the list."""
    names: int
    """Names that go, with those of learners who left and of visitors."""
    planned: int
    """Prepared classes that go, since they are of this list alone."""
    lessons: int
    """Finished lessons, which stay as they are."""
    waiting: tuple[datetime.date, ...]
    """The days of finished real lessons that have not arrived at the coordinator as they are now: while there are any,
    the class stays."""


def removal(desk: Desk, group: str) -> Removal:
    """What deleting the class would do. Raises KnownError: class_not_finished."""
    check_not_running(desk, group)
    sat_in = desk.store.people.sessions_of_groups().get(group, frozenset())
    held = lessons_of(desk, group, hand_over_statuses(desk), sat_in)
    people = desk.store.people.of_group(group)
    return Removal(
        learners=desk.store.people.on_lists().get(group, (0, 0))[0],
        names=sum(one.named for one in people),
        planned=len(prepared_for(desk, group)),
        lessons=len(held),
        waiting=tuple(sorted(one.finished.date for one in held if not (one.finished.practice or one.arrived))),
    )


def remove_class(desk: Desk, group: str) -> Removal:
    """Deletes the class; returns what went. Must not be called inside a transaction.

    Raises KnownError: class_not_finished, class_not_merged, disk_full, store_read_only.
    """
    going = removal(desk, group)
    if going.waiting:
        raise KnownError(
            "class_not_merged",
            Message("Lessons of this class have not arrived at the coordinator: {count}.", count=len(going.waiting)),
            Message("Hand them over, and bring back the receipts. Then the class can be deleted."),
        )
    named = [one for one in desk.store.people.of_group(group) if one.named]
    known = desk.store.forgotten.all()
    ids: dict[str, Why] = {learner: "retention" for one in named for learner in one.ids if learner not in known}
    with desk.store.transaction():
        drop_group(desk, group)
        desk.store.rosters.remove_group(group)
        # Last: it writes the list beside the store. An older copy that comes back forgets these names, too.
        forget(desk, named, ids)
    clear_traces(desk)
    log("forgotten", code="class_removed", count=going.names)
    return going
