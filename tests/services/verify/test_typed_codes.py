from __future__ import annotations

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial, serial_text
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.receipt import OUTCOMES, Outcome, receipt_code
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.services.verify.verify import verify
from tests.helpers.attacks.world import World
from tests.helpers.keys import DAY

SERIAL = make_serial(0x3A77, 2)
FILE, KEY = bytes(range(32)), bytes(range(32, 64))


def proof_of(typed: str, known: KnownKeys) -> Proof:
    (proof,) = verify([typed], known)
    return proof


def test_a_serial_alone_proves_nothing() -> None:
    known = known_to_everybody()
    for typed in (SERIAL, serial_text(SERIAL).lower(), f"{SERIAL[:5]} {SERIAL[5:]}"):
        proof = proof_of(typed, known)
        assert (proof.kind, proof.verdict) == ("certificate", Verdict.UNKNOWN_SIGNER)
        assert proof.facts[0].value == serial_text(SERIAL)
    assert proof_of(SERIAL, replace(known, issued_here=frozenset({SERIAL}))).verdict is Verdict.AS_WRITTEN_HERE
    back = replace(known, issued_here=frozenset({SERIAL}), taken_back=frozenset({SERIAL}))
    assert proof_of(SERIAL, back).verdict is Verdict.REVOKED


def test_a_serial_that_a_list_took_back(world: World) -> None:
    serial = make_serial(world.device.number, 9)
    assert proof_of(serial, world.known(world.office_list(serials=(serial,)))).verdict is Verdict.REVOKED
    strange = world.office_list(office=world.away, serials=(serial,))
    assert proof_of(serial, world.known(strange)).verdict is Verdict.UNKNOWN_SIGNER


@pytest.mark.parametrize("place", range(10))
def test_a_serial_with_a_wrong_character_is_unreadable(place: int) -> None:
    wrong = SERIAL[:place] + ("8" if SERIAL[place] != "8" else "9") + SERIAL[place + 1 :]
    proof = proof_of(wrong, known_to_everybody())
    assert (proof.verdict, "wrong" in str(proof.sentence)) == (Verdict.UNREADABLE, True)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_dictated_receipt_of_an_own_file(outcome: Outcome) -> None:
    code = receipt_code(KEY, FILE, outcome)
    ours = replace(known_to_everybody(), receipt_keys={bytes(32): bytes(32), FILE: KEY}, class_days={FILE: DAY})
    for typed in (code, code.lower(), f"{code[:4]}-{code[4:8]}-{code[8:]}"):
        proof = proof_of(typed, ours)
        assert (proof.kind, proof.verdict) == ("receipt", Verdict.GOOD)
        assert "14 July 2026" in str(proof.sentence)
    assert proof_of(code, known_to_everybody()).verdict is Verdict.UNKNOWN_SIGNER


def test_a_dictated_receipt_that_was_misheard() -> None:
    code = receipt_code(KEY, FILE, "merged")
    wrong = code[:3] + ("8" if code[3] != "8" else "9") + code[4:]
    assert proof_of(wrong, known_to_everybody()).verdict is Verdict.UNREADABLE
