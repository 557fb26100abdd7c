"""What a coordinator who was revoked, or coordinates another partner, can no longer say."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verifying.known import known_with
from bsuh_desktop.services.verifying.verify import verify
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from tests.helpers.attacks.world import World
from tests.helpers.keys import DAY


def lists(world: World, folder: Path) -> tuple[Path, Path]:
    """The root key's list that revokes the home office and keeps its device; and what a thief signs with that office's
    key: a newer list that revokes the device."""
    fallen = Revocation(world.home.key.public, DAY, kept=(world.device.chain[1].name(),))
    forged = world.office_list(Revocation(world.device.key.public, DAY), version=7)
    roots, thief = folder / "root.json", folder / "thief.json"
    roots.write_bytes(sign_key_list(world.root_list(fallen, version=3), world.root))
    thief.write_bytes(sign_key_list(forged, world.home.key))
    return roots, thief


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_a_fallen_coordinators_list_binds_in_no_order(order: tuple[int, ...], world: World, tmp_path: Path) -> None:
    inputs = [*map(str, lists(world, tmp_path)), world.codes()]
    proofs = {proof.input: proof.verdict for proof in verify([inputs[place] for place in order], world.known())}
    assert [proofs[given] for given in inputs] == [Verdict.GOOD, Verdict.REVOKED, Verdict.GOOD]


def test_nor_does_it_where_it_is_trusted_for_one_call(world: World, tmp_path: Path) -> None:
    for files in itertools.permutations(lists(world, tmp_path)):
        with pytest.raises(KnownError) as caught:
            known_with(world.known(), files)
        assert caught.value.code == Verdict.REVOKED
