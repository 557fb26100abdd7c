"""Everything of a coordinator's desk that collecting needs, read once on the desk's own thread."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.opened_file import OpeningKeys, Rules, trimmed, trimmed_list
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import key_lists
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.proof import KnownKeys
from bsuh_desktop.trust.demonstration import demonstration_office, demonstration_programme
from bsuh_desktop.trust.grants import Cap, Grant, check_chain, encode_grants
from bsuh_desktop.trust.key_list import revocations_of
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.register_keys import RegisterKeys, register_keys
from bsuh_desktop.trust.sealing import Opener
from bsuh_desktop.trust.signing import SigningKey, key_id


def check_signers(collector: Collector, register: Register) -> None:
    """Raises KnownError `foreign_register` where another desk has decided in this register."""
    _check(register, collector.known.keys_of_one(collector.signer.public))


def check_own(keys: Collection[bytes], register: Register) -> None:
    """The same check for a desk with these public keys, which need not be a coordinator's any more."""
    _check(register, keys)


def _check(register: Register, ours: Collection[bytes]) -> None:
    if not register.decisions.signers() <= set(ours):
        raise KnownError(
            "foreign_register",
            Message("Another person's desk has decided in this register."),
            Message("Open it with that desk, or choose this desk's register, or an empty folder."),
        )


class Collector(msgspec.Struct, frozen=True, kw_only=True):
    """A coordinator at work, and what this desk knows. May be used on any thread."""

    programme: Programme
    known: KnownKeys
    """Programmes, grants, key lists and file sequences that this desk knows."""
    keys: RegisterKeys
    """The register's keys, made from the key of the desk's store."""
    signer: SigningKey
    """The key of `office`; signs decisions and receipts."""
    coordinator_grant: Grant
    """The coordinator's own grant. It holds today, except for `forgetter_of`."""
    practice_programme: str
    """Id of the demonstration's programme."""
    practice_signer: SigningKey
    """The demonstration's key (public knowledge), which signs receipts of practice."""
    practice_office: Grant
    """The demonstration's grant, which goes with those receipts."""
    today: datetime.date
    clock: Clock
    forgotten: Mapping[bytes, tuple[str, ...]] = {}
    """Ids of withdrawn learners, by the device on which they withdrew."""
    doubtful: bool = False
    """True if the clock is in doubt."""

    def __repr__(self) -> str:
        return f"Collector({self.programme.id})"

    def wall_ms(self) -> int:
        """What the laptop's clock says now, in Unix milliseconds."""
        return self.clock.now().wall_ms

    def setting(self) -> OpeningKeys:
        """The settings by which files are opened and judged."""
        known = self.known
        chains = [chain for name in known.chains for chain in known.chains_of(name)]
        rules = Rules(
            recipients=tuple(sorted(self.opener().recipients)),
            programmes=tuple(map(trimmed, known.programmes)),
            lists=tuple(map(trimmed_list, known.lists)),
            chains=tuple(map(encode_grants, chains)),
            programme=self.programme.id,
        )
        return OpeningKeys(known.identities, self.keys.pseudonyms, rules)

    def opener(self) -> Opener:
        """What opens sealed files."""
        return Opener(self.known.identities)

    def device_of(self, key: bytes) -> str:
        """The number of a granted device as it is read out; "" where no grant of that public key is known."""
        chains = self.known.chains_of(key_id(key))
        return device_in(chains[0]) if chains else ""

    def place_names(self, place: str, typed: str) -> LocalText:
        """What people call a place: as the programme's list has it, else as it was typed, else its id."""
        known = self.programme.place(place)
        return known.names if known is not None else LocalText(typed or place, typed or place)


def device_in(chain: Sequence[Grant]) -> str:
    """The number of the device at a chain's end, four characters."""
    return encode(chain[-1].terms.serial_low, DEVICE_LENGTH)


def collector_of(desk: Desk) -> Collector:
    """The coordinator of this desk, on the desk's own thread. Raises KnownError: new_key_needed, no_office,
    own_key_revoked, office_ended."""
    return _collector(desk, _office_of(desk), desk.signing_key)


def receiver_of(desk: Desk) -> Collector:
    """The collector for files that sticks bring: this desk's coordinator; on a desk that only practises anybody, with
    the demonstration's public key. On the desk's own thread. Raises KnownError as `collector_of`."""
    if not desk.practising:
        return collector_of(desk)
    signer, office = demonstration_office(desk.resources)
    return _collector(desk, office, signer)


def forgetter_of(desk: Desk, office: Grant) -> Collector:
    """The collector for a desk that is or was a coordinator's by that grant: collected data must be forgotten after the
    grant has ended, too. It writes no receipts. Raises KnownError: new_key_needed."""
    return _collector(desk, office, desk.signing_key)


def _office_of(desk: Desk) -> Grant:
    """The desk's own grant as a coordinator, if it holds today. Raises KnownError: no_office, own_key_revoked,
    office_ended."""
    grant = desk.coordinator_grant
    if grant is None:
        raise KnownError(
            "no_office",
            Message("This desk cannot write receipts: it has no coordinator's grant."),
            Message("Ask the programme's office for a coordinator's grant first."),
        )
    if not revocations_of((grant,), desk.programme.root_key, key_lists(desk)).nothing:
        raise KnownError(
            "own_key_revoked",
            Message("Your own key was revoked, so your receipts do not count."),
            Message("Ask the programme's office what to do."),
        )
    judged = check_chain((grant,), desk.programme.root_key, desk.today(), cap=Cap.RECEIPT)
    if judged.verdict is not Verdict.GOOD or desk.signing_key.public != grant.terms.subject:
        raise KnownError(
            "office_ended",
            Message("Your own grant does not let you sign receipts today."),
            Message("Check the laptop's date, or ask the programme's office for a new grant."),
        )
    return grant


def _collector(desk: Desk, office: Grant, signer: SigningKey) -> Collector:
    practice_signer, practice_office = demonstration_office(desk.resources)
    return Collector(
        programme=desk.programme,
        known=known_to(desk),
        keys=register_keys(desk.vault.store_key),
        signer=signer,
        coordinator_grant=office,
        practice_programme=demonstration_programme(desk.resources).id,
        practice_signer=practice_signer,
        practice_office=practice_office,
        today=desk.today(),
        clock=desk.clock,
        forgotten=desk.store.forgotten.everywhere(),
        doubtful=bool(desk.doubts(desk.clock.now())),
    )
