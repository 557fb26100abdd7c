"""Both codes of a real certificate, printed at 600 dots an inch and photographed badly: zxing-cpp reads every one."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from bsuh_desktop.documents.certificate_ground import CODES_BOTTOM, LEFT, RIGHT
from bsuh_desktop.documents.paper import MM
from bsuh_desktop.documents.sheets import CODE2_MODULES, QrPayload, code1_payload
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.trust.credential import sign_credential
from bsuh_desktop.trust.grants import LAST_DEVICE, encode_grants
from bsuh_desktop.trust.transport import segments
from tests.helpers.keys import DAY, chain, key
from tests.helpers.papers import HARD_NAMES, code_text, design, pdf_of, picture_of, sheet
from tests.helpers.photographs import cut_out, photographed, printed

PREFIX = "HTTPS://V.EXAMPLE/C#"
FORTY = "মোঃ আবুল হাসনাত শাহরিয়ার ভট্টাচার্য্য মামুন"[:40]
SEEN = 20
ROOM = 4 * MM
"""The quiet zone, and some of what is printed below it."""
_QR = zxingcpp.barcode_formats_from_str("QRCode")


class OnPaper(NamedTuple):
    """A code cut out of the printed page, and the text that it holds."""

    paper: Image.Image
    text: str


def printed_codes(name: str, size: float) -> dict[str, OnPaper]:
    """Both codes of the certificate of `name`, whose first code is `size` points wide."""
    credential = sign_credential(key("device"), make_serial(LAST_DEVICE, 2**25 - 1), 5, DAY, name)
    code1 = code1_payload(*segments(PREFIX, credential.encode()))
    code2 = QrPayload(*segments(PREFIX, encode_grants(chain(LAST_DEVICE))), CODE2_MODULES)
    pdf = pdf_of([replace(sheet(1, name), code1=code1)], replace(design(), code2=code2))
    page = printed(picture_of(pdf, dots=600))
    return {
        "QR 1": OnPaper(cut_out(page, LEFT, CODES_BOTTOM, size, ROOM), code_text(code1)),
        "QR 2": OnPaper(cut_out(page, RIGHT - 35 * MM, CODES_BOTTOM, 35 * MM, ROOM), code_text(code2)),
    }


@pytest.fixture(scope="module")
def codes() -> dict[str, OnPaper]:
    """Of the longest usual name, and besides the denser first code of one that is longer."""
    return {**printed_codes(FORTY, 30 * MM), "long": printed_codes(HARD_NAMES[-1], 33 * MM)["QR 1"]}


@pytest.mark.parametrize("dots", [150, 175, 200, 250])
@pytest.mark.parametrize(("code", "least_dots"), [("QR 1", 150), ("QR 2", 175), ("long", 150)])
def test_a_code_is_read_from_a_bad_photograph(codes: dict[str, OnPaper], code: str, least_dots: int, dots: int) -> None:
    first = zlib.crc32(f"{code} {dots}".encode())
    pictures = [photographed(codes[code].paper, dots, first + number) for number in range(SEEN)]
    read = [[found.text for found in zxingcpp.read_barcodes(picture, formats=_QR)] for picture in pictures]
    right = read.count([codes[code].text])
    print(f"\n{code} at {dots} dots an inch: {right} of {SEEN}")
    if dots >= least_dots:
        assert right == SEEN
