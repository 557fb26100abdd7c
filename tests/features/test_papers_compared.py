"""Whether what is seen on a certificate was compared with what was signed: of a PDF, and of a picture of the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.proof import CERTIFICATE_SENTENCES, CODES_SENTENCES, KnownKeys, Proof
from bsuh_desktop.services.verify.typed_codes import spread
from bsuh_desktop.services.verify.verify import verify
from tests.helpers.attacks.world import World
from tests.helpers.certificates import carrying, code_texts, drawing, embedded_in, forged
from tests.helpers.demonstration import Demonstration
from tests.helpers.papers import picture_of

EVERYBODY = known_to_everybody()


def proof_of(given: Path, known: KnownKeys) -> Proof:
    (proof,) = verify([str(given)], known)
    return proof


@pytest.fixture
def page(demonstration: Demonstration, tmp_path: Path) -> Path:
    """The first certificate of the demonstration as a file of its own."""
    embedded = embedded_in(demonstration.certificates)
    pdf = carrying(forged(drawing(embedded, 1)), embedded.credentials[:1], embedded)
    (tmp_path / "one.pdf").write_bytes(pdf)
    return tmp_path / "one.pdf"


def test_a_pdf_was_compared_and_a_picture_of_it_was_not(page: Path) -> None:
    pdf = proof_of(page, EVERYBODY)
    assert (pdf.verdict, pdf.compared, pdf.to_compare) == (Verdict.PRACTICE, False, ())
    assert pdf.sentence == CERTIFICATE_SENTENCES[Verdict.PRACTICE]
    whole = io.BytesIO()
    picture_of(page.read_bytes()).save(whole, "PNG")
    photograph = page.with_name("photo.png")
    photograph.write_bytes(whole.getvalue())
    picture = proof_of(photograph, EVERYBODY)
    assert (picture.verdict, picture.compared, len(picture.to_compare)) == (Verdict.PRACTICE, False, 1)
    assert picture.sentence == CODES_SENTENCES[Verdict.PRACTICE]


def test_codes_on_another_sheet_prove_that_sheet_by_no_word(page: Path) -> None:
    """A forger prints genuine codes beside another name: what was signed is told, and that nobody compared it."""
    embedded = embedded_in(page)
    sheet, told = page.with_name("sheet.png"), page.with_name("codes.txt")
    picture_of(forged(drawing(embedded, 1), name_bn="রহিম", serial=embedded.credentials[0].serial[::-1])).save(sheet)
    told.write_text("\n".join(code_texts(embedded, 1)), "utf-8")
    for given in spread([str(sheet), str(told)]):
        (proof,) = verify([given], EVERYBODY)
        assert (proof.verdict, proof.compared) == (Verdict.PRACTICE, False)
        assert proof.sentence == CODES_SENTENCES[Verdict.PRACTICE]
        assert [facts.name for facts in proof.to_compare] == [embedded.credentials[0].name]


def test_a_pdf_that_differs_was_compared_and_one_that_nobody_knows_was_not(page: Path) -> None:
    embedded = embedded_in(page)
    page.write_bytes(carrying(forged(drawing(embedded, 1), name_bn="রহিম"), embedded.credentials, embedded))
    differs = proof_of(page, EVERYBODY)
    assert (differs.verdict, differs.compared) == (Verdict.ALTERED, True)
    page.write_bytes(carrying(forged(drawing(embedded, 1)), embedded.credentials, embedded))
    strange = proof_of(page, replace(EVERYBODY, programmes=World().known().programmes[1:]))
    assert (strange.verdict, strange.compared) == (Verdict.UNKNOWN_SIGNER, False)
