"""Finds what a person typed: a key by any of its names, the last file or certificate that is to stay good."""

from __future__ import annotations

from collections.abc import Callable

from bsuh_desktop.domain.codes import DEVICE_LENGTH, STAFF_LENGTH, decode, read_serial, read_staff_code
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.grants.lists import key_lists
from bsuh_desktop.trust.grants import Grant, GrantKind, decode_grants
from bsuh_desktop.trust.signing import key_id

_KEY_ID, _PUBLIC, _HASH = 16, 64, 64
NONE = "none"
"""What stands for the last manifest where none is trusted."""


def find_grant(desk: Desk, typed: str) -> Grant:
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


def _matcher(typed: str) -> Callable[[Grant], bool]:
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


def named_manifest(desk: Desk, key: bytes, text: str | None) -> bytes:
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


def typed_serial(text: str) -> tuple[int, int]:
    try:
        return read_serial(text)
    except ValueError:
        raise KnownError(
            "bad_serial",
            Message("A character of this serial is wrong: {serial}", serial=text),
            Message("Read it once more from the certificate."),
        ) from None


def counter_in(grant: Grant, text: str) -> int:
    number, counter = typed_serial(text)
    if not grant.terms.serial_low <= number <= grant.terms.serial_high:
        raise KnownError(
            "bad_serial",
            Message("This serial is of another device: {serial}", serial=text),
            Message("Give the last serial of this device that you trust."),
        )
    return counter
