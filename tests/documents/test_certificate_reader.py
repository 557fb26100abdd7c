from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from msgspec.structs import replace
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents import certificate_reader
from bsuh_desktop.documents.paper_protocol import PageReading
from bsuh_desktop.documents.pdf_file import embed
from bsuh_desktop.domain.codes import serial_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from tests.helpers.paper_readings import read_certificate_pages, read_picture
from tests.helpers.papers import HARD_NAMES, code_text, design, pdf_of, picture_of, sheet

SHEETS = [sheet(number, name) for number, name in enumerate(HARD_NAMES, 1)]


@pytest.fixture(scope="module")
def certificates() -> bytes:
    return pdf_of(SHEETS, design(practice=True))


def expected(number: int) -> tuple[str, str]:
    return code_text(sheet(number).code1), code_text(design().code2)


def as_bytes(picture: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind)
    return target.getvalue()


def test_codes_serial_and_name_of_each_page_are_read(certificates: bytes) -> None:
    steps: list[tuple[int, int]] = []
    readings = read_certificate_pages(embed(certificates, "c", b"x"), lambda done, of: steps.append((done, of)))
    assert [page.page for page in readings] == list(range(1, len(SHEETS) + 1))
    for page, one in zip(readings, SHEETS, strict=True):
        assert page.codes == expected(page.page)
        assert page.printed_serial == one.serial
        assert one.name_bn in page.text
    assert steps[-1] == (len(SHEETS), len(SHEETS))


def test_a_serial_with_a_wrong_letter_is_none() -> None:
    serial = SHEETS[0].serial
    wrong = serial[:-1] + ("A" if serial[-1] != "A" else "B")
    assert read_certificate_pages(pdf_of([replace(SHEETS[0], serial=wrong)]))[0].printed_serial is None


def test_two_serials_on_a_page_are_none() -> None:
    other = serial_text(SHEETS[1].serial)
    two = replace(SHEETS[0], place=LocalText(other, other))
    assert read_certificate_pages(pdf_of([two]))[0].printed_serial is None


def blank(pages: int, size: float = 100, **settings: object) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(size, size), **settings)  # type: ignore[arg-type]
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_blank_page_has_nothing_on_it() -> None:
    assert read_certificate_pages(blank(1)) == [PageReading(1, ())]


def test_a_page_of_monstrous_size_does_not_fill_the_memory() -> None:
    assert read_certificate_pages(blank(1, 200_000)) == [PageReading(1, ())]


def test_too_many_pages_are_refused_with_both_numbers() -> None:
    with pytest.raises(KnownError) as refusal:
        read_certificate_pages(blank(certificate_reader.MOST_PAGES + 1))
    assert refusal.value.code == "pdf_too_long"
    assert "5001" in str(refusal.value)


def test_a_locked_pdf_is_said_to_be_unreadable() -> None:
    with pytest.raises(KnownError) as refusal:
        read_certificate_pages(blank(1, encrypt=StandardEncryption("secret", strength=128)))
    assert refusal.value.code == "unreadable_pdf"


def test_a_damaged_pdf_is_read_in_part_or_refused_in_words() -> None:
    dice = random.Random(1)
    refused: list[str] = []
    whole = pdf_of(SHEETS[:1])
    for _ in range(25):
        torn = bytearray(whole)
        del torn[dice.randrange(len(torn)) :]
        for _ in range(20):
            if torn:
                torn[dice.randrange(len(torn))] ^= 1 << dice.randrange(8)
        try:
            read_certificate_pages(bytes(torn))
        except KnownError as refusal:
            refused.append(refusal.code)
    assert set(refused) == {"unreadable_pdf"}


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("turned", [0, 90, 7])
def test_a_picture_is_read_however_it_is_held(certificates: bytes, kind: str, turned: int) -> None:
    picture = picture_of(certificates, 3, dots=200).rotate(turned, expand=True, fillcolor=255)
    found = read_picture(as_bytes(picture, kind))
    assert set(found) == set(expected(3))


def test_a_photograph_of_a_large_sensor_is_read(certificates: bytes) -> None:
    large = picture_of(certificates, 1, dots=600).convert("RGB")
    assert large.width * large.height > 30_000_000
    assert set(read_picture(as_bytes(large, "JPEG"))) == set(expected(1))


def monstrous_png() -> bytes:
    """A PNG of a few bytes that says it is 100,000 pixels wide and high."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + as_bytes(Image.new("L", (1, 1)), "PNG")[33:]


def test_what_is_no_picture_is_refused_in_words(certificates: bytes) -> None:
    whole = as_bytes(picture_of(certificates), "PNG")
    photograph = as_bytes(picture_of(certificates), "JPEG")
    huge = as_bytes(Image.new("1", (8_000, 8_000)), "PNG")
    torn = (whole[:300], whole[: len(whole) // 2], photograph[:200])
    for broken in (b"", b"\x89PNG", b"GIF89a", *torn, huge, monstrous_png()):
        with pytest.raises(KnownError) as refusal:
            read_picture(broken)
        assert refusal.value.code == "unreadable_picture"
