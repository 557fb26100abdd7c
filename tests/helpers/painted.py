"""Paints over the pages of a finished PDF, as a forger does who leaves its text, its codes and its credential alone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.certificate import add_operators
from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT, INK, MM, WHITE, filled
from bsuh_desktop.documents.typesetter import Typesetter
from tests.helpers.papers import picture_of


class Spot(NamedTuple):
    """A place on the page: millimetres from its upper left corner, and how large letters are there, in points."""

    left: float
    top: float
    width: float
    height: float
    base: float
    size: float


NAME = Spot(30, 88, 237, 28, 106, 40)
SERIAL = Spot(17, 187, 45, 4, 189.5, 9.5)
PRINTED_ONLY = pdfium.FPDF_ANNOT_FLAG_PRINT | pdfium.FPDF_ANNOT_FLAG_NOVIEW
"""Of a note: no screen shows it, every printer does."""


def box(spot: Spot, colour: str = WHITE) -> str:
    """Operators of a filled box."""
    low = A4_SHORT - (spot.top + spot.height) * MM
    return f"{filled(colour)} {spot.left * MM:.2f} {low:.2f} {spot.width * MM:.2f} {spot.height * MM:.2f} re f"


def layer(text: str, spot: Spot, beneath: str = WHITE, ink: str = INK) -> bytes:
    """A page of its own: a box, and a text in the middle of it (to its left, where that is the serial's)."""

    def draw(canvas: Canvas) -> None:
        line = Typesetter(canvas._doc).lay_out(text, bold=spot is NAME)  # type: ignore[attr-defined]
        at, align = (21.0, "left") if spot is SERIAL else (spot.left + spot.width / 2, "centre")
        drawn = line.drawn(at * MM, A4_SHORT - spot.base * MM, spot.size, align)  # type: ignore[arg-type]
        # Only what is seen: as text that can be copied, it would stand on the page twice.
        seen = re.sub(r"^/Span<<.*?>>BDC (.*) EMC$", r"\1", drawn)
        add_operators(canvas, f"{box(spot, beneath) if beneath else ''} {filled(ink)} {seen if text else ''}")

    return _drawn(draw)


def as_image(page: bytes, spot: Spot) -> bytes:
    """What `page` shows at `spot`, as a picture alone."""
    dots = 200
    left, top = (int(length / 25.4 * dots) for length in (spot.left, spot.top))
    right, bottom = (int(length / 25.4 * dots) for length in (spot.left + spot.width, spot.top + spot.height))
    part = picture_of(page, dots=dots).crop((left, top, right, bottom))
    low = A4_SHORT - (spot.top + spot.height) * MM
    place = (spot.left * MM, low, spot.width * MM, spot.height * MM)
    return _drawn(lambda canvas: canvas.drawImage(ImageReader(part), *place))


def stamped(pdf: bytes, over: bytes, number: int = 1) -> bytes:
    """`pdf` with the first page of `over` drawn over its page `number`."""
    document, source = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(over)
    page = document[number - 1]
    page.insert_obj(source.page_as_xobject(0, document).as_pageobject())
    page.gen_content()
    return saved(document, source)


def painted_over(pdf: bytes, operators: str, number: int = 1) -> bytes:
    """`pdf` with `operators` at the end of what its page `number` draws, as whoever knows PDF writes them."""
    pages = 0

    def change(stream: re.Match[bytes]) -> bytes:
        nonlocal pages
        content = _unpacked(stream["data"])
        pages += b" Do" in content
        if b" Do" not in content or pages != number:
            return stream[0]
        data = zlib.compress(content + b"\nq " + operators.encode("ascii") + b" Q")
        return b"/Length %d%s%s\nendstream" % (len(data), stream["between"], data)

    changed = re.sub(
        rb"/Length \d+(?P<between>\s*>>\s*stream\r?\n)(?P<data>.*?)endstream", change, pdf, flags=re.DOTALL
    )
    assert changed != pdf
    return resaved(changed)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def noted(
    pdf: bytes, spot: Spot, kind: int = pdfium.FPDF_ANNOT_STAMP, flags: int = pdfium.FPDF_ANNOT_FLAG_PRINT
) -> bytes:
    """`pdf` with an annotation on its first page; a stamp covers `spot` with a white box, others have no appearance."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    left, right = spot.left * MM, (spot.left + spot.width) * MM
    low, high = A4_SHORT - (spot.top + spot.height) * MM, A4_SHORT - spot.top * MM
    annotation = pdfium.FPDFPage_CreateAnnot(page, kind)
    assert annotation
    assert pdfium.FPDFAnnot_SetRect(annotation, pdfium.FS_RECTF(left, high, right, low))
    assert pdfium.FPDFAnnot_SetFlags(annotation, flags)
    if kind == pdfium.FPDF_ANNOT_STAMP:
        white = pdfium.FPDFPageObj_CreateNewRect(left, low, right - left, high - low)
        pdfium.FPDFPageObj_SetFillColor(white, 255, 255, 255, 255)
        pdfium.FPDFPath_SetDrawMode(white, pdfium.FPDF_FILLMODE_ALTERNATE, False)
        assert pdfium.FPDFAnnot_AppendObject(annotation, white)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return saved(document)


def said_otherwise(pdf: bytes, shown: str, said: str) -> bytes:
    """`pdf` whose letters stay as they are, while the text that is copied where `shown` stands is `said`."""
    old, new = (text.encode("utf-16-be").hex().encode() for text in (shown, said))

    def change(stream: re.Match[bytes]) -> bytes:
        content = _unpacked(stream[2])
        return stream[1] + zlib.compress(content.replace(old, new)) + b"\nendstream" if old in content else stream[0]

    changed = re.sub(rb"(\bstream\r?\n)(.*?)endstream", change, pdf, flags=re.DOTALL)
    assert changed != pdf
    return resaved(changed)


def with_layers(pdf: bytes) -> bytes:
    """`pdf` as one that has layers, which are seen or not as its reader is told."""
    catalog = b"/Type/Catalog"
    return resaved(pdf).replace(catalog, catalog + b"/OC#50roperties<</OCGs[]/D<<>>>>")


def resaved(pdf: bytes) -> bytes:
    """`pdf` written anew by PDFium: other object numbers and offsets, the same pages."""
    return saved(pypdfium2.PdfDocument(pdf))


def with_pages_moved(pdf: bytes) -> bytes:
    """The pages of `pdf` alone, taken into a new file."""
    document, source = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(pdf)
    document.import_pages(source)
    return saved(document, source)


def _drawn(draw: Callable[[Canvas], object]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_LONG, A4_SHORT))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def saved(*documents: pypdfium2.PdfDocument) -> bytes:
    """The first of `documents`, all of them closed."""
    target = io.BytesIO()
    documents[0].save(target)
    for document in documents:
        document.close()
    return target.getvalue()
