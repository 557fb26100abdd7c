"""In which archived files somebody stands who withdrew their consent: found in the rows, by pseudonyms alone."""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.register.decided import Reduced
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.withdrawal_scan_cache import Swept
from bsuh_desktop.trust.register_keys import pseudonym

Told = Mapping[bytes, frozenset[str]]
"""Ids of learners who withdrew, by the public keys of the devices in whose files they may stand."""


def answers_due(register: Register, told: Told, swept: Swept) -> dict[bytes, frozenset[str]]:
    """The files in which somebody stands whom no reduced copy has forgotten there, with their ids. Files that `swept`
    knows to be without them are left out. Raises KnownError: register_damaged."""
    names = {pseudonym(register.keys.pseudonyms, "learner", one): one for ids in told.values() for one in ids}
    done = _done(register)
    due: dict[bytes, set[str]] = {}
    for file, key, learner in register.rows.seats_of(names):
        is_theirs = learner in told.get(key, ()) and learner not in done.get(file, ())
        if is_theirs and file in register.standing.files and not swept.has(file, learner):
            due.setdefault(file, set()).add(learner)
    return {file: frozenset(due[file]) for file in register.standing.files if file in due}


def _done(register: Register) -> dict[bytes, set[str]]:
    """Whom reduced copies have forgotten, by file."""
    done: dict[bytes, set[str]] = {}
    for line in register.decisions.lines():
        if isinstance(line.decision, Reduced) and line.decision.learners:
            done.setdefault(line.decision.file, set()).update(line.decision.learners)
    return done
