"""The key list: which grants an office gave, which keys and serials it revoked; signed, numbered, and soon old.

The root key lists coordinators, each coordinator the devices below. As The Update Framework has it: a list says when
it expires, a newer one replaces it, and no reader ever goes back to an older one. FORMAT.md lists the fields.
"""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import make_serial, read_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.grant_chain import check_chain
from bsuh_desktop.trust.grants import PARENT_BYTES, Grant, GrantKind, decode_grants
from bsuh_desktop.trust.refusals import altered_file, outdated_format, unreadable
from bsuh_desktop.trust.signing import PUBLIC_BYTES, SigningKey, verify
from bsuh_desktop.trust.strict_json import convert_canonical, read_canonical

KEY_LIST_VERSION = 1
KEY_LIST_START = b'{"key_list":'
LARGEST_KEY_LIST = 16 * 1024 * 1024
DAYS_FRESH = 90
_HASH_BYTES = 32


class Revocation(msgspec.Struct, frozen=True):
    """A key that is not to be trusted any more. `last_manifest` is the SHA-256 of the last manifest of that key which
    is, no bytes where none is; `last_counter` the counter of its last trusted serial, 0 where none is. Of a revoked
    coordinator `kept` names (8 bytes each) the device grants that stay good; all others below it fall with it."""

    key: bytes
    day: datetime.date
    last_manifest: bytes = b""
    last_counter: int = 0
    kept: tuple[bytes, ...] = ()


class KeyList(msgspec.Struct, frozen=True, kw_only=True):
    """`issuer` is the signing key: the programme's root key, or a coordinator's with its grant in `above`; `version`
    counts its lists from 1; `expires` is the last day on which the list is fresh. `grants` holds every grant that the
    issuer gave, of one key the newest last, `serials` the certificates that were taken back one by one."""

    format: int = KEY_LIST_VERSION
    programme: str
    issuer: bytes
    above: bytes
    version: int
    issued: datetime.date
    expires: datetime.date
    grants: tuple[bytes, ...] = ()
    revoked: tuple[Revocation, ...] = ()
    serials: tuple[str, ...] = ()

    @property
    def fresh_until(self) -> datetime.date:
        """The last day on which the list is fresh, whatever its issuer says: none stays so for ever."""
        longest = min(self.issued.toordinal() + DAYS_FRESH, datetime.date.max.toordinal())
        return min(self.expires, datetime.date.fromordinal(longest))

    def revocation_of(self, key: bytes) -> Revocation | None:
        """The revocation of a public key, or None."""
        return next((one for one in self.revoked if one.key == key), None)

    def given(self) -> tuple[Grant, ...]:
        """The grants that the issuer gave. Raises KnownError `altered`."""
        return tuple(grant for data in self.grants for grant in decode_grants(data))


class _File(msgspec.Struct, frozen=True):
    key_list: dict[str, object]
    signature: bytes


def sign_key_list(key_list: KeyList, issuer: SigningKey) -> bytes:
    """The list's file. Raises ValueError if `issuer` is not the key that the list names."""
    if issuer.public != key_list.issuer:
        raise ValueError("a key list is signed by its issuer")
    signature = issuer.sign("key-list", KEY_LIST_VERSION, canonical_json(key_list))
    return canonical_json({"key_list": key_list, "signature": signature})


def read_key_list(data: bytes) -> KeyList:
    """The list of a file whose signature holds; whether its issuer may say so, `check_issuer` tells.

    Raises KnownError `unreadable` or `altered`.
    """
    if len(data) > LARGEST_KEY_LIST:
        raise unreadable()
    try:
        file = read_canonical(data, _File)
        if file.key_list.get("format") != KEY_LIST_VERSION:
            raise outdated_format()
        key_list = convert_canonical(file.key_list, KeyList)
    except ValueError as error:
        raise unreadable() from error
    if not _possible(key_list):
        raise unreadable()
    if not verify(key_list.issuer, "key-list", KEY_LIST_VERSION, canonical_json(file.key_list), file.signature):
        raise altered_file()
    return key_list


def _possible(key_list: KeyList) -> bool:
    try:
        written = tuple(make_serial(*read_serial(serial)) for serial in key_list.serials)
        key_list.given()
        above = decode_grants(key_list.above) if key_list.above else ()
    except (ValueError, KnownError):
        return False
    return (
        key_list.version >= 1
        and written == key_list.serials
        and len(key_list.issuer) == PUBLIC_BYTES
        and key_list.issued <= key_list.expires
        and len(above) <= 1
        and all(map(_possible_revocation, key_list.revoked))
        and len({one.key for one in key_list.revoked}) == len(key_list.revoked)
    )


def _possible_revocation(one: Revocation) -> bool:
    return (
        len(one.key) == PUBLIC_BYTES
        and len(one.last_manifest) in (0, _HASH_BYTES)
        and one.last_counter >= 0
        and all(len(name) == PARENT_BYTES for name in one.kept)
    )


def check_issuer(key_list: KeyList, root_public: bytes) -> None:
    """Whether the issuer may list keys: the root key itself, or a coordinator of it on the day of the list.

    Raises KnownError `unknown_signer` or `expired`.
    """
    if key_list.issuer == root_public and not key_list.above:
        return
    above = decode_grants(key_list.above) if key_list.above else ()
    if not above or above[0].terms.kind is not GrantKind.COORDINATOR or above[0].terms.subject != key_list.issuer:
        raise _not_entitled(Verdict.UNKNOWN_SIGNER)
    judged = check_chain(above, root_public, key_list.issued)
    if judged.verdict is not Verdict.GOOD:
        raise _not_entitled(judged.verdict)


def check_follows(key_list: KeyList, known: KeyList | None) -> None:
    """Whether a list may take the place of the one of the same issuer that is known: never back.

    Raises KnownError `older_than_known`, or `altered` for another list under the same number.
    """
    if known is None or key_list == known or key_list.version > known.version:
        return
    if key_list.version == known.version:
        raise altered_file()
    raise KnownError(
        Verdict.OLDER_THAN_KNOWN,
        Message("This key list is older than the one here."),
        Message("Ask the coordinator for the newest one."),
    )


def _not_entitled(verdict: Verdict) -> KnownError:
    return KnownError(
        verdict,
        Message("The signer of this key list may not sign it."),
        Message("Ask the coordinator for the newest one."),
    )
