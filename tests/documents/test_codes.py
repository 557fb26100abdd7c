from __future__ import annotations

import io
from typing import Literal

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.certificate_content import QrPayload
from bsuh_desktop.documents.codes import QUIET, drawn_code, qr_modules
from tests.helpers.papers import code_text, payload, picture_of

QR = zxingcpp.barcode_formats_from_str("QRCode")


def printed(code: QrPayload, correction: Literal["L", "M"], ground: str = "") -> bytes:
    """A page of 300 points with the code 100 points wide in its middle."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 300))
    canvas._code.append(f"{ground} {drawn_code(qr_modules(code, correction), 100, 100, 100)}")  # type: ignore[attr-defined]
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize(("length", "modules", "correction"), [(105, 49, "M"), (125, 53, "M"), (226, 57, "L")])
def test_a_printed_code_is_read_back(length: int, modules: int, correction: Literal["L", "M"]) -> None:
    code = payload(1, length, modules)
    found = zxingcpp.read_barcodes(picture_of(printed(code, correction)), formats=QR)
    assert [barcode.text for barcode in found] == [code_text(code)]
    assert len(qr_modules(code, correction)) == modules


@given(prefix=st.binary(max_size=24), digits=st.text("0123456789", max_size=200))
@settings(max_examples=30)
def test_any_payload_is_kept_to_the_last_nought(prefix: bytes, digits: str) -> None:
    modules = qr_modules(QrPayload(prefix, digits, 57), "L")
    side = len(modules) + 2 * QUIET
    picture = bytearray(b"\xff" * side * side)
    for y, row in enumerate(modules, QUIET):
        picture[y * side + QUIET : y * side + QUIET + len(row)] = bytes(0 if dark else 255 for dark in row)
    found = zxingcpp.read_barcodes(memoryview(bytes(picture)).cast("B", (side, side)), formats=QR, is_pure=True)
    assert found[0].bytes == prefix + digits.encode() if prefix or digits else not found or not found[0].bytes


def test_nothing_below_shows_through_the_quiet_zone() -> None:
    dark = "0 g 0 0 300 300 re f"
    code = payload(2, 105, 49)
    picture = picture_of(printed(code, "M", dark), dots=288)
    quiet = QUIET * 100 / 49
    assert picture.getpixel((round((100 - quiet) * 4) - 3, 600)) == 0
    band = picture.crop((round((100 - quiet) * 4) + 2, 402, 398, 798))
    assert band.getextrema() == (255, 255)
    assert zxingcpp.read_barcodes(picture, formats=QR)[0].text == code_text(code)


def test_a_payload_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit 49 modules at level M"):
        qr_modules(payload(1, 200, 49), "M")


@pytest.mark.parametrize("side", [0, 17, 48, 181])
def test_a_side_that_no_code_has_is_refused(side: int) -> None:
    with pytest.raises(ValueError, match="no QR code"):
        qr_modules(QrPayload(b"a", "1", side), "M")
