"""Is this certificate good? One judgement over the credential, the device's grants and the programme."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.credential import Credential, verify_credential
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.grant_chain import GrantVerdict, check_chain
from bsuh_desktop.trust.grants import Cap, Grant, GrantKind
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.signing import key_id


def check_credential(credential: Credential, grants: Sequence[Grant], programme: Programme) -> GrantVerdict:
    """Judges a certificate on the date it carries: `good`, `practice` (the demonstration's), `altered`,
    `unknown_signer` or `expired`."""
    chain = check_chain(grants, programme.root_key, credential.day, credential.serial, cap=Cap.CERTIFICATE)
    device = grants[-1].terms
    if device.kind is not GrantKind.DEVICE or credential.key_id != key_id(device.subject):
        reason = Message("The two codes are not of the same device.")
        return msgspec.structs.replace(chain, verdict=Verdict.UNKNOWN_SIGNER, reason=reason)
    if not verify_credential(credential, device.subject):
        reason = Message("The certificate's code was changed.")
        return msgspec.structs.replace(chain, verdict=Verdict.ALTERED, reason=reason)
    if chain.verdict is Verdict.GOOD and is_demonstration(programme):
        return msgspec.structs.replace(chain, verdict=Verdict.PRACTICE)
    return chain
