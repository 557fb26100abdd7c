"""The verdict of one certificate, by every chain of grants that may be its own, under every known programme."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.documents.signed_lines import UnsignedLine
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.evidence import against_of
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.trust.certificate_check import check_credential
from bsuh_desktop.trust.credential import Credential
from bsuh_desktop.trust.grant_chain import check_chain
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.revocation import SignerRevocations, serial_is_revoked

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


def judge(credential: Credential, chains: Sequence[tuple[Grant, ...]], known: KnownKeys) -> Judgement:
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
    credential: Credential, grants: tuple[Grant, ...], programme: Programme, known: KnownKeys, holds: bool
) -> Judgement:
    against = against_of(known, programme, grants) if holds else SignerRevocations()
    serial = credential.serial
    back = serial in known.taken_back or serial_is_revoked(serial, programme.root_key, known.lists)
    judged = check_credential(credential, grants, programme, against, back)
    return Judgement(credential, judged.verdict, judged.reason, grants, programme if holds else None, against)
