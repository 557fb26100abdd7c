"""Consent is withdrawn: name and answers go at once, wherever they stand on this laptop; the counts stay."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.services.erasure.people import withdrawn_ids
from bsuh_desktop.services.erasure.values import Withdrawn
from bsuh_desktop.store.roster_people import RosterPerson
from bsuh_desktop.store.rosters import KeptLearner


def withdraw(desk: Desk, lines: Collection[int]) -> Withdrawn:
    """The learners of these lines, or their guardians, withdraw their consent, in every class they sat in. Who said no
    before is passed over. Each class is due for hand-over once more. Not inside a transaction.

    Raises KnownError: disk_full, store_read_only, journal_altered; then nothing was changed.
    """
    with desk.store.transaction():
        people = [one for one in desk.store.people.of_lines(lines) if not one.says_no]
        for one in people:
            desk.store.rosters.change_line(_refusing(desk, one))
        gone = take_along(desk, people)
    clear_traces(desk)
    log("forgotten", code="withdrawn", count=gone.people)
    return gone


def take_along(desk: Desk, people: Sequence[RosterPerson]) -> Withdrawn:
    """What follows from the no of `people` (as they were before it), whoever has kept it in their lines. Inside the
    same transaction, as its last step; `clear_traces` comes after it. Nothing is listed of somebody whose name was
    never kept and who sat in no class."""
    before = withdrawn_ids(desk)
    ids: dict[str, Why] = {learner: "withdrawn" for one in people for learner in one.ids - before}
    if not ids:
        return Withdrawn(people=len(people))
    return forget(desk, people, ids)


def _refusing(desk: Desk, one: RosterPerson) -> KeptLearner:
    return msgspec.structs.replace(
        one.line,
        learner=None,
        name_bn=None,
        name_en=None,
        assent="no",
        notice=desk.programme.consent.notice_version,
        consented_on=desk.today().isoformat(),
    )
