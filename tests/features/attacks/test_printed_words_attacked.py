"""Certificates whose words are signed: the tick for what was signed, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.certificate_content import CertificateDesign, QrPayload
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.trust.credential import qr_segments, sign_words
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.attacks.cases import given, proof_of
from tests.helpers.attacks.papers import carrying, certificate, page, pdf, worded, words_for
from tests.helpers.attacks.world import PREFIX, World
from tests.helpers.painted import painted_over
from tests.helpers.papers import GRADE, MODULE, PLACE, PROGRAMME, pdf_of
from tests.helpers.rewriters import REWRITERS

pytestmark = pytest.mark.sampled


def proof(world: World, paper: bytes, folder: Path) -> Proof:
    return proof_of(world, given(paper, suffix=".pdf"), folder)


def test_what_was_signed_gets_the_tick(world: World, tmp_path: Path) -> None:
    found = proof(world, worded(world, world.credential()), tmp_path)
    assert (found.verdict, found.compared, found.signed_in_part, found.doubts) == (Verdict.GOOD, True, False, ())
    assert "nothing was changed" in str(found.sentence)


@pytest.mark.parametrize("how", list(REWRITERS))
def test_it_keeps_it_whoever_writes_the_file_anew(how: str, world: World, tmp_path: Path) -> None:
    found = proof(world, REWRITERS[how](worded(world, world.credential())), tmp_path)
    assert (found.verdict, found.compared) == (Verdict.GOOD, True)


def test_who_takes_the_words_out_gains_nothing(world: World, tmp_path: Path) -> None:
    """It is a certificate of the earlier form: good, with its doubt and without a tick."""
    found = proof(world, certificate(world, world.credential()), tmp_path)
    assert (found.verdict, found.compared, found.signed_in_part, len(found.doubts)) == (Verdict.GOOD, False, True, 1)


PRINTED: dict[str, dict[str, object]] = {
    "a second name": {"name_en": "Somebody Else"},
    "another roll": {"roll": "7"},
    "5 for S": {"place": LocalText("5unamganj")},
    "another class": {"grade": LocalText("৯ম শ্রেণি, ক শাখা")},
    "a letter for its likeness": {"place": LocalText(PLACE.bn.replace("ক", "ফ", 1))},
    "another module": {"module": LocalText(MODULE.bn, "Traps, Taps and Taka")},
    "no place": {"place": LocalText()},
}


@pytest.mark.parametrize("what", list(PRINTED))
def test_another_line_is_a_change(what: str, world: World, tmp_path: Path) -> None:
    """Drawn by our own hand, seen and said alike: the device did not sign it."""
    assert PRINTED[what].get("grade") != GRADE
    forged = worded(world, world.credential(), **PRINTED[what])
    assert proof(world, forged, tmp_path).verdict is Verdict.ALTERED


Forge = Callable[[World], bytes]


def _carrying(world: World, words: bytes) -> bytes:
    credential = world.credential()
    return carrying(world, pdf(world, [page(credential)]), [credential], words=[words])


def _of_another(world: World) -> bytes:
    return _carrying(world, words_for(world, world.credential(2), name_bn=world.credential().name).encode())


def _by_another_key(world: World) -> bytes:
    credential = world.credential()
    return _carrying(world, sign_words(world.other.key, credential, words_for(world, credential).words).encode())


def _changed(world: World) -> bytes:
    signed = words_for(world, world.credential())
    forged = replace(signed, words=replace(signed.words, facilitator="শিরিন আক্তার"))
    return _carrying(world, forged.encode())


def _said_to_be_practice(world: World) -> bytes:
    """Seen and said alike, with its mark: and yet its grants are in earnest."""
    credential = world.credential()
    words = replace(words_for(world, credential).words, practice=True)
    code2 = QrPayload(*qr_segments(PREFIX, encode_grants(world.device.chain)), 57)
    marked = pdf_of([page(credential)], CertificateDesign(PROGRAMME, code2, "", "", practice=True))
    return carrying(world, marked, [credential], words=[sign_words(world.device.key, credential, words).encode()])


FORGED: dict[str, Forge] = {
    "those of another certificate": _of_another,
    "signed by another device": _by_another_key,
    "changed": _changed,
    "practice under grants in earnest": _said_to_be_practice,
    "painted over": lambda world: painted_over(worded(world, world.credential()), "1 1 0.9 rg 90 400 80 9 re f"),
}


@pytest.mark.parametrize("what", list(FORGED))
def test_foreign_or_forged_words_are_a_change(what: str, world: World, tmp_path: Path) -> None:
    assert proof(world, FORGED[what](world), tmp_path).verdict is Verdict.ALTERED


def test_words_of_a_drawing_that_comes_later_are_told_as_that(world: World, tmp_path: Path) -> None:
    credential = world.credential()
    later = replace(words_for(world, credential).words, drawing=2)
    found = proof(world, _carrying(world, sign_words(world.device.key, credential, later).encode()), tmp_path)
    assert found.verdict is Verdict.UNREADABLE
    assert "newer version of the app" in str(found.sentence)


def test_of_several_some_may_be_signed_in_part(world: World, tmp_path: Path) -> None:
    credentials = [world.credential(number) for number in (1, 2)]
    words = [words_for(world, credentials[0]).encode(), b""]
    whole = carrying(world, pdf(world, [page(one) for one in credentials]), credentials, words=words)
    found = proof(world, whole, tmp_path)
    assert (found.verdict, found.compared, found.signed_in_part) == (Verdict.GOOD, False, True)
    assert [len(item["doubts"]) for item in found.items or ()] == [0, 1]
