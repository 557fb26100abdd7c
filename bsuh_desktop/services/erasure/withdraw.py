"""Withdrawal of consent: deletes name and answers everywhere on this laptop; the counts remain."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import clear_traces, forget
from bsuh_desktop.services.erasure.people import withdrawn_ids
from bsuh_desktop.services.erasure.values import Withdrawn
from bsuh_desktop.store.roster_people import RosterPerson
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.system.log import log


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
    return msgspec.structs.replace(
        one.line,
        learner=None,
        name_bn=None,
        name_en=None,
        assent="no",
        notice=desk.programme.consent.notice_version,
        consented_on=desk.today().isoformat(),
    )
