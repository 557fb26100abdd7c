from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop import paths
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.proof import KnownKeys, Proof
from bsuh_desktop.trust.demonstration import issue_demonstration_device_grant
from bsuh_desktop.trust.grant_request import sign_request, write_answer
from bsuh_desktop.trust.grants import Cap, issue
from bsuh_desktop.trust.key_list import Revocation, sign_key_list
from bsuh_desktop.trust.programme import sign_programme
from tests.helpers.attacks.world import World, coordinator_terms
from tests.helpers.keys import DAY, LAST
from tests.helpers.office_files import request
from tests.helpers.verify_processes import proofs_of

GOOD, UNKNOWN, OLDER, ALTERED = Verdict.GOOD, Verdict.UNKNOWN_SIGNER, Verdict.OLDER_THAN_KNOWN, Verdict.ALTERED


def proved(folder: Path, data: bytes, known: KnownKeys) -> Proof:
    (folder / "file.json").write_bytes(data)
    (proof,) = proofs_of([str(folder / "file.json")], known)
    return proof


def test_programme_files_by_their_version(world: World, tmp_path: Path) -> None:
    def verdict(data: bytes) -> Verdict:
        return proved(tmp_path, data, world.known()).verdict

    assert [verdict(sign_programme(world.programme(version), world.root)) for version in (1, 2, 3)] == [
        OLDER,
        GOOD,
        GOOD,
    ]
    assert verdict(sign_programme(world.programme(2, cell_limit=1), world.root)) is ALTERED
    strange = world.programme(2, root_key=world.foreign.public)
    assert verdict(sign_programme(strange, world.foreign)) is UNKNOWN
    assert verdict(world.programme_file.replace(b'"version":2', b'"version":3')) is ALTERED


def test_key_lists(world: World, tmp_path: Path) -> None:
    known = world.known(world.office_list())

    def verdict(which: KnownKeys = known, **changed: object) -> Verdict:
        data = sign_key_list(replace(world.office_list(), **changed), world.home.key)
        return proved(tmp_path, data, which).verdict

    assert [verdict(version=version) for version in (1, 2, 3)] == [OLDER, GOOD, GOOD]
    assert verdict(serials=(make_serial(world.home.low, 1),)) is ALTERED
    assert verdict(issued=LAST + datetime.timedelta(1), expires=LAST + datetime.timedelta(91)) is Verdict.EXPIRED
    assert verdict(above=world.away.grant.encode(), version=3) is UNKNOWN
    assert verdict(world.known(programmes=())) is UNKNOWN
    dismissed = world.known(world.root_list(Revocation(world.home.key.public, DAY)), world.office_list())
    assert verdict(dismissed, version=3) is Verdict.REVOKED
    assert verdict(dismissed) is GOOD
    old = proved(tmp_path, sign_key_list(world.office_list(), world.home.key), replace(known, today=LAST))
    assert (old.verdict, len(old.unknown)) == (GOOD, 1)


def test_answers_are_worth_what_their_grants_are_today(world: World, tmp_path: Path) -> None:
    chain = world.device.chain
    data = write_answer(chain, world.programme_file)
    assert proved(tmp_path, data, world.known()).verdict is GOOD
    assert proved(tmp_path, data, world.known()).seen.chains == (chain,)
    assert proved(tmp_path, write_answer(chain[:1]), world.known()).verdict is GOOD
    assert proved(tmp_path, data, world.known(today=LAST + datetime.timedelta(1))).verdict is Verdict.EXPIRED
    revoked = world.known(world.office_list(Revocation(world.device.key.public, DAY)))
    assert proved(tmp_path, data, revoked).verdict is Verdict.REVOKED
    assert proved(tmp_path, data, world.known(programmes=())).verdict is UNKNOWN
    broken = write_answer(chain, world.programme_file.replace(b'"version":2', b'"version":9'))
    assert proved(tmp_path, broken, world.known()).verdict is ALTERED
    practice = issue_demonstration_device_grant(paths.resources(), world.device.key.public, 5)
    assert proved(tmp_path, write_answer(practice), world.known()).verdict is Verdict.PRACTICE


def test_requests_prove_that_somebody_asks(world: World, tmp_path: Path) -> None:
    asks = request(programme="fresh", key=world.device.key.public)
    proof = proved(tmp_path, sign_request(asks, world.device.key), world.known())
    assert (proof.kind, proof.verdict) == ("programme", GOOD)
    assert "proves nothing" in str(proof.sentence)
    none = sign_request(replace(asks, programme="", programme_version=0), world.device.key)
    assert proved(tmp_path, none, world.known()).verdict is UNKNOWN
    changed = sign_request(asks, world.device.key).replace(b'"made":"2026-07-14"', b'"made":"2026-07-15"')
    assert proved(tmp_path, changed, world.known()).verdict is ALTERED


def test_receipts(world: World, tmp_path: Path) -> None:
    def proof(data: bytes, known: KnownKeys | None = None) -> Proof:
        return proved(tmp_path, data, known or world.known())

    good = proof(world.receipt(b"file"))
    assert (good.kind, good.verdict, len(good.chain)) == ("receipt", GOOD, 1)
    assert [(ring.who, ring.state) for ring in good.evidence] == [
        ("programme", "ok"),
        ("coordinator", "ok"),
        ("document", "ok"),
    ]
    assert proof(world.receipt(day=LAST + datetime.timedelta(1))).verdict is Verdict.EXPIRED
    assert proof(world.receipt(programme="other")).verdict is UNKNOWN
    assert proof(world.receipt().replace(b'"merged"', b'"kept"')).verdict is ALTERED
    assert proof(world.receipt(grants=world.away.grant.encode())).verdict is UNKNOWN
    weak = coordinator_terms(world.home.key.public, world.home.low, 1, caps=Cap.CERTIFICATE)
    assert proof(world.receipt(grants=issue(world.root, weak).encode())).verdict is UNKNOWN
    revoked = world.known(world.root_list(Revocation(world.home.key.public, DAY)))
    assert proof(world.receipt(), revoked).verdict is Verdict.REVOKED


@pytest.mark.parametrize("outcome", ["merged", "kept", "refused"])
def test_a_receipt_of_an_own_file_names_the_day_of_the_class(world: World, tmp_path: Path, outcome: str) -> None:
    known = world.known(class_days={hashlib.sha256(b"file").digest(): DAY})
    assert "14 July 2026" in str(proved(tmp_path, world.receipt(b"file", outcome=outcome), known).sentence)
    assert "another laptop" in str(proved(tmp_path, world.receipt(b"other", outcome=outcome), known).sentence)


def test_what_is_none_of_them_is_unreadable(world: World, tmp_path: Path) -> None:
    for start in ("programme", "key_list", "answer", "request", "receipt"):
        proof = proved(tmp_path, f'{{"{start}":{{}}}}'.encode(), world.known())
        assert proof.verdict is Verdict.UNREADABLE, start
