"""The classes that a facilitator keeps: their learners added, renamed, removed by hand, and consent changed.

A name without consent is never stored; a refusal deletes it at once, and a later yes needs it typed again. A class that
runs is not changed by any of this: its seats stand.
"""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.consent import Answer, Basis
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.people import AgeBand, Disability, Sex


class ClassGroup(msgspec.Struct, frozen=True):
    """A class on its card: how many learners, how many of them without a name, how many finished sessions it sat in
    (`taught`) and the day of the last one."""

    group: GroupRef
    title: LocalText
    place: LocalText
    basis: Basis
    learners: int
    unnamed: int
    taught: int
    last: datetime.date | None


class Learner(msgspec.Struct, frozen=True):
    """One learner of a class. `line` names them on this laptop; `card` is the one they would hold in a class of this
    group alone. `may_be_named` without `named`: consent is there and the name is still to be typed."""

    line: int
    card: int
    roll: str
    name_bn: str
    name_en: str
    sex: Sex
    age: AgeBand
    disability: Disability
    guardian: Answer
    assent: Answer
    named: bool
    may_be_named: bool
