"""Read an attendance file and check whether it can be trusted: complete, and written by a device with a grant."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import TakenBack
from bsuh_desktop.exchange.contents import Contents, read_contents
from bsuh_desktop.exchange.judgement import SAME_PLACE, FileJudgement, Grounds, doubts_of, judgement_of
from bsuh_desktop.exchange.package import LARGEST_FILE, Link, RevocationIndex, is_cut_short, rivals
from bsuh_desktop.trust.demonstration import is_demonstration
from bsuh_desktop.trust.grants import Cap, Grant, GrantVerdict, check_chain, holds_serial
from bsuh_desktop.trust.key_list import KeyList, Revocation, SignerRevocations, revocations_of
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.refusals import altered_file, cut_short, unreadable
from bsuh_desktop.trust.sealing import Opener, recipient_count, unproved, unseal
from bsuh_desktop.trust.signing import key_id

# Of several programmes, the one with the most informative verdict on a file's grants is used; best first.
_SAYS_MOST = (Verdict.GOOD, Verdict.EXPIRED, Verdict.ALTERED, Verdict.UNKNOWN_SIGNER)
MOST_RECIPIENTS = 256
"""Recipients of one file; a partner has a few coordinators. Each costs a curve multiplication for each key that is
tried."""


class AttendanceReading(FileJudgement, frozen=True):
    """The judgement on a file, and by whom and what it was judged. Its doubts are all that are known."""

    signer: str = ""
    """Key id in hexadecimal."""
    chain: tuple[str, ...] = ()
    """Key ids in hexadecimal, the coordinator's first."""
    programme: Programme | None = None
    """The programme that it was checked against."""
    grants: tuple[Grant, ...] = ()
    """The grants that were used; they need not be in the file itself."""
    against: SignerRevocations = SignerRevocations()
    """Revocations that apply to the signer."""


class Unsealed(msgspec.Struct, frozen=True, array_like=True):
    """The decrypted bytes of a seal, not parsed yet."""

    package: bytes
    """The ZIP."""
    recipients: int
    """How many recipients it was sealed to."""
    pieces: tuple[bytes, ...] = ()
    """If the file was changed or cut short after the header: its unauthenticated bytes as far as they go, instead of
    `package`."""


def open_seal(data: bytes, opener: Opener) -> Unsealed:
    """The part of opening a file that needs keys: nothing that was sealed is parsed. Takes at most a few times
    LARGEST_FILE of memory. Raises KnownError `not_ours`, `unreadable` or `altered`."""
    if len(data) > LARGEST_FILE:
        raise unreadable()
    recipients = recipient_count(data)
    if recipients > MOST_RECIPIENTS:
        raise unreadable()
    try:
        return Unsealed(unseal(data, opener), recipients)
    except KnownError as refused:
        pieces = unproved(data, opener) if refused.code == Verdict.ALTERED else ()
        if not pieces:
            raise
        return Unsealed(b"", recipients, pieces)


def read_unsealed(unsealed: Unsealed, ours: Collection[str]) -> Contents:
    """The part of opening a file that needs no keys: its contents, if it is complete and was sealed to those recipients
    that its signer names (a seal alone does not prove that). `ours` are the public recipients of the keys that opened
    it. If it could not be opened, a copy that ends too early is distinguished from one that was changed. Raises
    KnownError `unreadable` or `altered`."""
    if unsealed.pieces:
        raise cut_short() if any(map(is_cut_short, unsealed.pieces)) else altered_file()
    contents = read_contents(unsealed.package)
    meant = contents.manifest.recipients
    if unsealed.recipients != len(meant) or set(ours).isdisjoint(meant):
        raise altered_file()
    return contents


def judge(
    contents: Contents,
    programmes: Sequence[Programme],
    chains: Sequence[Sequence[Grant]] = (),
    lists: Sequence[KeyList] = (),
    links: Mapping[bytes, Link] | None = None,
) -> AttendanceReading:
    """Check opened contents against the known `programmes` and key `lists`. `chains` are known grants of devices, for a
    file that was sealed before the device had its own; `links` are the known manifests, by hash."""
    return conclude(assess(contents, programmes, chains, lists), links or {})


class Assessed(msgspec.Struct, frozen=True):
    """The result of checking contents on their own, without the other files of the same key."""

    contents: Contents
    verdict: Verdict
    """The verdict without regard to revocations."""
    reason: Message | None
    programme: Programme | None
    """The programme that it was checked against."""
    grants: tuple[Grant, ...]
    """The grants that were used."""
    against: SignerRevocations
    """Revocations that apply to the signer."""

    @property
    def grounds(self) -> Grounds:
        """What is left to be judged by the order of the key's files."""
        fallen = self.against.issuer_revoked
        return Grounds(
            key=self.contents.manifest.signer,
            manifest=self.contents.link.sha256,
            verdict=self.verdict,
            reason=self.reason,
            fallen=_fallen(fallen) if fallen is not None else None,
            last_trusted=tuple(one.last_manifest for one in self.against.own),
            by_newer_app=self.contents.by_newer_app,
        )


def assess(
    contents: Contents, programmes: Sequence[Programme], chains: Sequence[Sequence[Grant]], lists: Sequence[KeyList]
) -> Assessed:
    """The part of `judge` that needs nothing but the file."""
    programme, grants, found = _best(contents, programmes, chains)
    revoked = _against(contents, programme, grants, found, lists)
    reason = found.reason if found else None
    return Assessed(contents, _verdict(contents, programme, found), reason, programme, grants, revoked)


def conclude(assessed: Assessed, links: Mapping[bytes, Link]) -> AttendanceReading:
    """The part of `judge` that needs the other files of the same key (`links`)."""
    contents = assessed.contents
    row = {**links, contents.link.sha256: contents.link}
    found = judgement_of(assessed.grounds, RevocationIndex(assessed.against.own, row))
    same_place = (SAME_PLACE,) if rivals(contents.link, row.values()) else ()
    return AttendanceReading(
        verdict=found.verdict,
        sentence=found.sentence,
        remedy=found.remedy,
        reason=found.reason,
        doubts=(*doubts_of(contents.details), *found.doubts, *same_place),
        signer=key_id(contents.manifest.signer).hex(),
        chain=tuple(key_id(grant.terms.subject).hex() for grant in assessed.grants),
        programme=assessed.programme,
        grants=assessed.grants,
        against=assessed.against,
    )


def taken_back(contents: Contents) -> tuple[tuple[TakenBack, bytes], ...]:
    """The serials that a good file takes back, each with the device whose grant covers it. Only a desk knows whether
    that device is the signer's own or its predecessor: grants are on every certificate, and anybody can put them into a
    file."""
    chains = [chain for chain in (contents.grants, *contents.earlier) if chain]
    found = (
        (one, chain[-1].terms.subject)
        for one in contents.details.taken_back
        for chain in chains
        if holds_serial(chain[-1].terms, one.serial)
    )
    return tuple(dict.fromkeys(found))


def _best(
    contents: Contents, programmes: Sequence[Programme], chains: Sequence[Sequence[Grant]]
) -> tuple[Programme | None, tuple[Grant, ...], GrantVerdict | None]:
    """(programme, grants, result of the grant chain): of the programmes with the id in the manifest, the one whose root
    key the grants reach. The result is None if the file has no grants and none are known."""
    named = [programme for programme in programmes if programme.id == contents.manifest.programme]
    own = (contents.grants,) if contents.grants else _of_signer(contents, chains)
    day = contents.details.date
    found = [
        (one, grants, check_chain(grants, one.root_key, day, cap=Cap.ATTENDANCE)) for one in named for grants in own
    ]
    if not contents.grants:
        # Grants that are not in the file count only if they reach the root.
        found = [each for each in found if _holds(each[2])]
    if not found:
        return (named[0] if named else None), (), None
    return min(found, key=lambda each: _SAYS_MOST.index(each[2].verdict))


def _of_signer(contents: Contents, chains: Sequence[Sequence[Grant]]) -> tuple[tuple[Grant, ...], ...]:
    """The known grant chains for the signer's key as a device."""
    signer = contents.manifest.signer
    return tuple(tuple(one) for one in chains if len(one) > 1 and one[-1].terms.subject == signer)


def _holds(found: GrantVerdict) -> bool:
    """True if the grants reach the root key, on any day."""
    return found.verdict in (Verdict.GOOD, Verdict.EXPIRED)


def _verdict(contents: Contents, programme: Programme | None, found: GrantVerdict | None) -> Verdict:
    manifest = contents.manifest
    if programme is None or not _serials_fit(contents, programme):
        return Verdict.UNKNOWN_SIGNER
    if found is None:
        return Verdict.PRACTICE if manifest.practice else Verdict.WAITING
    if _holds(found) and (found.device is None or found.key != manifest.signer):
        return Verdict.UNKNOWN_SIGNER
    if found.verdict is Verdict.GOOD and (manifest.practice or is_demonstration(programme)):
        return Verdict.PRACTICE
    return found.verdict


def _serials_fit(contents: Contents, programme: Programme) -> bool:
    """True if every serial belongs to the granted device, or to an earlier one that had a grant on the day of the
    class. Before the grant there can be no others."""
    day = contents.details.date
    granted = [chain for chain in contents.earlier if _may_certify(chain, programme, day)]
    terms = [chain[-1].terms for chain in (*granted, contents.grants) if chain]
    serials = [row.serial for row in contents.rows if row.serial]
    return all(any(holds_serial(one, serial) for one in terms) for serial in serials)


def _may_certify(chain: tuple[Grant, ...], programme: Programme, day: datetime.date) -> bool:
    judged = check_chain(chain, programme.root_key, day, cap=Cap.CERTIFICATE)
    return judged.verdict is Verdict.GOOD and judged.device is not None


def _against(
    contents: Contents,
    programme: Programme | None,
    grants: Sequence[Grant],
    found: GrantVerdict | None,
    lists: Sequence[KeyList],
) -> SignerRevocations:
    """The revocations that apply to the signer. If its grants are unknown here, those for its key in the programme's
    own list: then it no longer waits for a grant."""
    if programme is None:
        return SignerRevocations()
    if found is not None:
        return revocations_of(grants, programme.root_key, lists) if _holds(found) else SignerRevocations()
    roots = (one.revocation_of(contents.manifest.signer) for one in lists if one.issuer == programme.root_key)
    return SignerRevocations(own=tuple(one for one in roots if one is not None))


def _fallen(revocation: Revocation) -> Message:
    """Why the revocation of a coordinator's key makes this file invalid."""
    return Message("The coordinator's key was revoked on {day}.", day=date_text(revocation.day))
