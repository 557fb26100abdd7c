"""What is shown of each file that was received: its class in numbers, what it is worth, and its answer."""

from __future__ import annotations

from msgspec.structs import replace

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.read import AttendanceReading
from bsuh_desktop.exchange.receipt import Outcome, print_receipt_code, receipt_code
from bsuh_desktop.services.receiving.conflicts import ASK
from bsuh_desktop.services.receiving.opening import Opened
from bsuh_desktop.services.receiving.values import ReceivedFile
from bsuh_desktop.services.verifying.evidence import code_of
from bsuh_desktop.services.verifying.proof import Proof

_TWICE = Message("This very file lies here twice.")


def judged(
    one: Opened, contents: Contents, reading: AttendanceReading, proof: Proof, outcome: Outcome | None
) -> ReceivedFile:
    """A file that was opened, and what it will be answered."""
    row = replace(_class(one, contents, reading), sentence=proof.sentence, outcome=outcome, state=outcome or "wrong")
    if outcome is None:
        return row
    return replace(row, code=print_receipt_code(receipt_code(contents.manifest.receipt_key, one.sha256, outcome)))


def conflicting(one: Opened, contents: Contents, reading: AttendanceReading, against: Message) -> ReceivedFile:
    """A file that is whole, and contradicts another one."""
    row = _class(one, contents, reading)
    return replace(row, sentence=against, remedy=ASK, state="conflict", conflict=True)


def same(one: Opened, first: ReceivedFile) -> ReceivedFile:
    """Another file of the same bytes."""
    return replace(first, path=one.path, state="same", sentence=_TWICE, remedy=None)


def wrong(one: Opened, verdict: Verdict, refused: KnownError) -> ReceivedFile:
    """A file that could not be opened, or is not whole."""
    return ReceivedFile(one.path, "", 0, one.sha256, verdict, "wrong", refused.message, refused.remedy)


def _class(one: Opened, contents: Contents, reading: AttendanceReading) -> ReceivedFile:
    manifest, details = contents.manifest, contents.details
    grants = reading.grants or contents.grants
    return ReceivedFile(
        path=one.path,
        session=manifest.session,
        revision=manifest.revision,
        sha256=one.sha256,
        verdict=reading.verdict,
        state="wrong",
        sentence=reading.sentence,
        day=details.date,
        place=_place(contents, reading),
        present=details.counts.present,
        practice=manifest.practice,
        device=encode(grants[-1].terms.serial_low, DEVICE_LENGTH) if grants else "",
        signer_code=code_of(manifest.signer),
        doubts=reading.doubts,
        withdrawn=len(details.withdrawn),
    )


def _place(contents: Contents, reading: AttendanceReading) -> LocalText:
    details = contents.details
    known = reading.programme.place(details.place) if reading.programme is not None else None
    typed = details.place_name or details.place
    return known.names if known is not None else LocalText(typed, typed)
