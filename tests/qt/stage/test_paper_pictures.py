"""Pictures for paper: as PNG on white, in their own proportions."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bsuh_desktop.qt.stage.picture_sandbox import PicturePainter
from bsuh_desktop.qt.stage.pictures import png_of
from tests.helpers.kits import grey_square

WIDE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="20" height="20" fill="#E4572E"/></svg>'
)


def picture_of(data: bytes, pixels: int = 100) -> Image.Image:
    return Image.open(io.BytesIO(png_of(data, pixels))).convert("RGB")


def test_a_drawing_fills_the_box_in_its_proportions_and_is_on_white() -> None:
    picture = picture_of(WIDE)
    assert picture.size == (100, 50)
    assert picture.getpixel((25, 25)) == (0xE4, 0x57, 0x2E)
    assert picture.getpixel((75, 25)) == (255, 255, 255)


def test_a_photograph_and_a_line_are_painted_too() -> None:
    assert picture_of(grey_square(b"", 480)).size == (100, 100)
    assert picture_of(WIDE.replace(b"0 0 40 20", b"0 0 4000 2"), 100).size == (100, 1)


@pytest.mark.parametrize("data", [b"", b"<svg", b"\x89PNG and no more"])
def test_what_cannot_be_opened_is_nothing(data: bytes) -> None:
    assert png_of(data, 100) == b""


@pytest.mark.started_children
def test_the_sandbox_paints_the_same_and_survives_what_cannot_be_painted() -> None:
    with PicturePainter() as painter:
        assert painter.png_of(b"<svg", 100) == b""
        assert Image.open(io.BytesIO(painter.png_of(WIDE, 100))).size == (100, 50)
