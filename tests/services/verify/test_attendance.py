from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import TakenBack
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.contents_sandbox import ContentsSandbox
from bsuh_desktop.services.verify.verify import VerifyWatch, verify
from bsuh_desktop.trust.grants import encode_grants, issue
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from tests.helpers.attacks.world import World, code, dated
from tests.helpers.attendance import row
from tests.helpers.keys import DAY
from tests.helpers.verified import attendance_proved

SAME_PLACE = Message("Two files from this laptop have the same number.")
LATER = Message("The signer's key was revoked later.")


def unsigned(world: World) -> bytes:
    """A class that was sealed before the grant had come."""
    return world.file(world.facts(rows=(row(1, awarded=False, serial=""),)), grants=())


def test_facts_and_evidence_hold_no_name(world: World) -> None:
    proof = attendance_proved(world.file(), world.known(world.root_list(), world.office_list()))
    assert (proof.verdict, proof.unknown) == (Verdict.GOOD, ())
    assert [(ring.who, ring.state) for ring in proof.evidence] == [
        ("programme", "ok"),
        ("coordinator", "ok"),
        ("device", "ok"),
        ("document", "ok"),
    ]
    facts = {str(fact.name): str(fact.value) for fact in proof.facts}
    assert (facts["Date"], facts["Present"], facts["Certificates"]) == ("14 July 2026", "3", "2")
    assert proof.seen.chains == (world.device.chain,)
    assert [(link.nth, link.last_counter) for link in proof.seen.links] == [(1, 2)]


def test_the_same_file_waits_and_is_good_once_its_grant_is_known(world: World) -> None:
    data = unsigned(world)
    waits = attendance_proved(data, world.known())
    assert (waits.verdict, waits.evidence[1].state) == (Verdict.WAITING, "look")
    for known in (
        world.known(chains={world.device.key.key_id: world.device.chain}),
        world.known(older_chains={world.device.key.key_id: (world.device.chain,)}),
    ):
        proof = attendance_proved(data, known)
        assert proof.verdict is Verdict.GOOD
        assert len(proof.chain) == 2
    other = world.known(chains={world.device.key.key_id: world.other.chain})
    assert attendance_proved(data, other).verdict is Verdict.WAITING
    # Anybody can bring grants that reach no root: they turn no waiting file into a bad one.
    forged = (world.home.grant, issue(world.foreign, world.device.chain[1].terms, world.home.grant))
    brought = world.known(chains={world.device.key.key_id: forged})
    assert attendance_proved(data, brought).verdict is Verdict.WAITING
    outside = world.file(world.facts(rows=(), details=dated(DAY + datetime.timedelta(400))), grants=())
    known = world.known(chains={world.device.key.key_id: world.device.chain})
    assert attendance_proved(outside, known).verdict is Verdict.EXPIRED


def test_a_waiting_file_of_a_key_that_the_root_revoked_waits_no_more(world: World) -> None:
    revoked = Revocation(world.device.key.public, DAY)
    known = world.known(world.root_list(revoked))
    assert attendance_proved(unsigned(world), known).verdict is Verdict.REVOKED
    strange = world.known(world.office_list(revoked, office=world.away))
    assert attendance_proved(unsigned(world), strange).verdict is Verdict.WAITING


def test_of_a_revoked_key_the_files_are_good_that_the_row_reaches(world: World) -> None:
    files = world.row_of_files(3)
    links = {link.sha256: link for _, link in files}
    known = world.known(world.office_list(Revocation(world.device.key.public, DAY, files[1][1].sha256)), links=links)
    verdicts = [attendance_proved(data, known) for data, _ in files]
    assert [one.verdict for one in verdicts] == [Verdict.GOOD, Verdict.GOOD, Verdict.REVOKED]
    assert [LATER in one.doubts for one in verdicts] == [True, True, False]
    # Backdated by the thief: whatever its day, it is in no row that the last trusted one closes.
    forged, _ = world.nth_file(2, files[0][1].sha256, day=DAY - datetime.timedelta(30))
    proof = attendance_proved(forged, known)
    assert (proof.verdict, SAME_PLACE in proof.doubts) == (Verdict.REVOKED, True)
    none = world.known(world.office_list(Revocation(world.device.key.public, DAY)), links=links)
    assert attendance_proved(files[0][0], none).verdict is Verdict.REVOKED
    # Without the ones between nobody can tell.
    gap = replace(known, links={})
    assert attendance_proved(files[0][0], gap).verdict is Verdict.REVOKED


def test_files_of_one_call_help_each_other_in_any_order(world: World, tmp_path: Path) -> None:
    files = world.row_of_files(3)
    names = []
    for number, (data, _) in enumerate(files):
        (tmp_path / f"{number}.bsuh").write_bytes(data)
        names.append(str(tmp_path / f"{number}.bsuh"))
    (tmp_path / "list.json").write_bytes(
        sign_key_list(
            world.office_list(Revocation(world.device.key.public, DAY, files[2][1].sha256, last_counter=2)),
            world.home.key,
        )
    )
    listed = str(tmp_path / "list.json")
    for inputs in ([listed, *names], [*reversed(names), listed]):
        found = {proof.input: proof for proof in verify(inputs, world.known())}
        assert {found[name].verdict for name in names} == {Verdict.GOOD}
        assert found[listed].verdict is Verdict.GOOD
        assert all(LATER in found[name].doubts for name in names)
    alone = list(verify([listed, names[0]], world.known()))
    assert [proof.verdict for proof in alone] == [Verdict.GOOD, Verdict.REVOKED]
    # A first code is judged by the grants that came with the files.
    first = code(world.credential())
    assert [proof.verdict for proof in verify([first, names[0]], world.known())] == [Verdict.GOOD, Verdict.GOOD]
    assert next(iter(verify([first], world.known()))).verdict is Verdict.UNKNOWN_SIGNER


def test_two_files_that_claim_one_place_are_both_in_doubt(world: World) -> None:
    first, link = world.nth_file(1, b"")
    copy, other = world.nth_file(1, b"", day=DAY + datetime.timedelta(1))
    known = world.known(links={link.sha256: link, other.sha256: other})
    for data in (first, copy):
        proof = attendance_proved(data, known)
        assert (proof.verdict, proof.doubts) == (Verdict.GOOD, (SAME_PLACE,))
    alone = world.known(links={link.sha256: link})
    assert attendance_proved(first, alone).doubts == ()


def test_serials_are_taken_back_by_real_files_of_their_own_device_alone(world: World) -> None:
    own, foreign = make_serial(world.device.number, 1), make_serial(world.other.number, 1)
    back = tuple(TakenBack(serial, make_serial(world.device.number, 2), DAY) for serial in (own, foreign))
    held = world.facts(details=dated(DAY, taken_back=back))
    proof = attendance_proved(world.file(held), world.known())
    assert [one[:2] for one in proof.seen.taken_back] == [(own, make_serial(world.device.number, 2))]
    revoked = world.known(world.office_list(Revocation(world.device.key.public, DAY)))
    assert attendance_proved(world.file(held), revoked).seen.taken_back == ()
    foreign_file = world.file(held, grants=world.stranger.chain)
    assert attendance_proved(foreign_file, world.known()).seen.links == ()


def test_another_devices_grants_in_a_file_take_none_of_its_serials_back(world: World) -> None:
    foreign = make_serial(world.other.number, 1)
    back = (TakenBack(foreign, make_serial(world.device.number, 2), DAY),)
    data = world.file(world.facts(details=dated(DAY, taken_back=back, earlier=(encode_grants(world.other.chain),))))
    proof = attendance_proved(data, world.known())
    assert (proof.verdict, proof.seen.taken_back) == (Verdict.GOOD, ())
    # By the decision of whoever granted both, one goes on with the other.
    one = world.known(continues={world.device.key.public: world.other.key.public})
    assert [found[0] for found in attendance_proved(data, one).seen.taken_back] == [foreign]


def test_who_stops_while_many_are_opened_waits_for_one_of_them(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number}.bsuh" for number in range(3)]
    for file in files:
        file.write_bytes(world.file())
    opened: list[int] = []
    really = ContentsSandbox.open_file

    def counted(sandbox: ContentsSandbox, data: bytes) -> Contents:
        opened.append(len(data))
        return really(sandbox, data)

    monkeypatch.setattr(ContentsSandbox, "open_file", counted)
    assert not list(verify([str(file) for file in files], world.known(), VerifyWatch(stop=lambda: bool(opened))))
    assert len(opened) == 1
    assert len(list(verify([str(file) for file in files], world.known(), VerifyWatch(stop=lambda: False)))) == len(
        files
    )
