"""The first module, and its slides as pictures and as a PDF: what all programs of a comparison show."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from bsuh_desktop.content.placeholders import Fillings, read_common
from bsuh_desktop.content.reader import Pack, read_pack
from bsuh_desktop.paths import resources
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.look.fonts import load_fonts
from bsuh_desktop.qt.stage.renderer import content_image, paint_slide
from bsuh_desktop.qt.stage.slides import scene_of


def first_module() -> Pack:
    """“Taps, Traps and Taka” with its words filled in."""
    words = Fillings(helplines={"child": "1098", "emergency": "999"}, common=read_common(resources()))
    return read_pack(resources() / "packs" / "taps-traps-taka", words)


def contents(pack: Pack) -> list[StageContent]:
    """Its slides in Bangla."""
    return [StageContent("bn", number) for number in range(1, len(pack.slides("bn")) + 1)]


def module_pictures(size: QSize) -> list[QImage]:
    """Its slides in `size`. Needs a QGuiApplication."""
    pack = first_module()
    return [content_image(content, pack, size.width(), size.height()) for content in contents(pack)]


def write_pdf(path: Path, size: QSize) -> None:
    """Its slides as a PDF whose pages have the shape of `size`, letters as letters. Needs a QGuiApplication."""
    load_fonts()
    pack = first_module()
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    page = QPageSize(QSizeF(size) / 2, QPageSize.Unit.Point)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    for place, content in enumerate(contents(pack)):
        if place:
            writer.newPage()
        paint_slide(painter, QRectF(0, 0, writer.width(), writer.height()), scene_of(content, pack))
    painter.end()
