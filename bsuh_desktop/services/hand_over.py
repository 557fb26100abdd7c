"""Hand-over: the attendance file of each finished class, signed, sealed, written and read again before it counts.

The sealed bytes are kept before they are written anywhere, so that a resend is those very bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.exchange.atomic import write_new
from bsuh_desktop.exchange.write import Sender, build_attendance_file, file_name
from bsuh_desktop.services.class_facts import attendance_facts
from bsuh_desktop.services.desk import Covering, Desk
from bsuh_desktop.store.handed import HandedOver
from bsuh_desktop.store.outgoing import Sealed, Standing


class Written(msgspec.Struct, frozen=True):
    """One attendance file on disk, read back and equal to what was sealed."""

    session: str
    path: Path
    sha256: bytes


def not_yet_handed_over(desk: Desk) -> list[str]:
    """The finished classes that were not handed over as they are now."""
    sealed, counters = desk.store.outgoing.standings(), desk.store.outgoing.last_counters()
    grant = desk.covering
    due = [
        held
        for held in desk.store.journal.finished().values()
        if not _is_handed_over(desk, grant, held, sealed.get(held.session), counters.get(held.session, 0))
    ]
    return [held.session for held in rules.dated(due)]


def _is_handed_over(desk: Desk, grant: Covering, held: ClassSummary, kept: Standing | None, last_counter: int) -> bool:
    if kept is None or not _is_current(desk, grant, held, kept, last_counter):
        return False
    return kept.sha256 in desk.store.handed.all()


def _is_current(
    desk: Desk, grant: Covering, held: ClassSummary | SessionState, kept: Standing | Sealed, last_counter: int
) -> bool:
    """True if neither the journal nor the certificates of the class have changed since it was sealed, and it was sealed
    as it would be now: a class that waited is sealed anew once a grant that covers it is here, and so is one whose
    grant turned out to be for another partner."""
    if grant.covers(held.date, held.practice) > bool(kept.granted) or kept.partner not in (0, desk.partner):
        return False
    return kept.chain_head == desk.store.journal.head(held.session) and kept.last_counter == last_counter


def _last_counter(desk: Desk, session: str) -> int:
    return desk.store.outgoing.last_counters().get(session, 0)


def hand_over(desk: Desk, sessions: Sequence[str], folder: Path, progress: Progress | None = None) -> list[Written]:
    """Writes the attendance files of finished `sessions` into `folder`. A file that stands there with the same bytes
    is left as it is. Raises KnownError: date_needed, disk_full, read_only, stick_removed, already_there."""
    written = []
    for number, session in enumerate(sessions, start=1):
        sealed = seal_class(desk, session)
        path = folder / sealed.file_name
        write_new(path, sealed.bytes)
        written.append(Written(session, path, sealed.sha256))
        if progress is not None:
            progress(number, len(sessions))
    return written


def note_handed_over(desk: Desk, written: Sequence[Written]) -> None:
    """These files stand where they should."""
    for file in written:
        desk.store.handed.note(HandedOver(file.sha256, file.session, desk.today().isoformat()))


def seal_class(desk: Desk, session: str) -> Sealed:
    """The sealed file of a class: the one that is kept, or a new revision if the class has changed since."""
    state = desk.store.journal.state(session)
    rules.require_date(state)
    kept = desk.store.outgoing.newest_sealed(session)
    if kept is not None and _is_current(desk, desk.covering, state, kept, _last_counter(desk, session)):
        return kept
    with desk.store.transaction():
        sealed = _seal(desk, state, revision=kept.revision + 1 if kept else 1)
        desk.store.outgoing.keep_sealed(sealed)
    return sealed


def _seal(desk: Desk, state: SessionState, revision: int) -> Sealed:
    last, last_counter = desk.store.outgoing.last_sealed(desk.signer), _last_counter(desk, state.session)
    # A class outside the grant's days waits for one that covers it. Serials hold only beside the grants they are of.
    grants = desk.grants if last_counter or desk.covering.covers(state.date, state.practice) else ()
    sender = Sender(
        signer=desk.signing_key,
        grants=grants,
        programme=desk.programme.id,
        recipients=desk.programme.recipients_for(desk.partner),
        nth=last.nth + 1 if last else 1,
        previous=last.manifest_sha256 if last else b"",
    )
    file = build_attendance_file(attendance_facts(desk, state.session, revision), sender)
    return Sealed(
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
        partner=desk.partner,
        granted=int(bool(grants)),
        signer=desk.signer,
    )
