"""Finds QR codes in a picture, in the order in which a person reads the certificates on it, whatever its rotation."""

from __future__ import annotations

import math
from typing import NamedTuple

import zxingcpp
from PIL.Image import Image

_QR = zxingcpp.barcode_formats_from_str("QRCode")
_ROW = 0.6
"""In units of a code's side: codes further below than that are in another row."""


class FoundCode(NamedTuple):
    """Its text, and its middle in pixels from the picture's upper left corner."""

    text: str
    x: float
    y: float


def find_codes(image: Image) -> list[FoundCode]:
    """Every code in `image` (in greys), row by row and from left to right, with the picture turned like the first code
    found."""
    found = zxingcpp.read_barcodes(image, formats=_QR)
    if not found:
        return []
    across, down, side = _upper_edge(found[0])
    middles = [_middle(code) for code in found]
    placed = sorted((one.y * across - one.x * down, one.x * across + one.y * down, one) for one in middles)
    row, before, ordered = 0, placed[0][0], []
    for low, along, one in placed:
        row, before = row + (low - before > _ROW * side), low
        ordered.append((row, along, one))
    return [one for _, _, one in sorted(ordered)]


def _upper_edge(code: zxingcpp.Barcode) -> tuple[float, float, float]:
    """The direction of a code's upper edge, to the right and down, and its length in pixels."""
    start, end = code.position.top_left, code.position.top_right
    across, down = end.x - start.x, end.y - start.y
    side = math.hypot(across, down) or 1.0
    return across / side, down / side, side


def _middle(code: zxingcpp.Barcode) -> FoundCode:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return FoundCode(code.text, sum(corner.x for corner in corners) / 4, sum(corner.y for corner in corners) / 4)
