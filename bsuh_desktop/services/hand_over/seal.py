"""Seals finished classes: signed, sealed to the coordinator, and stored before they are written anywhere.

Sending a class again sends the same bytes; a changed class is a new revision. What leaves the laptop are counts and
rows without names, and the names separately."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from msgspec.structs import replace

from bsuh_desktop.domain.chain import journal_line
from bsuh_desktop.domain.events import Opened, Part
from bsuh_desktop.domain.learner import sealed_facts_of
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.answers import not_answered
from bsuh_desktop.domain.session.state import Attendee, SessionState
from bsuh_desktop.domain.session.summary import ClassSummary, reconcile, summary_of
from bsuh_desktop.exchange.attendance_facts import (
    AttendanceFacts,
    AttendanceRow,
    Counts,
    Headcount,
    NameRow,
    SessionDetails,
    TakenBack,
    without_answers,
)
from bsuh_desktop.exchange.attendance_writer import Sender, build_attendance_file, file_name
from bsuh_desktop.services.certificates.due import due
from bsuh_desktop.services.certificates.serials import OwnDevices, StaleCertificates, has_own_serials, stale
from bsuh_desktop.services.desk import hand_over_status
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import SealingFacts, hand_over_statuses
from bsuh_desktop.services.desk.titles import typed_name
from bsuh_desktop.services.erasure.erase import erase_small_tallies
from bsuh_desktop.services.grants.rules import check_partner
from bsuh_desktop.store.outgoing import Issued, SealedFile
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.system.log import log


def attendance_facts(desk: Desk, session: str, revision: int) -> AttendanceFacts:
    """The content of a finished class's attendance file. Raises LookupError for a class that is not finished."""
    state = desk.store.journal.state(session)
    held = summary_of(state)
    if state.opened is None or state.finished is None or held is None:
        raise LookupError(session)
    seated, forgotten = desk.store.rosters.seated(session), desk.store.forgotten.of_session(session)
    withdrawn = frozenset(learner for learner, why in forgotten.items() if why == "withdrawn")
    issued = _issued(desk, held)
    items = {item.id: item for item in desk.pack_of(state).items}
    attendees = sorted(state.attendees.values(), key=lambda attendee: attendee.seat.card)
    return AttendanceFacts(
        session=session,
        revision=revision,
        practice=state.opened.practice,
        details=replace(
            _details(
                state, state.opened, state.finished.ended_ms, typed_name(desk, state.place), _taken_back(desk, session)
            ),
            withdrawn=tuple(sorted(withdrawn)),
            earlier=_grants_along(desk, session, issued.values()),
        ),
        rows=tuple(
            without_answers(row) if row.learner in withdrawn else row
            for row in (
                _row(state, items, one, seated[one.seat.learner], issued.get(one.seat.learner)) for one in attendees
            )
        ),
        journal=tuple(journal_line(entry) for entry in desk.store.journal.entries(session)),
        names=tuple(
            _name(line, issued.get(learner))
            for learner, line in seated.items()
            # A repair may leave a seat of somebody who is no longer in the journal: the file has no row for that name.
            if line.learner and learner not in forgotten and learner in state.attendees
        ),
    )


def _issued(desk: Desk, finished: ClassSummary) -> dict[str, Issued]:
    """The newest certificate of each learner. A serial that is neither this device's nor an earlier one's (from before
    it joined its programme) is left out, since a reader would take it for another person's; so are signature and words
    for an outdated spelling of the name, since nothing can be printed with them."""
    found = stale(desk, finished) if desk.grants or desk.earlier else StaleCertificates()
    issued, devices = {}, OwnDevices(desk)
    for learner, one in desk.store.outgoing.certificates(finished.session).items():
        serial = one.serial if devices.is_in_file(one.serial, finished.date) else ""
        fits = serial and learner not in found.respelled | found.others
        kept = {} if fits else {"signature": b"", "words": b""}
        issued[learner] = replace(one, serial=serial, **kept)
    return issued


def _taken_back(desk: Desk, session: str) -> tuple[TakenBack, ...]:
    devices = OwnDevices(desk)
    return tuple(
        TakenBack(one.serial, one.replaced_by, datetime.date.fromisoformat(one.day))
        for one in desk.store.known.serials_back(session)
        if devices.is_ours(one.serial)
    )


def _grants_along(desk: Desk, session: str, issued: Iterable[Issued]) -> tuple[bytes, ...]:
    """The grants of earlier devices whose serials are in the file, including those it takes back."""
    back = [one.serial for one in _taken_back(desk, session)]
    return OwnDevices(desk).grants_along([*(one.serial for one in issued if one.serial), *back])


def _details(
    state: SessionState, opened: Opened, ended_ms: int, place_name: str, taken_back: tuple[TakenBack, ...]
) -> SessionDetails:
    counted = reconcile(state)
    typed = state.headcount
    headcount = Headcount(typed.total, typed.parts, typed.how) if typed else None
    return SessionDetails(
        date=state.date,
        start_ms=state.started.wall_ms,
        end_ms=ended_ms,
        minutes=state.minutes,
        offset_minutes=state.offset_minutes,
        place=state.place,
        place_name=place_name,
        groups=opened.groups,
        pack=opened.pack,
        pack_version=opened.pack_version,
        lead=opened.lead,
        co=opened.co,
        headcount=headcount,
        counts=Counts(counted.present, counted.late, counted.left, counted.absent, counted.not_called, counted.unnamed),
        doubts=tuple(sorted(state.doubts)),
        entered_later=state.entered_later,
        taken_back=taken_back,
    )


def _row(
    state: SessionState, items: dict[str, Item], attendee: Attendee, line: StoredLearner, issued: Issued | None
) -> AttendanceRow:
    """The row of one learner. The roll of a learner who may not be named is left out: with place and section it would
    identify them."""
    learner = attendee.seat.learner
    given = {name: asked.answers[learner] for name, asked in state.questions.items() if learner in asked.answers}
    return AttendanceRow(
        learner=learner,
        roll=line.roll if attendee.seat.named and line.learner else "",
        card=attendee.seat.card,
        status=attendee.status,
        answered=len(given),
        correct=sum(state.questions[name].key == letter for name, letter in given.items()),
        pre=_right(state, items, learner, "pre"),
        post=_right(state, items, learner, "post"),
        awarded=issued is not None,
        serial=issued.serial if issued else "",
        **sealed_facts_of(line),
    )


def _right(state: SessionState, items: dict[str, Item], learner: str, part: Part) -> int | None:
    """How many of a form's questions were answered correctly, with blanks as wrong; None if this learner was asked
    none: by hands nobody is asked alone, and the device may not have come to them."""
    asked = [
        one
        for one in state.questions.values()
        if one.part == part
        and one.by != "hands"
        and not one.sensitive
        and (learner in one.answers or learner in not_answered(state, one, items[one.item_id].form))
    ]
    return sum(one.answers.get(learner) == one.key for one in asked) if asked else None


def _name(line: StoredLearner, issued: Issued | None) -> NameRow:
    signature, words = (issued.signature, issued.words) if issued else (b"", b"")
    return NameRow(line.learner or "", line.name_bn or "", line.name_en or "", signature, words)


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
        hand_over_status.note_leaving(desk, sealed)
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
        for other in hand_over_status.recall(desk, kept):
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
