"""Proves whatever somebody holds: a path to a file, a picture of a certificate, or the text of scanned codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verifying.proof import Known, Proof
from bsuh_desktop.services.verifying.scanned import Scanned, scan_whole

AGE, PDF, PNG, JPEG = b"age-encryption.org/", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
LARGEST = 256 * 1024 * 1024
_CODE = re.compile(r"\S*?[0-9]{40,}")


def verify(inputs: Sequence[str], known: Known) -> Iterator[Proof]:
    """One proof an input, in order. The two codes of a certificate may be two inputs: each then proves the whole."""
    seen = Scanned()
    for given in inputs:
        seen = seen.and_then(scan_whole(_codes_in(given), known))
    for given in inputs:
        texts = _codes_in(given)
        if texts:
            from bsuh_desktop.services.verifying.certificates import prove_codes

            yield prove_codes(given, texts, known, seen)
        else:
            yield _prove_file(given, known, seen)


def _codes_in(given: str) -> list[str]:
    """The scanned texts that an input is, if it is no file: one code, or both with blanks between them."""
    words = given.split()
    return words if words and all(_CODE.fullmatch(word) for word in words) and not _is_file(given) else []


def _is_file(given: str) -> bool:
    try:
        return Path(given).exists()
    except (OSError, ValueError):
        # No name of a file is as long as a code.
        return False


def _prove_file(given: str, known: Known, seen: Scanned) -> Proof:
    try:
        with Path(given).open("rb") as file:
            data = file.read(LARGEST)
    except (OSError, ValueError):
        sentence = Message("There is no such file, and this is no code of a certificate.")
        return Proof(given, "unknown", Verdict.UNREADABLE, sentence)
    if data.startswith(AGE) or given.endswith(".bsuh"):
        from bsuh_desktop.services.verifying.attendance import prove_attendance

        return prove_attendance(given, data, known)
    if data.startswith((PDF, PNG, JPEG)):
        from bsuh_desktop.services.verifying import certificates

        if data.startswith(PDF):
            return certificates.prove_pdf(given, data, known)
        return certificates.prove_picture(given, data, known, seen)
    sentence = Message("This is neither an attendance file nor a certificate.")
    return Proof(given, "unknown", Verdict.UNREADABLE, sentence)
