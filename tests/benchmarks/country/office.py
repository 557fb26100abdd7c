"""The programme's offices: the root key, a coordinator for each partner, and strangers who are none of them."""

from __future__ import annotations

import datetime

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.grants import ALL_CAPS, LAST_DEVICE, Cap, Grant, GrantKind, GrantTerms, issue
from bsuh_desktop.trust.key_list import KeyList, Revocation, sign_key_list
from bsuh_desktop.trust.programme import Partner, Programme, place_list_hash, sign_programme
from bsuh_desktop.trust.root_key import recovery_identity
from bsuh_desktop.trust.sealing import recipient_of
from bsuh_desktop.trust.signing import SigningKey
from tests.benchmarks.country.land import schools
from tests.benchmarks.country.laptops import key_of
from tests.benchmarks.country.plan import Wish

PROGRAMME = "country"
PARTNERS = 4
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
BEFORE_THE_GRANT = "2025-12-20"
_FOR_EVER = datetime.date(2099, 12, 31)
_NAMES = ("Asha Centre", "Shapla Trust", "Nodi Foundation", "Alo Society")


class Offices(msgspec.Struct, frozen=True):
    """Who grants and who can open, of one country: `recipient` is the desk's to which everything is sealed."""

    seed: int
    recipient: str

    @property
    def root(self) -> SigningKey:
        """The programme's root key."""
        return key_of(self.seed, "root")

    @property
    def recovery(self) -> str:
        """The secret identity of the programme's recovery."""
        return recovery_identity(self.root)

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom every file is sealed."""
        return self.recipient, recipient_of(self.recovery)

    def grants(self, partner: int, device: bytes, number: int) -> tuple[Grant, Grant]:
        """Root to the partner's coordinator to a device, for the year."""
        return _chain(self.root, key_of(self.seed, "coordinator", partner), partner, device, number)

    def strange_grants(self, partner: int, device: bytes, number: int) -> tuple[Grant, Grant]:
        """The same by a root key that nobody knows."""
        return _chain(key_of(self.seed, "strange root"), key_of(self.seed, "stranger"), partner, device, number)

    def own_grant(self, desk: bytes) -> Grant:
        """The grant of the desk that collects, for all partners and without an end that anybody here sees."""
        terms = GrantTerms(GrantKind.COORDINATOR, desk, FIRST, _FOR_EVER, 0, LAST_DEVICE, 0, ALL_CAPS)
        return issue(self.root, terms)

    def programme(self, wish: Wish) -> Programme:
        """The programme with all its schools."""
        places = schools(wish.laptops)
        partners = tuple(
            Partner(number, f"partner-{number}", LocalText("", _NAMES[number - 1]), (self.recipient,))
            for number in range(1, PARTNERS + 1)
        )
        return replace(
            demonstration_programme(resources()),
            id=PROGRAMME,
            names=LocalText("একটি দেশ", "A country"),
            expires=_FOR_EVER,
            root_key=self.root.public,
            partners=partners,
            recovery=(recipient_of(self.recovery),),
            places=places,
            place_list_hash=place_list_hash(places),
        )

    def programme_file(self, wish: Wish) -> bytes:
        """Its signed file."""
        return sign_programme(self.programme(wish), self.root)

    def key_list(self, revoked: tuple[Revocation, ...]) -> bytes:
        """The root key's list, in which the lost laptops stand."""
        issued = datetime.date(2026, 12, 1)
        listed = KeyList(
            programme=PROGRAMME,
            issuer=self.root.public,
            above=b"",
            version=1,
            issued=issued,
            expires=issued + datetime.timedelta(days=90),
            revoked=revoked,
        )
        return sign_key_list(listed, self.root)


def _chain(root: SigningKey, coordinator: SigningKey, partner: int, device: bytes, number: int) -> tuple[Grant, Grant]:
    above = issue(
        root, GrantTerms(GrantKind.COORDINATOR, coordinator.public, FIRST, LAST, 0, LAST_DEVICE, partner, ALL_CAPS)
    )
    caps = Cap.CERTIFICATE | Cap.ATTENDANCE
    terms = GrantTerms(GrantKind.DEVICE, device, FIRST, LAST, number, number, partner, caps)
    return above, issue(coordinator, terms, above)
