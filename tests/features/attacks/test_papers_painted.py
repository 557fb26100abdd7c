"""PDFs of certificates that say what was signed and show something else: painted over, with all that is read left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from bsuh_desktop.domain.codes import print_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.credential import sign_credential
from tests.helpers.attacks.cases import given, proof_of
from tests.helpers.attacks.papers import carrying, certificate, page, pdf
from tests.helpers.attacks.world import World
from tests.helpers.keys import DAY
from tests.helpers.painted import (
    NAME,
    PRINTED_ONLY,
    SERIAL,
    Spot,
    as_image,
    layer,
    noted,
    resaved,
    said_otherwise,
    stamped,
    with_layers,
    with_pages_moved,
)

OTHER = "রহিম খান"
FALSE_SERIAL = "55555-00000"
NOTE_ELSEWHERE = Spot(110, 150, 40, 8, 0, 0)

PAINTED: dict[str, Callable[[bytes, str], bytes]] = {
    "a white box and another name": lambda pdf, _: stamped(pdf, layer(OTHER, NAME)),
    "a picture of another name": lambda pdf, _: stamped(pdf, as_image(layer(OTHER, NAME), NAME)),
    "a name of the same length": lambda pdf, name: stamped(pdf, layer(name[::-1], NAME)),
    "nothing but a white box": lambda pdf, _: stamped(pdf, layer("", NAME)),
    "a dark box": lambda pdf, _: stamped(pdf, layer("", NAME, beneath="#16302B")),
    "a second name beside it": lambda pdf, _: stamped(pdf, layer("খান", Spot(220, 95, 50, 20, 106, 40), beneath="")),
    "a dot below a letter": lambda pdf, _: stamped(pdf, layer(".", Spot(140, 107, 10, 4, 109, 30), beneath="")),
    "one letter gone": lambda pdf, _: stamped(pdf, layer("", Spot(145, 92, 7, 20, 106, 40))),
    "another name in pale ink": lambda pdf, _: stamped(pdf, layer(OTHER, NAME, ink="#9A9A9A")),
    "a white stamp as a note": lambda pdf, _: noted(pdf, NAME),
    "a note that is only printed": lambda pdf, _: noted(pdf, NAME, flags=PRINTED_ONLY),
    "a note that each reader draws": lambda pdf, _: noted(pdf, NAME, pdfium.FPDF_ANNOT_FREETEXT),
    "a note over the serial": lambda pdf, _: noted(pdf, SERIAL, pdfium.FPDF_ANNOT_SQUARE),
    "another serial": lambda pdf, _: stamped(pdf, layer(FALSE_SERIAL, SERIAL)),
    "no serial": lambda pdf, _: stamped(pdf, layer("", SERIAL)),
    "layers": lambda pdf, _: with_layers(pdf),
}

UNTOUCHED: dict[str, Callable[[bytes], bytes]] = {
    "as it was drawn": lambda pdf: pdf,
    "written anew": resaved,
    "its pages in a new file": with_pages_moved,
    "a note beside the name": lambda pdf: noted(pdf, NOTE_ELSEWHERE),
}


@pytest.fixture(scope="module")
def bare(world: World) -> bytes:
    """One page that carries nothing yet."""
    return pdf(world, [page(world.credential())])


def verdict(world: World, pages: bytes, folder: Path) -> Verdict:
    """What is said of these pages with the credential inside."""
    return proof_of(world, given(carrying(world, pages, [world.credential()]), suffix=".pdf"), folder).verdict


@pytest.mark.parametrize("how", list(UNTOUCHED))
def test_a_page_that_was_kept_is_good(how: str, world: World, bare: bytes, tmp_path: Path) -> None:
    assert verdict(world, UNTOUCHED[how](bare), tmp_path) is Verdict.GOOD


@pytest.mark.parametrize("how", list(PAINTED))
def test_what_is_painted_over_a_page_is_seen(how: str, world: World, bare: bytes, tmp_path: Path) -> None:
    painted = PAINTED[how](bare, world.credential().name)
    assert painted != bare
    assert verdict(world, painted, tmp_path) is Verdict.ALTERED


def test_letters_that_are_copied_as_others(world: World, tmp_path: Path) -> None:
    """The false name and serial are drawn, and the text below says the true ones."""
    credential = world.credential()
    named = said_otherwise(pdf(world, [page(credential, name_bn=OTHER)]), OTHER, credential.name)
    true = print_serial(credential.serial)
    numbered = said_otherwise(pdf(world, [page(credential, serial="5555500000")]), FALSE_SERIAL, true)
    for forgery in (named, numbered):
        assert verdict(world, forgery, tmp_path) is Verdict.ALTERED


def test_a_name_in_the_empty_line(world: World, tmp_path: Path) -> None:
    credential = sign_credential(world.device.key, world.credential().serial, 5, DAY, "")
    empty = certificate(world, credential)
    assert proof_of(world, given(empty, suffix=".pdf"), tmp_path).verdict is Verdict.GOOD
    written, below = layer(OTHER, NAME, beneath=""), layer(OTHER, Spot(30, 107.5, 237, 12, 115, 17))
    for over in (written, below):
        filled_in = proof_of(world, given(stamped(empty, over), suffix=".pdf"), tmp_path)
        assert filled_in.verdict is Verdict.ALTERED


def test_only_the_painted_page_of_a_batch_is_altered(world: World, tmp_path: Path) -> None:
    credentials = [world.credential(counter) for counter in (1, 2, 3)]
    whole = pdf(world, [page(one) for one in credentials])
    painted = carrying(world, stamped(whole, layer(OTHER, NAME), 2), credentials)
    proof = proof_of(world, given(painted, suffix=".pdf"), tmp_path)
    assert [item["verdict"] for item in proof.items or ()] == ["good", "altered", "good"]
    assert "what is printed and what was signed differ" in str((proof.items or ())[1]["sentence"])
