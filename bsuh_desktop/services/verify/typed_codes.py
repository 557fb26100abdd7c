"""Typed, pasted or scanned text, one code or many, in any spacing; and what a typed one proves.

A serial alone proves little; a dictated receipt code is compared with the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain import file_endings
from bsuh_desktop.domain.codes import LONGEST_TEXT, SERIAL_LENGTH, decode, read_serial, serial_text
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import CODE_LENGTH, Outcome, outcome_of_code, read_receipt_code
from bsuh_desktop.services.verify import evidence
from bsuh_desktop.services.verify.proof import Fact, KnownKeys, Proof
from bsuh_desktop.trust.key_list import serial_is_revoked

_ENDING = ".txt"


def spread(inputs: Sequence[str]) -> list[str]:
    """The inputs, with each text file replaced by the codes in it. A file that contains anything else stays in the
    list, too, so that what was skipped is reported; its lines are never taken for names of files. A position mark,
    which a desk writes on a stick for itself, is skipped unless all inputs are such marks."""
    others = [given for given in inputs if not given.endswith(file_endings.POSITION)] or inputs
    return [one for given in others for one in _of_file(given)]


def _of_file(given: str) -> list[str]:
    text = _text(given)
    parts = text_inputs(text) if text else []
    known = [part for part in parts if codes_in(part) or typed_kind(part)]
    return known if known and len(known) == len(parts) else [*known, given]


def _text(given: str) -> str:
    """The content of a small text file in UTF-8; "" for any other file."""
    path = Path(given)
    if path.suffix.lower() != _ENDING:
        return ""
    try:
        if not path.is_file() or path.stat().st_size > LONGEST_TEXT:
            return ""
        return path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return ""


TypedKind = Literal["serial", "receipt"]
_DIGITS = "0123456789"
_FEWEST_DIGITS = 40
_SHORTEST_CODE = 200
"""Digits; a code with the shortest name and prefix has more."""
_BLANKS = re.compile(r"(\s+)")
_GAPS = re.compile(r"[\s\-‐‑–—]+")


def text_inputs(text: str) -> list[str]:
    """The inputs for `verify` in pasted or typed text: all scanned codes together, then each serial and each receipt's
    code, then the other lines unchanged. Empty for blanks only."""
    codes: list[str] = []
    others: list[str] = []
    for line in unbroken(text[:LONGEST_TEXT]).splitlines():
        words = line.split()
        codes += [word for word in words if is_code(word)]
        others += _typed_in([word for word in words if not is_code(word)])
    return ([" ".join(dict.fromkeys(codes))] if codes else []) + list(dict.fromkeys(others))


def codes_in(given: str) -> list[str]:
    """The scanned texts in `given`: one code, or several separated by blanks; empty if it is anything else."""
    words = unbroken(given).split()
    return words if words and all(map(is_code, words)) else []


def unbroken(text: str) -> str:
    """Joins codes that a mail broke into lines: pieces of equal width, the last one shorter. A single piece would be
    taken for an altered code, and a genuine certificate for a forged one."""
    parts = _BLANKS.split(text)
    words, gaps = parts[::2], [*parts[1::2], ""]
    whole, place = list[str](), 0
    while place < len(words):
        end = _end_of_code(words, place)
        whole += ["".join(words[place:end]), gaps[end - 1]]
        place = end
    return "".join(whole)


def _end_of_code(words: list[str], start: int) -> int:
    """Index after the last piece of the code that begins at `start`; `start` + 1 if that word is a whole code, or
    none."""
    width, end = len(words[start]), start + 1
    if not is_code(words[start]) or _digits(words[start]) >= _SHORTEST_CODE:
        return end
    while end < len(words) and 0 < len(words[end]) == _digits(words[end]) <= width:
        end += 1
        if len(words[end - 1]) < width:
            break
    return end


def _digits(word: str) -> int:
    """How many digits the word ends in."""
    return len(word) - len(word.rstrip(_DIGITS))


def is_code(word: str) -> bool:
    """True for what a scanner reads from a certificate: possibly an address, then many digits."""
    return _digits(word) >= _FEWEST_DIGITS


def typed_kind(text: str) -> TypedKind | None:
    """The kind of a typed text by its length and characters alone: a serial, a receipt's code, or neither. Its check
    character is verified when it is judged, except for a text without any digit: that is a word, or one of sixty
    genuine codes."""
    plain = plain_code(text)
    if len(plain) not in (SERIAL_LENGTH, CODE_LENGTH):
        return None
    serial = len(plain) == SERIAL_LENGTH
    try:
        decode(plain)
        if not any(sign.isdigit() for sign in plain):
            (read_serial if serial else read_receipt_code)(plain)
    except ValueError:
        return None
    return "serial" if serial else "receipt"


def is_like_code(text: str) -> bool:
    """True for what may be meant as a receipt's code, with a mistake in it: ten to fourteen letters and digits."""
    plain = plain_code(text)
    return plain.isascii() and plain.isalnum() and abs(len(plain) - CODE_LENGTH) <= 2


def plain_code(text: str) -> str:
    """The typed text without gaps and hyphens, in ASCII digits and capitals."""
    return _GAPS.sub("", ascii_digits(text)).upper()


def _typed_in(words: list[str]) -> list[str]:
    """The inputs in one line: the whole line if it is one code typed in groups, or each word if each is one; else the
    line unchanged."""
    line = " ".join(words)
    if not words or typed_kind(line):
        return [line] if words else []
    return words if all(map(typed_kind, words)) else [line]


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
