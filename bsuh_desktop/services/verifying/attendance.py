"""Proves an attendance file: opened with a key that fits, whole, and signed by a device that was allowed to."""

from __future__ import annotations

import hashlib

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.read import read_attendance_file
from bsuh_desktop.services.verifying.proof import Known, Proof


def prove_attendance(name: str, data: bytes, known: Known) -> Proof:
    """The proof of one file. Sealed for others, it is *as written here* if this laptop wrote these very bytes."""
    reading = read_attendance_file(data, known.identities, known.programmes)
    if reading.verdict is Verdict.NOT_OURS and hashlib.sha256(data).digest() in known.written_here:
        sentence = Message("The file is as this laptop wrote it. Only its recipients can open it.")
        return Proof(name, "attendance", Verdict.AS_WRITTEN_HERE, sentence)
    said = reading.sentence
    if reading.reason is not None:
        said = Message("{sentence} {reason}", sentence=said, reason=reading.reason)
    elif reading.remedy is not None:
        said = Message("{sentence} {remedy}", sentence=said, remedy=reading.remedy)
    return Proof(
        input=name,
        kind="attendance",
        verdict=reading.verdict,
        sentence=said,
        signer=reading.signer or None,
        chain=reading.chain,
        doubts=reading.doubts,
    )
