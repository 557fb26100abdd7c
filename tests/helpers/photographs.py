"""Photographs and scans of a print, made as a phone makes them: turned, seen aslant, a little blurred, and with noise.

Pillow alone, and the same picture for the same seed. Points, as in PDF: 72 an inch.
"""

from __future__ import annotations

import functools
import math
import random
from statistics import NormalDist

from PIL import Image, ImageChops, ImageFilter

PRINT_DOTS = 600
BLUR, NOISE, PERSPECTIVE, TURN = 0.9, 10, 0.08, 12
"""Pixels (standard deviation), grey levels (standard deviation), part of the side, degrees."""
_INK, _PAPER = 35, 225
_FINER = 2
"""Pixels are taken that much finer first, and then together: a sensor's pixel sees an area."""

Point = tuple[float, float]


def printed(page: Image.Image) -> Image.Image:
    """A page, or a part of one, of 600 dots an inch as a laser printer has it: ink or none, and the ink has spread by a
    dot on every side."""
    return page.point([0] * 128 + [255] * 128).filter(ImageFilter.MinFilter(3))


def cut_out(page: Image.Image, dots: int, x: float, y: float, size: float, room: float) -> Image.Image:
    """From a page at `dots` an inch the square of `size` points whose lower left corner is at `x`, `y`, with `room`
    points around it."""
    scale, height = dots / 72, page.height
    left, right = round((x - room) * scale), round((x + size + room) * scale)
    return page.crop((left, height - round((y + size + room) * scale), right, height - round((y - room) * scale)))


def photographed(paper: Image.Image, paper_dots: int, dots: int, seed: int) -> Image.Image:
    """A picture at `dots` an inch of `paper`, a square that has `paper_dots` an inch itself: every corner moved by at
    most `PERSPECTIVE` of its side, the whole turned by at most `TURN` degrees, blurred by `BLUR`, with `NOISE`."""
    chance = random.Random(seed)
    side = round(paper.width * dots / paper_dots * 1.25)
    corners = [_aslant(point, chance) for point in ((0, 0), (0, 1), (1, 1), (1, 0))]
    turn = math.radians(chance.uniform(-TURN, TURN))
    half = paper.width / 2
    quad = [_placed(point, turn, half) for point in corners]
    finer = _FINER if paper_dots > dots else 1
    fine = side * finer
    seen = paper.transform(
        (fine, fine), Image.Transform.PERSPECTIVE, _coefficients(quad, fine), Image.Resampling.BILINEAR, fillcolor=255
    )
    seen = seen.reduce(finer).point([round(_INK + (_PAPER - _INK) * grey / 255) for grey in range(256)])
    return _noisy(seen.filter(ImageFilter.GaussianBlur(BLUR)), chance)


def _aslant(corner: Point, chance: random.Random) -> Point:
    x, y = corner
    return x + chance.uniform(-PERSPECTIVE, PERSPECTIVE), y + chance.uniform(-PERSPECTIVE, PERSPECTIVE)


def _placed(point: Point, turn: float, half: float) -> Point:
    """A corner of the picture on the paper: a quarter further out than the paper's own, so that all of it is seen."""
    x, y = (point[0] - 0.5) * 2.5 * half, (point[1] - 0.5) * 2.5 * half
    return half + x * math.cos(turn) - y * math.sin(turn), half + x * math.sin(turn) + y * math.cos(turn)


def _coefficients(quad: list[Point], side: int) -> tuple[float, ...]:
    """The projection of a square picture onto four corners of the paper (upper left, lower left, lower right, upper
    right), as Pillow wants it: Heckbert, Fundamentals of Texture Mapping, 1989, 2.2.3."""
    (x0, y0), (x3, y3), (x2, y2), (x1, y1) = quad
    sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    dx1, dy1, dx2, dy2 = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    below = dx1 * dy2 - dx2 * dy1
    g, h = (sx * dy2 - dx2 * sy) / below, (dx1 * sy - sx * dy1) / below
    a, b, d, e = x1 - x0 + g * x1, x3 - x0 + h * x3, y1 - y0 + g * y1, y3 - y0 + h * y3
    return a / side, b / side, x0, d / side, e / side, y0, g / side, h / side


@functools.cache
def _noise_levels() -> list[int]:
    """128 and normal noise, for each of 256 equally likely bytes."""
    return [round(128 + NOISE * NormalDist().inv_cdf((byte + 0.5) / 256)) for byte in range(256)]


def _noisy(picture: Image.Image, chance: random.Random) -> Image.Image:
    noise = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return ImageChops.add(picture, noise.point(_noise_levels()), 1, -128)
