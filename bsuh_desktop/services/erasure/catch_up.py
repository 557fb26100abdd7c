"""Forgets once more on an older copy what was forgotten before it came back, before anything of it is readable."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.forgotten_list import Why
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.services.erasure.erase import clear_traces, forget, keep_listed, list_hash
from bsuh_desktop.services.erasure.values import Withdrawn
from bsuh_desktop.store.forgotten import LIST_SEEN, ForgottenLearner, read_list
from bsuh_desktop.store.leftovers import FORGETTING


def apply_ids(desk: Desk, ids: Mapping[str, Why]) -> Withdrawn:
    """Forgets learners by their ids, as a list beside the store, a backup, a receipt or a grant tells them; returns
    what went. What was forgotten before is passed over, so that it can be told any number of times. Ids that nobody
    here has are listed all the same: a still older copy may hold them. Not inside a transaction.

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
    """At every opening: who stands on one list, in the store or beside it, stands on both afterwards, and is forgotten;
    also who is listed in both and came back with what was read from an older copy (whoever does that drops the fact
    `LIST_SEEN`). What a power cut left of an earlier forgetting is brought to its end. Takes less than 1 ms where
    nothing is to do.

    Raises KnownError: disk_full, store_read_only, journal_altered.
    """
    if desk.store.facts.get(LIST_SEEN) != list_hash(desk):
        _bring_together(desk)
    if desk.store.facts.get(FORGETTING) is not None:
        clear_traces(desk)


def _bring_together(desk: Desk) -> None:
    listed, known = read_list(desk.folder), desk.store.forgotten.all()
    again: dict[str, Why] = {learner: known[learner].why for learner in desk.store.people.back_again()}
    _forget(desk, again | _not_yet(listed, known))
    if not listed and not known:
        return
    # A disk that is full now takes the list at the next opening; the store itself has forgotten already.
    with contextlib.suppress(KnownError):
        keep_listed(desk, {learner: one.why for learner, one in known.items()})


def _not_yet(ids: Mapping[str, Why], known: Mapping[str, ForgottenLearner]) -> dict[str, Why]:
    """What is news: an id that is not listed, or whose consent was withdrawn after its time was over."""
    return {
        learner: why
        for learner, why in ids.items()
        if learner not in known or (why == "withdrawn" and known[learner].why == "retention")
    }
