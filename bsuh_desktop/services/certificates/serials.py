"""Serials of a class's certificates: given before anything is printed, kept at a reprint, new where a name was mended.

Whether the newest certificate of a learner still says what it would say today is known without keeping its name:
Ed25519 is deterministic, so signing the same facts again gives the very signature that was kept, and any others do not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from bsuh_desktop.domain.codes import make_serial, read_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.store.known import SerialBack
from bsuh_desktop.store.outgoing import Issued
from bsuh_desktop.store.rosters import KeptLearner
from bsuh_desktop.trust.credential import Credential, fits_code, printed_name, sign_credential
from bsuh_desktop.trust.demonstration import (
    demonstration_programme,
    is_demonstration,
    issue_demonstration_device_grant,
)
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.programme import Programme

_PRINTED = "printed/"
_BEFORE_COUNTERS = b"1"
"""What stood in the place of a counter before spellings were mended: everything that there was had been printed."""


class Stale(msgspec.Struct, frozen=True):
    """The learners whose newest certificate is not what would be printed now. *mended*: it bears another spelling or
    another date, so a new one replaces it. *others*: its name went away, or it has another device number, from before
    this device joined its programme; it stays what it is until the whole class is printed again."""

    mended: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def signing_programme(desk: Desk, practice: bool) -> tuple[Programme, tuple[Grant, ...]]:
    """Under what certificates are signed, with the grants. A credential does not say that it is practice, so those of
    practice classes stand under the demonstration for ever, also on a laptop that has a real grant."""
    if not practice or is_demonstration(desk.programme):
        return desk.programme, desk.grants
    chain = issue_demonstration_device_grant(desk.resources, desk.vault.signing_key.public, desk.device_number)
    return demonstration_programme(desk.resources), chain


def credential_of(desk: Desk, held: ClassSummary, line: KeptLearner | None, serial: str) -> Credential:
    """What the certificate of one learner says now. Raises KnownError: unknown_module."""
    return _signed(desk, _required_module(desk, held), held, line, serial)


def _signed(desk: Desk, module: int, held: ClassSummary, line: KeptLearner | None, serial: str) -> Credential:
    return sign_credential(desk.signing_key, serial, module, held.date, printed_name(*paper_names(line)))


def _module(desk: Desk, held: ClassSummary) -> int | None:
    """The number of the class's module where its certificates are signed; None where no programme file names it."""
    practice = held.practice and not desk.practising
    programme = demonstration_programme(desk.resources) if practice else desk.programme
    return programme.modules.get(held.pack)


def _required_module(desk: Desk, held: ClassSummary) -> int:
    number = _module(desk, held)
    if number is None:
        raise KnownError(
            "unknown_module",
            Message("The programme file on this laptop does not name this module, so it has no certificates yet."),
            Message("Ask the coordinator for the newest programme file."),
        )
    return number


def paper_names(line: KeptLearner | None) -> tuple[str, str]:
    """The Bangla and the English name that a certificate can bear. One that its code cannot hold or its fonts cannot
    draw is left to a hand: the certificate has an empty line, and nobody else's waits for it."""
    if line is None:
        return "", ""
    bangla, english = (name if name and _can_be_printed(name) else "" for name in (line.name_bn, line.name_en))
    return bangla or "", english or ""


def _can_be_printed(name: str) -> bool:
    from bsuh_desktop.documents.shaping import undrawable

    return fits_code(name) and not undrawable(name)


def stale(desk: Desk, held: ClassSummary, learners: Collection[str] | None = None) -> Stale:
    """Whose certificate of this finished class, among all or among `learners`, says something else than it would now. A
    date cannot be stated twice, so it can differ only where it was stated after printing: then the old certificate says
    a wrong day, and is replaced, too."""
    issued, module = desk.store.outgoing.certificates(held.session), _module(desk, held)
    if not issued or module is None:
        return Stale()
    seated = desk.store.rosters.seated(held.session)
    mended, others = set(), set()
    for learner, one in issued.items():
        if learners is not None and learner not in learners:
            continue
        line = seated.get(learner)
        same = _signed(desk, module, held, line, one.serial).signature == one.signature
        if not same and (_has_name(line) or one.date != held.date.isoformat()):
            mended.add(learner)
        elif not same or not _is_ours(desk, one.serial):
            others.add(learner)
    return Stale(frozenset(mended), frozenset(others))


def _has_name(line: KeptLearner | None) -> bool:
    """True also for a name that cannot be printed: the learner did not withdraw it."""
    return line is not None and bool(line.name_bn or line.name_en)


def _is_ours(desk: Desk, serial: str) -> bool:
    return read_serial(serial)[0] == desk.device_number


def give_serials(desk: Desk, held: ClassSummary, winners: Collection[str], renewed: Stale) -> dict[str, Issued]:
    """The serial of each winner: the one they have, or a new one for those who have none and those of `renewed`. Those
    whose certificate was mended have their old serial taken back in the same transaction, before anything is printed.

    Raises KnownError: unknown_module.
    """
    with desk.store.transaction():
        known = desk.store.outgoing.certificates(held.session)
        wanted = [one for one in winners if one not in known or one in renewed.mended | renewed.others]
        fresh = _issue(desk, held, wanted)
        if desk.store.facts.get(_PRINTED + held.session) == _BEFORE_COUNTERS:
            _put_printed(desk, held.session, known)
        desk.store.outgoing.keep_certificates(list(fresh.values()))
        today = desk.today().isoformat()
        for learner in renewed.mended & fresh.keys():
            old = known[learner].serial
            if _is_ours(desk, old):
                desk.store.known.take_back(SerialBack(old, fresh[learner].serial, today, held.session))
        # Everything that was mended has its new serial now; the next mending is noted anew.
        desk.store.rosters.forget_respelled(held.session)
    return known | fresh


def _issue(desk: Desk, held: ClassSummary, learners: Collection[str]) -> dict[str, Issued]:
    if not learners:
        return {}
    seated, module, date = (
        desk.store.rosters.seated(held.session),
        _required_module(desk, held),
        held.date.isoformat(),
    )
    issued = {}
    for counter, learner in enumerate(learners, start=desk.store.outgoing.next_counter()):
        serial = make_serial(desk.device_number, counter)
        credential = _signed(desk, module, held, seated.get(learner), serial)
        named = int(bool(credential.name))
        issued[learner] = Issued(counter, serial, held.session, learner, date, named, credential.signature)
    return issued


def printed_up_to(desk: Desk) -> dict[str, int]:
    """The counter of the newest certificate that stands on paper or in a file, by session; none for a session whose
    certificates were never printed."""
    facts, last = desk.store.facts.all_of(_PRINTED), desk.store.outgoing.last_counters()
    return {
        session: last.get(session, 0) if value == _BEFORE_COUNTERS else int.from_bytes(value, "big")
        for session, value in facts.items()
    }


def note_printed_up_to(desk: Desk, session: str) -> None:
    """Every certificate of this class that has a serial is printed."""
    _put_printed(desk, session, desk.store.outgoing.certificates(session))


def _put_printed(desk: Desk, session: str, issued: Mapping[str, Issued]) -> None:
    counter = max((one.counter for one in issued.values()), default=0)
    desk.store.facts.put(_PRINTED + session, counter.to_bytes(8, "big"))
