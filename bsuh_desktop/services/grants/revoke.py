"""Revokes a key or a serial in a new key list, with the last file and the last certificate that stay good.

What a person typed names a key by any of its names. Whether this laptop's own key was revoked is answered here, too:
then nobody accepts what it signs from that day on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain import codes
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import key_lists, newest_of
from bsuh_desktop.services.grants.grants_view import Revoked
from bsuh_desktop.services.programme.issuers import Issuer, require_issuers
from bsuh_desktop.services.programme.key_lists import dismissed_recipients, next_list, require_known, write_list
from bsuh_desktop.services.programme.make_programme import republish, write_programme
from bsuh_desktop.store.known_keys import SeenManifest, SerialBack
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.grants import Grant, GrantKind, check_chain, decode_grants, holds_serial
from bsuh_desktop.trust.key_list import Revocation, read_key_list, revocations_of
from bsuh_desktop.trust.signing import key_id


def is_revoked(desk: Desk) -> bool:
    """True if a known key list revokes this device, or the coordinator who granted it."""
    grants = desk.grants
    return bool(grants) and not revocations_of(grants, desk.programme.root_key, key_lists(desk)).nothing


def own_key_revoked() -> KnownError:
    """The error for it."""
    return KnownError(
        "own_key_revoked",
        Message("This laptop's key was revoked. Nobody accepts new certificates from it."),
        Message("Ask the coordinator what to do."),
    )


_KEY_ID, _PUBLIC, _HASH = 16, 64, 64
NONE = "none"
"""Stands for the last manifest if no file is trusted."""


def find_grant(desk: Desk, typed: str) -> Grant:
    """The newest grant of the typed key in this desk's programme. Only grants that reach its root key count: another
    programme may use the same number, and the signer of a key list can write any grant into it.

    Raises KnownError: not_a_key, unknown_key.
    """
    fits = _matcher(typed)
    kinds = (GrantKind.COORDINATOR, GrantKind.DEVICE)
    own = [decode_grants(one.grant_bytes)[0] for kind in kinds for one in desk.store.office.all(kind)]
    for grant in own:
        if fits(grant):
            return grant
    above, others = _known_grants(desk)
    for grant in others:
        if fits(grant) and _holds(grant, above, desk.programme.root_key):
            return grant
    raise KnownError(
        "unknown_key",
        Message("No grant of this key is known here: {key}", key=typed),
        Message("Look for the code on the coordinator's page, or load the newest key list."),
    )


def _known_grants(desk: Desk) -> tuple[dict[bytes, Grant], list[Grant]]:
    """Coordinators' grants by their names, and all grants that are in key lists or were seen; none of them is verified
    yet."""
    lists, chains = key_lists(desk), [decode_grants(data) for data in desk.store.known.chains().values()]
    told = [grant for key_list in lists for grant in key_list.given()]
    found = [decode_grants(one.grant_bytes)[0] for one in desk.store.office.every(GrantKind.COORDINATOR)]
    found += [decode_grants(key_list.above)[0] for key_list in lists if key_list.above]
    found += [grant for grant in told if grant.terms.kind is GrantKind.COORDINATOR]
    found += [chain[0] for chain in chains]
    return {grant.name(): grant for grant in found}, [*told, *(chain[-1] for chain in chains)]


def _holds(grant: Grant, above: Mapping[bytes, Grant], root: bytes) -> bool:
    """True if a chain from the grant reaches the root key, for whatever days."""
    chain: tuple[Grant, ...] = (grant,)
    if grant.terms.kind is GrantKind.DEVICE:
        if grant.parent not in above:
            return False
        chain = (above[grant.parent], grant)
    return check_chain(chain, root, grant.terms.first_day).verdict is Verdict.GOOD


def _matcher(typed: str) -> Callable[[Grant], bool]:
    """Returns the test whether a grant is the one that was typed."""
    text = typed.lower()
    if len(text) == _PUBLIC and _is_hex(text):
        return lambda grant: grant.terms.subject.hex() == text
    if len(text) == _KEY_ID and _is_hex(text):
        return lambda grant: key_id(grant.terms.subject).hex() == text
    try:
        if len(text) == codes.STAFF_LENGTH + 1:
            wanted = codes.read_staff_code(text)
            return lambda grant: key_id(grant.terms.subject).hex() == wanted
        if len(text) == codes.DEVICE_LENGTH:
            number = codes.decode(text)
            return lambda grant: grant.terms.kind is GrantKind.DEVICE and grant.terms.serial_low == number
    except ValueError:
        pass
    raise KnownError(
        "not_a_key",
        Message("This is not a key, a desk code, a device number or a serial."),
        Message("Type it exactly as on the coordinator's page."),
    )


def _is_hex(text: str) -> bool:
    return all(sign in "0123456789abcdef" for sign in text)


def named_manifest(desk: Desk, key: bytes, text: str | None) -> bytes:
    """The hash that was typed; b"" for "none" or None. Raises KnownError `bad_manifest`."""
    if text is None or text == NONE:
        return b""
    plain = text.strip().lower()
    known = {one.sha256: one.key for one in desk.store.known.manifests()}
    if len(plain) != _HASH or not _is_hex(plain) or known.get(bytes.fromhex(plain), key) != key:
        raise KnownError(
            "bad_manifest",
            Message("This is not a manifest of that key."),
            Message("Give the 64 hexadecimal digits of the last file that you trust, or: none"),
        )
    return bytes.fromhex(plain)


def typed_serial(text: str) -> tuple[int, int]:
    try:
        return codes.read_serial(text)
    except ValueError:
        raise KnownError(
            "bad_serial",
            Message("A character of this serial is wrong: {serial}", serial=text),
            Message("Read it again from the certificate."),
        ) from None


def counter_in(grant: Grant, text: str) -> int:
    number, counter = typed_serial(text)
    if not grant.terms.serial_low <= number <= grant.terms.serial_high:
        raise KnownError(
            "bad_serial",
            Message("This serial is from another device: {serial}", serial=text),
            Message("Give the last serial of this device that you trust."),
        )
    return counter


def revoke(
    desk: Desk,
    what: str,
    out: Path,
    *,
    last_manifest: str | None = None,
    last_serial: str | None = None,
    keep_none: bool = False,
) -> Revoked:
    """Revokes `what`: a key id (16 hexadecimal digits), a public key (64), the code of a desk (14 characters), a device
    number (4) or one serial (10). The new list is stored, then written to `out`, a file or a folder; a second call
    writes it again.

    Files and certificates of a revoked key stay good as far as this desk has seen them, or up to `last_manifest`
    (SHA-256 in hexadecimal, or "none") and `last_serial`. Devices in the newest list of a revoked coordinator stay
    granted, unless `keep_none`.

    Raises KnownError: practice, no_office, lists_needed, not_a_key, unknown_key, not_own_key, not_own_serial,
    bad_manifest, bad_serial, disk_full, read_only, stick_removed, already_there.
    """
    may = require_issuers(desk)
    for issuer in may:
        require_known(desk, issuer)
    typed = "".join(what.split()).replace("-", "")
    with desk.transaction():
        if len(typed) == codes.SERIAL_LENGTH:
            revoked, file = _take_serial_back(desk, may, typed)
        else:
            grant = find_grant(desk, typed)
            revoked, file = _take_key_back(desk, may, grant, last_manifest, last_serial, keep_none)
    log("command", code=f"revoke_{revoked.role}")
    path = write_list(out, file)
    if revoked.role == "coordinator":
        write_programme(desk, path.parent)
    return replace(revoked, path=path)


def _take_serial_back(desk: Desk, may: Sequence[Issuer], typed: str) -> tuple[Revoked, bytes]:
    number, counter = typed_serial(typed)
    serial = codes.make_serial(number, counter)
    issuer = next((one for one in reversed(may) if one.above is None or holds_serial(one.above.terms, serial)), None)
    if issuer is None:
        raise KnownError(
            "not_own_serial",
            Message("The serial {serial} is not from a device with a grant from you.", serial=serial),
            Message("Ask the coordinator of that device, or the programme's office."),
        )
    desk.store.known.revoke_serial(SerialBack(serial, "", desk.today().isoformat(), ""))
    file = next_list(desk, issuer, desk.today(), serials=[serial])
    device = codes.encode(number, codes.DEVICE_LENGTH)
    return Revoked(serial, Path(), "serial", device, read_key_list(file).version), file


def _take_key_back(
    desk: Desk, may: Sequence[Issuer], grant: Grant, last_manifest: str | None, last_serial: str | None, none: bool
) -> tuple[Revoked, bytes]:
    terms, issuer = grant.terms, _issuer_for(desk, may, grant)
    before = newest_of(desk, issuer.key.public)
    wanted = before.revocation_of(terms.subject) if before else None
    if wanted is None:
        wanted = _up_to(desk, Revocation(terms.subject, desk.today(), kept=_remaining_grants(desk, grant)), None)
    # An existing revocation (such as after a power cut between storing and writing) changes only as asked: by now this
    # desk may have seen files by somebody who stole the key.
    if last_manifest is not None:
        wanted = _up_to(desk, wanted, last_manifest)
    if last_serial is not None:
        wanted = replace(wanted, last_counter=counter_in(grant, last_serial))
    if none:
        wanted = replace(wanted, kept=())
    others = [one for one in (before.revoked if before else ()) if one.key != terms.subject]
    others += _carried(desk, wanted, others)
    below = newest_of(desk, terms.subject) if terms.kind is GrantKind.COORDINATOR else None
    serials = below.serials if below else ()
    file = next_list(desk, issuer, desk.today(), revoked=[*others, wanted], serials=serials)
    if terms.kind is GrantKind.COORDINATOR:
        _seal_no_more(desk)
    return _result(desk, grant, wanted, read_key_list(file).version), file


def _up_to(desk: Desk, revocation: Revocation, last_manifest: str | None) -> Revocation:
    """The revocation with the last good file and certificate: those of `last_manifest` or, if it is None, the last
    seen."""
    named = named_manifest(desk, revocation.key, last_manifest)
    seen, first = desk.store.known.manifests([revocation.key]), desk.store.known.first_manifest(revocation.key)
    row = [] if last_manifest == NONE else trusted_manifests(seen, named, first)
    return replace(
        revocation,
        last_manifest=named or (row[-1].sha256 if row else b""),
        last_counter=max((one.last_counter for one in row), default=0),
    )


def _seal_no_more(desk: Desk) -> None:
    """Publishes a programme version without the revoked coordinator's recipient, so that nothing is sealed to it any
    more."""
    gone = dismissed_recipients(desk)
    if gone and desk.root_key is not None:
        republish(desk, {}, without=gone)


def _result(desk: Desk, grant: Grant, wanted: Revocation, version: int) -> Revoked:
    terms = grant.terms
    device = terms.kind is GrantKind.DEVICE
    row = trusted_manifests(desk.store.known.manifests([terms.subject]), wanted.last_manifest)
    return Revoked(
        key=key_id(terms.subject).hex(),
        path=Path(),
        role="device" if device else "coordinator",
        device=codes.encode(terms.serial_low, codes.DEVICE_LENGTH) if device else "",
        version=version,
        last_files=len(row) if wanted.last_manifest else 0,
        last_serial=codes.make_serial(terms.serial_low, wanted.last_counter) if device and wanted.last_counter else "",
        remaining=_devices(desk, terms.subject, wanted.kept),
    )


def _issuer_for(desk: Desk, may: Sequence[Issuer], grant: Grant) -> Issuer:
    """The coordinator who granted it; else the root key, which may revoke every key."""
    own = desk.store.office.of_key(grant.terms.subject, grant.terms.kind)
    for issuer in reversed(may):
        if issuer.by == "root" or (own is not None and issuer.gives is grant.terms.kind):
            return issuer
    raise KnownError(
        "not_own_key",
        Message("You did not give this key its grant, so you cannot revoke it."),
        Message("Ask the coordinator who gave it, or the programme's office."),
    )


def _remaining_grants(desk: Desk, grant: Grant) -> tuple[bytes, ...]:
    """The device grants in a coordinator's newest known list, except those of keys that it revoked completely. Of a key
    revoked from some file or serial on, what came before the theft stays good."""
    if grant.terms.kind is not GrantKind.COORDINATOR:
        return ()
    newest = newest_of(desk, grant.terms.subject)
    if newest is None:
        return ()
    gone = {one.key for one in newest.revoked if not _trusts_some(one)}
    return tuple(one.name() for one in newest.given() if one.terms.subject not in gone)


def _trusts_some(revocation: Revocation) -> bool:
    return bool(revocation.last_manifest or revocation.last_counter)


def _carried(desk: Desk, coordinator: Revocation, known: Sequence[Revocation]) -> list[Revocation]:
    """The revoked coordinator's own revocations of devices that stay granted. Its list is not accepted any more, so
    this issuer's list must repeat them: otherwise a stolen laptop would be trusted again."""
    newest = newest_of(desk, coordinator.key) if coordinator.kept else None
    if newest is None:
        return []
    kept = {one.terms.subject for one in newest.given() if one.name() in coordinator.kept}
    said = {one.key for one in known}
    return [one for one in newest.revoked if one.key in kept - said]


def _devices(desk: Desk, coordinator: bytes, remaining: Sequence[bytes]) -> int:
    """How many devices these grants are for: a device whose grant was renewed has several."""
    newest = newest_of(desk, coordinator)
    if newest is None:
        return 0
    gone = {one.key for one in newest.revoked}
    return len({one.terms.subject for one in newest.given() if one.name() in remaining} - gone)


def trusted_manifests(seen: Sequence[SeenManifest], last: bytes = b"", first: bytes = b"") -> list[SeenManifest]:
    """The trusted manifests of one key, in their order; `seen` is ordered by `nth`. With `last` it is that manifest and
    all that it leads back to: nobody can insert another one there. Otherwise it is the one that was seen `first` (by
    default the one with the lowest `nth`) with all that it leads back to, and then onwards as long as each names the
    one before and no other claims its place."""
    known = {one.sha256: one for one in seen}
    if last or not seen:
        return _back_from(last, known)
    row = _back_from(first if first in known else seen[0].sha256, known)
    while row and _is_disputed(row[-1], seen):
        row.pop()
    while row:
        following = [one for one in seen if one.prev == row[-1].sha256]
        if len(following) != 1 or _is_disputed(following[0], seen):
            break
        row += following
    return row


def _back_from(last: bytes, known: Mapping[bytes, SeenManifest]) -> list[SeenManifest]:
    """That manifest and all that it leads back to, the oldest first."""
    row: list[SeenManifest] = []
    place = known.get(last)
    while place is not None:
        row.insert(0, place)
        place = known.get(place.prev)
    return row


def _is_disputed(one: SeenManifest, seen: Sequence[SeenManifest]) -> bool:
    """True if another manifest claims the same place in the sequence."""
    return any(other.sha256 != one.sha256 and (other.nth == one.nth or other.prev == one.prev) for other in seen)
