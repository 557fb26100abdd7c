"""Seals finished classes: signed, sealed to the coordinator, and stored before they are written anywhere.

Sending a class again sends the same bytes; a changed class is a new revision.
"""

from __future__ import annotations

from collections.abc import Iterable

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.exchange.attendance_writer import Sender, build_attendance_file, file_name
from bsuh_desktop.services.certificates.due import due
from bsuh_desktop.services.certificates.own_devices import has_own_serials
from bsuh_desktop.services.desk import unsent_files
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import SealingFacts, hand_over_statuses
from bsuh_desktop.services.erasure.erase import erase_small_tallies
from bsuh_desktop.services.grants.partners import check_partner
from bsuh_desktop.services.hand_over.class_facts import attendance_facts
from bsuh_desktop.store.outgoing import SealedFile
from bsuh_desktop.system.log import log

_AT_ONCE = 4
"""Classes; each takes about 10 ms of the desk's thread."""


def seal_with_papers(desk: Desk, sessions: Iterable[str]) -> None:
    """Seals classes whose documents are saved, so that no change is expected. An error is only logged: it is reported
    at the hand-over."""
    try:
        seen = SealingFacts(desk)
        for session in sessions:
            seal_ahead(desk, session, seen)
    except KnownError as error:
        log("refused", code=error.code)


def seal_some(desk: Desk, most: int = _AT_ONCE) -> int:
    """Seals some of the finished classes whose present form is not sealed; returns how many. A class whose day is not
    stated is skipped; so is a class of today with certificates still to be printed, since it would be sealed twice."""
    today, waiting = desk.today(), set(due(desk).sessions)
    left = [one.finished for one in hand_over_statuses(desk) if not (one.current or one.finished.needs_date)]
    settled = [held.session for held in left if held.date < today or held.session not in waiting][:most]
    seal_with_papers(desk, settled)
    return len(settled)


def seal_class(desk: Desk, session: str, facts: SealingFacts | None = None) -> SealedFile:
    """The sealed file of a class, which may leave the laptop from now on: the stored one, or a new one if the class has
    changed since. `seen` avoids repeated reads if many classes are sealed.

    Raises KnownError: date_needed, no_partner, new_key_needed, and received_already if the coordinator has the class as
    it is, so that its bytes are not stored any more.
    """
    with desk.store.transaction():
        sealed = seal_ahead(desk, session, facts)
        unsent_files.note_leaving(desk, sealed)
    return sealed


def seal_ahead(desk: Desk, session: str, seen: SealingFacts | None = None) -> SealedFile:
    """The same for a file that stays here until it is handed over. If the class changes before that, another file
    replaces it without a gap in the sequence of this key's manifests. Raises KnownError as `seal_class`."""
    state = _to_tell(desk, session)
    rules.require_date(state)
    seen = seen or SealingFacts(desk)
    kept = desk.store.outgoing.newest_sealed(session)
    if kept is not None and seen.is_current(state, kept, desk.store.journal.head(session)):
        if kept.bytes:
            return kept
        if seen.is_received(kept.sha256):
            raise _received_already()
    with desk.store.transaction():
        # Files sealed after an unsent one refer to it, and are sealed again with it.
        for other in unsent_files.recall(desk, kept):
            if other != session:
                _keep(seen, _to_tell(desk, other))
        return _keep(seen, state)


def _to_tell(desk: Desk, session: str) -> SessionState:
    """The class without tallies of sensitive questions that are too small to be published; its journal loses them,
    too."""
    erase_small_tallies(desk, session)
    return desk.store.journal.state(session)


def _keep(seen: SealingFacts, state: SessionState) -> SealedFile:
    outgoing = seen.desk.store.outgoing
    sealed = _seal(seen, state, revision=outgoing.next_revision(state.session))
    outgoing.keep_sealed(sealed)
    return sealed


def _seal(seen: SealingFacts, state: SessionState, revision: int) -> SealedFile:
    desk = seen.desk
    check_partner(desk)
    last, last_counter = desk.store.outgoing.last_sealed(seen.signer), seen.counters.get(state.session, 0)
    # A class outside the grant's days waits for one that covers it. Serials are valid only together with their grants.
    covered = seen.covering.covers(state.date, state.practice) or (
        last_counter and has_own_serials(desk, state.session)
    )
    grants = desk.grants if covered else ()
    sender = Sender(
        signer=desk.signing_key,
        grants=grants,
        programme=desk.programme.id,
        recipients=desk.programme.recipients_for(seen.partner),
        nth=last.nth + 1 if last else 1,
        previous=last.manifest_sha256 if last else b"",
    )
    file = build_attendance_file(attendance_facts(desk, state.session, revision), sender)
    return SealedFile(
        session=state.session,
        revision=revision,
        nth=sender.nth,
        file_name=file_name(state.date, state.place, state.session, revision),
        sha256=file.sha256,
        manifest_sha256=file.manifest_sha256,
        chain_head=file.chain_head,
        receipt_key=file.receipt_key,
        last_counter=last_counter,
        bytes=file.data,
        partner=seen.partner,
        granted=int(bool(grants)),
        signer=seen.signer,
    )


def _received_already() -> KnownError:
    return KnownError(
        "received_already",
        Message("The coordinator has received this class as it is."),
        Message("There is nothing more to hand over."),
    )
