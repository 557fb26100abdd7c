"""The key list: which grants an office gave, which keys and serials it revoked; signed, numbered, and short-lived.

The root key lists coordinators, each coordinator the devices below. As in The Update Framework, a list has an expiry
date, a newer one replaces it, and no reader ever goes back to an older one. FORMAT.md lists the fields. At the end:
which revocations in the known lists apply to a signer. A list applies only to keys that its issuer is responsible for:
the root key's to every key, a coordinator's to the devices that it granted and the serials of its own block."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.codes import make_serial, read_serial
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.grants import PARENT_BYTES, Grant, GrantKind, check_chain, decode_grants, holds_serial
from bsuh_desktop.trust.refusals import altered_file
from bsuh_desktop.trust.signed_document import SignedDocument
from bsuh_desktop.trust.signing import PUBLIC_BYTES, SigningKey

KEY_LIST_VERSION = 1
LARGEST_KEY_LIST = 16 * 1024 * 1024
DAYS_FRESH = 90
_HASH_BYTES = 32


class Revocation(msgspec.Struct, frozen=True):
    """A key that is no longer trusted."""

    key: bytes
    day: datetime.date
    """The day of the revocation."""
    last_manifest: bytes = b""
    """SHA-256 of the key's last trusted manifest; empty if none is trusted."""
    last_counter: int = 0
    """Counter of its last trusted serial; 0 if none is trusted."""
    kept: tuple[bytes, ...] = ()
    """For a coordinator: names (8 bytes each) of the device grants that stay good. All others below it are revoked with
    it."""


class KeyList(msgspec.Struct, frozen=True, kw_only=True):
    """The signed contents of a key list."""

    format: int = KEY_LIST_VERSION
    programme: str
    issuer: bytes
    """The signing public key: the programme's root key, or a coordinator's."""
    above: bytes
    """The coordinator's grant; empty for the root key."""
    version: int
    """Counts the issuer's lists from 1."""
    issued: datetime.date
    expires: datetime.date
    """The last day on which the list is fresh."""
    grants: tuple[bytes, ...] = ()
    """Every grant that the issuer gave; of several for one key the newest is last."""
    revoked: tuple[Revocation, ...] = ()
    serials: tuple[str, ...] = ()
    """Certificates that were revoked one by one."""

    @property
    def fresh_until(self) -> datetime.date:
        """The last day on which the list is fresh: at most DAYS_FRESH after it was issued, whatever `expires` says."""
        longest = min(self.issued.toordinal() + DAYS_FRESH, datetime.date.max.toordinal())
        return min(self.expires, datetime.date.fromordinal(longest))

    def revocation_of(self, key: bytes) -> Revocation | None:
        """The revocation of a public key, or None."""
        return next((one for one in self.revoked if one.key == key), None)

    def given(self) -> tuple[Grant, ...]:
        """The grants that the issuer gave. Raises KnownError `altered`."""
        return tuple(grant for data in self.grants for grant in decode_grants(data))


def sign_key_list(key_list: KeyList, issuer: SigningKey) -> bytes:
    """The list as a file. Raises ValueError if `issuer` is not the key that the list names."""
    if issuer.public != key_list.issuer:
        raise ValueError("a key list is signed by its issuer")
    return _FILE.sign(key_list, issuer)


def read_key_list(data: bytes) -> KeyList:
    """The list in a file with a valid signature. Whether its issuer may sign it is checked by `check_issuer`.

    Raises KnownError `unreadable` or `altered`.
    """
    return _FILE.read(data)


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
    """Check that the issuer may list keys: the root key itself, or a coordinator with its grant on the day of the list.

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
    """Check that a list may replace the known one of the same issuer: never an older one.

    Raises KnownError `older_than_known`, or `altered` for a different list with the same number.
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


_FILE = SignedDocument(
    name="key_list",
    kind="key-list",
    body=KeyList,
    largest=LARGEST_KEY_LIST,
    signer=lambda key_list: key_list.issuer,
    possible=_possible,
)
KEY_LIST_START = _FILE.start


class SignerRevocations(msgspec.Struct, frozen=True):
    """The revocations that apply to a signer."""

    issuer_revoked: Revocation | None = None
    """Revocation of a key above the signer that does not keep the signer's grant."""
    own: tuple[Revocation, ...] = ()
    """Revocations of the signer's own key; a document must be older than each of them."""

    @property
    def nothing(self) -> bool:
        """True if no revocation applies."""
        return self.issuer_revoked is None and not self.own

    def trusts_counter(self, counter: int) -> bool:
        """True for a serial that was given before every revocation of the key."""
        return self.issuer_revoked is None and all(0 < counter <= one.last_counter for one in self.own)


def revocations_of(grants: Sequence[Grant], root_public: bytes, lists: Sequence[KeyList]) -> SignerRevocations:
    """The revocations that apply to the last key of a chain that reaches the root key. The lists must have been checked
    when they were accepted."""
    binding = [
        one for one in lists if one.issuer in (root_public, grants[0].terms.subject) and _is_of(one, root_public)
    ]
    if not binding:
        return SignerRevocations()
    below = {grant.name() for grant in grants[1:]}
    signer = grants[-1].terms
    own, fallen = [], None
    for key_list in binding:
        for grant in grants:
            found = key_list.revocation_of(grant.terms.subject)
            if found is None or (key_list.issuer != root_public and grant.terms.kind is GrantKind.COORDINATOR):
                continue
            if grant.terms.subject == signer.subject and grant is grants[-1]:
                own.append(found)
            elif not below & set(found.kept):
                fallen = found
    return SignerRevocations(fallen, tuple(own))


def is_dismissed(issuer: bytes, root_public: bytes, lists: Sequence[KeyList]) -> bool:
    """True for a coordinator's key that the root key has revoked: new lists from it are not accepted. Those that were
    accepted before still apply."""
    return any(one.issuer == root_public and one.revocation_of(issuer) is not None for one in lists)


def serial_is_revoked(serial: str, root_public: bytes, lists: Sequence[KeyList]) -> bool:
    """True if a list of a responsible issuer revokes this serial."""
    return any(serial in one.serials and _answers_for(one, serial, root_public) for one in lists)


def counter_of(serial: str) -> int:
    """The counter of a valid serial."""
    return read_serial(serial)[1]


def _answers_for(key_list: KeyList, serial: str, root_public: bytes) -> bool:
    if not _is_of(key_list, root_public):
        return False
    return not key_list.above or holds_serial(decode_grants(key_list.above)[0].terms, serial)


def _is_of(key_list: KeyList, root_public: bytes) -> bool:
    """True for a list of this programme. Anybody can give grants under the demonstration's root key."""
    if not key_list.above:
        return key_list.issuer == root_public
    return decode_grants(key_list.above)[0].signed_by(root_public)
