"""Proves whatever somebody holds: a path to a file, a picture of a certificate, or the text of scanned codes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bsuh_desktop.content.book import MODULE_FILE
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verifying.proof import Known, Proof
from bsuh_desktop.services.verifying.scanned import Scanned, scan_whole
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.programme import read_programme
from bsuh_desktop.trust.refusals import UNKNOWN_SIGNATURE
from bsuh_desktop.trust.signing import key_id

AGE, PDF, PNG, JPEG = b"age-encryption.org/", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
PROGRAMME = b'{"programme"'
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
    if _is_pack(Path(given)):
        # Packs are signed with a later release; until then nobody answers for one.
        return Proof(given, "pack", Verdict.UNKNOWN_SIGNER, Message("This module pack is not signed."))
    try:
        with Path(given).open("rb") as file:
            data = file.read(LARGEST)
    except IsADirectoryError:
        return Proof(given, "unknown", Verdict.UNREADABLE, Message("This is a folder. Name the files in it."))
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
    if data.startswith(PROGRAMME):
        return _prove_programme(given, data, known)
    sentence = Message("This is neither an attendance file nor a certificate (PDF, PNG or JPEG).")
    return Proof(given, "unknown", Verdict.UNREADABLE, sentence)


def _is_pack(path: Path) -> bool:
    """True for a folder or zip with the file that makes it a module pack."""
    try:
        if path.is_dir():
            return (path / MODULE_FILE).is_file()
        return path.suffix == ".zip" and zipfile.is_zipfile(path) and MODULE_FILE in zipfile.ZipFile(path).namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def _prove_programme(given: str, data: bytes, known: Known) -> Proof:
    """A programme file is as good as its root key is known here; the demonstration's is practice."""
    try:
        programme = read_programme(data)
    except KnownError as error:
        return Proof(given, "programme", Verdict(error.code), error.message)
    verdict, sentence = Verdict.UNKNOWN_SIGNER, UNKNOWN_SIGNATURE
    if programme.root_key in {one.root_key for one in known.programmes}:
        verdict, sentence = Verdict.GOOD, Message("The programme file is as its root key signed it.")
    if is_demonstration(programme):
        verdict, sentence = Verdict.PRACTICE, Message("This is the demonstration programme: all of it is practice.")
    return Proof(given, "programme", verdict, sentence, key_id(programme.root_key).hex())
