"""1,000 certificates of the real design, against fpdf2, WeasyPrint, and the making of QR 1's matrix alone.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_certificates.py`. Peers get the same fonts, texts and
matrices (with our fixed mask: their users would wait longer) and draw 60 pages; times are compared page by page.
"""

from __future__ import annotations

import functools
from itertools import cycle, islice

import pytest
from msgspec.structs import replace

from bsuh_desktop.documents.certificate_content import CertificateSheet
from bsuh_desktop.documents.codes import qr_modules
from bsuh_desktop.domain.certificates import Layout
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.papers import HARD_NAMES, copied, design, pdf_of, sheet

THOUSAND, PEER_PAGES = 1_000, 60
MATRIX, OURS, OURS_60, FPDF2, WEASYPRINT = "QR 1 alone, 1,000", "ours, 1,000", "ours, 60", "fpdf2, 60", "WeasyPrint, 60"
FOUR, FOUR_BLACK = "four a page, 1,000", "four a page in black, 1,000"


def class_of(learners: int) -> list[CertificateSheet]:
    """Certificates whose names all differ, as in life."""
    names = islice(cycle(HARD_NAMES[:-1]), learners)
    return [sheet(number, f"{name} {number}", f"Learner of Sunamganj {number}") for number, name in enumerate(names)]


def test_certificates_cost_little_more_than_their_codes(size: Size) -> None:
    pages = size.of(THOUSAND, 2)
    thousand = class_of(pages)
    smaller: dict[str, Layout] = {FOUR: Layout(4, "colour"), FOUR_BLACK: Layout(4, "black")}
    ways = {
        MATRIX: Way(lambda: [qr_modules(one.code1, "M") for one in thousand], pages),
        OURS: Way(lambda: pdf_of(thousand), pages),
    }
    for name, layout in smaller.items():
        shared = replace(design(), layout=layout)
        ways[name] = Way(functools.partial(pdf_of, thousand, shared), pages)
    seconds = size.measured_apart(ways)
    print(f"\n{table(seconds, MATRIX)}\n{len(pdf_of(thousand)) / pages / 1024:.1f} KB a page")
    for name in (OURS, *smaller):
        size.at_most(ratio(seconds, name, MATRIX), 1.6)


@pytest.mark.filterwarnings("ignore:HarfBuzz-Subset will be required:DeprecationWarning")
def test_certificates_are_made_faster_than_by_others(size: Size) -> None:
    from tests.benchmarks import peer_fpdf2, peer_weasyprint

    pages, peer_pages = size.of(THOUSAND, 2), size.of(PEER_PAGES, 2)
    sheets, shared = class_of(peer_pages), design()
    thousand = class_of(pages)
    for peer in (peer_fpdf2, peer_weasyprint):
        assert copied(peer.write(sheets[:2], shared), 2)
    seconds = size.measured_apart(
        {
            OURS: Way(lambda: pdf_of(thousand), pages),
            OURS_60: Way(lambda: pdf_of(sheets), peer_pages),
            FPDF2: Way(lambda: peer_fpdf2.write(sheets, shared), peer_pages),
            WEASYPRINT: Way(lambda: peer_weasyprint.write(sheets, shared), peer_pages),
        },
        turns=3,
    )
    print(f"\n{table(seconds, OURS)}")
    size.at_least(ratio(seconds, FPDF2, OURS), 1)
    size.at_least(ratio(seconds, WEASYPRINT, OURS), 4)
    size.at_least(ratio(seconds, FPDF2, OURS_60), 1)
    size.at_least(ratio(seconds, WEASYPRINT, OURS_60), 4)
