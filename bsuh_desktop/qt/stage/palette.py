"""The colours of the stage: ivory paper, ink, deep green, and one colour for each answer.

They do not depend on the palette of the desk: the class must be able to read them from the last bench, and slides are
painted on another thread than the desk's windows.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

from bsuh_desktop.qt.look.colours import CALM

AMBER, AMBER_TINT = QColor(CALM["amber"]), QColor(CALM["amber-tint"])
CORAL, INDIGO = QColor(CALM["coral"]), QColor(CALM["indigo"])
EDGE, LINE = QColor(CALM["edge"]), QColor(CALM["line"])
GREEN, GREEN_TINT = QColor(CALM["green"]), QColor(CALM["green-tint"])
INK, INK_SOFT = QColor(CALM["ink"]), QColor(CALM["ink-soft"])
IVORY, PAPER, WELL, WHITE = (QColor(CALM[name]) for name in ("ivory", "paper", "well", "white"))
MINT, NIGHT = QColor(CALM["mint"]), QColor(CALM["night"])
