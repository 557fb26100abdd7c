"""The picture beside a verdict: small, upright, and none at all of what cannot be opened."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.helpers.paper_readings import preview
from tests.helpers.papers import pdf_of, sheet


def encoded(image: Image.Image, kind: str, orientation: int = 1) -> bytes:
    target, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    image.save(target, kind, exif=exif)
    return target.getvalue()


def test_the_first_page_of_a_pdf() -> None:
    drawn = preview(pdf_of([sheet(1, "ক্ষিতীশ রহমান"), sheet(2)]), 400)
    assert drawn is not None
    assert drawn.width == 400
    assert 270 < drawn.height < 300, "A4, across"
    assert len(drawn.pixels) == 3 * drawn.width * drawn.height
    assert len(set(drawn.pixels)) > 5, "it is no white sheet"
    assert repr(drawn) == f"Preview(400x{drawn.height})"


def test_another_page_of_it_and_the_last_one_where_there_are_fewer() -> None:
    pdf = pdf_of([sheet(1), sheet(2)])
    first, second, third = (preview(pdf, 400, page) for page in (1, 2, 3))
    assert first != second
    assert second == third


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(("orientation", "red_at"), [(1, 0), (3, 299), (6, 0)])
def test_a_photograph_stands_upright(kind: str, orientation: int, red_at: int) -> None:
    picture = Image.new("RGB", (1200, 600), "white")
    picture.paste("red", (0, 0, 600, 600))
    drawn = preview(encoded(picture, kind, orientation), 300)
    assert drawn is not None
    assert (drawn.width, drawn.height) == ((150, 300) if orientation == 6 else (300, 150))
    first_row = [tuple(drawn.pixels[3 * place : 3 * place + 3]) for place in range(drawn.width)]
    red, green, _ = first_row[min(red_at, drawn.width - 1)]
    assert red > 200 > 60 > green


def test_a_small_one_is_not_enlarged() -> None:
    drawn = preview(encoded(Image.new("L", (20, 10)), "PNG"), 300)
    assert drawn is not None
    assert (drawn.width, drawn.height) == (20, 10)


def test_what_cannot_be_opened_has_none() -> None:
    whole = encoded(Image.new("RGB", (300, 300), "green"), "JPEG")
    huge = encoded(Image.new("1", (8000, 8000)), "PNG")
    for data in (b"", b"text", b"%PDF-1.7 torn", b"\x89PNG\r\n", whole[:40], huge, b"GIF89a"):
        assert preview(data, 300) is None
