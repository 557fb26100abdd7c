"""Two and four certificates a page, attacked place by place: each is held against what was signed for its own place."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from bsuh_desktop.documents.certificate_content import CertificateSheet, code1_payload
from bsuh_desktop.domain.certificates import Ink, Layout, PerPage
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.trust.credential import Credential, qr_segments
from bsuh_desktop.trust.grants import issue
from tests.helpers.attacks.cases import given, proof_of
from tests.helpers.attacks.papers import carrying, page, pdf
from tests.helpers.attacks.world import PREFIX, Chain, World, device_terms
from tests.helpers.certificates import with_page, without_page
from tests.helpers.keys import DAY
from tests.helpers.painted import (
    PRINTED_ONLY,
    Spot,
    layer,
    noted,
    painted_over,
    resaved,
    said_otherwise,
    saved,
    stamped,
    with_layers,
)
from tests.helpers.papers import picture_of

pytestmark = pytest.mark.sampled

LAYOUTS = [(per_page, ink) for per_page in (2, 4) for ink in ("colour", "black")]
FOUR = Layout(4, "black")
OTHER = "রহিম খান"
FIVE = range(1, 6)
ONE_PAGE = range(1, 5)
"""What a page of four holds: each page more takes its time to be read."""
THIRD_NAME = Spot(12, 133, 124, 10, 142.8, 22)
"""Where the name of the third place stands on a page of four."""
FOURTH = Spot(170, 120, 100, 70, 160, 20)
"""The middle of the fourth place."""
FOURTH_NOTE = Spot(215, 165, 10, 10, 0, 0)


def credentials(world: World, numbers: Sequence[int] = FIVE) -> list[Credential]:
    return [world.credential(number) for number in numbers]


def sheets(world: World, numbers: Sequence[int] = FIVE) -> list[CertificateSheet]:
    return [page(one) for one in credentials(world, numbers)]


def proof(world: World, pages: bytes, folder: Path, numbers: Sequence[int] = FIVE, per_page: PerPage = 4) -> Proof:
    """What is said of `pages` that carry the credentials of `numbers`."""
    whole = carrying(world, pages, credentials(world, numbers), per_page=per_page)
    return proof_of(world, given(whole, suffix=".pdf"), folder)


def verdicts(found: Proof) -> list[str]:
    return [str(item["verdict"]) for item in found.items or ()]


@pytest.fixture(scope="module")
def four(world: World) -> bytes:
    """Five certificates on two pages of four places."""
    return pdf(world, sheets(world), layout=FOUR)


@pytest.fixture(scope="module")
def one_page(world: World) -> bytes:
    """Four certificates on one page."""
    return pdf(world, sheets(world, ONE_PAGE), layout=FOUR)


@pytest.mark.parametrize(("per_page", "ink"), LAYOUTS)
def test_honest_pages_are_good(per_page: PerPage, ink: Ink, world: World, tmp_path: Path) -> None:
    pages = pdf(world, sheets(world), layout=Layout(per_page, ink))
    found = proof(world, resaved(pages), tmp_path, per_page=per_page)
    assert (found.verdict, verdicts(found)) == (Verdict.GOOD, ["good"] * 5)
    places = [(item["page"], item["place"]) for item in found.items or ()]
    assert places == [(number // per_page + 1, number % per_page + 1) for number in range(5)]


def test_one_alone_on_a_page_of_four_is_good(four: bytes, world: World, tmp_path: Path) -> None:
    found = proof(world, pdf(world, sheets(world, [1]), layout=FOUR), tmp_path, [1])
    assert found.verdict is Verdict.GOOD
    assert proof(world, noted(four, FOURTH_NOTE), tmp_path).verdict is Verdict.ALTERED


_BOX = "1 1 1 rg 34 198 350 28 re f"
"""Operators of a white box over the name of the third place."""
PAINTED = {
    "another name over it": f"{_BOX} 0 g BT /F1 22 Tf 150 204 Td (Rahim Khan)Tj ET",
    "a white box over it": _BOX,
    "a letter more": "0 g BT /F1 16 Tf 360 204 Td (n)Tj ET",
    "a yellow wash": "1 1 0.85 rg 40 260 60 12 re f",
}


@pytest.mark.parametrize("how", list(PAINTED))
def test_what_is_painted_over_a_place_is_seen_there_alone(
    how: str, one_page: bytes, world: World, tmp_path: Path
) -> None:
    found = proof(world, painted_over(one_page, PAINTED[how]), tmp_path, ONE_PAGE)
    assert found.verdict is Verdict.ALTERED
    assert verdicts(found) == ["good", "good", "altered", "good"]
    sentence = str((found.items or ())[2]["sentence"])
    assert "Page 1, place 3: what is printed and what was signed do not match" in sentence


NOTED: dict[str, Callable[[bytes], bytes]] = {
    "a form over it": lambda pages: stamped(pages, layer(OTHER, THIRD_NAME)),
    "a note over it": lambda pages: noted(pages, THIRD_NAME),
    "a note that is only printed": lambda pages: noted(pages, THIRD_NAME, flags=PRINTED_ONLY),
}


@pytest.mark.parametrize("how", list(NOTED))
def test_what_no_page_holds_takes_the_whole_page(how: str, one_page: bytes, world: World, tmp_path: Path) -> None:
    found = proof(world, NOTED[how](one_page), tmp_path, ONE_PAGE)
    assert verdicts(found) == ["altered"] * 4


def with_serials_swapped(world: World) -> list[CertificateSheet]:
    one, two = world.credential(1), world.credential(2)
    return [page(one, serial=two.serial), page(two, serial=one.serial), *sheets(world, [3, 4])]


def with_codes_swapped(world: World) -> list[CertificateSheet]:
    one, two = (code1_payload(*qr_segments(PREFIX, world.credential(number).encode())) for number in (1, 2))
    return [page(world.credential(1), code1=two), page(world.credential(2), code1=one), *sheets(world, [3, 4])]


SWAPPED: dict[str, Callable[[World], list[CertificateSheet]]] = {
    "two certificates": lambda world: sheets(world, [2, 1, 3, 4]),
    "a certificate of each page": lambda world: sheets(world, [1, 2, 3, 5, 4]),
    "two serials": with_serials_swapped,
    "two first codes": with_codes_swapped,
    "a name": lambda world: [page(world.credential(1), name_bn=OTHER), *sheets(world, [2, 3, 4])],
    "one twice": lambda world: sheets(world, [1, 1, 3, 4]),
}


@pytest.mark.parametrize("what", list(SWAPPED))
def test_what_changed_places_is_altered(what: str, world: World, tmp_path: Path) -> None:
    swapped = SWAPPED[what](world)
    found = proof(world, pdf(world, swapped, layout=FOUR), tmp_path, range(1, len(swapped) + 1))
    assert found.verdict is Verdict.ALTERED
    assert 1 <= verdicts(found).count("altered") <= 2


def test_letters_that_are_copied_as_others_at_one_place(world: World, tmp_path: Path) -> None:
    named = pdf(world, [page(world.credential(1), name_bn=OTHER), *sheets(world, [2, 3])], layout=FOUR)
    true = world.credential(1).name
    found = proof(world, said_otherwise(named, OTHER, true), tmp_path, [1, 2, 3])
    assert verdicts(found) == ["altered", "good", "good"]


def turned_page(pages: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pages)
    document[0].set_rotation(180)
    return saved(document)


def with_blank_page(pages: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pages)
    document.new_page(*document[0].get_size())
    return saved(document)


@pytest.fixture(scope="module")
def drawn(four: bytes, one_page: bytes, world: World) -> dict[int, bytes]:
    """Pages of four places with so many certificates."""
    return {5: four, 4: one_page, 3: pdf(world, sheets(world, range(1, 4)), layout=FOUR)}


@pytest.mark.parametrize(
    ("numbers", "carried", "per_page"),
    [
        (ONE_PAGE, (1, 2, 3), 4),  # one more is drawn than was signed
        ((1, 2, 3), ONE_PAGE, 4),  # one is missing
        (FIVE, (1, 2, 3, 4), 4),  # a page more
        ((1, 2, 3, 4), FIVE, 4),  # a page less
        (FIVE, (1, 2), 1),
        (FIVE, (1, 2, 3, 4), 2),
        ((1, 2, 3, 4), (1,), 1),
    ],
)
def test_a_missing_or_additional_place_is_altered(
    drawn: dict[int, bytes],
    numbers: Sequence[int],
    carried: Sequence[int],
    per_page: PerPage,
    world: World,
    tmp_path: Path,
) -> None:
    assert proof(world, drawn[len(numbers)], tmp_path, carried, per_page).verdict is Verdict.ALTERED


def test_other_pages_than_were_signed(four: bytes, world: World, tmp_path: Path) -> None:
    """Of another size, turned, with layers, one page taken for the other, or something in a place that was empty."""
    two, single = (pdf(world, sheets(world, [1, 2]), layout=Layout(per_page, "black")) for per_page in (2, 1))
    assert proof(world, two, tmp_path, [1, 2], 4).verdict is Verdict.ALTERED
    assert proof(world, single, tmp_path, [1, 2, 3, 4], 2).verdict is Verdict.ALTERED
    assert proof(world, turned_page(four), tmp_path).verdict is Verdict.ALTERED
    assert proof(world, with_layers(four), tmp_path).verdict is Verdict.ALTERED
    assert proof(world, with_page(four, 2, four, 1), tmp_path).verdict is Verdict.ALTERED
    assert proof(world, without_page(four, 2), tmp_path).verdict is Verdict.ALTERED
    assert proof(world, with_blank_page(four), tmp_path).verdict is Verdict.ALTERED
    for filled in (stamped(four, layer(OTHER, FOURTH), 2), noted(without_page(four, 1), FOURTH_NOTE)):
        numbers = FIVE if len(pypdfium2.PdfDocument(filled)) == 2 else [5]
        assert "there is something that was not signed" in str(proof(world, filled, tmp_path, numbers).sentence)


@pytest.mark.parametrize("turned", [0, 90, 187])
@pytest.mark.parametrize("per_page", [2, 4])
def test_a_picture_of_a_page_tells_each_by_its_own_codes(
    per_page: PerPage, turned: int, world: World, tmp_path: Path
) -> None:
    """Two laptops on one page: each certificate is judged by the second code beside it."""
    pages = pdf(world, sheets(world, range(1, per_page + 1)), layout=Layout(per_page, "colour"))
    picture = picture_of(pages, dots=200).rotate(turned, expand=True, fillcolor=255)
    found = proof_of(world, given(as_file(picture, "JPEG"), suffix=".jpg"), tmp_path)
    assert (found.verdict, verdicts(found)) == (Verdict.GOOD, ["good"] * per_page)
    serials = [str(item["serial"]).replace("-", "") for item in found.items or ()]
    assert serials == [one.serial for one in credentials(world, range(1, per_page + 1))]
    assert [item["place"] for item in found.items or ()] == list(range(1, per_page + 1))


def one_above_the_other(world: World, *certificates: tuple[Credential, Chain]) -> Image.Image:
    """Two halves of pages of two, as somebody lays them on a scanner."""
    layout = Layout(2, "black")
    halves = [picture_of(pdf(world, [page(one)], chain, layout), dots=150) for one, chain in certificates]
    both = halves[0].copy()
    half = both.height // 2
    both.paste(halves[1].crop((0, 0, both.width, half)), (0, half))
    return both


def test_two_laptops_in_one_picture(world: World, tmp_path: Path) -> None:
    ours, theirs = (
        (world.credential(1), world.device.chain),
        (world.credential(7, device=world.other), world.other.chain),
    )
    both = one_above_the_other(world, ours, theirs)
    found = proof_of(world, given(as_file(both, "PNG"), suffix=".png"), tmp_path)
    assert verdicts(found) == ["good", "good"]
    # Where a first code cannot be read, the others are told, and that one is missing.
    both.paste(255, (0, both.height // 2, both.width // 2, both.height))
    found = proof_of(world, given(as_file(both, "PNG"), suffix=".png"), tmp_path)
    assert (found.verdict, len(found.items or ())) == (Verdict.GOOD, 1)
    assert any("could not be read" in str(unknown) for unknown in found.unknown)


def test_two_grants_of_one_laptop_in_one_picture(world: World, tmp_path: Path) -> None:
    """One certificate from before the grant was renewed: each is judged by the second code beside it."""
    device, before = world.device, DAY - datetime.timedelta(days=1)
    terms = device_terms(device.key.public, device.number, 1, last_day=before)
    over = (world.home.grant, issue(world.home.key, terms, world.home.grant))
    old, new = (world.credential(1, day=before), over), (world.credential(2), device.chain)
    for both in ((old, new), (new, old)):
        picture = one_above_the_other(world, *both)
        found = proof_of(world, given(as_file(picture, "PNG"), suffix=".png"), tmp_path)
        assert verdicts(found) == ["good", "good"]
    swapped = one_above_the_other(world, (old[0], new[1]), (new[0], old[1]))
    found = proof_of(world, given(as_file(swapped, "PNG"), suffix=".png"), tmp_path)
    assert verdicts(found) == ["good", "expired"]


def as_file(picture: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    picture.convert("L").save(target, kind)
    return target.getvalue()
