"""Certificates of collected classes, reprinted by the office as they were signed; nothing is signed here.

There is one PDF per device, because all codes of a PDF use one device's grants, and a list of what goes to which
school.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import msgspec

from bsuh_desktop.documents.certificate_content import (
    CODE2_MODULES,
    CertificateDesign,
    CertificateSheet,
    QrPayload,
    code1_payload,
)
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.printed_words import DRAWING
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.certificates.serials import paper_names
from bsuh_desktop.services.collection.collector import Collector, device_in
from bsuh_desktop.services.collection.names import NamedClass, NamedLearner, named_list
from bsuh_desktop.trust.credential import Credential, printed_name, verify_credential
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, encode_embedded
from bsuh_desktop.trust.grant_chain import holds_serial
from bsuh_desktop.trust.grants import Grant, encode_grants
from bsuh_desktop.trust.printed_words import SignedWords, decode_words, verify_words
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.transport import qr_segments


class Delivery(msgspec.Struct, frozen=True):
    """The certificates of one class for one school."""

    place_id: str
    place: LocalText
    class_name: LocalText
    session: str
    device: str
    """Number of the device (four characters), whose PDF contains them."""
    first: int
    """First page in that PDF, counted from 1."""
    last: int
    """Last page in that PDF."""
    count: int
    """Number of certificates."""


class Reprint(msgspec.Struct, frozen=True):
    """The reprinted certificates."""

    pdfs: Mapping[str, bytes]
    """PDFs by device number."""
    deliveries: tuple[Delivery, ...]
    """In the order of schools."""
    missing: int
    """Certificates that were given but cannot be reprinted: their name or signature was not kept, or their file does
    not count."""

    def __repr__(self) -> str:
        return f"Reprint({len(self.pdfs)} devices, {len(self.deliveries)} deliveries)"


class _Certificate(msgspec.Struct, frozen=True):
    credential: Credential
    chain: tuple[Grant, ...]
    named_class: NamedClass
    learner: NamedLearner
    words: SignedWords | None


def reprint(
    register: Register,
    collector: Collector,
    files: Sequence[bytes],
    role: str,
    titles: Mapping[str, LocalText],
) -> Reprint:
    """Reprints the certificates of these files' classes; `titles` are the modules' by their ids. Raises KnownError as
    `named_list`."""
    found: list[_Certificate] = []
    missing = 0
    classes = named_list(register, collector, files, role, "certificates")
    for held in sorted(classes, key=lambda one: (one.place.bn, one.place_id, one.class_name.bn, one.day, one.session)):
        counts = register.status.current.get(held.session) == held.file
        for learner in held.learners:
            one = _certificate(collector, held, learner) if counts and learner.serial else None
            missing += bool(learner.serial) and one is None
            if one is not None:
                found.append(one)
    by_device: dict[tuple[Grant, ...], list[_Certificate]] = {}
    for one in found:
        by_device.setdefault(one.chain, []).append(one)
    pdfs: dict[str, bytes] = {}
    deliveries: list[Delivery] = []
    for chain, certificates in by_device.items():
        name = _free(device_in(chain), pdfs)
        pdfs[name] = _paper(collector, certificates, chain, titles)
        deliveries += _deliveries(name, certificates)
    deliveries.sort(key=lambda one: (one.place.bn, one.place_id, one.device, one.first))
    return Reprint(pdfs, tuple(deliveries), missing)


def _certificate(collector: Collector, named_class: NamedClass, learner: NamedLearner) -> _Certificate | None:
    """The certificate as its device signed it; None if it cannot be restored word for word."""
    module = collector.programme.modules.get(named_class.module)
    if module is None:
        return None
    name = printed_name(*paper_names(learner))
    for chain in named_class.chains:
        public = chain[-1].terms.subject
        if not holds_serial(chain[-1].terms, learner.serial):
            continue
        credential = Credential(learner.serial, module, named_class.day, name, key_id(public), learner.signature)
        if verify_credential(credential, public):
            return _Certificate(credential, chain, named_class, learner, _words(credential, public, learner))
    return None


def _words(credential: Credential, public: bytes, learner: NamedLearner) -> SignedWords | None:
    """The words of the sheet as its device signed them; None if it did not, or if this app has no such drawing."""
    if not learner.words:
        return None
    try:
        signed = decode_words(learner.words)
    except KnownError:
        return None
    return signed if signed.words.drawing == DRAWING and verify_words(signed, credential, public) else None


def _free(device: str, taken: Mapping[str, bytes]) -> str:
    """A free name for a device's PDF: a device whose grant was renewed has two PDFs."""
    names = [device, *(f"{device}-{number}" for number in range(2, len(taken) + 2))]
    return next(name for name in names if name not in taken)


def _deliveries(device: str, certificates: Sequence[_Certificate]) -> list[Delivery]:
    counts: dict[str, list[int]] = {}
    classes = {one.named_class.session: one.named_class for one in certificates}
    for page, one in enumerate(certificates, start=1):
        counts.setdefault(one.named_class.session, []).append(page)
    return [
        Delivery(
            held.place_id, held.place, held.class_name, session, device, counts[session][0], counts[session][-1],
            len(counts[session]),
        )
        for session, held in classes.items()
    ]  # fmt: skip


def _paper(
    collector: Collector,
    certificates: Sequence[_Certificate],
    chain: tuple[Grant, ...],
    titles: Mapping[str, LocalText],
) -> bytes:
    from bsuh_desktop.documents.certificate import write_certificates
    from bsuh_desktop.documents.embedded_credentials import embed

    prefix = collector.programme.url_prefix
    design = CertificateDesign(
        programme=collector.programme.names,
        code2=QrPayload(*qr_segments(prefix, encode_grants(chain)), CODE2_MODULES),
        # The facilitator signs by hand: the office knows their key, but no name.
        facilitator="",
        coordinator="",
        practice=False,
    )
    buffer = io.BytesIO()
    write_certificates(buffer, (_sheet(one, titles, prefix) for one in certificates), design)
    credentials = [one.credential for one in certificates]
    words = [one.words.encode() if one.words else b"" for one in certificates]
    return embed(buffer.getvalue(), EMBEDDED_NAME, encode_embedded(credentials, chain, design.layout.per_page, words))


def _sheet(one: _Certificate, titles: Mapping[str, LocalText], prefix: str) -> CertificateSheet:
    group, names = one.learner.group, paper_names(one.learner)
    return CertificateSheet(
        serial=one.credential.serial,
        date=one.named_class.day,
        module=titles.get(one.named_class.module, LocalText(one.named_class.module, one.named_class.module)),
        grade=class_words(group.grade, group.section) if group else LocalText(),
        place=one.named_class.place,
        code1=code1_payload(*qr_segments(prefix, one.credential.encode())),
        roll=one.learner.roll,
        name_bn=names[0],
        name_en=names[1],
        words=one.words.words if one.words else None,
    )
