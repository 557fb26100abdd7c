"""Takes back a key or a serial: the last file and the last certificate that stay good, in a new list of keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.codes import (
    COUNTER_LENGTH,
    DEVICE_LENGTH,
    STAFF_LENGTH,
    decode,
    encode,
    make_serial,
    read_serial,
    read_staff_code,
)
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.grants.files import write_programme
from bsuh_desktop.services.grants.issuers import Issuer, require_issuers, today
from bsuh_desktop.services.grants.lists import key_lists, newest_of, next_list, write_list
from bsuh_desktop.services.grants.values import Revoked
from bsuh_desktop.services.log import log
from bsuh_desktop.services.programmes.making import republish
from bsuh_desktop.store.known import SeenManifest, SerialBack
from bsuh_desktop.trust.grant_chain import holds_serial
from bsuh_desktop.trust.grants import Grant, GrantKind, decode_grants
from bsuh_desktop.trust.key_list import Revocation, read_key_list
from bsuh_desktop.trust.signing import key_id

_KEY_ID, _PUBLIC, _HASH = 16, 64, 64
_SERIAL = DEVICE_LENGTH + COUNTER_LENGTH + 1
NONE = "none"
"""What stands for the last manifest where none is trusted."""


def revoke(
    desk: Desk,
    what: str,
    out: Path,
    *,
    last_manifest: str | None = None,
    last_serial: str | None = None,
    keep_none: bool = False,
) -> Revoked:
    """Takes back `what`: a key id (16 hexadecimal digits), a public key (64), the code of a desk (14 characters), a
    device number (4) or one serial (10). The new list is kept, then written to `out`, a file or a folder; a second call
    writes it again.

    Of a key the files and certificates stay good that this desk has seen, or those up to `last_manifest` (SHA-256 in
    hexadecimal, or "none") and `last_serial`. Below a coordinator the devices of its newest list stay granted, unless
    `keep_none`.

    Raises KnownError: practice, no_office, not_a_key, unknown_key, not_own_key, not_own_serial, bad_manifest,
    bad_serial, disk_full, read_only, stick_removed, already_there.
    """
    may = require_issuers(desk)
    typed = "".join(what.split()).replace("-", "")
    with desk.transaction():
        if len(typed) == _SERIAL:
            revoked, file = _take_serial_back(desk, may, typed)
        else:
            grant = _find(desk, typed)
            revoked, file = _take_key_back(desk, may, grant, last_manifest, last_serial, keep_none)
    log("command", code=f"revoke_{revoked.role}")
    path = write_list(out, file)
    if revoked.role == "coordinator":
        write_programme(desk, path.parent)
    return msgspec.structs.replace(revoked, path=path)


def _take_serial_back(desk: Desk, may: Sequence[Issuer], typed: str) -> tuple[Revoked, bytes]:
    number, counter = _read_serial(typed)
    serial = make_serial(number, counter)
    issuer = next((one for one in reversed(may) if one.above is None or holds_serial(one.above.terms, serial)), None)
    if issuer is None:
        raise KnownError(
            "not_own_serial",
            Message("The serial {serial} is not of a device that you granted.", serial=serial),
            Message("Ask the coordinator of that device, or the programme's office."),
        )
    desk.store.known.take_back(SerialBack(serial, "", today(desk).isoformat(), ""))
    file = next_list(desk, issuer, today(desk), serials=[serial])
    device = encode(number, DEVICE_LENGTH)
    return Revoked(serial, Path(), "serial", device, read_key_list(file).version), file


def _take_key_back(
    desk: Desk, may: Sequence[Issuer], grant: Grant, last_manifest: str | None, last_serial: str | None, none: bool
) -> tuple[Revoked, bytes]:
    terms, issuer = grant.terms, _issuer_for(desk, may, grant)
    before = newest_of(desk, issuer.key.public)
    named = _read_manifest(desk, terms.subject, last_manifest)
    row = [] if last_manifest == NONE else row_of(desk.store.known.manifests([terms.subject]), named)
    counter = max((one.last_counter for one in row), default=0)
    if last_serial is not None:
        counter = _counter_of(grant, last_serial)
    stands = before.revocation_of(terms.subject) if before else None
    wanted = Revocation(
        key=terms.subject,
        day=stands.day if stands else today(desk),
        last_manifest=named or (row[-1].sha256 if row else b""),
        last_counter=counter,
        kept=() if none else _kept(desk, grant),
    )
    if stands is not None and last_manifest is None and last_serial is None and not none:
        # After a power cut between keeping and writing: the list is written again as it stands.
        wanted = stands
    others = [one for one in (before.revoked if before else ()) if one.key != terms.subject]
    file = next_list(desk, issuer, today(desk), revoked=[*others, wanted])
    if terms.kind is GrantKind.COORDINATOR:
        _seal_no_more(desk, terms.subject)
    return _told(desk, grant, wanted, read_key_list(file).version), file


def _seal_no_more(desk: Desk, key: bytes) -> None:
    """Nothing is sealed to a revoked coordinator any more: the next programme version names it no more."""
    given = desk.store.office.of_key(key, GrantKind.COORDINATOR)
    if given is not None and given.recipient and desk.root_key is not None:
        republish(desk, {}, without=[given.recipient])


def _told(desk: Desk, grant: Grant, wanted: Revocation, version: int) -> Revoked:
    terms = grant.terms
    device = terms.kind is GrantKind.DEVICE
    row = row_of(desk.store.known.manifests([terms.subject]), wanted.last_manifest)
    return Revoked(
        key=key_id(terms.subject).hex(),
        path=Path(),
        role="device" if device else "coordinator",
        device=encode(terms.serial_low, DEVICE_LENGTH) if device else "",
        version=version,
        last_files=len(row) if wanted.last_manifest else 0,
        last_serial=make_serial(terms.serial_low, wanted.last_counter) if device and wanted.last_counter else "",
        kept=len(wanted.kept),
    )


def _issuer_for(desk: Desk, may: Sequence[Issuer], grant: Grant) -> Issuer:
    """The coordinator who granted it; else the root key, which answers for every key."""
    own = desk.store.office.of_key(grant.terms.subject, grant.terms.kind)
    for issuer in reversed(may):
        if issuer.by == "root" or (own is not None and issuer.gives is grant.terms.kind):
            return issuer
    raise KnownError(
        "not_own_key",
        Message("You did not grant this key, so you cannot take it back."),
        Message("Ask the coordinator who granted it, or the programme's office."),
    )


def _kept(desk: Desk, grant: Grant) -> tuple[bytes, ...]:
    """The device grants of a coordinator's newest list that is known here."""
    if grant.terms.kind is not GrantKind.COORDINATOR:
        return ()
    newest = newest_of(desk, grant.terms.subject)
    if newest is None:
        return ()
    gone = {one.key for one in newest.revoked}
    return tuple(one.name() for one in newest.given() if one.terms.subject not in gone)


def row_of(seen: Sequence[SeenManifest], last: bytes = b"") -> list[SeenManifest]:
    """The manifests of one key, in the order of `nth`, from the first that was seen on, as far as each names the one
    before and no other claims its place; where `last` is named, up to that one, and what was seen before it."""
    named = next((one for one in seen if one.sha256 == last), None)
    if named is not None:
        return [one for one in seen if one.nth < named.nth] + [named]
    row: list[SeenManifest] = []
    for _ in seen:
        following = [one for one in seen if (one.prev == row[-1].sha256 if row else one.nth == seen[0].nth)]
        if len(following) != 1:
            break
        row.append(following[0])
    return [] if last else row


def _find(desk: Desk, typed: str) -> Grant:
    """The newest grant of the key that was typed. Raises KnownError: not_a_key, unknown_key."""
    fits = _matcher(typed)
    kinds = (GrantKind.COORDINATOR, GrantKind.DEVICE)
    own = [decode_grants(one.grant_bytes)[0] for kind in kinds for one in desk.store.office.all(kind)]
    told = [grant for key_list in key_lists(desk) for grant in key_list.given()]
    seen = [decode_grants(data)[-1] for data in desk.store.known.chains().values()]
    for grant in (*own, *told, *seen):
        if fits(grant):
            return grant
    raise KnownError(
        "unknown_key",
        Message("No grant of this key is known here: {key}", key=typed),
        Message("Look for the code on the coordinator's page, or take in the newest list of keys."),
    )


def _matcher(typed: str):  # type: ignore[no-untyped-def]
    """What a grant is asked for what was typed."""
    text = typed.lower()
    if len(text) == _PUBLIC and _is_hex(text):
        return lambda grant: grant.terms.subject.hex() == text
    if len(text) == _KEY_ID and _is_hex(text):
        return lambda grant: key_id(grant.terms.subject).hex() == text
    try:
        if len(text) == STAFF_LENGTH + 1:
            wanted = read_staff_code(text)
            return lambda grant: key_id(grant.terms.subject).hex() == wanted
        if len(text) == DEVICE_LENGTH:
            number = decode(text)
            return lambda grant: grant.terms.kind is GrantKind.DEVICE and grant.terms.serial_low == number
    except ValueError:
        pass
    raise KnownError(
        "not_a_key",
        Message("This is no key, no code of a desk, no device number and no serial."),
        Message("Type it as it stands on the coordinator's page."),
    )


def _is_hex(text: str) -> bool:
    return all(sign in "0123456789abcdef" for sign in text)


def _read_manifest(desk: Desk, key: bytes, text: str | None) -> bytes:
    """The hash that was named; no bytes for none. Raises KnownError `bad_manifest`."""
    if text is None or text == NONE:
        return b""
    plain = text.strip().lower()
    known = {one.sha256: one.key for one in desk.store.known.manifests()}
    if len(plain) != _HASH or not _is_hex(plain) or known.get(bytes.fromhex(plain), key) != key:
        raise KnownError(
            "bad_manifest",
            Message("This is no manifest of that key."),
            Message("Give the 64 hexadecimal digits of the last file that you trust, or: none"),
        )
    return bytes.fromhex(plain)


def _read_serial(text: str) -> tuple[int, int]:
    try:
        return read_serial(text)
    except ValueError:
        raise KnownError(
            "bad_serial",
            Message("A character of this serial is wrong: {serial}", serial=text),
            Message("Read it once more from the certificate."),
        ) from None


def _counter_of(grant: Grant, text: str) -> int:
    number, counter = _read_serial(text)
    if not grant.terms.serial_low <= number <= grant.terms.serial_high:
        raise KnownError(
            "bad_serial",
            Message("This serial is of another device: {serial}", serial=text),
            Message("Give the last serial of this device that you trust."),
        )
    return counter
