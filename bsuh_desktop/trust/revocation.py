"""Which revocations in the known key lists apply to a signer, and what follows for a serial.

A list applies only to keys that its issuer is responsible for: the root key's list to every key, a coordinator's to the
devices that it granted and the serials of its own block.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.trust.grant_chain import holds_serial
from bsuh_desktop.trust.grants import Grant, GrantKind, decode_grants
from bsuh_desktop.trust.key_list import KeyList, Revocation


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
