"""What checking one thing came to: its verdict, one sentence, and the evidence."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.programme import Programme

Kind = Literal["attendance", "certificate", "receipt", "pack", "programme", "unknown"]


class Known(msgspec.Struct, frozen=True):
    """What a verifier holds: the programmes it trusts, the keys that open sealed files, and the hashes of the files
    that this laptop wrote."""

    programmes: tuple[Programme, ...]
    identities: tuple[str, ...]
    written_here: frozenset[bytes] = frozenset()


class Proof(msgspec.Struct, frozen=True):
    """The outcome for one input. `signer` is a key id in hexadecimal, `chain` who let it sign, from the root's side;
    `doubts` are what is good but not sure; `items` are the certificates of a file of many."""

    input: str
    kind: Kind
    verdict: Verdict
    sentence: Message
    signer: str | None = None
    chain: tuple[str, ...] = ()
    doubts: tuple[Message, ...] = ()
    items: tuple[dict[str, Any], ...] | None = None


CERTIFICATE_SENTENCES: dict[Verdict, Message] = {
    Verdict.GOOD: Message("Good: as it was signed, and its signer was allowed to sign it."),
    Verdict.PRACTICE: Message("As it was signed. It is PRACTICE and never counts."),
    Verdict.WAITING: Message("As it was signed. Its laptop waits for its grant."),
    Verdict.ALTERED: Message("This certificate was changed. Ask for the original."),
    Verdict.UNKNOWN_SIGNER: Message("The signer of this certificate is unknown here. Load the newer programme file."),
    Verdict.REVOKED: Message("This certificate was revoked."),
    Verdict.EXPIRED: Message("This certificate is dated outside its signer's grant."),
    Verdict.UNREADABLE: Message("No certificate can be read from this."),
}
