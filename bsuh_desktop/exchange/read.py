"""Read an attendance file and say whether it can be trusted: whole, and written by a device that was granted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents import Contents, read_contents
from bsuh_desktop.exchange.package import LARGEST_FILE
from bsuh_desktop.exchange.sentences import SENTENCES, doubts_of
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.grant_chain import GrantVerdict, check_chain, holds_serial
from bsuh_desktop.trust.grants import Cap
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.refusals import altered_file, unreadable
from bsuh_desktop.trust.sealing import recipient_count, recipient_of, unseal
from bsuh_desktop.trust.signing import key_id

# Of several programmes, the one that says most about a file's grants speaks.
_SAYS_MOST = (Verdict.GOOD, Verdict.EXPIRED, Verdict.ALTERED, Verdict.UNKNOWN_SIGNER)


class AttendanceReading(msgspec.Struct, frozen=True):
    """What reading a file came to. `signer` and `chain` are key ids in hexadecimal, the chain from the coordinator's;
    `contents` is None where the file could not be opened or is not whole. `reason` says more about the verdict."""

    verdict: Verdict
    sentence: Message
    remedy: Message | None
    reason: Message | None = None
    signer: str = ""
    chain: tuple[str, ...] = ()
    doubts: tuple[Message, ...] = ()
    contents: Contents | None = None
    programme: Programme | None = None


def read_attendance_file(data: bytes, identities: Sequence[str], programmes: Sequence[Programme]) -> AttendanceReading:
    """Reads a sealed file with whichever of `identities` fits and judges it by the `programmes` that are known here.

    Never raises for a bad file: the reading's verdict says what is wrong with it.
    """
    try:
        contents = _open(data, identities)
    except KnownError as refused:
        return AttendanceReading(Verdict(refused.code), refused.message, refused.remedy)
    return _judged(contents, programmes)


def _open(data: bytes, identities: Sequence[str]) -> Contents:
    """The contents, if the file was sealed to those whom its signer names. A seal alone says nothing about that."""
    if len(data) > LARGEST_FILE:
        raise unreadable()
    contents = read_contents(unseal(data, identities))
    meant = contents.manifest.recipients
    if recipient_count(data) != len(meant) or not any(recipient_of(identity) in meant for identity in identities):
        raise altered_file()
    return contents


def _judged(contents: Contents, programmes: Sequence[Programme]) -> AttendanceReading:
    programme, found = _best(contents, programmes)
    verdict = _verdict(contents, programme, found)
    sentence, remedy = SENTENCES[verdict]
    return AttendanceReading(
        verdict=verdict,
        sentence=sentence,
        remedy=remedy,
        reason=found.reason if found else None,
        signer=key_id(contents.manifest.signer).hex(),
        chain=tuple(key_id(grant.terms.subject).hex() for grant in contents.grants),
        doubts=doubts_of(contents.details),
        contents=contents,
        programme=programme,
    )


def _best(contents: Contents, programmes: Sequence[Programme]) -> tuple[Programme | None, GrantVerdict | None]:
    """Of the programmes of the name that the manifest gives, the one whose root key the grants reach, and how far
    they reach; no verdict where there are no grants yet."""
    named = [programme for programme in programmes if programme.id == contents.manifest.programme]
    if not contents.grants or not named:
        return (named[0] if named else None), None
    day = contents.details.date
    found = [(one, check_chain(contents.grants, one.root_key, day, cap=Cap.ATTENDANCE)) for one in named]
    return min(found, key=lambda pair: _SAYS_MOST.index(pair[1].verdict))


def _verdict(contents: Contents, programme: Programme | None, found: GrantVerdict | None) -> Verdict:
    manifest = contents.manifest
    if programme is None or not _serials_fit(contents):
        return Verdict.UNKNOWN_SIGNER
    if found is None:
        return Verdict.PRACTICE if manifest.practice else Verdict.WAITING
    if found.verdict is Verdict.GOOD and (found.device is None or found.key != manifest.signer):
        return Verdict.UNKNOWN_SIGNER
    if found.verdict is Verdict.GOOD and (manifest.practice or is_demonstration(programme)):
        return Verdict.PRACTICE
    return found.verdict


def _serials_fit(contents: Contents) -> bool:
    """True if every serial is one of the granted device; before the grant there are none."""
    serials = [row.serial for row in contents.rows if row.serial]
    if not contents.grants:
        return not serials
    return all(holds_serial(contents.grants[-1].terms, serial) for serial in serials)
