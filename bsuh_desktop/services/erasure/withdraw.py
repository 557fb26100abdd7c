"""Withdrawal of consent: deletes name and answers everywhere on this laptop; the counts remain.

The people who can withdraw are all learners of a class, including those who left and visitors."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.services.erasure.values import ListedPerson, Withdrawn
from bsuh_desktop.store.roster_people import RosterPerson
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.system.log import log


def people_of_group(desk: Desk, group: str) -> tuple[ListedPerson, ...]:
    """All learners of a class group in its order, followed by those who left and visitors. A learner who was joined
    with another line is there once, with the lessons of both."""
    people = desk.store.people.of_group(group)
    listed = desk.store.joined.listed(one.line.id for one in people)
    seats: dict[int, list[tuple[str, str]]] = {}
    for one in people:
        seats.setdefault(listed[one.line.id], []).extend(one.seats)
    once = [one for one in people if listed[one.line.id] == one.line.id]
    return _people(desk, [replace(one, seats=tuple(seats[one.line.id])) for one in once])


def people_of_class(desk: Desk, session: str) -> tuple[ListedPerson, ...]:
    """All learners who sat in one session, including visitors, in the order of their lists."""
    return _people(desk, desk.store.people.of_session(session))


def _people(desk: Desk, people: list[RosterPerson]) -> tuple[ListedPerson, ...]:
    withdrawn = withdrawn_ids(desk)
    return tuple(_person(desk, one, withdrawn) for one in people)


def _person(desk: Desk, one: RosterPerson, withdrawn: frozenset[str]) -> ListedPerson:
    visitor = one.gone and _visits(desk, one)
    return ListedPerson(
        line=one.line.id,
        group=one.group,
        roll=one.line.roll,
        name_bn=one.line.name_bn or "",
        name_en=one.line.name_en or "",
        named=one.named,
        left_class=one.gone and not visitor,
        visitor=visitor,
        sessions=len(one.seats),
        withdrawn=one.says_no and not withdrawn.isdisjoint(one.ids),
        said_no=one.says_no,
    )


def _visits(desk: Desk, one: RosterPerson) -> bool:
    """True for a visitor. Only the journal shows this: the roster line looks like that of a learner who left."""
    if not one.seats:
        return False
    session, learner = one.seats[0]
    attendee = desk.store.journal.state(session).attendees.get(learner)
    return attendee is not None and attendee.seat.visitor


def withdrawn_ids(desk: Desk) -> frozenset[str]:
    """The ids of all who withdrew their consent on this laptop."""
    return frozenset(learner for learner, one in desk.store.forgotten.all().items() if one.why == "withdrawn")


def withdraw(desk: Desk, lines: Collection[int]) -> Withdrawn:
    """Records that the learners of these lines, or their guardians, withdraw consent, in every class they sat in.

    Learners who refused before are skipped. Each class becomes due for hand-over again. Must not be called inside a
    transaction.
    Raises KnownError: disk_full, store_read_only, journal_altered; then nothing was changed.
    """
    with desk.store.transaction():
        same = desk.store.joined.same_as(lines)
        people = [one for one in desk.store.people.of_lines(same) if not one.says_no]
        gone = erase_refused(desk, people)
    clear_traces(desk)
    log("forgotten", code="withdrawn", count=gone.people)
    return gone


def erase_refused(desk: Desk, people: Sequence[RosterPerson]) -> Withdrawn:
    """Erases what has to go after `people` (as they were before) refused consent; their lines refuse from now on.

    Call it inside the same transaction, as the last step; call `clear_traces` afterwards. Learners whose name was never
    stored and who sat in no class are not listed.
    """
    for one in desk.store.people.of_lines([one.line.id for one in people]):
        if not one.says_no:
            desk.store.rosters.change_line(refusing(desk, one))
    before = withdrawn_ids(desk)
    ids: dict[str, Why] = {learner: "withdrawn" for one in people for learner in one.ids - before}
    if not ids:
        return Withdrawn(people=len(people))
    return forget(desk, people, ids)


def refusing(desk: Desk, one: RosterPerson) -> StoredLearner:
    """The line of somebody who refuses from today on."""
    return one.line.withdrawn(
        assent="no",
        notice=desk.programme.consent.notice_version,
        consented_on=desk.today().isoformat(),
    )
