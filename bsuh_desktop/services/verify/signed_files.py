"""Proves the small signed files of an office: programme, key list, answer, request, recovery copy and receipt."""

from __future__ import annotations

from collections.abc import Callable

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import Receipt
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.services.verify import evidence
from bsuh_desktop.services.verify.certificate_proof import names_of
from bsuh_desktop.services.verify.file_kinds import SignedKind, signed_kind
from bsuh_desktop.services.verify.known import programme_of
from bsuh_desktop.services.verify.proof import Fact, Kind, KnownKeys, Observations, Proof
from bsuh_desktop.services.verify.typed_codes import received
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.grant_request import GrantAnswer, GrantRequest
from bsuh_desktop.trust.grants import Cap, Grant, check_chain
from bsuh_desktop.trust.key_list import KeyList, check_follows, check_issuer, is_dismissed
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.recovery_code import RecoveryCopy
from bsuh_desktop.trust.refusals import UNKNOWN_SIGNATURE
from bsuh_desktop.trust.signing import key_id

_PRACTICE = Message("It is from the demonstration programme: all of it is practice.")
_STRANGER = Message("It is from a programme that is unknown here.")

Prover = Callable[[str, bytes, KnownKeys, SignedDocumentSandbox], Proof]


def prover_of(data: bytes) -> Prover | None:
    """The prover for a file that begins like `data`; None if it is none of these kinds."""
    kind = signed_kind(data)
    return None if kind is None else _PROVERS[kind]


def _safely(kind: Kind, prove: Prover) -> Prover:
    """Wraps a prover so that a KnownError while reading becomes a verdict."""

    def proved(name: str, data: bytes, known: KnownKeys, sandbox: SignedDocumentSandbox) -> Proof:
        try:
            return prove(name, data, known, sandbox)
        except KnownError as refused:
            sentence = Message("{sentence} {remedy}", sentence=refused.message, remedy=refused.remedy)
            return Proof(name, kind, evidence.verdict_of(refused), sentence)

    return proved


def _programme(name: str, data: bytes, known: KnownKeys, sandbox: SignedDocumentSandbox) -> Proof:
    """A programme file is good if its root key is known here; the demonstration's is practice."""
    programme = sandbox.read(data, Programme)
    same = next((one for one in known.programmes if one.root_key == programme.root_key), None)
    verdict, sentence = _of_version(programme, same)
    if is_demonstration(programme) and verdict is Verdict.GOOD:
        verdict, sentence = Verdict.PRACTICE, Message("This is the demonstration programme: all of it is practice.")
    facts = (
        Fact(Message("Programme"), evidence.words(programme.names)),
        Fact(Message("Version"), Message("{count}", count=programme.version)),
        Fact(Message("Last day"), evidence.words(date_text(programme.expires))),
    )
    ring = evidence.rings(same, (), evidence.NOTHING, verdict, evidence.document(facts[0].name, sentence, verdict))
    signer = key_id(programme.root_key).hex()
    return Proof(name, "programme", verdict, sentence, signer, facts=facts, evidence=ring)


def _of_version(programme: Programme, known: Programme | None) -> tuple[Verdict, Message]:
    if known is None:
        return Verdict.UNKNOWN_SIGNER, UNKNOWN_SIGNATURE
    if programme.version < known.version:
        return Verdict.OLDER_THAN_KNOWN, Message("This programme file is older than the one here.")
    if programme.version == known.version and programme != known:
        sentence = Message("There are two programme files of this version. Ask the office which one is valid.")
        return Verdict.ALTERED, sentence
    return Verdict.GOOD, Message("The programme file is genuine and unchanged.")


def _key_list(name: str, data: bytes, known: KnownKeys, sandbox: SignedDocumentSandbox) -> Proof:
    """A key list is good if its issuer may list keys, and no newer one is known."""
    key_list = sandbox.read(data, KeyList)
    programme = programme_of(known, key_list)
    before = next((one for one in known.lists if one.issuer == key_list.issuer), None)
    check_follows(key_list, before)
    late = (known.today - key_list.fresh_until).days if known.today is not None else 0
    verdict, sentence = _standing(programme, Message("The key list is genuine and unchanged."))
    if before != key_list and is_dismissed(key_list.issuer, programme.root_key, known.lists):
        verdict, sentence = Verdict.REVOKED, Message("The key that signed this key list was revoked.")
    facts = (
        Fact(Message("Version"), Message("{count}", count=key_list.version)),
        Fact(Message("Date"), evidence.words(date_text(key_list.issued))),
        Fact(Message("Grants"), Message("{count}", count=len(key_list.grants))),
        Fact(Message("Revoked keys"), Message("{count}", count=len(key_list.revoked))),
    )
    return Proof(
        name,
        "programme",
        verdict,
        sentence,
        key_id(key_list.issuer).hex(),
        unknown=(evidence.past_last_day(late),) if late > 0 else (),
        facts=facts,
    )


def _answer(name: str, data: bytes, known: KnownKeys, sandbox: SignedDocumentSandbox) -> Proof:
    """An answer is good if its grants are valid today, and everything in it is whole."""
    answer = sandbox.read(data, GrantAnswer)
    chain = answer.chain()
    programme = _reached(chain, known)
    _check_parts(answer, programme, sandbox)
    verdict, sentence = Verdict.UNKNOWN_SIGNER, _STRANGER
    if programme is not None:
        verdict, sentence = _grant_worth(chain, programme, known)
    holds = programme is not None and len(chain) > 1
    last = evidence.document(Message("A grant"), sentence, verdict)
    against = evidence.NOTHING if programme is None else evidence.against_of(known, programme, chain)
    return Proof(
        name,
        "programme",
        verdict,
        sentence,
        key_id(chain[-1].terms.subject).hex(),
        names_of(chain),
        unknown=evidence.not_known(known, programme, chain),
        evidence=evidence.rings(programme, chain, against, verdict, last),
        seen=Observations(chains=(chain,) if holds else ()),
    )


def _check_parts(answer: GrantAnswer, programme: Programme | None, sandbox: SignedDocumentSandbox) -> None:
    """Files in an answer must be whole, and of the programme that gave the grants. Raises KnownError `unreadable`,
    `altered`, `unknown_signer` or `expired`."""
    brought = sandbox.read(answer.programme_file, Programme) if answer.programme_file else None
    lists = [sandbox.read(data, KeyList) for data in answer.key_lists]
    if programme is None:
        return
    if brought is not None and brought.root_key != programme.root_key:
        raise _strange_part()
    for key_list in lists:
        if key_list.programme != programme.id:
            raise _strange_part()
        check_issuer(key_list, programme.root_key)


def _strange_part() -> KnownError:
    return KnownError(
        Verdict.UNKNOWN_SIGNER,
        Message("A file of another programme came with this grant."),
        Message("Ask for a new answer."),
    )


def _reached(chain: tuple[Grant, ...], known: KnownKeys) -> Programme | None:
    """The programme that gave these grants, for whatever days."""
    day = chain[-1].terms.first_day
    reached = (one for one in known.programmes if check_chain(chain, one.root_key, day).verdict is Verdict.GOOD)
    return next(reached, None)


def _grant_worth(chain: tuple[Grant, ...], programme: Programme, known: KnownKeys) -> tuple[Verdict, Message]:
    last = chain[-1].terms.last_day
    if not evidence.against_of(known, programme, chain).nothing:
        return Verdict.REVOKED, Message("This grant was revoked.")
    if known.today is not None and known.today > last:
        return Verdict.EXPIRED, Message("This grant was valid until {day}.", day=date_text(last))
    return _standing(programme, Message("This grant is valid until {day}.", day=date_text(last)))


def _request(name: str, data: bytes, known: KnownKeys, sandbox: SignedDocumentSandbox) -> Proof:
    """A request is whole if the key that asks has signed it; it cannot prove more."""
    request = sandbox.read(data, GrantRequest)
    programme = next((one for one in known.programmes if one.id == request.programme), None)
    verdict, sentence = Verdict.UNKNOWN_SIGNER, _STRANGER
    if programme is not None:
        asks = Message("A request for a grant. It proves nothing yet: compare its code with the person who asks.")
        verdict, sentence = _standing(programme, asks)
    asking = key_id(request.key)
    facts = (
        Fact(Message("Code"), evidence.code_of(request.key)),
        Fact(Message("Date"), evidence.words(date_text(request.made))),
    )
    return Proof(name, "programme", verdict, sentence, asking.hex(), facts=facts)


def _recovery_copy(name: str, data: bytes, known: KnownKeys, sandbox: SignedDocumentSandbox) -> Proof:
    """A sealed recovery code is whole if its desk has signed it; it is not opened here."""
    copy = sandbox.read(data, RecoveryCopy)
    programme = next((one for one in known.programmes if one.id == copy.programme), None)
    verdict, sentence = Verdict.UNKNOWN_SIGNER, _STRANGER
    if programme is not None:
        sealed = Message(
            "A desk's recovery code, sealed for its coordinator. It proves nothing: give it to the coordinator."
        )
        verdict, sentence = _standing(programme, sealed)
    facts = (
        Fact(Message("Code"), evidence.code_of(copy.key)),
        Fact(Message("Date"), evidence.words(date_text(copy.made))),
    )
    return Proof(name, "unknown", verdict, sentence, key_id(copy.key).hex(), facts=facts)


def _receipt(name: str, data: bytes, known: KnownKeys, sandbox: SignedDocumentSandbox) -> Proof:
    """A receipt is good if it was signed by a coordinator who might do so on its day; for a file of this laptop, only
    if that coordinator could open the file."""
    receipt = sandbox.read(data, Receipt)
    chain, partner = receipt.chain(), known.sealed_for.get(receipt.file)
    found = [
        (one, check_chain(chain, one.root_key, receipt.day, partner=partner, cap=Cap.RECEIPT))
        for one in known.programmes
        if one.id == receipt.programme
    ]
    programme = next((one for one, judged in found if judged.verdict in (Verdict.GOOD, Verdict.EXPIRED)), None)
    verdict, sentence = Verdict.UNKNOWN_SIGNER, _STRANGER
    if found:
        sentence = Message("The signer of this receipt is unknown here.")
    if programme is not None and chain[-1].terms.subject == receipt.signer and len(chain) == 1:
        judged = next(judged for one, judged in found if one is programme)
        verdict, sentence = _receipt_worth(receipt, judged.verdict, programme, known)
    last = evidence.document(Message("Receipt of {day}", day=date_text(receipt.day)), sentence, verdict)
    against = evidence.NOTHING if programme is None else evidence.against_of(known, programme, chain)
    return Proof(
        name,
        "receipt",
        verdict,
        sentence,
        key_id(receipt.signer).hex(),
        names_of(chain),
        unknown=evidence.no_root_list(known, programme),
        facts=_receipt_facts(receipt, known),
        evidence=evidence.rings(programme, chain, against, verdict, last),
    )


def _receipt_worth(
    receipt: Receipt, judged: Verdict, programme: Programme, known: KnownKeys
) -> tuple[Verdict, Message]:
    if judged is Verdict.EXPIRED:
        return judged, Message("The date of this receipt is outside the coordinator's grant.")
    if not evidence.against_of(known, programme, receipt.chain()).nothing:
        # A receipt has no place in a sequence of files, and its day could be written by a thief.
        return Verdict.REVOKED, Message("The key that signed this receipt was revoked.")
    return _standing(programme, received(receipt.outcome, receipt.file, known))


def _receipt_facts(receipt: Receipt, known: KnownKeys) -> tuple[Fact, ...]:
    day = known.class_days.get(receipt.file)
    class_of = () if day is None else (Fact(Message("Class of"), evidence.words(date_text(day))),)
    return (*class_of, Fact(Message("Date"), evidence.words(date_text(receipt.day))))


def _standing(programme: Programme, good: Message) -> tuple[Verdict, Message]:
    """Good, unless it is the demonstration's: that is always practice."""
    if is_demonstration(programme):
        return Verdict.PRACTICE, Message("{sentence} {practice}", sentence=good, practice=_PRACTICE)
    return Verdict.GOOD, good


_PROVERS: dict[SignedKind, Prover] = {
    "programme": _safely("programme", _programme),
    "key_list": _safely("programme", _key_list),
    "grant": _safely("programme", _answer),
    "request": _safely("programme", _request),
    "recovery_copy": _safely("unknown", _recovery_copy),
    "receipt": _safely("receipt", _receipt),
}
