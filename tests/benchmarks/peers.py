"""Other programs that present slides, showing ours: pympress and pdfpc our PDF, Impress our slides as pictures."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage

from tests.benchmarks.module_pictures import module_pictures, write_pdf

_NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{urn}"
    for name, urn in {
        "office": "office:1.0",
        "style": "style:1.0",
        "draw": "drawing:1.0",
        "svg": "svg-compatible:1.0",
        "fo": "xsl-fo-compatible:1.0",
    }.items()
}
_PAGE_CM = (32.0, 18.0)


class Peer(NamedTuple):
    """A program with the command that shows the deck on one screen, and the keys that bring it to full screen."""

    command: Sequence[str]
    first: Sequence[str] = ()


def peers(folder: Path, size: QSize) -> dict[str, Peer]:
    """Those that are installed, with decks for them in `folder`. Needs a QGuiApplication."""
    pdf, presentation = folder / "deck.pdf", folder / "deck.fodp"
    write_pdf(pdf, size)
    _write_presentation(presentation, module_pictures(size))
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--norestore", "--show", str(presentation)]
    known = {
        "pympress": Peer(_on_its_own_bus("pympress", str(pdf)), ["f", "Right"]),
        "pdfpc": Peer(_on_its_own_bus("pdfpc", "-S", "-s", str(pdf)), ["Right"]),
        "Impress": Peer(_on_its_own_bus(*office), ["Right"]),
    }
    programs = {"pympress": "pympress", "pdfpc": "pdfpc", "Impress": "soffice"}
    return {name: peer for name, peer in known.items() if shutil.which(programs[name])}


def _on_its_own_bus(*command: str) -> list[str]:
    return ["dbus-run-session", "--", *command]


def _write_presentation(path: Path, pictures: Sequence[QImage]) -> None:
    """A flat OpenDocument presentation, a picture a page."""
    names = " ".join(f"xmlns:{name}={quoteattr(urn)}" for name, urn in _NAMES.items())
    width, height = _PAGE_CM
    page = (
        '<office:automatic-styles><style:page-layout style:name="sheet"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin="0cm"/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="plain" '
        'style:page-layout-name="sheet"/></office:master-styles>'
    )
    pages = "".join(_page(picture) for picture in pictures)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.presentation">{page}'
        f"<office:body><office:presentation>{pages}</office:presentation></office:body></office:document>",
        "utf-8",
    )


def _page(picture: QImage) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know file names only
    width, height = _PAGE_CM
    place = f'svg:x="0cm" svg:y="0cm" svg:width="{width}cm" svg:height="{height}cm"'
    return (
        f'<draw:page draw:master-page-name="plain"><draw:frame {place}><draw:image><office:binary-data>'
        f"{base64.b64encode(data.data()).decode()}</office:binary-data></draw:image></draw:frame></draw:page>"
    )
