"""Certificates of a finished class: who earned one, under which serial, on one batch file of paper.

The serial is committed before anything is printed, so that no number ever stands on two names; a reprint keeps it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.documents.sheets import CODE2_MODULES, CertificateDesign, CertificateSheet, QrPayload, code1_payload
from bsuh_desktop.domain.awards import Award, award, counts
from bsuh_desktop.domain.class_words import class_words
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary
from bsuh_desktop.exchange.atomic import write_new
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.facilitator import facilitator_name
from bsuh_desktop.services.folders import refuse_own_folder
from bsuh_desktop.services.places import place_words
from bsuh_desktop.store.outgoing import Issued
from bsuh_desktop.store.rosters import KeptLearner
from bsuh_desktop.trust.credential import Credential, fits_code, printed_name, sign_credential
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, encode_embedded
from bsuh_desktop.trust.grants import encode_grants
from bsuh_desktop.trust.transport import segments

_PRINTED = "printed/"


class CertificateBatch(msgspec.Struct, frozen=True):
    """One PDF with a page a learner, and the serials on it, in the order of the pages."""

    pdf: bytes
    serials: tuple[str, ...]
    unnamed: int


class _Page(msgspec.Struct, frozen=True):
    credential: Credential
    state: SessionState
    learner: str
    line: KeptLearner | None


def awards(desk: Desk, state: SessionState) -> dict[str, Award]:
    """What each learner of a class has earned, with the reason. A rule of several modules looks at all finished
    classes of the same standing, practice or real, that this laptop holds."""
    rule = desk.programme.award_rule
    sessions = desk.store.journal.sessions() if rule.modules > 1 else [state.session]
    taken: dict[str, dict[str, Status]] = {learner: {} for learner in state.attendees}
    for other in (desk.store.journal.state(session) for session in sessions):
        if other.session != state.session and (other.finished is None or other.practice != state.practice):
            continue
        pack = other.opened.pack if other.opened else ""
        for learner, attendee in other.attendees.items():
            if learner in taken and not counts(rule, taken[learner].get(pack, "absent")):
                taken[learner][pack] = attendee.status
    return {learner: award(rule, statuses) for learner, statuses in taken.items()}


def earned(desk: Desk, state: SessionState) -> dict[str, bool]:
    """Who of a class earns a certificate by the programme's rule: never by score."""
    return {learner: one.earned for learner, one in awards(desk, state).items()}


def not_yet_printed(desk: Desk) -> list[str]:
    """The finished classes whose certificates were not printed yet, those that wait for a grant passed over."""
    if not desk.grants:
        return []
    due = [
        held
        for held in desk.store.journal.finished().values()
        if desk.store.facts.get(_PRINTED + held.session) is None and _anybody_earned(desk, held)
    ]
    return [held.session for held in rules.dated(due)]


def _anybody_earned(desk: Desk, held: ClassSummary) -> bool:
    rule = desk.programme.award_rule
    if rule.modules > 1:
        return any(earned(desk, desk.store.journal.state(held.session)).values())
    return any(counts(rule, status) for status in held.statuses)


def note_printed(desk: Desk, sessions: Sequence[str]) -> None:
    """Their certificates stand on paper or in a file now."""
    for session in sessions:
        desk.store.facts.put(_PRINTED + session, b"1")


def save(desk: Desk, batch: CertificateBatch, path: Path) -> None:
    """Writes the batch under a name that is free, and never into the app's own folder: names in clear stand only where
    a person chose. Raises KnownError: own_folder, already_there, disk_full, read_only."""
    refuse_own_folder(path, desk.folder, Message("Certificates bear names, and this is the app's own folder."))
    write_new(path, batch.pdf)


def certify(desk: Desk, sessions: Sequence[str], progress: Progress | None = None) -> CertificateBatch:
    """The certificates of finished `sessions`.

    Raises KnownError: not_finished, date_needed, waiting, no_certificates.
    """
    pages = [page for session in sessions for page in _pages(desk, desk.store.journal.state(session))]
    if not pages:
        raise KnownError(
            "no_certificates",
            Message("Nobody in these classes has earned a certificate yet."),
            Message("Look at the attendance in Wrap up."),
        )
    pdf = _paper(desk, pages, progress)
    credentials = [page.credential for page in pages]
    return CertificateBatch(
        pdf=pdf,
        serials=tuple(credential.serial for credential in credentials),
        unnamed=sum(not credential.name for credential in credentials),
    )


def _pages(desk: Desk, state: SessionState) -> list[_Page]:
    _check_ready(desk, state)
    seated = desk.store.rosters.seated(state.session)
    winners = [learner for learner, wins in earned(desk, state).items() if wins]
    issued = _serials(desk, state, winners, seated)
    return [
        _Page(_credential(desk, state, seated.get(learner), issued[learner]), state, learner, seated.get(learner))
        for learner in sorted(winners, key=lambda learner: state.attendees[learner].seat.card)
    ]


def _check_ready(desk: Desk, state: SessionState) -> None:
    if state.finished is None:
        raise KnownError(
            "not_finished", Message("This class is not finished."), Message("Finish it, then print certificates.")
        )
    if not desk.grants:
        raise KnownError(
            "waiting",
            Message("This laptop waits for its grant, so it has no serial numbers yet."),
            Message("Print the certificates when the coordinator's grant has come."),
        )
    rules.require_date(state)


def _serials(
    desk: Desk, state: SessionState, winners: Sequence[str], seated: dict[str, KeptLearner]
) -> dict[str, Issued]:
    """The serial of each winner: the one they have, or a new one, committed here."""
    with desk.store.transaction():
        known = desk.store.outgoing.certificates(state.session)
        first = desk.store.outgoing.next_counter()
        missing = [learner for learner in winners if learner not in known]
        fresh = []
        for counter, learner in enumerate(missing, start=first):
            serial = make_serial(desk.device_number, counter)
            blank = Issued(counter, serial, state.session, learner, state.date.isoformat(), 0, b"")
            credential = _credential(desk, state, seated.get(learner), blank)
            named = int(bool(credential.name))
            fresh.append(msgspec.structs.replace(blank, named=named, signature=credential.signature))
        desk.store.outgoing.keep_certificates(fresh)
    return known | {one.learner: one for one in fresh}


def _credential(desk: Desk, state: SessionState, line: KeptLearner | None, issued: Issued) -> Credential:
    module = desk.programme.modules[state.opened.pack] if state.opened else 0
    return sign_credential(desk.vault.signing_key, issued.serial, module, state.date, printed_name(*paper_names(line)))


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


def _paper(desk: Desk, pages: Sequence[_Page], progress: Progress | None) -> bytes:
    from bsuh_desktop.documents.certificate import write_certificates
    from bsuh_desktop.documents.embedding import embed

    buffer = io.BytesIO()
    sheets = (_counted(_sheet(desk, page), number, len(pages), progress) for number, page in enumerate(pages, start=1))
    write_certificates(buffer, sheets, _design(desk, pages))
    return embed(buffer.getvalue(), EMBEDDED_NAME, encode_embedded([page.credential for page in pages], desk.grants))


def _counted(sheet: CertificateSheet, number: int, total: int, progress: Progress | None) -> CertificateSheet:
    if progress is not None:
        progress(number, total)
    return sheet


def _design(desk: Desk, pages: Sequence[_Page]) -> CertificateDesign:
    prefix, digits = segments(desk.programme.url_prefix, encode_grants(desk.grants))
    return CertificateDesign(
        programme=desk.programme.names,
        code2=QrPayload(prefix, digits, CODE2_MODULES),
        facilitator=_facilitator(desk),
        coordinator="",
        practice=any(page.state.practice for page in pages),
    )


def _facilitator(desk: Desk) -> str:
    """The name under the facilitator's line; one that the fonts cannot draw is left to the hand that signs there."""
    from bsuh_desktop.documents.shaping import undrawable

    name = facilitator_name(desk)
    return "" if undrawable(name) else name


def _sheet(desk: Desk, page: _Page) -> CertificateSheet:
    names = paper_names(page.line)
    seat, opened = page.state.attendees[page.learner].seat, page.state.opened
    group = next((group for group in opened.groups if group.id == seat.group), None) if opened else None
    return CertificateSheet(
        serial=page.credential.serial,
        date=page.state.date,
        module=desk.pack(opened.pack if opened else "").title,
        grade=class_words(group.grade, group.section) if group else LocalText(),
        place=place_words(desk, group.place if group else page.state.place),
        code1=code1_payload(*segments(desk.programme.url_prefix, page.credential.encode())),
        roll=page.line.roll if page.line else "",
        name_bn=names[0],
        name_en=names[1],
    )
