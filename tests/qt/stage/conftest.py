"""What the tests of the stage share: fonts, packs with their words filled in, and an eye on all that is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from bsuh_desktop.content.placeholders import Fillings, read_common
from bsuh_desktop.content.reader import Pack, read_pack
from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look.fonts import load_fonts
from bsuh_desktop.qt.stage.text_fit import FittedText
from tests.helpers.packs import WORDS, good_files, write_folder

# Two threads may set the edge of a letter a shade apart.
SHADE = 12

Written = list[tuple[FittedText, QPointF]]


@pytest.fixture(autouse=True)
def fonts(qapp: QGuiApplication) -> None:
    load_fonts()


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return read_pack(write_folder(tmp_path / "pack", good_files()), WORDS)


@pytest.fixture(scope="session")
def module() -> Pack:
    """The first module as it is shipped."""
    words = Fillings(helplines={"child": "1098", "emergency": "999"}, common=read_common(resources()))
    return read_pack(resources() / "packs" / "taps-traps-taka", words)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    """All words that are drawn during the test, with their top left on the page."""
    seen: Written = []
    really = FittedText.paint

    def paint(
        words: FittedText, painter: QPainter, x: float, y: float, colour: QColor, *, centred: bool = False
    ) -> None:
        seen.append((words, QPointF(x, y)))
        really(words, painter, x, y, colour, centred=centred)

    monkeypatch.setattr(FittedText, "paint", paint)
    return seen


def alike(one: QImage, other: QImage) -> bool:
    """True if nobody could tell the two pictures apart."""
    if one.size() != other.size():
        return False
    difference = ImageChops.difference(_pillow(one), _pillow(other))
    return max(difference.tobytes()) <= SHADE


def _pillow(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    return Image.frombytes("RGB", size, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine())
