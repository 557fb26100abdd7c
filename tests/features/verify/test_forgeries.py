"""Certificates as a forger would make them: drawn anew with another name, serial or code, or put together from two."""

from __future__ import annotations

import datetime
import random

import cbor2
import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.certificates import prove_pdf
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.trust.credential import decode_credential, sign_credential
from bsuh_desktop.trust.embedded import EMBEDDED_NAME, Embedded
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.certificates import (
    Drawing,
    carrying,
    drawing,
    embedded_in,
    first_code,
    forged,
    second_code,
    with_page,
    without_page,
)
from tests.helpers.demonstration import Demonstration
from tests.helpers.keys import flipped, key
from tests.helpers.papers import copied, pdf_of

KNOWN = known_to_everybody()
OTHER = "রহিম খান"


@pytest.fixture(scope="session")
def embedded(demonstration: Demonstration) -> Embedded:
    """What the certificates of the class of 58 carry."""
    return embedded_in(demonstration.certificates)


@pytest.fixture(scope="session")
def page(embedded: Embedded) -> Drawing:
    """The second learner's certificate."""
    return drawing(embedded, 2)


def verdict(pdf: bytes) -> Verdict:
    return prove_pdf("pdf", pdf, KNOWN).verdict


@pytest.mark.parametrize("number", [1, 2, 17, 58])
def test_an_honest_copy_is_as_good_as_the_original(
    demonstration: Demonstration, embedded: Embedded, number: int
) -> None:
    # Else all that follows would prove nothing.
    copy = carrying(forged(drawing(embedded, number)), [embedded.credentials[number - 1]], embedded)
    assert copied(copy) == copied(demonstration.certificates.read_bytes(), number)
    assert verdict(copy) is Verdict.PRACTICE


def test_another_name_on_the_page(embedded: Embedded, page: Drawing) -> None:
    name = page.sheet.name_bn
    for other in (OTHER, f"{name} খান", f"মোঃ {name}", name[:-1], name.replace(" ", ""), ""):
        assert verdict(carrying(forged(page, name_bn=other), [embedded.credentials[1]], embedded)) is Verdict.ALTERED


def test_another_serial_on_the_page(embedded: Embedded, page: Drawing) -> None:
    for other in (embedded.credentials[2].serial, embedded.credentials[1].serial[::-1]):
        assert verdict(carrying(forged(page, serial=other), [embedded.credentials[1]], embedded)) is Verdict.ALTERED


def test_another_name_in_the_credential_and_on_the_page(embedded: Embedded, page: Drawing) -> None:
    renamed = replace(embedded.credentials[1], name=OTHER)
    forgery = forged(page, name_bn=OTHER, code1=first_code(renamed.encode()))
    assert verdict(carrying(forgery, [renamed], embedded)) is Verdict.ALTERED


def test_signed_anew_by_somebody_else(embedded: Embedded, page: Drawing) -> None:
    old = embedded.credentials[1]
    own = sign_credential(key("forger"), old.serial, old.module, old.day, OTHER)
    posing = replace(own, key_id=old.key_id)
    for credential in (own, posing):
        forgery = forged(page, name_bn=OTHER, code1=first_code(credential.encode()))
        assert verdict(carrying(forgery, [credential], embedded)).exit_code == 1


def test_another_day_in_the_credential(embedded: Embedded, page: Drawing) -> None:
    moved = replace(embedded.credentials[1], day=embedded.credentials[1].day - datetime.timedelta(days=1))
    forgery = forged(page, date=moved.day, code1=first_code(moved.encode()))
    assert verdict(carrying(forgery, [moved], embedded)) is Verdict.ALTERED


@pytest.mark.parametrize("seed", range(6))
def test_a_turned_bit_of_a_code_that_is_really_printed(embedded: Embedded, page: Drawing, seed: int) -> None:
    dice = random.Random(seed)
    first, second = embedded.credentials[1].encode(), encode_grants(embedded.grants)
    one, two = dice.choice(flipped(first)), dice.choice(flipped(second))
    for forgery in (forged(page, code1=first_code(one)), forged(page, code2=second_code(two))):
        assert verdict(carrying(forgery, [embedded.credentials[1]], embedded)) is Verdict.ALTERED
    # The same bits turned inside, too, so that page and credential agree.
    for codes in ((one, second), (first, two)):
        forgery = forged(page, code1=first_code(codes[0]), code2=second_code(codes[1]), name_bn=_name(codes[0]))
        content = cbor2.dumps([1, codes[1], [codes[0]]], canonical=True)
        assert verdict(embed(forgery, EMBEDDED_NAME, content)).exit_code == 1


def _name(code: bytes) -> str:
    try:
        return decode_credential(code).name
    except KnownError:
        return OTHER


@pytest.mark.parametrize("missing", ["code1", "code2"])
def test_a_page_with_one_code_only(embedded: Embedded, page: Drawing, missing: str) -> None:
    blank = replace(page.design.code2, prefix=b"HTTPS", digits="1", modules=49)
    forgery = forged(page, **{missing: blank})
    assert verdict(carrying(forgery, [embedded.credentials[1]], embedded)) is Verdict.ALTERED


def batch(embedded: Embedded, *numbers: int) -> bytes:
    """Some certificates of the class as a PDF of their own."""
    drawings = [drawing(embedded, number) for number in numbers]
    pdf = pdf_of([one.sheet for one in drawings], drawings[0].design)
    return carrying(pdf, [embedded.credentials[number - 1] for number in numbers], embedded)


def test_pages_that_changed_places(embedded: Embedded) -> None:
    here, there = batch(embedded, 1, 2, 3), batch(embedded, 4, 5, 6)
    assert verdict(here) is verdict(there) is Verdict.PRACTICE
    assert verdict(with_page(here, 2, here, 2)) is Verdict.PRACTICE
    proof = prove_pdf("pdf", with_page(here, 2, there, 2), KNOWN)
    assert [item["verdict"] for item in proof.items or ()] == ["practice", "altered", "practice"]
    assert proof.verdict is Verdict.ALTERED
    assert verdict(with_page(here, 1, here, 3)) is Verdict.ALTERED
    assert verdict(without_page(here, 3)) is Verdict.ALTERED


def test_a_page_of_another_laptops_class(demonstration: Demonstration, small_demonstration: Demonstration) -> None:
    own, other = (path.certificates.read_bytes() for path in (small_demonstration, demonstration))
    assert verdict(own) is Verdict.PRACTICE
    proof = prove_pdf("pdf", with_page(own, 2, other, 2), KNOWN)
    assert [item["verdict"] for item in proof.items or ()] == ["practice", "altered", "practice"]


def test_credentials_of_another_class(small_demonstration: Demonstration, embedded: Embedded, page: Drawing) -> None:
    other = embedded_in(small_demonstration.certificates)
    assert verdict(carrying(forged(page), [other.credentials[1]], other)) is Verdict.ALTERED
    assert verdict(carrying(forged(page), [embedded.credentials[1]], other)).exit_code == 1


def test_nothing_or_something_else_embedded(embedded: Embedded, page: Drawing) -> None:
    assert verdict(forged(page)) is Verdict.UNREADABLE
    assert verdict(embed(forged(page), EMBEDDED_NAME, b"something else")) is Verdict.ALTERED
    assert verdict(carrying(forged(page), [], embedded)) is Verdict.ALTERED
    assert verdict(carrying(forged(page), [embedded.credentials[1]] * 2, embedded)) is Verdict.ALTERED
