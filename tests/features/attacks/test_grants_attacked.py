"""Grants that nobody entitled gave: on attendance files and on certificates, each beside the chain that holds."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange import package as m
from bsuh_desktop.trust.demonstration import ROOT as PUBLIC_ROOT
from bsuh_desktop.trust.grants import ALL_CAPS, Cap, Grant, issue
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers.attacks.cases import Case, Given, Make, check, given, parametrized, proof_of
from tests.helpers.attacks.world import Chain, World, coordinator_terms, device_terms
from tests.helpers.keys import FIRST, LAST

pytestmark = pytest.mark.sampled

UNKNOWN, ALTERED = Verdict.UNKNOWN_SIGNER, Verdict.ALTERED
Forge = Callable[[World], Chain]
DAY_LONG = datetime.timedelta(days=1)


def under(world: World, signer: SigningKey, parent: Grant, **changed: object) -> Chain:
    """The device's grant with other terms or by another signer, below `parent`."""
    terms = replace(device_terms(world.device.key.public, world.device.number, 1), **changed)
    return parent, issue(signer, terms, parent)


def below_home(world: World, **changed: object) -> Chain:
    """Terms that the home office signed, though it may not give them."""
    return under(world, world.home.key, world.home.grant, **changed)


def self_made(world: World, root: SigningKey) -> Chain:
    """The home office's key and the device under another root key."""
    parent = issue(root, coordinator_terms(world.home.key.public, world.home.low, 1))
    return under(world, world.home.key, parent)


def narrower(world: World, **changed: object) -> Chain:
    """The device as before, below a coordinator whose own grant the root made narrower."""
    terms = coordinator_terms(world.home.key.public, world.home.low, 1, **changed)
    return under(world, world.home.key, issue(world.root, terms))


def edited(world: World, place: int, **changed: object) -> Chain:
    """The true chain with a grant's terms changed and its signature left."""
    grants = list(world.device.chain)
    grants[place] = replace(grants[place], terms=replace(grants[place].terms, **changed))
    return tuple(grants)


def unsigned(world: World, place: int) -> Chain:
    grants = list(world.device.chain)
    grants[place] = replace(grants[place], signature=bytes(64))
    return tuple(grants)


def onward(world: World) -> Chain:
    """The other device grants this one."""
    parent = world.other.chain[1]
    terms = device_terms(world.device.key.public, world.device.number, 1)
    return parent, issue(world.other.key, terms, parent)


def of_the_root(world: World) -> Chain:
    """A device that the root key itself signed grants this one."""
    terms = device_terms(world.other.key.public, world.other.number, 1)
    parent = issue(world.root, terms, world.home.grant)
    return parent, issue(world.other.key, device_terms(world.device.key.public, world.other.number, 1), parent)


def device_as_coordinator(world: World) -> Chain:
    """The other device makes itself a coordinator."""
    parent = issue(world.other.key, coordinator_terms(world.other.key.public, world.home.low, 1))
    return under(world, world.other.key, parent)


def coordinator_by_coordinator(world: World) -> Chain:
    """The away office makes the home office's key a coordinator."""
    parent = issue(world.away.key, coordinator_terms(world.home.key.public, world.home.low, 1))
    return under(world, world.home.key, parent)


def coordinators_both(world: World) -> Chain:
    """The device's key as a coordinator below a coordinator."""
    return world.home.grant, issue(world.root, coordinator_terms(world.device.key.public, world.home.low, 1))


def borrowed(world: World) -> Chain:
    """Signed by the home office, standing on the away office's grant."""
    return under(world, world.home.key, world.away.grant)


def renamed_parent(world: World) -> Chain:
    """The true grant below another true grant of the same coordinator, which it does not name."""
    newer = issue(world.root, coordinator_terms(world.home.key.public, world.home.low, 1, last_day=LAST + DAY_LONG))
    return newer, world.device.chain[1]


def swapped_subject(world: World) -> Chain:
    """The other device's grant with this device's key written in."""
    parent, child = world.other.chain
    terms = replace(child.terms, subject=world.device.key.public, serial_low=world.device.number)
    return parent, replace(child, terms=replace(terms, serial_high=world.device.number))


FORGED: dict[str, tuple[Verdict, Forge]] = {
    "a coordinator of a root of one's own": (UNKNOWN, lambda w: self_made(w, w.foreign)),
    "a coordinator who signed itself": (UNKNOWN, lambda w: self_made(w, w.home.key)),
    "a coordinator whom another coordinator made": (UNKNOWN, coordinator_by_coordinator),
    "a coordinator whom a device made": (UNKNOWN, device_as_coordinator),
    "a device granting onward": (UNKNOWN, onward),
    "two coordinators": (UNKNOWN, coordinators_both),
    "a device signed by the root": (ALTERED, lambda w: under(w, w.root, w.home.grant)),
    "a device of the root itself": (UNKNOWN, lambda w: under(w, w.root, w.home.grant)[1:]),
    "a device of the root granting onward": (UNKNOWN, of_the_root),
    "a device signed by the other office": (ALTERED, lambda w: under(w, w.away.key, w.home.grant)),
    "a device signed by itself": (ALTERED, lambda w: under(w, w.device.key, w.home.grant)),
    "a device signed by another device": (ALTERED, lambda w: under(w, w.other.key, w.home.grant)),
    "another office's grant borrowed": (ALTERED, borrowed),
    "another grant of the same office above": (UNKNOWN, renamed_parent),
    "the device first": (UNKNOWN, lambda w: w.device.chain[::-1]),
    "the device's grant alone": (UNKNOWN, lambda w: w.device.chain[1:]),
    "the coordinator's grant alone": (UNKNOWN, lambda w: w.device.chain[:1]),
    "the coordinator's grant twice": (UNKNOWN, lambda w: (w.home.grant, w.home.grant)),
    "three grants": (ALTERED, lambda w: (*w.device.chain, w.device.chain[1])),
    "another device's grants": (UNKNOWN, lambda w: w.other.chain),
    "another office's device's grants": (UNKNOWN, lambda w: w.stranger.chain),
    "another device's grant with this key": (ALTERED, swapped_subject),
    "a last day after the coordinator's": (UNKNOWN, lambda w: below_home(w, last_day=LAST + DAY_LONG)),
    "a first day before the coordinator's": (UNKNOWN, lambda w: below_home(w, first_day=FIRST - DAY_LONG)),
    "a coordinator whose days are shorter": (UNKNOWN, lambda w: narrower(w, last_day=LAST - DAY_LONG)),
    "a coordinator whose days begin later": (UNKNOWN, lambda w: narrower(w, first_day=FIRST + DAY_LONG)),
    "a coordinator whose numbers end below": (UNKNOWN, lambda w: narrower(w, serial_high=w.device.number - 1)),
    "a coordinator whose numbers begin above": (UNKNOWN, lambda w: narrower(w, serial_low=w.device.number + 1)),
    "a partner that is not the coordinator's": (UNKNOWN, lambda w: below_home(w, partner=2)),
    "a cap that the coordinator has not": (UNKNOWN, lambda w: narrower(w, caps=Cap.RECEIPT)),
    "no cap at all": (UNKNOWN, lambda w: below_home(w, caps=Cap.NONE)),
    "a cap of receipts only": (UNKNOWN, lambda w: below_home(w, caps=Cap.RECEIPT)),
    "a last day changed": (ALTERED, lambda w: edited(w, 1, last_day=LAST - DAY_LONG)),
    "a first day changed": (ALTERED, lambda w: edited(w, 1, first_day=FIRST + DAY_LONG)),
    "caps changed": (ALTERED, lambda w: edited(w, 1, caps=ALL_CAPS)),
    "a partner changed": (ALTERED, lambda w: edited(w, 1, partner=2)),
    "a coordinator's numbers changed": (UNKNOWN, lambda w: edited(w, 0, serial_low=0)),
    "a coordinator's days changed": (UNKNOWN, lambda w: edited(w, 0, last_day=LAST + DAY_LONG)),
    "a coordinator's partner changed": (UNKNOWN, lambda w: edited(w, 0, partner=0)),
    "a coordinator's signature taken away": (UNKNOWN, lambda w: unsigned(w, 0)),
    "a device's signature taken away": (ALTERED, lambda w: unsigned(w, 1)),
}


def certificate(chain: Forge) -> Make:
    """A certificate of the device on these grants."""
    return lambda world: given(world.codes(chain=chain(world)))


def file(chain: Forge) -> Make:
    """An attendance file of the device on these grants, signed by the device itself."""

    def make(world: World) -> Given:
        by = world.sender(grants=chain(world))
        return given(world.sealed(world.members(sender=by)))

    return make


def true_chain(world: World) -> Chain:
    return world.device.chain


def cases() -> Iterator[Case]:
    """Every forged chain, under both kinds of document."""
    for name, (wanted, chain) in FORGED.items():
        yield Case(f"certificate: {name}", wanted, certificate(true_chain), certificate(chain))
        yield Case(f"file: {name}", wanted, file(true_chain), file(chain))


@parametrized(cases())
def test_a_chain_that_does_not_hold(case: Case, world: World, tmp_path: Path) -> None:
    check(world, case, tmp_path)


def one_cap(cap: Cap) -> Forge:
    return lambda world: below_home(world, caps=cap)


def test_a_grant_of_one_cap_allows_one_thing(world: World, tmp_path: Path) -> None:
    check(world, Case("", UNKNOWN, file(one_cap(Cap.ATTENDANCE)), certificate(one_cap(Cap.ATTENDANCE))), tmp_path)
    (tmp_path / "other").mkdir()
    files = Case("", UNKNOWN, certificate(one_cap(Cap.CERTIFICATE)), file(one_cap(Cap.CERTIFICATE)))
    check(world, files, tmp_path / "other")


def test_the_demonstrations_public_keys_grant_nothing_real(world: World, tmp_path: Path) -> None:
    parent = issue(PUBLIC_ROOT, coordinator_terms(world.home.key.public, world.home.low, 1))
    chain = under(world, world.home.key, parent)
    check(world, Case("", UNKNOWN, file(true_chain), file(lambda _: chain)), tmp_path)
    assert proof_of(world, given(world.codes(chain=chain)), tmp_path).verdict is Verdict.PRACTICE


@pytest.mark.parametrize("cut", [1, 64, 100, 200])
def test_grants_cut_short(world: World, tmp_path: Path, cut: int) -> None:
    members = world.members()
    members[m.GRANTS] = members[m.GRANTS][:-cut]
    case = Case("", ALTERED, lambda w: given(w.file()), lambda w: given(w.sealed(members)))
    check(world, case, tmp_path)
