"""Check a certificate: the credential, the device's grants, the programme and its key lists together."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.credential import Credential, verify_credential
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.grants import Cap, Grant, GrantKind, GrantVerdict, check_chain
from bsuh_desktop.trust.key_list import SignerRevocations, counter_of
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import key_id

_NOTHING = SignerRevocations()
_TAKEN_BACK = Message("This certificate was revoked. Ask for the one that replaced it.")
_TOO_LATE = Message("Its device's key was revoked, and this serial is later than the last valid one.")


def check_credential(
    credential: Credential,
    grants: Sequence[Grant],
    programme: Programme,
    against: SignerRevocations = _NOTHING,
    taken_back: bool = False,
) -> GrantVerdict:
    """Check a certificate as of its own date: `good`, `practice` (the demonstration's), `altered`, `unknown_signer`,
    `expired` or `revoked`. `against`: revocations of the grants in key lists; `taken_back`: this serial itself was
    revoked. A certificate from before the revocation of its key is good; the caller reports the doubt."""
    chain = check_chain(grants, programme.root_key, credential.day, credential.serial, cap=Cap.CERTIFICATE)
    device = grants[-1].terms
    if device.kind is not GrantKind.DEVICE or credential.key_id != key_id(device.subject):
        return _changed(chain, Verdict.UNKNOWN_SIGNER, Message("The two codes are from different devices."))
    if not verify_credential(credential, device.subject):
        return _changed(chain, Verdict.ALTERED, Message("The certificate's code was changed."))
    if chain.verdict is not Verdict.GOOD:
        return chain
    if reason := _revoked(credential, against, taken_back):
        return _changed(chain, Verdict.REVOKED, reason)
    return _changed(chain, Verdict.PRACTICE, None) if is_demonstration(programme) else chain


def _revoked(credential: Credential, against: SignerRevocations, taken_back: bool) -> Message | None:
    if taken_back:
        return _TAKEN_BACK
    if against.issuer_revoked is not None:
        return Message("The coordinator's key was revoked on {day}.", day=date_text(against.issuer_revoked.day))
    return None if against.trusts_counter(counter_of(credential.serial)) else _TOO_LATE


def _changed(chain: GrantVerdict, verdict: Verdict, reason: Message | None) -> GrantVerdict:
    return msgspec.structs.replace(chain, verdict=verdict, reason=reason)
