"""Proves typed input: a serial, which alone proves little, or a dictated receipt code."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.codes import read_serial, serial_text
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import Outcome, outcome_of_code, read_receipt_code
from bsuh_desktop.services.verify import evidence
from bsuh_desktop.services.verify.proof import Fact, KnownKeys, Proof
from bsuh_desktop.services.verify.text_inputs import plain_code
from bsuh_desktop.trust.revocation import serial_is_revoked

WRONG_SIGN = Message("One of its characters is wrong. Compare it with the paper, one character at a time.")
OF_NO_FILE = Message("This receipt's code does not belong to a file of this laptop.")
_NUMBER = Message("Serial number")


class DictatedReceipt(msgspec.Struct, frozen=True):
    """What a code says about the file with that SHA-256."""

    file: bytes
    outcome: Outcome


def prove_serial(name: str, known: KnownKeys) -> Proof:
    """A serial alone may be made up by the person who reads it out. The proof says whether the certificate was taken
    back, or given on this laptop."""
    serial = in_one_form(name)
    try:
        read_serial(serial)
    except ValueError:
        return Proof(name, "certificate", Verdict.UNREADABLE, WRONG_SIGN)
    verdict, sentence = _worth(serial, known)
    return Proof(name, "certificate", verdict, sentence, facts=(Fact(_NUMBER, serial_text(serial)),))


def _worth(serial: str, known: KnownKeys) -> tuple[Verdict, Message]:
    listed = any(serial_is_revoked(serial, programme.root_key, known.lists) for programme in known.programmes)
    if listed or serial in known.taken_back:
        return Verdict.REVOKED, Message("The certificate with this serial was revoked.")
    if serial in known.issued_here:
        return Verdict.AS_WRITTEN_HERE, Message(
            "This laptop gave this serial. Scan the paper to see whether it is the right one."
        )
    return Verdict.UNKNOWN_SIGNER, Message(
        "A serial proves nothing without the codes. Scan both codes of the certificate."
    )


def prove_receipt_code(name: str, known: KnownKeys) -> Proof:
    """A dictated receipt code is valid if it was made for a file of this laptop."""
    try:
        code = read_receipt_code(in_one_form(name))
    except ValueError:
        return Proof(name, "receipt", Verdict.UNREADABLE, WRONG_SIGN)
    found = receipt_of_code(code, known)
    if found is not None:
        return _receipt(name, found.outcome, found.file, known)
    return Proof(name, "receipt", Verdict.UNKNOWN_SIGNER, OF_NO_FILE)


def receipt_of_code(code: str, known: KnownKeys) -> DictatedReceipt | None:
    """The outcome in a code, and the file of this laptop that it is for; None if it is for none."""
    for file, receipt_key in known.receipt_keys.items():
        outcome = outcome_of_code(code, receipt_key, file)
        if outcome is not None:
            return DictatedReceipt(file, outcome)
    return None


def _receipt(name: str, outcome: Outcome, file: bytes, known: KnownKeys) -> Proof:
    day = known.class_days.get(file)
    facts = () if day is None else (Fact(Message("Class of"), evidence.words(date_text(day))),)
    return Proof(name, "receipt", Verdict.GOOD, received(outcome, file, known), facts=facts)


def received(outcome: Outcome, file: bytes, known: KnownKeys) -> Message:
    """What became of an attendance file and, if it is this laptop's, of which class."""
    day = known.class_days.get(file)
    if day is None:
        return {
            "merged": Message("The coordinator has received an attendance file of another laptop."),
            "kept": Message("The coordinator keeps an attendance file of another laptop until its grant comes."),
            "refused": Message("The coordinator could not accept an attendance file of another laptop."),
            "practice": Message(
                "An attendance file of another laptop has arrived. It is practice, and is in no report."
            ),
        }[outcome]
    said = date_text(day)
    return {
        "merged": Message("The coordinator has received the class of {day}.", day=said),
        "kept": Message("The coordinator keeps the class of {day} until the grant comes.", day=said),
        "refused": Message("The coordinator could not accept the class of {day}. Ask why.", day=said),
        "practice": Message("The class of {day} has arrived. It was a practice class, and is in no report.", day=said),
    }[outcome]


def in_one_form(text: str) -> str:
    """The code as it is printed: O is read as 0, I and L as 1."""
    return plain_code(text).translate(str.maketrans("OIL", "011"))
