"""Both codes of a real certificate, printed at 600 dots an inch and photographed badly: zxing-cpp reads every one.

So it does where the page itself was rendered as coarsely as it is then seen, as by somebody who sends a picture of it.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from bsuh_desktop.documents.certificate_content import CODE2_MODULES, QrPayload, code1_payload
from bsuh_desktop.documents.certificate_layout import A4
from bsuh_desktop.documents.paper_style import MM
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.trust.credential import qr_segments, sign_credential
from bsuh_desktop.trust.grants import LAST_DEVICE, encode_grants
from tests.helpers.keys import DAY, chain, key
from tests.helpers.papers import HARD_NAMES, code_text, design, pdf_of, picture_of, sheet
from tests.helpers.photographs import PRINT_DOTS, cut_out, photographed, printed
from tests.helpers.sampled import few_and_all

PREFIX = "HTTPS://V.EXAMPLE/C#"
FORTY = "মোঃ আবুল হাসনাত শাহরিয়ার ভট্টাচার্য্য মামুন"[:40]
SEEN = few_and_all(8, 20)
"""Bad pictures of each."""
ROOM = 4 * MM
"""The quiet zone, and some of what is printed below it."""
_QR = zxingcpp.barcode_formats_from_str("QRCode")


class OnPaper(NamedTuple):
    """A code cut out of a page, how many dots an inch that has, and the text of the code."""

    paper: Image.Image
    paper_dots: int
    text: str

    def read(self, dots: int, seen: int) -> int:
        """How many of so many bad pictures of it at `dots` an inch are read rightly."""
        first = zlib.crc32(f"{self.text} {dots}".encode())
        pictures = [photographed(self.paper, self.paper_dots, dots, first + number) for number in range(seen)]
        read = [[found.text for found in zxingcpp.read_barcodes(picture, formats=_QR)] for picture in pictures]
        return read.count([self.text])


def certificate(name: str) -> tuple[bytes, str, str]:
    """The certificate of `name`, and the texts of its codes."""
    credential = sign_credential(key("device"), make_serial(LAST_DEVICE, 2**25 - 1), 5, DAY, name)
    code1 = code1_payload(*qr_segments(PREFIX, credential.encode()))
    code2 = QrPayload(*qr_segments(PREFIX, encode_grants(chain(LAST_DEVICE))), CODE2_MODULES)
    pdf = pdf_of([replace(sheet(1, name), code1=code1)], replace(design(), code2=code2))
    return pdf, code_text(code1), code_text(code2)


def codes_of(name: str, size: float, dots: int = PRINT_DOTS) -> dict[str, OnPaper]:
    """Both codes of the certificate of `name`, whose first code is `size` points wide: printed, or, with fewer `dots`
    an inch than a printer has, as the page was rendered."""
    pdf, text1, text2 = certificate(name)
    page = picture_of(pdf, dots=dots)
    squares = [
        cut_out(page, dots, A4.left * MM, A4.y(A4.codes), size, ROOM),
        cut_out(page, dots, (A4.right - 35) * MM, A4.y(A4.codes), 35 * MM, ROOM),
    ]
    if dots == PRINT_DOTS:
        squares = [printed(square) for square in squares]
    pairs = zip(("QR 1", "QR 2"), squares, (text1, text2), strict=True)
    return {code: OnPaper(square, dots, text) for code, square, text in pairs}


@pytest.fixture(scope="module")
def codes() -> dict[str, OnPaper]:
    """Of the longest usual name, and besides the denser first code of one that is longer."""
    return {**codes_of(FORTY, 30 * MM), "long": codes_of(HARD_NAMES[-1], 33 * MM)["QR 1"]}


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("dots", [150, 175, 200, 250])
@pytest.mark.parametrize(("code", "least"), [("QR 1", 150), ("QR 2", 175), ("long", 150)])
def test_a_code_is_read_from_a_bad_photograph(
    codes: dict[str, OnPaper], code: str, least: int, dots: int, seen: int
) -> None:
    assert dots < least or codes[code].read(dots, seen) == seen


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("dots", [150, 175, 200, 250])
def test_so_is_one_of_a_page_that_was_rendered_coarsely(dots: int, seen: int) -> None:
    codes = codes_of(FORTY, 30 * MM, dots)
    assert codes["QR 1"].read(dots, seen) == seen
    assert dots < 175 or codes["QR 2"].read(dots, seen) == seen
