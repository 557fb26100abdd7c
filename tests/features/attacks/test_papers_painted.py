"""PDFs of certificates that say what was signed and show something else: painted over, with all that is read left."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.certificate_content import QrPayload
from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.trust.credential import qr_segments, sign_credential
from bsuh_desktop.trust.grants import encode_grants
from tests.helpers.attacks.cases import given, proof_of
from tests.helpers.attacks.papers import carrying, certificate, page, pdf
from tests.helpers.attacks.world import PREFIX, World
from tests.helpers.keys import DAY
from tests.helpers.painted import (
    NAME,
    PRINTED_ONLY,
    SERIAL,
    Spot,
    as_image,
    layer,
    noted,
    painted_over,
    resaved,
    said_otherwise,
    stamped,
    with_layers,
    with_pages_moved,
)
from tests.helpers.papers import design, pdf_of

pytestmark = pytest.mark.sampled

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
    "a note beside the name": lambda pdf, _: noted(pdf, NOTE_ELSEWHERE),
    "a note over the serial": lambda pdf, _: noted(pdf, SERIAL, pdfium.FPDF_ANNOT_SQUARE),
    "another serial": lambda pdf, _: stamped(pdf, layer(FALSE_SERIAL, SERIAL)),
    "no serial": lambda pdf, _: stamped(pdf, layer("", SERIAL)),
    "layers": lambda pdf, _: with_layers(pdf),
    "another heading": lambda pdf, _: stamped(pdf, layer("A+ DIPLOMA", Spot(60, 50, 180, 26, 64, 48))),
    "another module": lambda pdf, _: stamped(pdf, layer("Computer Science", Spot(40, 130, 220, 9, 136.5, 15))),
    "another day": lambda pdf, _: painted_over(pdf, "1 1 1 rg 380 70 90 18 re f 0 g BT /F1 9 Tf 390 75 Td (1)Tj ET"),
    "a yellow wash": lambda pdf, _: painted_over(pdf, "1 1 0.9 rg 300 200 60 20 re f"),
    "a light grey line": lambda pdf, _: painted_over(pdf, "0.94 0.94 0.94 RG 2 w 60 60 m 300 400 l S"),
    "a dot between two letters": lambda pdf, _: painted_over(pdf, "0 g 395 234 1.2 1.2 re f"),
    "letters that nobody sees": lambda pdf, _: painted_over(pdf, "BT 3 Tr /F1 12 Tf 90 90 Td (Doctor)Tj ET"),
    "white letters": lambda pdf, _: painted_over(pdf, "1 g BT /F1 12 Tf 90 500 Td (Doctor)Tj ET"),
    "grey over the code": lambda pdf, _: painted_over(pdf, "0.92 0.92 0.92 rg 700 110 40 40 re f"),
}

UNTOUCHED: dict[str, Callable[[bytes], bytes]] = {
    "as it was drawn": lambda pdf: pdf,
    "written anew": resaved,
    "its pages in a new file": with_pages_moved,
    "white where the page is white": lambda pdf: painted_over(pdf, "1 1 1 rg 60 500 80 30 re f"),
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
    true = serial_text(credential.serial)
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
    assert "what is printed and what was signed do not match" in str((proof.items or ())[1]["sentence"])


BOXES = {
    "another box": "/CropBox[0 0 841 300]",
    "another unit": "/UserUnit 3",
    "an action": "/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
    "a link": "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org)>>>>]",
    "a group that is seen through": "/Group<</S/Transparency/CS/DeviceRGB>>",
    "an effect": "/Trans<</S/Fly>>",
}


@pytest.mark.parametrize("what", list(BOXES))
def test_a_page_that_holds_what_no_certificate_does(what: str, world: World, bare: bytes, tmp_path: Path) -> None:
    page_entry = re.compile(rb"/Type\s*/Page\b(?!s)")
    whole = carrying(world, bare, [world.credential()])
    held = page_entry.sub(lambda found: found[0] + BOXES[what].encode(), whole, count=1)
    assert held != whole
    assert proof_of(world, given(resaved(held), suffix=".pdf"), tmp_path).verdict is Verdict.ALTERED


@pytest.mark.parametrize("entry", ["/OpenAction<</S/JavaScript/JS(1)>>", "/AcroForm<</Fields[]>>", "/OCProperties<<>>"])
def test_a_document_that_does_what_no_certificate_does(entry: str, world: World, bare: bytes, tmp_path: Path) -> None:
    whole = carrying(world, bare, [world.credential()])
    held = re.sub(rb"/Type\s*/Catalog", lambda found: found[0] + entry.encode(), whole, count=1)
    assert held != whole
    assert proof_of(world, given(resaved(held), suffix=".pdf"), tmp_path).verdict is Verdict.ALTERED


def test_a_second_file_inside_is_a_change(world: World, bare: bytes, tmp_path: Path) -> None:
    whole = embed(carrying(world, bare, [world.credential()]), "letter.txt", b"read me")
    assert proof_of(world, given(whole, suffix=".pdf"), tmp_path).verdict is Verdict.ALTERED


def test_what_is_signed_by_its_number_is_not_another_title_or_day(world: World, tmp_path: Path) -> None:
    """A whole sheet, drawn by our own hand, says another module or day than its code was made for."""
    day = DAY - datetime.timedelta(days=2700)
    for changed in ({"module": LocalText("ডিপ্লোমা", "Diploma")}, {"date": day}):
        forged = certificate(world, world.credential(), **changed)
        assert proof_of(world, given(forged, suffix=".pdf"), tmp_path).verdict is Verdict.ALTERED
    titled = certificate(world, world.credential(), module=LocalText("taps-traps-taka", "taps-traps-taka"))
    assert proof_of(world, given(titled, suffix=".pdf"), tmp_path).verdict is Verdict.GOOD


LIKE = (("রোল ১", "রোল ৭"), ("ক শাখা", "ফ শাখা"), ("উচ্চ", "উচ্ছ"))


@pytest.mark.parametrize("like", LIKE)
def test_a_line_that_nobody_signed_shows_what_its_text_says(
    like: tuple[str, str], world: World, tmp_path: Path
) -> None:
    """One letter for its likeness, seen and not said: the line may say anything, and yet not two things."""
    credential = world.credential()
    true = "রোল ১, ৮ম শ্রেণি, ক শাখা, কালীগঙ্গা উচ্চ বিদ্যালয়"
    shown = true.replace(*like)
    sheet = page(credential, roll="", grade=LocalText(), place=LocalText(shown))
    forged = carrying(world, said_otherwise(pdf(world, [sheet]), shown, true), [credential])
    proof = proof_of(world, given(forged, suffix=".pdf"), tmp_path)
    assert proof.verdict is Verdict.ALTERED
    honest = proof_of(world, given(certificate(world, credential), suffix=".pdf"), tmp_path)
    assert (honest.verdict, honest.compared) == (Verdict.GOOD, False)
    assert "roll, class and place" in str(honest.doubts)


def test_the_mark_of_practice_stands_where_it_is_practice_and_nowhere_else(world: World, tmp_path: Path) -> None:
    credential = world.credential()
    code2 = QrPayload(*qr_segments(PREFIX, encode_grants(world.device.chain)), 57)
    marked = pdf_of([page(credential)], replace(design(practice=True), code2=code2))
    forged = carrying(world, marked, [credential])
    assert proof_of(world, given(forged, suffix=".pdf"), tmp_path).verdict is Verdict.ALTERED


def test_after_a_tool_that_drops_what_is_inside(world: World, bare: bytes, tmp_path: Path) -> None:
    moved = with_pages_moved(carrying(world, bare, [world.credential()]))
    proof = proof_of(world, given(moved, suffix=".pdf"), tmp_path)
    assert proof.verdict is Verdict.UNREADABLE
    assert "There is no signed certificate in this PDF" in str(proof.sentence)
