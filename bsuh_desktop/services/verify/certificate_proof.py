"""The verdict of certificates and its proof: one sentence, facts and evidence, and an item for each of many.

A certificate is judged by every chain of grants that may be its own, under every known programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from bsuh_desktop.documents.paper_protocol import UnsignedLine
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict, worst
from bsuh_desktop.exchange.judgement import REVOKED_LATER
from bsuh_desktop.services.verify import evidence, proof
from bsuh_desktop.services.verify.evidence import against_of
from bsuh_desktop.trust.certificate_check import check_credential
from bsuh_desktop.trust.credential import Credential
from bsuh_desktop.trust.grants import Grant, check_chain
from bsuh_desktop.trust.key_list import SignerRevocations, serial_is_revoked
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import key_id

# Of several programmes and chains, the result with the most informative verdict is used.
_SAYS_MOST = (
    Verdict.GOOD,
    Verdict.PRACTICE,
    Verdict.REVOKED,
    Verdict.EXPIRED,
    Verdict.ALTERED,
    Verdict.UNKNOWN_SIGNER,
)


class Judgement(msgspec.Struct, frozen=True):
    """The result of judging one credential."""

    credential: Credential
    verdict: Verdict
    reason: Message | None
    """Why it has that verdict."""
    grants: tuple[Grant, ...]
    """The chain by which it was judged."""
    programme: Programme | None
    """The programme that the grants reach; None if they reach none."""
    against: SignerRevocations
    """What key lists say against the chain."""
    unsigned: tuple[UnsignedLine, ...] = ()
    """Lines on its sheet that were not signed."""


def judge(credential: Credential, chains: Sequence[tuple[Grant, ...]], known: proof.KnownKeys) -> Judgement:
    """The judgement by the chain and programme with the most informative verdict. Raises ValueError if there is no
    chain."""
    pairs = [(grants, programme) for grants in chains for programme in known.programmes]
    holding = [pair for pair in pairs if _holds(*pair)]
    # Grants that reach one root key reach no other, and the expensive signature check is then made once.
    found = [_under(credential, *pair, known, bool(holding)) for pair in holding or pairs]
    return min(found, key=lambda one: _SAYS_MOST.index(one.verdict))


def _holds(grants: tuple[Grant, ...], programme: Programme) -> bool:
    """True if the grants reach the programme's root key, whatever day and serial they are for."""
    return check_chain(grants, programme.root_key, grants[-1].terms.first_day).verdict is Verdict.GOOD


def with_verdict(judged: Judgement, verdict: Verdict, reason: Message) -> Judgement:
    """The same with another verdict."""
    return msgspec.structs.replace(judged, verdict=verdict, reason=reason)


def _under(
    credential: Credential, grants: tuple[Grant, ...], programme: Programme, known: proof.KnownKeys, holds: bool
) -> Judgement:
    against = against_of(known, programme, grants) if holds else SignerRevocations()
    serial = credential.serial
    back = serial in known.taken_back or serial_is_revoked(serial, programme.root_key, known.lists)
    judged = check_credential(credential, grants, programme, against, back)
    return Judgement(credential, judged.verdict, judged.reason, grants, programme if holds else None, against)


PDF = Message("the PDF and both codes of its pages")
PICTURE = Message("a picture")
BOTH_CODES = Message("both codes")
ONE_CODE = Message("the first code; who may sign is known here")
_FINE = (Verdict.GOOD, Verdict.PRACTICE)
_LINES: dict[UnsignedLine, Message] = {
    "programme": Message("the programme's name"),
    "second_name": Message("the second name"),
    "group": Message("roll, class and place"),
    "module": Message("the module's title"),
    "award": Message("what it was given for"),
    "facilitator": Message("the facilitator's name"),
    "coordinator": Message("the coordinator's name"),
}


def refused(name: str, verdict: Verdict, sentence: Message | None = None, grants: Sequence[Grant] = ()) -> proof.Proof:
    """The proof for an input without a certificate that could be judged."""
    signer = key_id(grants[-1].terms.subject).hex() if grants else None
    return proof.Proof(
        name, "certificate", verdict, sentence or proof.CERTIFICATE_SENTENCES[verdict], signer, names_of(grants)
    )


def certificate(name: str, judged: Judgement, known: proof.KnownKeys, number: int, read_from: Message) -> proof.Proof:
    """The proof of one certificate."""
    grants = judged.grants
    return proof.Proof(
        input=name,
        kind="certificate",
        verdict=judged.verdict,
        sentence=_sentence(judged, read_from),
        signer=key_id(grants[-1].terms.subject).hex(),
        chain=names_of(grants),
        doubts=_doubts(judged),
        items=(_item(judged, number, known, read_from),),
        unknown=evidence.not_known(known, judged.programme, grants),
        facts=_facts(judged, known, read_from),
        evidence=_evidence(judged, read_from),
        seen=_seen((judged,), known),
        to_compare=_to_compare((judged,), known, read_from),
    )


def batch(
    name: str, judged: Sequence[Judgement], known: proof.KnownKeys, read_from: Message, per_page: int = 1
) -> proof.Proof:
    """The proof of one certificate, or of many, `per_page` on each page; the worst verdict is the proof's."""
    if len(judged) == 1:
        return certificate(name, judged[0], known, 1, read_from)
    verdict = worst(one.verdict for one in judged)
    bad = [one for one in judged if one.verdict is verdict]
    first = bad[0]
    return proof.Proof(
        input=name,
        kind="certificate",
        verdict=verdict,
        sentence=_of_many(verdict, bad, len(judged), read_from),
        signer=key_id(first.grants[-1].terms.subject).hex(),
        chain=names_of(first.grants),
        doubts=_doubts(*judged),
        items=tuple(_placed(one, number, known, read_from, per_page) for number, one in enumerate(judged)),
        unknown=evidence.not_known(known, first.programme, first.grants),
        facts=_facts_of_many(judged, read_from),
        evidence=_evidence_of_many(judged, first, read_from),
        seen=_seen(judged, known),
        to_compare=_to_compare(judged, known, read_from),
    )


def names_of(grants: Sequence[Grant]) -> tuple[str, ...]:
    """The key ids of a chain, in hexadecimal."""
    return tuple(key_id(grant.terms.subject).hex() for grant in grants)


def _sentences(read_from: Message) -> dict[Verdict, Message]:
    """The sentences by verdict. Only a PDF's pages are compared with what was signed; otherwise only the codes are
    judged."""
    return proof.CERTIFICATE_SENTENCES if read_from is PDF else proof.CODES_SENTENCES


def _sentence(judged: Judgement, read_from: Message) -> Message:
    if judged.unsigned and judged.verdict is Verdict.GOOD:
        return proof.SIGNED_IN_PART
    return judged.reason or _sentences(read_from)[judged.verdict]


def _of_many(verdict: Verdict, those: Sequence[Judgement], count: int, read_from: Message) -> Message:
    bad = len(those)
    if verdict is Verdict.GOOD and any(one.unsigned for one in those):
        return Message(
            "Certificates on which name, serial number, module and date are as they were signed: "
            "{count}. Some other lines on them were not signed.",
            count=count,
        )
    if verdict is Verdict.GOOD and read_from is PDF:
        return Message("All certificates in it are genuine, nothing was changed: {count}.", count=count)
    if verdict is Verdict.GOOD:
        return Message(
            "The codes of all certificates in it are genuine: {count}. Compare each paper with what was signed.",
            count=count,
        )
    said = _sentences(read_from)[verdict]
    if bad == count:
        return said
    return Message("Certificates not in order: {bad} of {count}. {sentence}", bad=bad, count=count, sentence=said)


def _doubts(*judged: Judgement) -> tuple[Message, ...]:
    """Doubts about good certificates: that the key was revoked later, and lines on the sheet that were not signed."""
    fine = [one for one in judged if one.verdict in _FINE]
    later = (REVOKED_LATER,) if any(one.against.own for one in fine) else ()
    lines = {line for one in fine for line in one.unsigned}
    said = [words for line, words in _LINES.items() if line in lines]
    if not said:
        return later
    listed = said[0]
    for words in said[1:]:
        listed = Message("{lines}; {line}", lines=listed, line=words)
    return (*later, Message("These lines were not signed, so they may say anything: {lines}.", lines=listed))


def _to_compare(
    judged: Sequence[Judgement], known: proof.KnownKeys, read_from: Message
) -> tuple[proof.SignedFacts, ...]:
    """What a person compares with the paper; nothing for a PDF, whose pages were compared here."""
    if read_from is PDF:
        return ()
    return tuple(
        proof.SignedFacts(
            item=number,
            name=one.credential.name,
            module=_module_words(one, known),
            day=evidence.words(date_text(one.credential.day)),
        )
        for number, one in enumerate(judged)
        if one.verdict in _FINE
    )


def _item(judged: Judgement, page: int, known: proof.KnownKeys, read_from: Message) -> dict[str, Any]:
    credential = judged.credential
    return {
        "page": page,
        "serial": serial_text(credential.serial),
        "date": credential.day.isoformat(),
        "module": _module(judged, known),
        "name": credential.name,
        "verdict": judged.verdict.value,
        "sentence": _sentence(judged, read_from),
        "doubts": list(_doubts(judged)),
    }


def _placed(
    judged: Judgement, number: int, known: proof.KnownKeys, read_from: Message, per_page: int
) -> dict[str, Any]:
    """The item of certificate `number`, from 0; if several are on a page, with its place there, from 1."""
    item = _item(judged, number // per_page + 1, known, read_from)
    return item if per_page == 1 else {**item, "place": number % per_page + 1}


def _module(judged: Judgement, known: proof.KnownKeys) -> str | None:
    """The module's id in the programme that the grants reach; else in the first programme that has its number."""
    programmes = known.programmes if judged.programme is None else (judged.programme,)
    modules = (programme.module_id(judged.credential.module) for programme in programmes)
    return next((module for module in modules if module), None)


def _module_words(judged: Judgement, known: proof.KnownKeys) -> Message:
    """The module's title; its id if no pack has a title, its number if no programme has an id."""
    module = _module(judged, known)
    if module is None:
        return Message("module with the number {number}", number=str(judged.credential.module))
    return evidence.module_words(module)


def _facts(judged: Judgement, known: proof.KnownKeys, read_from: Message) -> tuple[proof.Fact, ...]:
    credential = judged.credential
    issuer = evidence.partner_of(judged.programme, judged.grants[-1])
    facts = [
        proof.Fact(Message("Serial number"), serial_text(credential.serial)),
        proof.Fact(Message("Name"), credential.name or "–"),
        proof.Fact(Message("Date"), evidence.words(date_text(credential.day))),
        proof.Fact(Message("Module"), _module_words(judged, known)),
    ]
    if issuer is not None:
        facts.append(proof.Fact(Message("Issued by"), evidence.words(issuer)))
    return (*facts, proof.Fact(Message("Read from"), read_from))


def _facts_of_many(judged: Sequence[Judgement], read_from: Message) -> tuple[proof.Fact, ...]:
    """How many certificates there are, and how many are in order; no names."""
    fine = sum(one.verdict in _FINE for one in judged)
    in_order = Message("{fine} of {count}", fine=fine, count=len(judged))
    return proof.Fact(Message("Certificates in order"), in_order), proof.Fact(Message("Read from"), read_from)


def _evidence(judged: Judgement, read_from: Message) -> tuple[proof.Evidence, ...]:
    credential = judged.credential
    title = Message("Certificate {serial}", serial=serial_text(credential.serial))
    if read_from is not PDF:
        title = Message("Codes of certificate {serial}", serial=serial_text(credential.serial))
    signed = Message("Signed, dated {day}.", day=date_text(credential.day))
    if judged.unsigned:
        signed = Message("Signed except some lines, dated {day}.", day=date_text(credential.day))
    text = signed if judged.verdict in _FINE or judged.reason is None else judged.reason
    last = evidence.document(title, text, judged.verdict, bool(judged.unsigned))
    return evidence.rings(judged.programme, judged.grants, judged.against, judged.verdict, last)


def _evidence_of_many(judged: Sequence[Judgement], first: Judgement, read_from: Message) -> tuple[proof.Evidence, ...]:
    title = Message("Certificates: {count}", count=len(judged))
    signed = Message("All are signed.") if read_from is PDF else Message("The codes of all are signed.")
    in_part = any(one.unsigned for one in judged)
    if in_part:
        signed = Message("All are signed, except some lines.")
    text = signed if first.verdict in _FINE else proof.CERTIFICATE_SENTENCES[first.verdict]
    last = evidence.document(title, text, first.verdict, in_part)
    return evidence.rings(first.programme, first.grants, first.against, first.verdict, last)


def _seen(judged: Sequence[Judgement], known: proof.KnownKeys) -> proof.Observations:
    """What is worth remembering. With grants that reach a known programme, the next first code is enough. Names by
    serial are remembered for valid certificates."""
    chains = dict.fromkeys(one.grants for one in judged if one.programme is not None and len(one.grants) > 1)
    names = (
        known.serial_names.sighting(place, one.programme.root_key, one.credential)
        for place, one in enumerate(judged)
        if one.verdict in _FINE and one.programme is not None
    )
    return proof.Observations(chains=tuple(chains), names=tuple(names))
