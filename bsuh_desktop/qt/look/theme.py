"""The look of the windows: the stylesheet with its colours filled in, the fonts, and the text size.

A facilitator may choose text of up to twice the size. Fonts then grow by that factor and the boxes around them by less,
so that a screen still has room for its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.fonts import FAMILIES, load_fonts

LARGEST = 2.0
_BODY = 15
# The share of the text's growth by which boxes grow: a line of 30-px text fits a button of 44 px times 1.6.
_ROOM = 0.6
_TOKEN = re.compile(r"@([a-z]+(?:-[a-z]+)*)")
_SIZE = re.compile(r"\b(?:(\d+)px\+)?(\d+)([tbl])x\b")
_DRESSED = "dressed_in_fusion"
_LATER = "polished_later"
_POLISHED, _OWN_STYLE = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle
_scale = 1.0


def scale() -> float:
    """The text scale, from 1 (normal) to 2."""
    return _scale


def worn() -> tuple[float, colours.Contrast]:
    """The text scale and the contrast that are applied to the app."""
    return _scale, colours.in_use()


def scaled_text(n: float) -> int:
    """`n` pixels of text (or of what grows with it) at the chosen text scale."""
    return round(n * _scale)


def scaled_box(n: float) -> int:
    """`n` pixels of a box around text at the chosen text scale: buttons, chips and margins grow less than the text."""
    return round(n * (1 + (_scale - 1) * _ROOM))


def stroke(n: float = 1) -> float:
    """Width of a line that is normally `n` pixels: one pixel more in high contrast."""
    return n + 1 if colours.in_use() == "high" else n


def within_stroke(rect: QRectF) -> QRectF:
    """The path for a thin line that is drawn just inside `rect`: its centre line."""
    half = stroke() / 2
    return rect.adjusted(half, half, -half, -half)


def desk_font(size: float = _BODY, bold: bool = False) -> QFont:
    """The desk's font for painted words, `size` px before the text scale."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(max(1, scaled_text(size)))
    font.setBold(bold)
    return font


def apply_theme(
    application: QApplication,
    text_scale: float = 1.0,
    contrast: colours.Contrast = "calm",
    hidden: Iterable[QWidget] = (),
) -> None:
    """Applies the stylesheet, the fonts and the palette of `contrast` to `application`; text is `text_scale` times
    (1 to 2) the normal size. May be called again; call `catch_up` then for each of the pages `hidden` before it is
    shown."""
    global _scale
    colours.use(contrast)
    _scale = min(LARGEST, max(1.0, text_scale))
    load_fonts()
    if not application.property(_DRESSED):
        # Qt would polish every widget once more before the stylesheet does the same.
        application.setStyle("Fusion")
        application.setProperty(_DRESSED, True)
    application.setFont(desk_font())
    application.setPalette(_palette())
    _replace_stylesheet(application, list(hidden))


def catch_up(page: QWidget) -> None:
    """Applies the current look to a page that was hidden when it changed."""
    if page.property(_LATER):
        page.setProperty(_LATER, False)
        _polish([page, *page.findChildren(QWidget)])


def _replace_stylesheet(application: QApplication, hidden: list[QWidget]) -> None:
    """Polishes each widget once, and none of the `hidden` pages: with them a step of the text took seven times as long
    as a page.

    When a stylesheet is replaced, Qt polishes each widget once per ancestor: nine times on a page. When it is removed
    and set again, Qt polishes each twice and sends it two events. It does neither to widgets that look as if they were
    new and had a style of their own.
    """
    widgets = application.allWidgets()
    style = application.style()
    for widget in widgets:
        if widget.testAttribute(_POLISHED):
            style.unpolish(widget)
            widget.setAttribute(_POLISHED, False)
        widget.setAttribute(_OWN_STYLE)
    application.setStyleSheet("")
    application.setStyleSheet(stylesheet())
    for widget in widgets:
        widget.setAttribute(_OWN_STYLE, False)
    later = set[QWidget]()
    for page in hidden:
        page.setProperty(_LATER, True)
        later.update((page, *page.findChildren(QWidget)))
    _polish([widget for widget in widgets if widget not in later])


def _polish(widgets: list[QWidget]) -> None:
    for widget in widgets:
        # Setting its own stylesheet again polishes it together with its children.
        if own := widget.styleSheet():
            widget.setStyleSheet(own)
        else:
            widget.style().polish(widget)
        widget.setAttribute(_POLISHED)
    for widget in widgets:
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        widget.update()


def stylesheet(folder: Path | None = None) -> str:
    """The desk's stylesheet at the current text scale; `folder` defaults to the app's own resources."""
    folder = folder or resources()
    text = (folder / "theme" / "desk.qss").read_text("utf-8")
    return filled(text).replace('url("theme/', f'url("{folder.as_posix()}/theme/')


def filled(sheet: str) -> str:
    """`sheet` with its colour names, sizes and the families of its letters filled in. Raises KeyError for an unknown
    colour.

    Lengths in tx scale as text does, those in bx as boxes do; px are not scaled. 32px+30tx is a sum. Lines are in lx:
    they are one pixel wider in high contrast.
    """
    sheet = sheet.replace("@families", ", ".join(f'"{family}"' for family in FAMILIES))
    sheet = _TOKEN.sub(lambda found: colours.TOKENS[found[1]], sheet)
    return _SIZE.sub(_length, sheet)


def _length(found: re.Match[str]) -> str:
    fixed, number, unit = found.groups()
    grown = {"t": scaled_text(int(number)), "b": scaled_box(int(number)), "l": round(stroke(int(number)))}[unit]
    return f"{int(fixed or 0) + grown}px"


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for each, colour in {
        role.Window: colours.IVORY,
        role.Base: colours.WHITE,
        role.AlternateBase: colours.PAPER,
        role.Button: colours.PAPER,
        role.WindowText: colours.INK,
        role.Text: colours.INK,
        role.ButtonText: colours.INK,
        role.PlaceholderText: colours.INK_SOFT,
        role.Highlight: colours.GREEN,
        role.HighlightedText: colours.WHITE,
        role.Accent: colours.GREEN,
        role.Link: colours.GREEN,
        role.ToolTipBase: colours.INK,
        role.ToolTipText: colours.IVORY,
    }.items():
        palette.setColor(each, colour)
    return palette
