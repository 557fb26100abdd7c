"""Answers and lists at the door of a real desk of the fresh programme: whatever is forged changes nothing there."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.trust.grant_request import write_answer
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attacks.world import Chain, Device, World, coordinator_terms, device_terms
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.keys import DAY, LAST

pytestmark = pytest.mark.sampled

DAY_LONG = datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def desk(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that joined the fresh programme for the home office's partner, and waits."""
    wish = NewDesk(PASSPHRASE, "শিরিন আক্তার", "4826", world.programme_file, 1)
    opened = first_run(tmp_path_factory.mktemp("desk") / "profile", wish, clock_at())[0]
    yield opened
    opened.close()


def granted(world: World, desk: Desk, **changed: object) -> Chain:
    """What the home office gives this desk."""
    terms = replace(device_terms(desk.vault.signing_key.public, world.home.low + 50, 1), **changed)
    return world.home.grant, issue(world.home.key, terms, world.home.grant)


def foreign(world: World, desk: Desk) -> Chain:
    """The same under a root of somebody else's."""
    parent = issue(world.foreign, coordinator_terms(world.home.key.public, world.home.low, 1))
    terms = device_terms(desk.vault.signing_key.public, world.home.low + 50, 1)
    return parent, issue(world.home.key, terms, parent)


def by_device(world: World, desk: Desk) -> Chain:
    """Granted onward by another device."""
    giver: Device = world.other
    terms = device_terms(desk.vault.signing_key.public, world.home.low + 50, 1)
    return giver.chain[0], issue(giver.key, terms, giver.chain[0])


def other_programme(world: World) -> bytes:
    return sign_programme(world.programme(version=9, root_key=world.foreign.public), world.foreign)


def torn(data: bytes) -> bytes:
    """A signed file with its version raised."""
    return data.replace(b'"version":2', b'"version":9')


def listed(world: World, **changed: object) -> bytes:
    return sign_key_list(replace(world.office_list(), **changed), world.home.key)


Make = Callable[[World, Desk], bytes]
FORGED: dict[str, tuple[str, Make]] = {
    "for another key": ("another_key", lambda w, d: write_answer(w.device.chain)),
    "a coordinator's for another key": ("another_key", lambda w, d: write_answer((w.away.grant,))),
    "of another root": ("unknown_signer", lambda w, d: write_answer(foreign(w, d))),
    "granted by a device": ("altered", lambda w, d: write_answer(by_device(w, d))),
    "outliving its coordinator": ("unknown_signer", lambda w, d: write_answer(granted(w, d, last_day=LAST + DAY_LONG))),
    "of a number outside the block": (
        "unknown_signer",
        lambda w, d: write_answer(granted(w, d, serial_low=w.away.low, serial_high=w.away.low)),
    ),
    "for another partner": ("unknown_signer", lambda w, d: write_answer(granted(w, d, partner=2))),
    "with its last day changed": (
        "altered",
        lambda w, d: write_answer(_edited(granted(w, d), last_day=LAST - DAY_LONG)),
    ),
    "with its number changed": (
        "altered",
        lambda w, d: write_answer(_edited(granted(w, d), serial_low=w.home.low + 51, serial_high=w.home.low + 51)),
    ),
    "the device first": ("another_key", lambda w, d: write_answer(granted(w, d)[::-1])),
    "the device alone": ("unknown_signer", lambda w, d: write_answer(granted(w, d)[1:])),
    "with another root's programme file": (
        "another_programme",
        lambda w, d: write_answer(granted(w, d), other_programme(w)),
    ),
    "with a programme file that was changed": (
        "altered",
        lambda w, d: write_answer(granted(w, d), torn(w.programme_file)),
    ),
    "with a list that was changed": (
        "altered",
        lambda w, d: write_answer(granted(w, d), b"", (torn(listed(w)),)),
    ),
    "with a device's list": (
        "unknown_signer",
        lambda w, d: write_answer(
            granted(w, d), b"", (sign_key_list(w.office_list(issuer=w.device.key.public), w.device.key),)
        ),
    ),
    "with a list of another programme": (
        "another_programme",
        lambda w, d: write_answer(granted(w, d), b"", (listed(w, programme="demonstration"),)),
    ),
    "a list that was changed": ("altered", lambda w, d: torn(listed(w))),
    "a list of another root": (
        "unknown_signer",
        lambda w, d: sign_key_list(w.root_list(issuer=w.foreign.public), w.foreign),
    ),
    "a list of a device": (
        "unknown_signer",
        lambda w, d: sign_key_list(w.office_list(issuer=w.device.key.public), w.device.key),
    ),
    "a list of another programme": ("another_programme", lambda w, d: listed(w, programme="demonstration")),
    "a programme file": ("not_an_answer", lambda w, d: w.programme_file),
    "a receipt": ("not_an_answer", lambda w, d: w.receipt()),
    "cut short": ("unreadable", lambda w, d: write_answer(granted(w, d))[:-1]),
}


def _edited(chain: Chain, **changed: object) -> Chain:
    return chain[0], replace(chain[1], terms=replace(chain[1].terms, **changed))


def kept(desk: Desk) -> tuple[Any, ...]:
    """All that an answer could change."""
    store = desk.store
    return desk.grants, desk.coordinator_grant, desk.programme_file, store.known.key_lists(), store.known.chains()


@pytest.mark.parametrize("name", list(FORGED))
def test_what_is_forged_changes_nothing(name: str, world: World, desk: Desk, tmp_path: Path) -> None:
    code, make = FORGED[name]
    (tmp_path / "file.json").write_bytes(make(world, desk))
    before = kept(desk)
    with pytest.raises(KnownError) as caught:
        accept(desk, tmp_path / "file.json")
    assert caught.value.code == code
    assert kept(desk) == before


def test_the_honest_answer_is_taken_and_a_revoked_one_is_not(world: World, desk: Desk, tmp_path: Path) -> None:
    chain = granted(world, desk)
    (tmp_path / "honest.json").write_bytes(write_answer(chain, b"", (listed(world),)))
    assert accept(desk, tmp_path / "honest.json").kind == "device"
    assert desk.grants == chain
    gone = Revocation(desk.vault.signing_key.public, DAY)
    revoking = sign_key_list(world.office_list(gone, version=3), world.home.key)
    later = granted(world, desk)
    (tmp_path / "late.json").write_bytes(write_answer(later, b"", (revoking,)))
    with pytest.raises(KnownError) as caught:
        accept(desk, tmp_path / "late.json")
    assert caught.value.code == "revoked"
    assert desk.grants == chain
    (tmp_path / "back.json").write_bytes(listed(world, version=1))
    with pytest.raises(KnownError) as caught:
        accept(desk, tmp_path / "back.json")
    assert caught.value.code == "older_than_known"
