"""Makes a roster of a list that was shown to a person and agreed to.

A name that may not be kept never reaches the store: its line is stored without a name and without a permanent id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bsuh_desktop.domain.codes import new_learner_id
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.learner import AFTER_WITHDRAWAL, asked_facts_of
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import LAST_CARD, RosterRow
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.store.rosters import StoredLearner

_PLACE = re.compile(r"(eiin|emis|club|local):[A-Za-z0-9-]{1,40}")


def new_group(place: str, year: int, grade: str, section: str) -> GroupRef:
    """A class group with a new random id. Raises KnownError("bad_place") for a place that is no id of the programme's
    list."""
    if not _PLACE.fullmatch(place):
        raise KnownError(
            "bad_place",
            Message("This place is not in the programme: {place}", place=place),
            Message("Write it as eiin:107845, emis:…, club:… or local:…"),
        )
    return GroupRef(new_learner_id(), place, year, clean(grade), clean(section))


def agree(desk: Desk, group: GroupRef, basis: Basis, rows: Sequence[RosterRow], notice: str = "") -> None:
    """Stores the previewed `rows` as the roster of `group`.

    `notice` is the version of the text that was read aloud, if it was not the programme's.
    Raises KnownError("too_many_learners") above 200.
    """
    if len(rows) > LAST_CARD:
        raise KnownError(
            "too_many_learners",
            too_many(len(rows)),
            Message("Split the list into classes."),
        )
    desk.store.rosters.add_group(group, basis, [learner_to_store(desk, row, basis, notice) for row in rows])


def too_many(count: int) -> Message:
    """The text for a list with more learners than there are cards."""
    return Message("This list has {count} learners. A class has at most {most}.", count=count, most=LAST_CARD)


def learner_to_store(desk: Desk, row: RosterRow, basis: Basis, notice: str = "") -> StoredLearner:
    """The roster line for one row: with consent it has the name and a permanent id, otherwise neither. After a refusal
    it has none of the facts that go with the name."""
    named = row.may_be_named(basis)
    return StoredLearner(
        position=row.row,
        roll=row.roll or "",
        learner=new_learner_id() if named else None,
        name_bn=row.name_bn if named else None,
        name_en=row.name_en if named else None,
        notice=notice or desk.programme.consent.notice_version,
        consented_on=desk.today().isoformat(),
        **asked_facts_of(row) | (AFTER_WITHDRAWAL if row.said_no else {}),
    )
