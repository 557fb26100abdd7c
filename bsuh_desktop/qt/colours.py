"""Which colours do the desk and the stage have? Each has one name, and only these are used.

Text stands only in ink, ink soft, green, the four text colours and, on night, in ivory and mint: coral, amber and
indigo themselves are fills, too pale to be read.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

TOKENS: dict[str, str] = {
    "ivory": "#FFF7EA",
    "paper": "#FFFDF8",
    "well": "#F6EAD5",
    "white": "#FFFFFF",
    "line": "#E5D6BB",
    "edge": "#8C7B5E",
    "ink": "#16302B",
    "ink-soft": "#4B5F58",
    "green": "#0B6E4F",
    "green-pressed": "#095A41",
    "green-tint": "#E2F0E6",
    "night": "#0A4A38",
    "night-deep": "#083D2E",
    "night-line": "#2C6B57",
    "mint": "#BFDCCB",
    "coral": "#E4572E",
    "coral-text": "#B03A16",
    "coral-tint": "#FDE9E1",
    "amber": "#F2A541",
    "amber-text": "#7A4B00",
    "amber-tint": "#FDEBCB",
    "indigo": "#3D5AFE",
    "indigo-text": "#2F45C9",
    "indigo-tint": "#E9ECFF",
}
"""The colours by the names that the stylesheet writes as @ivory, @ink-soft and so on."""

IVORY, PAPER, WELL, WHITE = (QColor(TOKENS[name]) for name in ("ivory", "paper", "well", "white"))
LINE, EDGE = QColor(TOKENS["line"]), QColor(TOKENS["edge"])
INK, INK_SOFT = QColor(TOKENS["ink"]), QColor(TOKENS["ink-soft"])
GREEN, GREEN_PRESSED, GREEN_TINT = (QColor(TOKENS[name]) for name in ("green", "green-pressed", "green-tint"))
NIGHT, NIGHT_DEEP, NIGHT_LINE = (QColor(TOKENS[name]) for name in ("night", "night-deep", "night-line"))
MINT = QColor(TOKENS["mint"])
CORAL, CORAL_TEXT, CORAL_TINT = (QColor(TOKENS[name]) for name in ("coral", "coral-text", "coral-tint"))
AMBER, AMBER_TEXT, AMBER_TINT = (QColor(TOKENS[name]) for name in ("amber", "amber-text", "amber-tint"))
INDIGO, INDIGO_TEXT, INDIGO_TINT = (QColor(TOKENS[name]) for name in ("indigo", "indigo-text", "indigo-tint"))


def contrast(text: QColor, ground: QColor) -> float:
    """How well `text` is told from `ground`: 1 not at all, 21 black on white (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
