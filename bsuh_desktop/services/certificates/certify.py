"""Makes the certificates of finished classes: one batch file, with one, two or four learners per page.

Serials are assigned by `serials`, and committed before anything is printed, so that no number is ever on two names. How
many are on a page is chosen once on a laptop, then used for all."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.documents import certificate_content
from bsuh_desktop.domain.certificates import Layout, PrintedWords
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.domain.session.summary import ClassSummary, summary_of
from bsuh_desktop.services.certificates import serials
from bsuh_desktop.services.certificates.awards import earned
from bsuh_desktop.services.certificates.due import is_reprinted, require_names
from bsuh_desktop.services.desk.desk import Desk, EarlierDevice
from bsuh_desktop.services.desk.facilitator import facilitator_name
from bsuh_desktop.services.desk.titles import place_words
from bsuh_desktop.services.grants.revoke import is_revoked, own_key_revoked
from bsuh_desktop.store.outgoing import Issued
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import refuse_own_folder
from bsuh_desktop.trust.credential import Credential, decode_words, qr_segments
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, encode_embedded
from bsuh_desktop.trust.grants import encode_grants

_LAYOUT = "certificates/layout"


def layout_of(desk: Desk) -> Layout:
    """The layout chosen last; one per page in colour if none was chosen, or if a newer app stored an unknown layout."""
    kept = desk.store.facts.get(_LAYOUT)
    try:
        return Layout() if kept is None else msgspec.json.decode(kept, type=Layout)
    except msgspec.DecodeError:
        return Layout()


def choose_layout(desk: Desk, layout: Layout) -> None:
    """Stores the layout for all certificates from now on."""
    desk.store.facts.put(_LAYOUT, msgspec.json.encode(layout))


_ONE_A_PAGE = Layout()


class CertificateBatch(msgspec.Struct, frozen=True):
    """One PDF with its serials in the order of printing. `reprinted` of them replace one whose serial was taken
    back."""

    pdf: bytes
    serials: tuple[str, ...]
    unnamed: int
    reprinted: int = 0


class _Page(msgspec.Struct, frozen=True):
    credential: Credential
    state: SessionState
    learner: str
    line: StoredLearner | None
    reprinted: bool
    words: bytes


class _Wanted(msgspec.Struct, frozen=True):
    """The certificates of one class that are to be printed."""

    state: SessionState
    finished: ClassSummary
    learners: tuple[str, ...]
    """Whose certificates are printed, in the order of their cards."""
    renewed: serials.StaleCertificates
    """Certificates that get a new serial."""
    respelled: frozenset[str]
    """Learners whose certificate had another spelling or date."""
    known: dict[str, Issued]
    """The certificates that these learners have."""


def note_printed(desk: Desk, sessions: Sequence[str], only: str = "") -> None:
    """Records that the certificates of these classes are printed or saved, or `only` that of one learner."""
    for session in sessions:
        if not only or serials.none_waits_but(desk, session, only):
            serials.note_printed_up_to(desk, session)


def save(desk: Desk, batch: CertificateBatch, path: Path) -> None:
    """Writes the batch under a free name, and never into the app's own folder: readable names are stored only where a
    person chose. Raises KnownError: own_folder, already_there, disk_full, read_only."""
    refuse_own_folder(path, desk.folder, Message("Certificates have names, and this is the app's own folder."))
    write_new(path, batch.pdf, private=True)


def certify(
    desk: Desk,
    sessions: Sequence[str],
    progress: Progress | None = None,
    whole: bool = False,
    layout: Layout = _ONE_A_PAGE,
    only: str = "",
) -> CertificateBatch:
    """The certificates of finished `sessions`, printed as `layout` says (for this laptop's usual layout see
    `layout_of`). For a class that was printed before, these are only the certificates that must be printed
    again, if there are any; otherwise, or if the `whole` is wanted, all of them. With `only` it is that learner's
    alone, under the serial that it has in the file of the whole class.

    Raises KnownError: not_finished, date_needed, waiting, own_key_revoked, no_certificates, unknown_module,
    practice_apart, names_forgotten.
    """
    states = [desk.store.journal.state(session) for session in sessions]
    if len({state.practice for state in states}) > 1:
        raise KnownError(
            "practice_apart",
            Message("Practice certificates and real ones cannot be in one file."),
            Message("Print the real ones first, then the practice ones."),
        )
    wanted = [_wanted(desk, state, whole, only) for state in states]
    # One file uses one device's grants: certificates of an earlier laptop are printed again unchanged, or replaced.
    device = _common_device(desk, wanted)
    pages = [page for one in wanted for page in _pages(desk, one, device)]
    if not pages:
        raise KnownError(
            "no_certificates",
            Message("Nobody in these classes has earned a certificate yet."),
            Message("Check the attendance in Wrap up."),
        )
    desk.keep_mark()
    pdf = _paper(desk, pages, device, layout, progress)
    credentials = [page.credential for page in pages]
    return CertificateBatch(
        pdf=pdf,
        serials=tuple(credential.serial for credential in credentials),
        unnamed=sum(not credential.name for credential in credentials),
        reprinted=sum(page.reprinted for page in pages),
    )


def _wanted(desk: Desk, state: SessionState, whole: bool, only: str) -> _Wanted:
    held = _ready(desk, state)
    found = serials.stale(desk, held)
    needed = is_reprinted(desk, held, serials.printed_up_to(desk).get(state.session))
    some = bool(needed) and not whole
    winners = [learner for learner, wins in earned(desk, state).items() if wins]
    if only:
        some, winners = False, [learner for learner in winners if learner == only]
        found = serials.StaleCertificates(found.respelled & {only}, found.others & {only})
    wanted = sorted(needed if some else winners, key=lambda learner: state.attendees[learner].seat.card)
    require_names(desk, state.session, wanted)
    known = desk.store.outgoing.certificates(state.session)
    # Certificates given before may be printed again: they are good as far as the key list says.
    if not (state.practice or known.keys() >= set(wanted)) and is_revoked(desk):
        raise own_key_revoked()
    return _Wanted(
        state,
        held,
        tuple(wanted),
        serials.StaleCertificates(found.respelled) if some else found,
        found.respelled,
        known,
    )


def _common_device(desk: Desk, wanted: Sequence[_Wanted]) -> EarlierDevice | None:
    """The earlier laptop whose certificates these all are, to be printed again unchanged; None if one of them needs a
    new serial, or is from another device."""
    known, devices = serials.OwnDevices(desk), set[EarlierDevice | None]()
    for one in wanted:
        renewed = one.renewed.respelled | one.renewed.others
        for learner in one.learners:
            given = one.known.get(learner)
            device = None if given is None or learner in renewed else known.earlier_of(given.serial)
            devices.add(device if device and given and serials.is_trusted(desk, device, given.serial) else None)
    return devices.pop() if len(devices) == 1 else None


def _pages(desk: Desk, wanted: _Wanted, device: EarlierDevice | None) -> list[_Page]:
    """The pages to print. Under this laptop's grants, certificates of an earlier laptop get a new serial."""
    state, renewed = wanted.state, wanted.renewed
    if device is None:
        devices, given = serials.OwnDevices(desk), wanted.known
        earlier = (learner for learner in wanted.learners if learner in given)
        moved = frozenset(learner for learner in earlier if devices.earlier_of(given[learner].serial) is not None)
        renewed = serials.StaleCertificates(renewed.respelled, renewed.others, moved - renewed.others)
    seated = desk.store.rosters.seated(state.session)

    def words(learner: str) -> PrintedWords:
        return _words(desk, state, learner, seated.get(learner))

    issued = serials.give_serials(desk, wanted.finished, wanted.learners, renewed, words)
    return [
        _Page(
            credential=serials.credential_of(desk, wanted.finished, seated.get(learner), issued[learner], device),
            state=state,
            learner=learner,
            line=seated.get(learner),
            reprinted=learner in wanted.respelled | renewed.moved,
            words=issued[learner].words,
        )
        for learner in wanted.learners
    ]


def _ready(desk: Desk, state: SessionState) -> ClassSummary:
    held = summary_of(state)
    if held is None:
        raise KnownError(
            "not_finished", Message("This class is not finished."), Message("Finish it, then print certificates.")
        )
    if not desk.grants:
        raise KnownError(
            "waiting",
            Message("This laptop waits for its grant, so it has no serial numbers yet."),
            Message("Print the certificates when the coordinator's grant comes."),
        )
    rules.require_date(state)
    if not desk.covering.covers(held.date, held.practice):
        terms = desk.grants[-1].terms
        days = {"first": date_text(terms.first_day), "last": date_text(terms.last_day)}
        raise KnownError(
            "waiting",
            Message("The date of this class is outside this laptop's grant: {first} to {last}.", **days),
            Message("Ask the coordinator for a grant with this date, then print the certificates."),
        )
    return held


def _paper(
    desk: Desk, pages: Sequence[_Page], device: EarlierDevice | None, layout: Layout, progress: Progress | None
) -> bytes:
    from bsuh_desktop.documents.certificate import write_certificates
    from bsuh_desktop.documents.pdf_file import embed

    buffer = io.BytesIO()
    programme, grants = serials.signing_programme(desk, pages[0].state.practice, device)
    drawn = (_signed_sheet(desk, page, programme.url_prefix) for page in pages)
    sheets = (_counted(sheet, number, len(pages), progress) for number, sheet in enumerate(drawn, start=1))
    code2 = qr_segments(programme.url_prefix, encode_grants(grants))
    code2_payload = certificate_content.QrPayload(*code2, certificate_content.CODE2_MODULES)
    write_certificates(buffer, sheets, _design(desk, pages[0].state.practice, code2_payload, layout))
    credentials = [page.credential for page in pages]
    words = [page.words for page in pages]
    return embed(buffer.getvalue(), EMBEDDED_NAME, encode_embedded(credentials, grants, layout.per_page, words))


def _counted(
    sheet: certificate_content.CertificateSheet, number: int, total: int, progress: Progress | None
) -> certificate_content.CertificateSheet:
    if progress is not None:
        progress(number, total)
    return sheet


def _design(
    desk: Desk, practice: bool, code2: certificate_content.QrPayload, layout: Layout
) -> certificate_content.CertificateDesign:
    return certificate_content.CertificateDesign(
        programme=desk.programme.names,
        code2=code2,
        facilitator=_facilitator(desk),
        coordinator="",
        practice=practice,
        layout=layout,
    )


def _words(desk: Desk, state: SessionState, learner: str, line: StoredLearner | None) -> PrintedWords:
    """The words on a learner's sheet as of now, without its codes."""
    from bsuh_desktop.documents.certificate_content import words_of

    sheet = _sheet(desk, state, learner, line)
    return words_of(sheet, _design(desk, state.practice, certificate_content.NO_CODE, _ONE_A_PAGE))


def _facilitator(desk: Desk) -> str:
    """The name under the facilitator's line; "" if the fonts cannot draw it, so that it is written by hand."""
    from bsuh_desktop.documents.typesetter import undrawable

    name = facilitator_name(desk)
    return "" if undrawable(name) else name


def _signed_sheet(desk: Desk, page: _Page, url_prefix: str) -> certificate_content.CertificateSheet:
    """The sheet with its codes, and with the words that were signed for it, if any."""
    return msgspec.structs.replace(
        _sheet(desk, page.state, page.learner, page.line),
        serial=page.credential.serial,
        code1=certificate_content.code1_payload(*qr_segments(url_prefix, page.credential.encode())),
        words=decode_words(page.words).words if page.words else None,
    )


def _sheet(
    desk: Desk, state: SessionState, learner: str, line: StoredLearner | None
) -> certificate_content.CertificateSheet:
    """The sheet of a learner as it would be made now, without serial and codes."""
    names = serials.paper_names(line)
    seat, opened = state.attendees[learner].seat, state.opened
    group = next((group for group in opened.groups if group.id == seat.group), None) if opened else None
    return certificate_content.CertificateSheet(
        serial="",
        date=state.date,
        module=desk.pack_of(state).title,
        grade=class_words(group.grade, group.section) if group else LocalText(),
        place=place_words(desk, group.place if group else state.place),
        code1=certificate_content.NO_CODE,
        roll=line.roll if line else "",
        name_bn=names[0],
        name_en=names[1],
    )
