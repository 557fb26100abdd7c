"""The colours of the desk and the stage. Each has one name, and no others are used.

Text is only ink, ink soft, green, one of the four text colours or, on night, ivory and mint: coral, amber and indigo
themselves are fill colours, too pale to read. For low vision there is the high-contrast palette.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

from bsuh_desktop.settings import Contrast as Contrast

CALM: dict[str, str] = {
    "ivory": "#FFF7EA",
    "paper": "#FFFDF8",
    "well": "#F6EAD5",
    "white": "#FFFFFF",
    "line": "#E5D6BB",
    "pressed": "#E5D6BB",
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
    "shade-a": "#D6EEDF",
    "shade-b": "#9ED2B5",
    "shade-c": "#63AD88",
    "shade-d": "#257B59",
    "shade-e": "#0A4A38",
    "coral": "#E4572E",
    "coral-text": "#B03A16",
    "coral-tint": "#FDE9E1",
    "amber": "#F2A541",
    "amber-line": "#F2A541",
    "amber-text": "#7A4B00",
    "amber-tint": "#FDEBCB",
    "indigo": "#3D5AFE",
    "indigo-text": "#2F45C9",
    "indigo-tint": "#E9ECFF",
}
"""The palette of the look book."""

HIGH: dict[str, str] = {
    "ivory": "#FFFFFF",
    "paper": "#FFFFFF",
    "well": "#EFEFEF",
    "white": "#FFFFFF",
    "line": "#595959",
    "pressed": "#D0D0D0",
    "edge": "#000000",
    "ink": "#000000",
    "ink-soft": "#2E2E2E",
    "green": "#004D35",
    "green-pressed": "#00301F",
    "green-tint": "#DDF3E6",
    "night": "#00261A",
    "night-deep": "#000000",
    "night-line": "#6FB79C",
    "mint": "#E4F7EC",
    "shade-a": "#D4F3E1",
    "shade-b": "#8CDDB2",
    "shade-c": "#44B782",
    "shade-d": "#0B6442",
    "shade-e": "#00261A",
    "coral": "#B3300B",
    "coral-text": "#862204",
    "coral-tint": "#FFE9E1",
    "amber": "#F2A541",
    "amber-line": "#8A5600",
    "amber-text": "#573400",
    "amber-tint": "#FFEFD0",
    "indigo": "#1B2FC4",
    "indigo-text": "#1A2A99",
    "indigo-tint": "#E9ECFF",
}
"""High contrast: white paper, black ink; text has a contrast of at least 7:1 on any ground."""

PALETTES: dict[Contrast, dict[str, str]] = {"calm": CALM, "high": HIGH}

TOKENS: dict[str, str] = dict(CALM)
"""The palette in use, by the names that the stylesheet writes as @ivory, @ink-soft and so on."""

_IN_USE = {name: QColor(value) for name, value in CALM.items()}

# The QColor objects are changed in place for as long as the app runs: code that keeps one paints in the current
# palette.
IVORY, PAPER, WELL, WHITE = (_IN_USE[name] for name in ("ivory", "paper", "well", "white"))
LINE, EDGE, PRESSED = _IN_USE["line"], _IN_USE["edge"], _IN_USE["pressed"]
INK, INK_SOFT = _IN_USE["ink"], _IN_USE["ink-soft"]
GREEN, GREEN_PRESSED, GREEN_TINT = (_IN_USE[name] for name in ("green", "green-pressed", "green-tint"))
NIGHT, NIGHT_DEEP, NIGHT_LINE = (_IN_USE[name] for name in ("night", "night-deep", "night-line"))
MINT = _IN_USE["mint"]
SHADES = tuple(_IN_USE[f"shade-{letter}"] for letter in "abcde")
"""From the palest green to the darkest, each visibly darker than the one before: distinguishable in colour, on a pale
projector, and printed in black alone."""
CORAL, CORAL_TEXT, CORAL_TINT = (_IN_USE[name] for name in ("coral", "coral-text", "coral-tint"))
AMBER, AMBER_LINE = _IN_USE["amber"], _IN_USE["amber-line"]
AMBER_TEXT, AMBER_TINT = _IN_USE["amber-text"], _IN_USE["amber-tint"]
INDIGO, INDIGO_TEXT, INDIGO_TINT = (_IN_USE[name] for name in ("indigo", "indigo-text", "indigo-tint"))

_contrast: Contrast = "calm"


def in_use() -> Contrast:
    """The contrast of the palette in use."""
    return _contrast


def use(wanted: Contrast) -> None:
    """Switches the desk to the palette `wanted`; widgets already shown request their own repaint. The stage has its
    own colours."""
    global _contrast
    _contrast = wanted
    TOKENS.update(PALETTES[wanted])
    for name, value in TOKENS.items():
        _IN_USE[name].setRgba(QColor(value).rgba())


def contrast(text: QColor, ground: QColor) -> float:
    """Contrast ratio of `text` on `ground` by WCAG 2.2: 1 for none, 21 for black on white."""
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
