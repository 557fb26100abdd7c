"""The colours of the stage: ivory paper, ink, deep green, and one colour for each answer."""

from __future__ import annotations

from bsuh_desktop.qt.colours import (
    AMBER,
    AMBER_TINT,
    CORAL,
    EDGE,
    GREEN,
    GREEN_TINT,
    INDIGO,
    INK,
    INK_SOFT,
    IVORY,
    LINE,
    MINT,
    NIGHT,
    PAPER,
    WELL,
    WHITE,
)

__all__ = [
    "AMBER",
    "AMBER_TINT",
    "CORAL",
    "EDGE",
    "GREEN",
    "GREEN_TINT",
    "INDIGO",
    "INK",
    "INK_SOFT",
    "IVORY",
    "LINE",
    "MINT",
    "NIGHT",
    "PAPER",
    "WELL",
    "WHITE",
]
