"""Proves certificates: a PDF by all that it holds, a picture or a scanned text by the codes alone.

A PDF is good only if its embedded credential, the codes of the rendered page and the printed serial agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict, worst
from bsuh_desktop.services.verifying.judging import Judgement, judge, with_verdict
from bsuh_desktop.services.verifying.papers import BOTH_CODES, ONE_CODE, PDF, PICTURE, batch, certificate, refused
from bsuh_desktop.services.verifying.proof import Known, Proof
from bsuh_desktop.services.verifying.scanned import Scanned, prefixes, scan
from bsuh_desktop.trust.credential import Credential
from bsuh_desktop.trust.grants import Grant, encode_grants
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.transport import from_text

if TYPE_CHECKING:
    from bsuh_desktop.documents.reading import PageReading
    from bsuh_desktop.trust.embedded import Embedded

_NOTHING = Scanned()
_PAGES_MISSING = Message("This PDF has not as many pages as were signed for it. Ask for the whole file.")
_MISSING_GRANTS = Message("Only the certificate's own code is here. Scan its second code, too.")
_NO_CREDENTIAL = Message("This PDF holds no signed certificate. If it is a scan, give it as a picture (PNG or JPEG).")
_NO_CODE = Message("No code of a certificate can be read in this picture. Take it again, sharp and in good light.")
_GRANTS_ALONE = Message("This is the second code alone: it says who may sign, not what was signed.")


def prove_pdf(name: str, pdf: bytes, known: Known) -> Proof:
    """A PDF of certificates is good only if the embedded credential, the codes read from the rendered page and the
    printed serial agree on every page."""
    from bsuh_desktop.documents.embedding import read_embedded
    from bsuh_desktop.documents.reading import read_certificate_pages
    from bsuh_desktop.trust.embedded import EMBEDDED_NAME, decode_embedded

    try:
        content = read_embedded(pdf).get(EMBEDDED_NAME)
        if content is None:
            return refused(name, Verdict.UNREADABLE, _NO_CREDENTIAL)
        embedded = decode_embedded(content)
        judged = [judge(credential, (embedded.grants,), known) for credential in embedded.credentials]
        if any(one.verdict.exit_code == 0 for one in judged):
            # Reading the pages is the dear part, and tells nothing new where no credential is good.
            judged = _held_against_pages(judged, embedded, read_certificate_pages(pdf), known)
    except KnownError as error:
        return refused(name, _verdict_of(error))
    if not judged:
        return refused(name, Verdict.ALTERED, _PAGES_MISSING, embedded.grants)
    return batch(name, judged, known, PDF)


def _held_against_pages(
    judged: list[Judgement], embedded: Embedded, pages: Sequence[PageReading], known: Known
) -> list[Judgement]:
    """What each credential is worth beside its page; nothing where there are not as many pages as credentials."""
    if len(pages) != len(judged):
        return []
    return [_held_against_page(one, page, embedded, known) for one, page in zip(judged, pages, strict=True)]


def _held_against_page(judged: Judgement, page: PageReading, embedded: Embedded, known: Known) -> Judgement:
    from bsuh_desktop.documents.certificate_words import large_name

    credential = judged.credential
    wanted = {credential.encode(), encode_grants(embedded.grants)}
    try:
        read = {from_text(text, prefixes(known)) for text in page.codes}
    except KnownError:
        read = set()
    printed = page.printed_serial == credential.serial and large_name(page.text) == credential.name
    if read == wanted and printed:
        return judged
    reason = Message("Page {page}: what is printed and what was signed differ.", page=page.page)
    return with_verdict(judged, Verdict.ALTERED, reason)


def prove_picture(name: str, picture: bytes, known: Known, seen: Scanned = _NOTHING) -> Proof:
    """A photograph or scan of one certificate."""
    from bsuh_desktop.documents.reading import read_picture

    try:
        codes = read_picture(picture).codes
    except KnownError as error:
        return refused(name, _verdict_of(error), error.message)
    return prove_codes(name, codes, known, seen, PICTURE) if codes else refused(name, Verdict.UNREADABLE, _NO_CODE)


def prove_codes(
    name: str, texts: Sequence[str], known: Known, seen: Scanned = _NOTHING, read_from: Message | None = None
) -> Proof:
    """Certificates by the texts of their codes, in any order. `seen` are the codes of other inputs, for a first code or
    a second one that comes alone; a first code alone is also judged by the grants of its device that are known. The
    name that was signed is part of each item: hold it against the paper."""
    try:
        own = scan(texts, known)
    except KnownError as error:
        return refused(name, _verdict_of(error))
    credentials = own.credentials or seen.signed_under(own.chains)
    if not credentials:
        return _grants_alone(name, own.chains)
    source = read_from or (BOTH_CODES if own.chains else ONE_CODE)
    proofs = [
        _prove_credential(name, credential, _chains(credential, own, seen, known), known, number, source)
        for number, credential in enumerate(credentials, start=1)
    ]
    return proofs[0] if len(proofs) == 1 else _together(proofs)


def _chains(credential: Credential, own: Scanned, seen: Scanned, known: Known) -> tuple[tuple[Grant, ...], ...]:
    """The grants to judge by: those of its own second code; else all that came along or are known."""
    return own.chains_for(credential)[:1] or (*seen.chains_for(credential), *known.chains_of(credential.key_id))


def _prove_credential(
    name: str,
    credential: Credential,
    chains: Sequence[tuple[Grant, ...]],
    known: Known,
    number: int,
    source: Message,
) -> Proof:
    if not chains:
        signer = credential.key_id.hex()
        return Proof(name, "certificate", Verdict.UNKNOWN_SIGNER, _MISSING_GRANTS, signer, unknown=(_MISSING_GRANTS,))
    return certificate(name, judge(credential, chains, known), known, number, source)


def _together(proofs: Sequence[Proof]) -> Proof:
    """Several certificates of one input: the worst verdict speaks."""
    verdict = worst(proof.verdict for proof in proofs)
    first = next(proof for proof in proofs if proof.verdict is verdict)
    items: tuple[dict[str, Any], ...] = tuple(item for proof in proofs for item in proof.items or ())
    doubts = tuple(dict.fromkeys(doubt for proof in proofs for doubt in proof.doubts))
    unknown = tuple(dict.fromkeys(one for proof in proofs for one in proof.unknown))
    chains = tuple(dict.fromkeys(chain for proof in proofs for chain in proof.seen.chains))
    seen = msgspec.structs.replace(first.seen, chains=chains)
    return msgspec.structs.replace(first, items=items or None, doubts=doubts, unknown=unknown, seen=seen)


def _grants_alone(name: str, chains: Sequence[Sequence[Grant]]) -> Proof:
    if not chains:
        return refused(name, Verdict.UNREADABLE)
    names = tuple(key_id(grant.terms.subject).hex() for grant in chains[0])
    return Proof(name, "certificate", Verdict.UNREADABLE, _GRANTS_ALONE, chain=names)


def _verdict_of(error: KnownError) -> Verdict:
    return Verdict.ALTERED if error.code == "altered" else Verdict.UNREADABLE
