"""Finds what a person typed: a key by any of its names, and the last file or certificate that stays good."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bsuh_desktop.domain.codes import DEVICE_LENGTH, STAFF_LENGTH, decode, read_serial, read_staff_code
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.known_key_lists import key_lists
from bsuh_desktop.trust.grant_chain import check_chain
from bsuh_desktop.trust.grants import Grant, GrantKind, decode_grants
from bsuh_desktop.trust.signing import key_id

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
        return read_serial(text)
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
