"""The common style of all papers: A4, the programme's colours, the dashed frame and the heart.

Operators are those of ISO 32000-1, 8.4 and 8.5; lengths are points from the lower left corner of the page.
"""

from __future__ import annotations

import math

MM = 72 / 25.4
A4_LONG, A4_SHORT = 297 * MM, 210 * MM

INK, INK_SOFT = "#16302B", "#4B5F58"
GREEN, CORAL, EDGE = "#0B6E4F", "#E4572E", "#8C7B5E"
CORAL_PALE = "#F6D3C6"
WHITE = "#FFFFFF"

_STITCH, _GAP = 1.15 * MM, 1.0 * MM
_ROUND = 4 / 3 * math.tan(math.pi / 8)
_HEART_WIDTH = 40.0
_HEART = """24 43 m 10 33 4 25 4 16.5 c 3.99 11.58 7.39 7.31 12.2 6.23 c 17 5.15 21.9 7.55 24 12 c
26.1 7.55 31 5.15 35.8 6.23 c 40.61 7.31 44.01 11.58 44 16.5 c 44 25 38 33 24 43 c f"""
_HEART_STITCH = """24 37.5 m 13 29.5 8.5 23 8.5 17 c 8.5 13.9 10.69 11.23 13.73 10.63 c 16.76 10.02 19.81 11.64
21 14.5 c 27 14.5 m 28.19 11.64 31.24 10.02 34.27 10.63 c 37.31 11.23 39.5 13.9 39.5 17 c 39.5 23 35 29.5 24 37.5 c S"""


def filled(colour: str) -> str:
    """Sets the fill colour (also of text), as #RRGGBB."""
    return f"{_parts(colour)} rg"


def stroked(colour: str, width: float) -> str:
    """Sets the colour of lines, and their width in points."""
    return f"{_parts(colour)} RG {width:.2f} w"


def line(x: float, y: float, length: float) -> str:
    """A level line from `x`, `y` to the right."""
    return f"{x:.2f} {y:.2f} m {x + length:.2f} {y:.2f} l S"


def frame(inset: float, radius: float, width: float = A4_LONG, height: float = A4_SHORT) -> str:
    """The path of a rectangle with round corners, `inset` from the edge of a sheet (A4 landscape), to be stroked."""
    left, low, right, high = inset, inset, width - inset, height - inset
    near = radius * (1 - _ROUND)
    return (
        f"{left + radius:.2f} {low:.2f} m {right - radius:.2f} {low:.2f} l "
        f"{right - near:.2f} {low:.2f} {right:.2f} {low + near:.2f} {right:.2f} {low + radius:.2f} c "
        f"{right:.2f} {high - radius:.2f} l "
        f"{right:.2f} {high - near:.2f} {right - near:.2f} {high:.2f} {right - radius:.2f} {high:.2f} c "
        f"{left + radius:.2f} {high:.2f} l "
        f"{left + near:.2f} {high:.2f} {left:.2f} {high - near:.2f} {left:.2f} {high - radius:.2f} c "
        f"{left:.2f} {low + radius:.2f} l "
        f"{left:.2f} {low + near:.2f} {left + near:.2f} {low:.2f} {left + radius:.2f} {low:.2f} c s"
    )


def running_stitch(inset: float, radius: float, width: float = A4_LONG, height: float = A4_SHORT) -> str:
    """A dashed frame of round-ended stitches, spaced so that it closes without a partial stitch."""
    around = 2 * (width + height - 4 * inset - 4 * radius) + 2 * math.pi * radius
    pitch = around / round(around / (_STITCH + _GAP))
    return f"q 1 J [{_STITCH:.3f} {pitch - _STITCH:.4f}] 0 d {frame(inset, radius, width, height)} Q"


def heart(x: float, top: float, width: float, colour: str = CORAL) -> str:
    """The stitched heart with its middle at `x` and its highest point at `top`, `width` points wide."""
    scale = width / _HEART_WIDTH
    place = f"q {scale:.4f} 0 0 {-scale:.4f} {x - 24 * scale:.2f} {top + 6 * scale:.2f} cm"
    return f"{place} {filled(colour)} {_HEART} {stroked(WHITE, 2)} 1 J [4 3.5] 0 d {_HEART_STITCH} Q"


def _parts(colour: str) -> str:
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.3f}" for start in (1, 3, 5))
