from __future__ import annotations

import datetime

from msgspec.structs import replace

from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.key_list import Revocation
from tests.helpers.attacks.world import World, code, device_terms, second
from tests.helpers.keys import DAY

LATER = Message("The signer's key was revoked later.")


def proof_of(given: str, known: KnownKeys) -> Proof:
    (proof,) = verify([given], known)
    return proof


def states(proof: Proof) -> list[tuple[str, str]]:
    return [(ring.who, ring.state) for ring in proof.evidence]


def test_both_codes_are_good_and_say_why(world: World) -> None:
    proof = proof_of(world.codes(), world.known(world.root_list(), world.office_list()))
    assert (proof.verdict, proof.doubts, proof.unknown) == (Verdict.GOOD, (), ())
    assert states(proof) == [("programme", "ok"), ("coordinator", "ok"), ("device", "ok"), ("document", "ok")]
    facts = {str(fact.name): str(fact.value) for fact in proof.facts}
    assert facts["Serial number"] == serial_text(world.credential().serial)
    assert facts["Date"] == "14 July 2026"
    assert facts["Name"] == "শ্রেয়া খাতুন"
    assert list(facts)[-2:] == ["Issued by", "Read from"]
    assert proof.seen.chains == (world.device.chain,)


def test_a_first_code_alone_needs_grants_that_were_seen(world: World) -> None:
    first, device = code(world.credential()), world.device
    alone = proof_of(first, world.known())
    assert alone.verdict is Verdict.UNKNOWN_SIGNER
    assert alone.unknown == (Message("Only the certificate's first code is here. Scan its second code too."),)
    seen = world.known(chains={device.key.key_id: device.chain})
    assert proof_of(first, seen).verdict is Verdict.GOOD
    assert proof_of(code(replace(world.credential(), name="রহিম")), seen).verdict is Verdict.ALTERED


def test_a_certificate_from_before_a_renewal_is_good_by_the_older_grant(world: World) -> None:
    device = world.device
    begins = datetime.date(2026, 9, 1)
    terms = device_terms(device.key.public, device.number, 1, first_day=begins)
    renewed = (world.home.grant, issue(world.home.key, terms, world.home.grant))
    newest = {device.key.key_id: renewed}
    first = code(world.credential())
    assert proof_of(first, world.known(chains=newest)).verdict is Verdict.EXPIRED
    both = world.known(chains=newest, older_chains={device.key.key_id: (device.chain,)})
    assert proof_of(first, both).verdict is Verdict.GOOD


def test_a_forged_grant_that_was_seen_first_takes_nothing_from_the_real_one(world: World) -> None:
    device = world.device
    forged = (
        world.home.grant,
        issue(world.foreign, device_terms(device.key.public, device.number, 1), world.home.grant),
    )
    known = world.known(chains={device.key.key_id: forged}, older_chains={device.key.key_id: (device.chain,)})
    assert proof_of(code(world.credential()), known).verdict is Verdict.GOOD


def test_after_a_revocation_certificates_up_to_the_last_trusted_are_good_in_doubt(world: World) -> None:
    revoked = Revocation(world.device.key.public, DAY, last_counter=7)
    known = world.known(world.office_list(revoked))
    before, after = (proof_of(world.codes(world.credential(counter)), known) for counter in (7, 8))
    assert (before.verdict, before.doubts) == (Verdict.GOOD, (LATER,))
    assert before.items is not None
    assert before.items[0]["doubts"] == [LATER]
    assert states(before)[2] == ("device", "look")
    assert (after.verdict, after.doubts) == (Verdict.REVOKED, ())
    assert states(after)[2:] == [("device", "stop"), ("document", "stop")]


def test_below_a_fallen_coordinator_only_kept_grants_hold(world: World) -> None:
    public, name = world.home.key.public, world.device.chain[1].name()
    fallen = proof_of(world.codes(), world.known(world.root_list(Revocation(public, DAY))))
    assert fallen.verdict is Verdict.REVOKED
    assert states(fallen)[1] == ("coordinator", "stop")
    kept = proof_of(world.codes(), world.known(world.root_list(Revocation(public, DAY, kept=(name,)))))
    assert (kept.verdict, kept.doubts) == (Verdict.GOOD, ())


def test_a_serial_that_was_taken_back(world: World) -> None:
    credential = world.credential(3)
    for known in (
        world.known(world.office_list(serials=(credential.serial,))),
        world.known(taken_back=frozenset({credential.serial})),
    ):
        assert proof_of(world.codes(credential), known).verdict is Verdict.REVOKED
        assert proof_of(world.codes(), known).verdict is Verdict.GOOD
    # Another coordinator does not answer for it.
    strange = world.office_list(office=world.away, serials=(credential.serial,))
    assert proof_of(world.codes(credential), world.known(strange)).verdict is Verdict.GOOD


def test_lists_that_became_known_later_are_heard_by_the_same_cache(world: World) -> None:
    known = world.known()
    assert proof_of(world.codes(), known).verdict is Verdict.GOOD
    told = replace(known, lists=(world.office_list(Revocation(world.device.key.public, DAY)),))
    assert told.judged is known.judged
    assert proof_of(world.codes(), told).verdict is Verdict.REVOKED
    assert proof_of(world.codes(), known).verdict is Verdict.GOOD


def test_what_is_not_known_of_lists_is_told(world: World) -> None:
    (none,) = proof_of(world.codes(), world.known(world.root_list())).unknown
    assert "coordinator" in str(none)
    lists = world.root_list(), world.office_list()
    for days, told in ((90, None), (91, "yesterday"), (111, "21 days ago")):
        known = world.known(*lists, today=DAY + datetime.timedelta(days))
        proof = proof_of(world.codes(), known)
        assert proof.verdict is Verdict.GOOD
        assert [told in str(one) for one in proof.unknown if told] == ([True] if told else [])
    assert proof_of(world.codes(), world.known(*lists, today=None)).unknown == ()


def test_an_unknown_programme_is_shown_as_such(world: World) -> None:
    known = world.known(programmes=world.known().programmes[:1])
    proof = proof_of(" ".join((code(world.credential())[20:], second(world.device.chain)[20:])), known)
    assert proof.verdict is Verdict.UNKNOWN_SIGNER
    assert states(proof) == [("programme", "stop"), ("coordinator", "look"), ("device", "look"), ("document", "stop")]
    assert proof.seen.chains == ()


def test_several_certificates_of_one_input_are_told_without_a_name(world: World) -> None:
    texts = [code(world.credential(counter)) for counter in (1, 2)]
    proof = proof_of(" ".join((*texts, second(world.device.chain))), world.known())
    assert proof.items is not None
    assert len(proof.items) == 2
    assert not any("শ্রেয়া" in str(fact.value) for fact in proof.facts)


def test_one_of_several_whose_grants_are_missing(world: World) -> None:
    stranger = code(world.credential(1, device=world.stranger))
    both = " ".join((world.codes(), stranger))
    proof = proof_of(both, world.known())
    assert proof.verdict is Verdict.UNKNOWN_SIGNER
    assert proof.items is not None
    assert [item["verdict"] for item in proof.items] == ["good"]
    altered = code(replace(world.credential(2), name="রহিম"))
    worse = proof_of(" ".join((world.codes(), stranger, altered)), world.known())
    assert worse.verdict is Verdict.ALTERED
