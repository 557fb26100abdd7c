"""The letters of the stage: Noto Sans and Noto Sans Bengali, brought along so that every laptop shows the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from bsuh_desktop.paths import resources

# Latin first: the other order sets mixed lines 2 px too high.
FAMILIES = ["Noto Sans", "Noto Sans Bengali"]
_loaded: set[Path] = set()


def load_fonts(folder: Path | None = None) -> None:
    """Make the fonts in `folder` (the app's own, if none is given) known to Qt, once. Needs a QGuiApplication."""
    folder = folder or resources() / "fonts"
    if folder in _loaded:
        return
    # Qt 6.11 logs “OpenType support missing” for scripts that a family does not cover; the next family has them.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for path in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    _loaded.add(folder)


def stage_font(px: float, bold: bool = False) -> QFont:
    """The stage's font, `px` high in the units of the page. No hinting: pages are drawn at any scale."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(max(1, round(px)))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
