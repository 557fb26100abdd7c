"""What a coordinator who was revoked, or coordinates another partner, can no longer say."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.hand_over.hand_over import hand_over
from bsuh_desktop.services.programme.make_programme import make_programme
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.services.verify.known import known_to, known_with
from bsuh_desktop.trust.grant_request import write_answer
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from tests.helpers.attacks.world import World, coordinator_terms
from tests.helpers.attendance import PARTNER
from tests.helpers.desks import PASSPHRASE, a_class, clock_at
from tests.helpers.grants import TODAY, given, office_desk, write_asking
from tests.helpers.keys import DAY, chain_for, key
from tests.helpers.programmes import joined_desk, new_office
from tests.helpers.settings_files import write_settings
from tests.helpers.verify_processes import proofs_of

pytestmark = pytest.mark.sampled


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
    proofs = {proof.input: proof.verdict for proof in proofs_of([inputs[place] for place in order], world.known())}
    assert [proofs[given] for given in inputs] == [Verdict.GOOD, Verdict.REVOKED, Verdict.GOOD]


def test_nor_does_it_where_it_is_trusted_for_one_call(world: World, tmp_path: Path) -> None:
    for files in itertools.permutations(lists(world, tmp_path)):
        with pytest.raises(KnownError) as caught:
            known_with(world.known(), files)
        assert caught.value.code == Verdict.REVOKED


def test_nobody_confirms_a_file_that_another_partner_can_open(world: World, tmp_path: Path) -> None:
    """A receipt lets names be purged: a coordinator who cannot have opened the file signs it in vain."""
    file = world.file()
    own = world.known(sealed_for={hashlib.sha256(file).digest(): world.home.grant.terms.partner})
    verdicts = {}
    for name, office in {"home": world.home, "away": world.away}.items():
        (path := tmp_path / f"{name}.json").write_bytes(world.receipt(file, office))
        verdicts[name] = [proofs_of([str(path)], known)[0].verdict for known in (own, world.known())]
    # Whose file it is, nobody else knows.
    assert verdicts == {"home": [Verdict.GOOD] * 2, "away": [Verdict.UNKNOWN_SIGNER, Verdict.GOOD]}
    every = world.receipt(file, grants=sign_grant(world.root, coordinator_terms(world.home.key.public, 0, 0)).encode())
    (path := tmp_path / "every.json").write_bytes(every)
    assert proofs_of([str(path)], own)[0].verdict is Verdict.GOOD


def test_a_desk_knows_for_whom_it_sealed(tmp_path: Path) -> None:
    desk = joined_desk(tmp_path)
    conduct = a_class(desk)
    conduct.finish()
    (written,) = hand_over(desk, [conduct.session], tmp_path)
    assert known_to(desk).sealed_for == {written.sha256: PARTNER}
    desk.close()


def test_a_revoked_coordinator_does_not_come_back_with_the_settings(tmp_path: Path) -> None:
    """The settings' file still names whom it named on the first day."""
    desk = new_office(tmp_path / "profile", PASSPHRASE, clock_at())
    kept, thief = (recipient_of(new_identity()) for _ in range(2))
    path = write_settings(tmp_path)
    draft = read_settings(path)
    assert draft.programme is not None
    named = [replace(one, recipients=(kept, thief)) for one in draft.programme.partners]
    draft = replace(draft, programme=replace(draft.programme, partners=tuple(named)))
    make_programme(desk, draft, tmp_path / "out", TODAY)
    programme = desk.programme
    partner = programme.partners[0].number
    asks = write_asking(
        tmp_path / "asks", "thief", "coordinator", programme=programme.id, recipient=thief, partner=partner
    )
    given(desk, [asks], tmp_path / "grants")
    revoke(desk, key("thief").key_id.hex(), tmp_path / "list.json")
    assert [thief in one.recipients for one in desk.programme.partners] == [False] * len(named)
    make_programme(desk, draft, tmp_path / "later", TODAY)
    assert desk.programme.version > programme.version
    for one in desk.programme.partners:
        assert (kept in one.recipients, thief in one.recipients) == (True, False)
    desk.close()


def test_an_old_key_has_one_successor(tmp_path: Path) -> None:
    """Whoever has an old copy of somebody's folder could go on with its classes beside that person."""
    office = office_desk(tmp_path / "office")
    given(office, [write_asking(tmp_path / "asks", "lost")], tmp_path / "out")
    asks = [
        write_asking(tmp_path / "asks", name, old_key=key("lost").public) for name in ("the owner", "a thief", "again")
    ]
    together = look_at_requests(office, asks)
    assert [one.refused_code for one in together] == ["", "already_continued", "already_continued"]
    (first,) = issue(office, together, tmp_path / "out")
    once_more = [write_asking(tmp_path / "late", "the owner", old_key=key("lost").public), *asks[1:]]
    later = look_at_requests(office, once_more)
    assert [one.refused_code for one in later] == ["", "already_continued", "already_continued"]
    # Where the wrong one came first, it is revoked, and the right one goes on.
    revoke(office, first.key, tmp_path / "list.json")
    after = look_at_requests(office, asks[1:])
    assert [one.refused_code for one in after] == ["", "already_continued"]
    office.close()


def test_whom_an_answer_continues_it_cannot_say_by_itself(tmp_path: Path) -> None:
    """`continues` bears no signature: the desk that takes the answer in is the same with it and without."""
    kept = []
    for name, old in {"plain": b"", "forged": key("lost").public}.items():
        desk = joined_desk(tmp_path / name)
        (path := tmp_path / f"{name}.json").write_bytes(
            write_answer(chain_for(desk.vault.signing_key.public), continues=old)
        )
        accept(desk, path)
        names = desk.store.db.conn.execute("SELECT name FROM facts ORDER BY name").fetchall()
        kept.append((names, desk.device_number, desk.standing(practice=False)))
        desk.close()
    assert kept[0] == kept[1]


@pytest.mark.parametrize("days", [91, 2_900_000])
def test_no_list_of_keys_stays_fresh_for_ever(days: int, world: World, tmp_path: Path) -> None:
    """Whoever is shown a list that never grows old never asks for the one that revokes its signer."""
    listed = world.office_list(expires=DAY + datetime.timedelta(days=days))
    (path := tmp_path / "list.json").write_bytes(sign_key_list(listed, world.home.key))
    for later, stale in ((90, False), (91, True)):
        known = world.known(listed, today=DAY + datetime.timedelta(days=later))
        assert [bool(proof.unknown) for proof in proofs_of([str(path)], known)] == [stale]
        assert [bool(proof.unknown) for proof in proofs_of([world.codes()], known)] == [stale]
    assert replace(listed, issued=datetime.date.max, expires=datetime.date.max).fresh_until == datetime.date.max
