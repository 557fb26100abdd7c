"""Proves certificates: a PDF with everything in it; of a picture or scanned text only the codes, not the paper.

A PDF is good only if its embedded credential, the codes on the rendered page and everything else that is printed
agree, both in the page's text and as rendered; if several certificates are on a page, each at its own place. The first
code holds the certificate, the second says who may sign it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.certificates import DRAWING
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.domain.verdicts import Verdict, worst
from bsuh_desktop.services.verify import certificate_proof, evidence
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.typed_codes import is_code
from bsuh_desktop.system.sandbox_errors import SandboxError
from bsuh_desktop.trust.credential import (
    Credential,
    SignedWords,
    decode_credential,
    from_text,
    kind_of,
    qr_segments,
    verify_words,
)
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.grants import Grant, decode_grants, encode_grants
from bsuh_desktop.trust.signing import key_id

if TYPE_CHECKING:
    from bsuh_desktop.documents.paper_protocol import PageReading, Signed
    from bsuh_desktop.documents.paper_sandbox import PaperSandbox
    from bsuh_desktop.trust.embedded import Embedded

Chain = tuple[Grant, ...]
_MOST_CACHED = 512


class Scanned(msgspec.Struct, frozen=True):
    """Credentials from first codes and chains of grants from second codes, each in the order they were read."""

    credentials: tuple[Credential, ...] = ()
    chains: tuple[Chain, ...] = ()

    def chains_for(self, credential: Credential) -> tuple[Chain, ...]:
        """Every chain that ends with the key that signed `credential`; whether it is valid is judged elsewhere."""
        return tuple(chain for chain in self.chains if _fits(chain, credential))

    def signed_under(self, chains: Sequence[Sequence[Grant]]) -> tuple[Credential, ...]:
        """The credentials signed by a key that one of `chains` ends with."""
        return tuple(one for one in self.credentials if any(_fits(chain, one) for chain in chains))

    def and_then(self, others: Scanned) -> Scanned:
        """These codes, followed by `others`."""
        return Scanned(self.credentials + others.credentials, self.chains + others.chains)


def scan(texts: Sequence[str], known: KnownKeys) -> Scanned:
    """Decodes the texts of codes; a text that is neither code is skipped. Raises KnownError `altered`."""
    credentials: list[Credential] = []
    chains: list[Chain] = []
    seen = known.judged.codes
    for text in texts:
        if text in seen:
            chains.append(seen[text])
            continue
        data = from_text(text)
        if kind_of(data) == "grants":
            chains.append(_keep(seen, text, decode_grants(data)))
        elif kind_of(data) == "credential":
            credentials.append(decode_credential(data))
    return Scanned(tuple(credentials), tuple(chains))


def beside(texts: Sequence[str], known: KnownKeys) -> dict[Credential, Chain]:
    """For each first code the second code that was read right after it, as they are side by side on paper. Raises
    KnownError `altered`."""
    found: dict[Credential, Chain] = {}
    first: Credential | None = None
    for text in texts:
        one = scan([text], known)
        if one.credentials:
            first = one.credentials[0]
        elif one.chains and first is not None:
            found[first], first = one.chains[0], None
    return found


def scan_whole(texts: Sequence[str], known: KnownKeys) -> Scanned:
    """As `scan`, but empty if a code is altered: that is reported where the code is judged."""
    try:
        return scan(texts, known)
    except KnownError:
        return Scanned()


def _keep(seen: dict[str, Chain], text: str, chain: Chain) -> Chain:
    """Caches a decoded second code: it is the same on every certificate of a class."""
    if len(seen) >= _MOST_CACHED:
        seen.clear()
    seen[text] = chain
    return chain


def _fits(chain: Sequence[Grant], credential: Credential) -> bool:
    return key_id(chain[-1].terms.subject) == credential.key_id


_NOTHING = Scanned()
_PAGES_MISSING = Message("This PDF has fewer pages than were signed. Ask for the whole file.")
_MISSING_GRANTS = Message("Only the certificate's first code is here. Scan its second code too.")
_NEWER = Message("This certificate was made by a newer version of the app. Install that version to check it.")
_FOREIGN_WORDS = Message("The words on it were not signed for this certificate.")
_NO_CREDENTIAL = Message(
    "There is no signed certificate in this PDF. If it is a scan, give it as a picture (PNG or JPEG)."
)
_NO_CODE = Message("No code of a certificate can be read in this picture. Take it again, sharp and in good light.")
_ONE_MORE = Message("The first code of another certificate could not be read: take the picture again, closer.")
_GRANTS_ALONE = Message("This is only the second code: it says who may sign, not what was signed.")


def prove_pdf(
    name: str, pdf: bytes, known: KnownKeys, progress: Progress | None = None, stop: Stop | None = None
) -> Proof:
    """A PDF of certificates is good only if the embedded credential, the codes read from the rendered page, the text of
    the page, and everything visible on it agree on every page. It is opened only in a limited process; signatures are
    judged here. `progress` is called with (pages done, pages); once `stop` returns True, the result is unreadable."""
    from bsuh_desktop.documents.paper_sandbox import LARGEST_PAPER, PaperSandbox

    if len(pdf) > LARGEST_PAPER:
        return certificate_proof.refused(name, Verdict.UNREADABLE, _too_large())
    try:
        with PaperSandbox(pdf, stop=stop) as paper:
            return _proved(name, paper, known, progress)
    except KnownError as error:
        return certificate_proof.refused(name, _verdict_of(error), _sentence_of(error))


def _proved(name: str, paper: PaperSandbox, known: KnownKeys, progress: Progress | None) -> Proof:
    """Raises KnownError for a PDF that cannot be opened."""
    from bsuh_desktop.trust.embedded import EMBEDDED_NAME, decode_embedded

    content = paper.attachment(EMBEDDED_NAME)
    if content is None:
        return certificate_proof.refused(name, Verdict.UNREADABLE, _NO_CREDENTIAL)
    embedded = decode_embedded(content)
    if any(one is not None and one.words.drawing > DRAWING for one in embedded.words):
        return certificate_proof.refused(name, Verdict.UNREADABLE, _NEWER, embedded.grants)
    pairs = embedded.pairs()
    judged = [
        _with_words(certificate_proof.judge(credential, (embedded.grants,), known), words)
        for credential, words in pairs
    ]
    compares = any(one.verdict.exit_code == 0 for one in judged)
    if compares:
        # Reading the pages is expensive, and adds nothing if no credential is good.
        code2 = qr_segments("", encode_grants(embedded.grants))[1]
        signed = [_signed(one, words, code2) for one, (_, words) in zip(judged, pairs, strict=True)]
        places = paper.pages(signed, embedded.per_page, progress)
        trouble = _trouble(places, embedded)
        if trouble is not None:
            proof = certificate_proof.refused(name, Verdict.ALTERED, trouble, embedded.grants)
            return msgspec.structs.replace(proof, pages_compared=True)
        found = zip(judged, places, strict=False)
        judged = [_compared_with_place(one, place, embedded) for one, place in found]
    if not judged:
        return certificate_proof.refused(name, Verdict.ALTERED, _PAGES_MISSING, embedded.grants)
    proof = certificate_proof.batch(name, judged, known, certificate_proof.PDF, embedded.per_page)
    in_part = any(one.unsigned for one in judged)
    return msgspec.structs.replace(proof, pages_compared=compares and not in_part, signed_in_part=in_part)


def _with_words(judged: certificate_proof.Judgement, words: SignedWords | None) -> certificate_proof.Judgement:
    """The judgement of a credential with the words that came with it: if its device did not sign these words for it, it
    was altered, whoever signed them."""
    if (
        words is None
        or judged.verdict.exit_code
        or verify_words(words, judged.credential, judged.grants[-1].terms.subject)
    ):
        return judged
    return certificate_proof.with_verdict(judged, Verdict.ALTERED, _FOREIGN_WORDS)


def _signed(judged: certificate_proof.Judgement, words: SignedWords | None, code2: str) -> Signed:
    """What the sheet of a credential should show."""
    from bsuh_desktop.documents.paper_protocol import Signed

    credential, programme = judged.credential, judged.programme
    module = None if programme is None else programme.module_id(credential.module)
    return Signed(
        name=credential.name,
        serial=credential.serial,
        day=credential.day,
        code1=qr_segments("", credential.encode())[1],
        code2=code2,
        practice=programme is not None and is_demonstration(programme),
        titles=evidence.printed_titles(module),
        programme="" if programme is None else programme.names.text_in("bn"),
        words=None if words is None else words.words,
    )


def _trouble(places: Sequence[PageReading], embedded: Embedded) -> Message | None:
    """What is wrong with the pages as a whole: too few or too many, or content where nothing was signed; None if
    nothing is."""
    count, per_page = len(embedded.credentials), embedded.per_page
    if len(places) != math.ceil(count / per_page) * per_page:
        return _PAGES_MISSING
    over = [place.page for place in places[count:] if place.codes or not place.shows_signed]
    if not over:
        return None
    return Message("Page {page}: there is something that was not signed. Ask for the original.", page=over[0])


def _compared_with_place(
    judged: certificate_proof.Judgement, page: PageReading, embedded: Embedded
) -> certificate_proof.Judgement:
    """The judgement of a credential compared with the place where it is printed."""
    credential = judged.credential
    wanted = {credential.encode(), encode_grants(embedded.grants)}
    try:
        read = {from_text(text) for text in page.codes}
    except KnownError:
        read = set()
    if read == wanted and page.shows_signed:
        return msgspec.structs.replace(judged, unsigned=page.unsigned)
    reason = Message("Page {page}: what is printed and what was signed do not match.", page=page.page)
    if embedded.per_page > 1:
        where = {"page": page.page, "place": page.place}
        reason = Message("Page {page}, place {place}: what is printed and what was signed do not match.", **where)
    return certificate_proof.with_verdict(judged, Verdict.ALTERED, reason)


def prove_picture(
    name: str, picture: bytes, known: KnownKeys, seen: Scanned = _NOTHING, stop: Stop | None = None
) -> Proof:
    """A photograph or scan of one certificate, or of a page of them: each is judged by the second code beside it. It is
    opened only in a limited process."""
    from bsuh_desktop.documents.paper_sandbox import LARGEST_PAPER, PaperSandbox

    if len(picture) > LARGEST_PAPER:
        return certificate_proof.refused(name, Verdict.UNREADABLE, _too_large())
    try:
        with PaperSandbox(picture, stop=stop) as paper:
            codes = [text for text in paper.codes() if is_code(text)]
    except KnownError as error:
        return certificate_proof.refused(name, _verdict_of(error), _sentence_of(error) or error.message)
    if not codes:
        return certificate_proof.refused(name, Verdict.UNREADABLE, _NO_CODE)
    proof = prove_codes(name, codes, known, seen, certificate_proof.PICTURE)
    own = scan_whole(codes, known)
    if 0 < len(own.credentials) < len(own.chains):
        return msgspec.structs.replace(proof, unknown=(*proof.unknown, _ONE_MORE))
    return proof


def prove_codes(
    name: str, texts: Sequence[str], known: KnownKeys, seen: Scanned = _NOTHING, read_from: Message | None = None
) -> Proof:
    """Proves certificates by the texts of their codes, in any order. `seen` are the codes of other inputs, in case a
    first or second code comes alone; a first code alone is also judged by known grants of its device. The signed name
    is part of each item, but was not compared with the paper here."""
    try:
        own = scan(texts, known)
    except KnownError as error:
        return certificate_proof.refused(name, _verdict_of(error))
    credentials = own.credentials or seen.signed_under(own.chains)
    if not credentials:
        return _grants_alone(name, own.chains)
    source = read_from or (certificate_proof.BOTH_CODES if own.chains else certificate_proof.ONE_CODE)
    near = beside(texts, known) if read_from is certificate_proof.PICTURE else {}
    found = [(one, _chains(one, own, seen, known, near.get(one))) for one in credentials]
    judged = [certificate_proof.judge(credential, chains, known) for credential, chains in found if chains]
    missing = [credential for credential, chains in found if not chains]
    if missing:
        return _with_missing(name, missing, judged, known, source)
    return certificate_proof.batch(
        name, judged, known, source, len(judged) if read_from is certificate_proof.PICTURE else 1
    )


def _chains(
    credential: Credential, own: Scanned, seen: Scanned, known: KnownKeys, near: Chain | None
) -> tuple[Chain, ...]:
    """The grants to judge by: those of the second code that belongs to it, on paper the one beside it; otherwise all
    that other inputs contain or that are known."""
    fitting = own.chains_for(credential)
    if near in fitting:
        return (near,)
    return fitting[:1] or (*seen.chains_for(credential), *known.chains_of(credential.key_id))


def _with_missing(
    name: str,
    missing: Sequence[Credential],
    judged: Sequence[certificate_proof.Judgement],
    known: KnownKeys,
    source: Message,
) -> Proof:
    """The proof if for at least one certificate nobody knows who may sign it. An altered certificate is worse, and then
    counts."""
    signer = missing[0].key_id.hex()
    proof = Proof(name, "certificate", Verdict.UNKNOWN_SIGNER, _MISSING_GRANTS, signer, unknown=(_MISSING_GRANTS,))
    if not judged:
        return proof
    others = certificate_proof.batch(name, judged, known, source)
    if worst((proof.verdict, others.verdict)) is others.verdict:
        return msgspec.structs.replace(others, facts=(), unknown=(*others.unknown, _MISSING_GRANTS))
    return msgspec.structs.replace(
        proof, items=others.items, doubts=others.doubts, seen=others.seen, to_compare=others.to_compare
    )


def _grants_alone(name: str, chains: Sequence[Sequence[Grant]]) -> Proof:
    if not chains:
        return certificate_proof.refused(name, Verdict.UNREADABLE)
    names = tuple(key_id(grant.terms.subject).hex() for grant in chains[0])
    return Proof(name, "certificate", Verdict.UNREADABLE, _GRANTS_ALONE, chain=names)


def _sentence_of(error: KnownError) -> Message | None:
    """The failure of the limited process with its remedy; None for errors of the document itself."""
    if not isinstance(error, SandboxError):
        return None
    return Message("{sentence} {remedy}", sentence=error.message, remedy=error.remedy)


def _too_large() -> Message:
    from bsuh_desktop.documents.paper_sandbox import LARGEST_PAPER

    return Message(
        "This file is larger than {megabytes} MB, so it is not a certificate.", megabytes=LARGEST_PAPER >> 20
    )


def _verdict_of(error: KnownError) -> Verdict:
    return Verdict.ALTERED if error.code == "altered" else Verdict.UNREADABLE
