"""The colours of the stage: ivory paper, ink, deep green, and one colour for each answer."""

from __future__ import annotations

from PySide6.QtGui import QColor

IVORY, PAPER, WELL = QColor("#FFF7EA"), QColor("#FFFDF8"), QColor("#F6EAD5")
LINE, EDGE = QColor("#E5D6BB"), QColor("#8C7B5E")
INK, INK_SOFT = QColor("#16302B"), QColor("#4B5F58")
GREEN, NIGHT, MINT = QColor("#0B6E4F"), QColor("#0A4A38"), QColor("#BFDCCB")
CORAL, AMBER, INDIGO, WHITE = QColor("#E4572E"), QColor("#F2A541"), QColor("#3D5AFE"), QColor("#FFFFFF")
GREEN_TINT, AMBER_TINT = QColor("#E2F0E6"), QColor("#FDEBCB")
