"""Proves certificates: a PDF by all that it holds, a picture or a scanned text by the codes alone.

A PDF is good only if its embedded credential, the codes of the rendered page and the printed serial agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from bsuh_desktop.documents.certificate_words import large_name
from bsuh_desktop.documents.embedding import read_embedded
from bsuh_desktop.documents.reading import PageReading, read_certificate_pages, read_picture
from bsuh_desktop.domain.codes import print_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict, worst
from bsuh_desktop.services.verifying.proof import CERTIFICATE_SENTENCES, Known, Proof
from bsuh_desktop.services.verifying.scanned import Scanned, prefixes, scan
from bsuh_desktop.trust.certificates import check_credential
from bsuh_desktop.trust.credential import Credential
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, Embedded, decode_embedded
from bsuh_desktop.trust.grant_chain import GrantVerdict
from bsuh_desktop.trust.grants import Grant, encode_grants
from bsuh_desktop.trust.signing import key_id
from bsuh_desktop.trust.transport import from_text

_NOTHING = Scanned()
_PAGES_MISSING = Message("This PDF has not as many pages as were signed for it. Ask for the whole file.")
_MISSING_GRANTS = Message("Only the certificate's own code is here. Scan its second code, too.")


def prove_pdf(name: str, pdf: bytes, known: Known) -> Proof:
    """A PDF of certificates is good only if the embedded credential, the codes read from the rendered page and the
    printed serial agree on every page."""
    try:
        content = read_embedded(pdf).get(EMBEDDED_NAME)
        if content is None:
            return _proof(name, Verdict.UNREADABLE, [])
        embedded = decode_embedded(content)
        judged = [_judge(credential, embedded.grants, known) for credential in embedded.credentials]
        if any(one.verdict.exit_code == 0 for one in judged):
            # Reading the pages is the dear part, and tells nothing new where no credential is good.
            judged = _held_against_pages(judged, embedded, read_certificate_pages(pdf), known)
    except KnownError as error:
        return _proof(name, _verdict_of(error), [])
    if not judged:
        proof = _proof(name, Verdict.ALTERED, [], embedded.grants)
        return msgspec.structs.replace(proof, sentence=_PAGES_MISSING)
    pairs = zip(embedded.credentials, judged, strict=True)
    items = [_item(*pair, number, known) for number, pair in enumerate(pairs, start=1)]
    return _proof(name, worst(one.verdict for one in judged), items, embedded.grants)


def _held_against_pages(
    judged: list[GrantVerdict], embedded: Embedded, pages: Sequence[PageReading], known: Known
) -> list[GrantVerdict]:
    """What each credential is worth beside its page; nothing where there are not as many pages as credentials."""
    if len(pages) != len(judged):
        return []
    pairs = zip(judged, embedded.credentials, pages, strict=True)
    return [_held_against_page(one, credential, page, embedded, known) for one, credential, page in pairs]


def prove_codes(name: str, texts: Sequence[str], known: Known, seen: Scanned = _NOTHING) -> Proof:
    """Certificates by the texts of their codes, in any order. `seen` are the codes of other inputs, for a first code or
    a second one that comes alone. The name that was signed is part of each item: hold it against the paper."""
    try:
        own = scan(texts, known)
    except KnownError as error:
        return _proof(name, _verdict_of(error), [])
    together = own.and_then(seen)
    proofs = [
        _prove_credential(name, credential, together.chain_for(credential), number, known)
        for number, credential in enumerate(own.credentials or seen.signed_under(own.chains), start=1)
    ]
    if not proofs:
        return _grants_alone(name, own.chains)
    verdict = worst(proof.verdict for proof in proofs)
    items = tuple(item for proof in proofs for item in proof.items or ())
    first = next(proof for proof in proofs if proof.verdict is verdict)
    return msgspec.structs.replace(first, items=items or None)


def _prove_credential(
    name: str, credential: Credential, chain: Sequence[Grant] | None, number: int, known: Known
) -> Proof:
    if chain is None:
        return Proof(name, "certificate", Verdict.UNKNOWN_SIGNER, _MISSING_GRANTS, credential.key_id.hex())
    judged = _judge(credential, chain, known)
    return _proof(name, judged.verdict, [_item(credential, judged, number, known)], chain)


def prove_picture(name: str, picture: bytes, known: Known, seen: Scanned = _NOTHING) -> Proof:
    """A photograph or scan of one certificate."""
    try:
        codes = read_picture(picture).codes
    except KnownError as error:
        return _proof(name, _verdict_of(error), [])
    return prove_codes(name, codes, known, seen) if codes else _proof(name, Verdict.UNREADABLE, [])


def _held_against_page(
    judged: GrantVerdict, credential: Credential, page: PageReading, embedded: Embedded, known: Known
) -> GrantVerdict:
    wanted = {credential.encode(), encode_grants(embedded.grants)}
    try:
        read = {from_text(text, prefixes(known)) for text in page.codes}
    except KnownError:
        read = set()
    printed = page.printed_serial == credential.serial and large_name(page.text) == credential.name
    if read == wanted and printed:
        return judged
    reason = Message("Page {page}: what is printed and what was signed differ.", page=page.page)
    return GrantVerdict(Verdict.ALTERED, reason, judged.key, judged.partner, judged.device)


def _judge(credential: Credential, grants: Sequence[Grant], known: Known) -> GrantVerdict:
    """By the programme under whose root the grants stand; by the best verdict, where none is."""
    verdicts = [check_credential(credential, grants, programme) for programme in known.programmes]
    return min(verdicts, key=lambda judged: list(Verdict).index(judged.verdict))


def _grants_alone(name: str, chains: Sequence[Sequence[Grant]]) -> Proof:
    if not chains:
        return _proof(name, Verdict.UNREADABLE, [])
    sentence = Message("This is the second code alone: it says who may sign, not what was signed.")
    return Proof(name, "certificate", Verdict.UNREADABLE, sentence, chain=_names(chains[0]))


def _item(credential: Credential, judged: GrantVerdict, page: int, known: Known) -> dict[str, Any]:
    sentence = judged.reason or CERTIFICATE_SENTENCES[judged.verdict]
    return {
        "page": page,
        "serial": print_serial(credential.serial),
        "date": credential.day.isoformat(),
        "module": _module(credential, known),
        "name": credential.name,
        "verdict": judged.verdict.value,
        "sentence": sentence,
    }


def _module(credential: Credential, known: Known) -> str | None:
    """The module's id, from the first programme that has its number."""
    modules = (programme.module_id(credential.module) for programme in known.programmes)
    return next((module for module in modules if module), None)


def _proof(name: str, verdict: Verdict, items: list[dict[str, Any]], grants: Sequence[Grant] = ()) -> Proof:
    bad = [item for item in items if item["verdict"] == verdict.value]
    sentence = bad[0]["sentence"] if len(items) == 1 else CERTIFICATE_SENTENCES[verdict]
    signer = key_id(grants[-1].terms.subject).hex() if grants else None
    return Proof(name, "certificate", verdict, sentence, signer, _names(grants), items=tuple(items) or None)


def _names(grants: Sequence[Grant]) -> tuple[str, ...]:
    return tuple(key_id(grant.terms.subject).hex() for grant in grants)


def _verdict_of(error: KnownError) -> Verdict:
    return Verdict.ALTERED if error.code == "altered" else Verdict.UNREADABLE
