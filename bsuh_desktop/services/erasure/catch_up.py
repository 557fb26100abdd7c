"""Repeats earlier deletions on an older copy of the data, before anything in it can be read."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Set

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import clear_traces, forget, keep_listed, list_hash
from bsuh_desktop.services.erasure.values import Withdrawn
from bsuh_desktop.store.forgotten import LIST_SEEN, ForgottenLearner, read_list
from bsuh_desktop.store.leftovers import FORGETTING
from bsuh_desktop.system.log import log


def apply_ids(desk: Desk, ids: Mapping[str, Why]) -> Withdrawn:
    """Erases the learners with these ids, which come from the list beside the store, a backup, a receipt or a grant.
    Returns what was deleted.

    Ids that were erased before are skipped, so calling this again is harmless. Ids that this store does not know are
    listed too, because a still older copy may contain them. Must not be called inside a transaction.
    Raises KnownError: disk_full, store_read_only, journal_altered; then nothing was changed.
    """
    return _forget(desk, _not_yet(ids, desk.store.forgotten.all()))


def _forget(desk: Desk, fresh: Mapping[str, Why]) -> Withdrawn:
    if not fresh:
        return Withdrawn()
    with desk.store.transaction():
        gone = forget(desk, desk.store.people.of_learners(fresh), fresh)
    clear_traces(desk)
    log("forgotten", code="applied", count=len(fresh))
    return gone


def catch_up(desk: Desk) -> None:
    """Synchronises the two lists of erased learners, in the store and beside it; runs at every opening.

    An id that is on only one list is added to the other, and the learner is erased. When an older copy was read in,
    which drops the fact `LIST_SEEN`, ids that are on both lists are erased again. Also completes an erasure that a
    power cut interrupted. Takes less than 1 ms when there is nothing to do.
    Raises KnownError: disk_full, store_read_only, journal_altered.
    """
    if desk.store.facts.get(LIST_SEEN) != list_hash(desk):
        _bring_together(desk)
    if desk.store.facts.get(FORGETTING) is not None:
        clear_traces(desk)


def _bring_together(desk: Desk) -> None:
    listed, known = read_list(desk.folder), desk.store.forgotten.all()
    withdrawn = {learner for learner, one in known.items() if one.why == "withdrawn"}
    back = desk.store.people.back_again() | _with_answers(desk, withdrawn)
    again: dict[str, Why] = {learner: known[learner].why for learner in back}
    _forget(desk, again | _not_yet(listed, known))
    if not listed and not known:
        return
    # If the disk is full, the list is written at the next opening; the store has already erased them.
    with contextlib.suppress(KnownError):
        keep_listed(desk, {learner: one.why for learner, one in known.items()})


def _with_answers(desk: Desk, learners: Set[str]) -> set[str]:
    """Those of `learners` who have an answer in a class that they sat in. A class whose journal was altered is told of
    when it is opened: it keeps nobody from the others."""
    found = set[str]()
    for session in {session for one in desk.store.people.of_learners(learners) for session, _ in one.seats}:
        with contextlib.suppress(KnownError):
            questions = desk.store.journal.state(session).questions.values()
            found.update(learner for asked in questions for learner in asked.answers.keys() & learners)
    return found


def _not_yet(ids: Mapping[str, Why], known: Mapping[str, ForgottenLearner]) -> dict[str, Why]:
    """The ids that are new: not listed yet, or listed because their time was over and withdrawn since."""
    return {
        learner: why
        for learner, why in ids.items()
        if learner not in known or (why == "withdrawn" and known[learner].why == "retention")
    }
