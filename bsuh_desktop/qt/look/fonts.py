"""The fonts of desk and stage, shipped with the app so that every laptop shows the same.

Noto Sans, Noto Sans Bengali, and the signs that both lack (`installer/make_sign_font.py`).
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from bsuh_desktop.paths import resources

# Latin first: the other order sets mixed lines 2 px too high. Signs last: where a Bangla line has a sign, Windows looks
# for it in the families after the Bangla one, and nowhere else.
FAMILIES = ["Noto Sans", "Noto Sans Bengali", "BSUH Signs"]


@functools.cache
def load_fonts() -> None:
    """Registers the app's own fonts with Qt, once. Needs a QGuiApplication."""
    # Qt 6.11 logs “OpenType support missing” for scripts that a family does not cover; the next family covers them.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def stage_font(px: float, bold: bool = False) -> QFont:
    """The stage's font, `px` high in the units of the page. No hinting: pages are drawn at any scale."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(max(1, round(px)))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
