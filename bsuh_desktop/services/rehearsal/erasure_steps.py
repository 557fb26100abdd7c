"""Script steps that erase: consent withdrawn, and names whose time is over.

Each uses transactions of its own, because deleted data leaves the write-ahead log only outside of one. Repeating a step
after a kill finds nothing left to do.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.class_lists.class_groups import learners_of
from bsuh_desktop.services.erasure import purge as purge_names
from bsuh_desktop.services.erasure import withdraw as withdraw_consent
from bsuh_desktop.services.rehearsal.run import Rehearsal
from bsuh_desktop.services.rehearsal.script import ScriptStep, bad_step, read


class _Who(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: str
    card: int


def withdraw(run: Rehearsal, step: ScriptStep) -> Callable[[], None]:
    """One learner withdraws; the card is the one that they hold in a class of their group alone."""
    who = read(step, step.value, _Who)
    if who.group not in run.memory.groups:
        raise bad_step(step.line, Message("No group of this script has this name."))
    learners = learners_of(run.desk, run.memory.groups[who.group])
    line = next((learner.line for learner in learners if learner.card == who.card), None)
    if line is None:
        raise bad_step(step.line, Message("Nobody in this group has this card."))
    withdraw_consent.withdraw(run.desk, [line])
    return lambda: None


def purge(run: Rehearsal, step: ScriptStep) -> Callable[[], None]:
    """Deletes the names whose time is over, on the day that the script stated if the clock is in doubt."""
    doubtful, said = bool(run.desk.doubts(run.desk.clock.now())), run.memory.stated_date
    stated = datetime.date.fromisoformat(said) if doubtful and said else None
    purge_names.purge(run.desk, stated)

    def settle() -> None:
        if stated is not None:
            run.memory.stated_date = None

    return settle
