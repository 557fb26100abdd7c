"""Certificates painted over at random, each in a way that somebody sees: all altered. Rewritten ones: all good."""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops

from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT, MM
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.services.verify.verify import verify
from tests.helpers.painted import Spot, noted, painted_over, saved
from tests.helpers.rewriters import REWRITERS
from tests.services.verify.test_frozen_certificates import FOLDER, PAPERS, SIGNED_WORDS, known

pytestmark = pytest.mark.sampled

VISIBLE, FAINT = 20, 12
"""What somebody sees at 100 %: so many pixels at 150 dots an inch, off by so much in a colour."""
COLOURS = {
    "yellow": (1.0, 1.0, 0.55),
    "pale yellow": (1.0, 1.0, 0.9),
    "light grey": (0.93, 0.93, 0.93),
    "white": (1.0, 1.0, 1.0),
    "ink": (0.09, 0.19, 0.17),
    "black": (0.0, 0.0, 0.0),
    "coral": (0.89, 0.34, 0.18),
}
SEEDS = range(12)
ALL_SEEDS = range(200)


class Painter:
    """One way to paint over a page, drawn by a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"painted {seed}")
        self.paper = self.dice.choice(PAPERS)
        self.folder = self.dice.choice((FOLDER, SIGNED_WORDS))
        self.colour = self.dice.choice(list(COLOURS))
        self.how = self.dice.choice(list(WAYS))
        upright = "-2-" in self.paper
        self.width, self.height = (A4_SHORT, A4_LONG) if upright else (A4_LONG, A4_SHORT)

    def box(self) -> tuple[float, float, float, float]:
        """Left, lower edge, width and height: from a dot to half a page."""
        largest = self.dice.choice((3, 12, 60, 300))
        width, height = (self.dice.uniform(1.5, largest) for _ in range(2))
        left, low = self.dice.uniform(0, self.width - 10), self.dice.uniform(0, self.height - 10)
        return left, low, width, height

    def paint(self, pdf: bytes) -> bytes:
        """The PDF, painted over on its first page."""
        return WAYS[self.how](self, pdf)

    def operators(self) -> str:
        """A box, a line, a disc or letters, in one colour."""
        red, green, blue = COLOURS[self.colour]
        left, low, width, height = self.box()
        colour = f"{red} {green} {blue} rg {red} {green} {blue} RG"
        shape = self.dice.choice(
            (
                f"{left:.2f} {low:.2f} {width:.2f} {height:.2f} re f",
                f"{min(width, 6):.2f} w {left:.2f} {low:.2f} m {left + width:.2f} {low + height:.2f} l S",
                f"{left:.2f} {low:.2f} m {left + width:.2f} {low:.2f} {left + width:.2f} {low + height:.2f} "
                f"{left:.2f} {low + height:.2f} c f",
                f"BT {self.dice.choice((0, 1))} Tr /F1 {max(4, height):.2f} Tf {left:.2f} {low:.2f} Td (A+)Tj ET",
            )
        )
        return f"{colour} {shape}"


def _content(painter: Painter, pdf: bytes) -> bytes:
    return painted_over(pdf, painter.operators())


def _note(painter: Painter, pdf: bytes) -> bytes:
    left, low, width, height = painter.box()
    top = A4_SHORT - low - height
    return noted(pdf, Spot(left / MM, top / MM, width / MM, height / MM, 0, 0))


def _object(painter: Painter, pdf: bytes, alpha: int, form: bool = False) -> bytes:
    """A shape that PDFium puts on the page, seen through or not; or a whole page, put there as a form."""
    document = pypdfium2.PdfDocument(pdf)
    red, green, blue = (round(255 * part) for part in COLOURS[painter.colour])
    page = document[0]
    shape = pdfium.FPDFPageObj_CreateNewRect(*painter.box())
    pdfium.FPDFPageObj_SetFillColor(shape, red, green, blue, alpha)
    pdfium.FPDFPath_SetDrawMode(shape, pdfium.FPDF_FILLMODE_ALTERNATE, False)
    if not form:
        pdfium.FPDFPage_InsertObject(page, shape)
        page.gen_content()
        return saved(document)
    other = pypdfium2.PdfDocument.new()
    source = other.new_page(*page.get_size())
    pdfium.FPDFPage_InsertObject(source, shape)
    source.gen_content()
    page.insert_obj(_as_form(other, document))
    page.gen_content()
    return saved(document, other)


def _as_form(source: pypdfium2.PdfDocument, document: pypdfium2.PdfDocument) -> pypdfium2.PdfObject:
    return source.page_as_xobject(0, document).as_pageobject()


WAYS: dict[str, Callable[[Painter, bytes], bytes]] = {
    "in the page's own drawing": _content,
    "once more": _content,
    "and again": _content,
    "as a note": _note,
    "as an object": lambda painter, pdf: _object(painter, pdf, 255),
    "seen through": lambda painter, pdf: _object(painter, pdf, painter.dice.choice((60, 120, 200))),
    "as a form": lambda painter, pdf: _object(painter, pdf, 255, form=True),
}


def first_page(pdf: bytes) -> Image.Image:
    """The first page in colours as Poppler draws it."""
    command = ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout))


def is_seen(before: bytes, after: bytes) -> bool:
    """True if somebody looking at the page sees a difference."""
    differences = ImageChops.difference(first_page(before), first_page(after))
    red, green, blue = differences.split()
    highest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(highest.histogram()[FAINT:]) >= VISIBLE


def proof_of(pdf: bytes, folder: Path) -> Proof:
    (folder / "paper.pdf").write_bytes(pdf)
    (proof,) = verify([str(folder / "paper.pdf")], known())
    return proof


@pytest.mark.parametrize(
    "seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.soak) for seed in ALL_SEEDS if seed not in SEEDS)]
)
def test_whatever_somebody_sees_is_a_change(seed: int, tmp_path: Path) -> None:
    """Where nobody sees the first drawing of a seed, its next one is tried."""
    painter = Painter(seed)
    honest = (painter.folder / painter.paper).read_bytes()
    painted = painter.paint(honest)
    while not is_seen(honest, painted):
        painted = painter.paint(honest)
    assert proof_of(painted, tmp_path).verdict is Verdict.ALTERED, (painter.paper, painter.how, painter.colour)


HONEST = [(folder, paper, how) for folder in (FOLDER, SIGNED_WORDS) for paper in PAPERS for how in REWRITERS]
FEW = set(random.Random("a dozen").sample(HONEST, 12))


@pytest.mark.parametrize(
    ("folder", "paper", "how"), [pytest.param(*one, marks=[] if one in FEW else [pytest.mark.soak]) for one in HONEST]
)
def test_what_is_written_anew_stays_good(folder: Path, paper: str, how: str, tmp_path: Path) -> None:
    wanted = Verdict.PRACTICE if paper.startswith("practice") else Verdict.GOOD
    proof = proof_of(REWRITERS[how]((folder / paper).read_bytes()), tmp_path)
    assert (proof.verdict, proof.compared) == (wanted, folder == SIGNED_WORDS)
