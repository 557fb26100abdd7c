"""A programme with its root key, a coordinator and a device, grown from one seed; all that they sign."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.exchange.receipt import Receipt, receipt_format
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.credential import sign_credential
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.grant_request import GrantRequest
from bsuh_desktop.trust.grants import ALL_CAPS, Cap, Grant, GrantKind, GrantTerms, encode_grants, issue
from bsuh_desktop.trust.key_list import KeyList, Revocation, sign_key_list
from bsuh_desktop.trust.programme import Partner, Programme, sign_programme
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.scanned import to_text

FIRST, LAST, DAY = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31), datetime.date(2026, 7, 14)
LOW, HIGH, DEVICE = 4096, 8191, 4242
PARTNER, MODULE = 3, 4
PREFIX = "HTTPS://BSUH.BD/V#"


@dataclass(frozen=True)
class Office:
    """Everything grows from `seed`, so that a failure can be repeated."""

    seed: str

    def key(self, name: str) -> SigningKey:
        """The key that always grows from `name` in this office."""
        return SigningKey.from_seed(hashlib.sha256(f"{self.seed} {name}".encode()).digest())

    @cached_property
    def recipient(self) -> str:
        """Somebody to seal to."""
        return recipient_of(new_identity())

    @cached_property
    def programme(self) -> Programme:
        """Version 2, with a prefix of its own."""
        pattern = demonstration_programme(resources())
        partner = Partner(PARTNER, "partner", pattern.names, (self.recipient,))
        return replace(
            pattern,
            id="fresh",
            version=2,
            root_key=self.key("root").public,
            partners=(partner,),
            recovery=(self.recipient,),
            url_prefix=PREFIX,
            modules={**pattern.modules, "a-module-of-our-own": 77},
        )

    def file(self, **changed: object) -> bytes:
        """The programme file, something in it changed."""
        return sign_programme(replace(self.programme, **changed), self.key("root"))

    def coordinator(self, signer: str = "root", **changed: object) -> Grant:
        """A coordinator's usual grant, something in it changed."""
        subject = self.key("coordinator").public
        usual = GrantTerms(GrantKind.COORDINATOR, subject, FIRST, LAST, LOW, HIGH, PARTNER, ALL_CAPS)
        return issue(self.key(signer), replace(usual, **changed))

    def device(self, above: Grant, signer: str = "coordinator", **changed: object) -> Grant:
        """A device's usual grant under `above`, something in it changed."""
        caps = Cap.CERTIFICATE | Cap.ATTENDANCE
        subject = self.key("device").public
        usual = GrantTerms(GrantKind.DEVICE, subject, FIRST, LAST, DEVICE, DEVICE, PARTNER, caps)
        return issue(self.key(signer), replace(usual, **changed), above)

    @cached_property
    def chain(self) -> tuple[Grant, Grant]:
        """Root to coordinator to device."""
        above = self.coordinator()
        return above, self.device(above)

    def credential(
        self,
        name: str = "শ্রেয়া খাতুন",
        counter: int = 20,
        day: datetime.date = DAY,
        module: int = MODULE,
        device: int = DEVICE,
        signer: str = "device",
    ) -> bytes:
        """The bytes of a first code."""
        return sign_credential(self.key(signer), make_serial(device, counter), module, day, name).encode()

    def codes(self, credential: bytes, chain: tuple[Grant, ...] | None = None) -> str:
        """Both texts of a certificate, as one input."""
        return f"{self.text(credential)} {self.text(encode_grants(chain or self.chain))}"

    def text(self, data: bytes) -> str:
        """The text of a code."""
        return to_text(PREFIX, data)

    def root_list(self, **changed: object) -> KeyList:
        """The root key's first list: nothing revoked."""
        usual = KeyList(
            programme="fresh",
            issuer=self.key("root").public,
            above=b"",
            version=1,
            issued=DAY,
            expires=DAY + datetime.timedelta(days=90),
            grants=(self.chain[0].encode(),),
        )
        return replace(usual, **changed)

    def coordinators_list(self, **changed: object) -> KeyList:
        """The coordinator's first list: nothing revoked."""
        above, below = self.chain
        issuer = self.key("coordinator").public
        return self.root_list(**{"issuer": issuer, "above": above.encode(), "grants": (below.encode(),), **changed})

    def signed_list(self, key_list: KeyList) -> bytes:
        """The file of a list of this office."""
        signers = {self.key(name).public: self.key(name) for name in ("root", "coordinator", "stranger")}
        return sign_key_list(key_list, signers[key_list.issuer])

    def revoked(self, name: str = "device", counter: int = 20, kept: tuple[bytes, ...] = ()) -> Revocation:
        """A key is not to be trusted from `counter` on."""
        return Revocation(key=self.key(name).public, day=DAY, last_counter=counter, kept=kept)

    def receipt(self, **changed: object) -> Receipt:
        """The coordinator's word that one file was merged."""
        usual = Receipt(
            programme="fresh",
            file=hashlib.sha256(self.seed.encode()).digest(),
            session="SESS00000000000X",
            revision=1,
            outcome="merged",
            day=DAY,
            signer=self.key("coordinator").public,
            grants=self.chain[0].encode(),
        )
        changed.setdefault("format", receipt_format(str(changed.get("outcome", "merged"))))
        return replace(usual, **changed)

    def request(self, **changed: object) -> GrantRequest:
        """The device asks for its grant."""
        usual = GrantRequest(
            role="device",
            programme="fresh",
            programme_version=2,
            key=self.key("device").public,
            recipient=self.recipient,
            partner=PARTNER,
            made=DAY,
        )
        return replace(usual, **changed)
