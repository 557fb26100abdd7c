"""Makes the pictures of the README: two pages of the desk, a certificate, and slides on one sheet.

Called by `installer/pictures`. Everything comes out of the app itself; nothing is retouched.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from make_window_pictures import pictures_of
from PIL import Image
from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bsuh_desktop import paths
from bsuh_desktop.content.placeholders import Fillings, read_common
from bsuh_desktop.content.reader import Pack, find_pack
from bsuh_desktop.documents.pdf_file import opened
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.qt.stage.renderer import slide_image
from bsuh_desktop.services.rehearsal.demonstrate import demonstrate, new_passphrase
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.trust.demonstration import demonstration_programme
from tests.helpers.display import own_display
from tests.helpers.scenes import SCENES

PICTURES = Path("help") / "pictures"
PACK = "taps-traps-taka"
SHOWN = ("cover", "question", "activity", "help")
"""One slide of each of these layouts stands on the sheet."""

WINDOWS = {"desk-roll-call": ("roll-call", "bn-100"), "desk-teach": ("teach", "en-100")}
"""Picture → its scene and look."""

SIZE = (1024, 768)
THUMBNAIL = (640, 480)
CERTIFICATE_DPI = 110


def main() -> None:
    """Writes all pictures into resources/help/pictures, over the old ones."""
    folder = paths.resources() / PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    if own_display(always=True) is None:
        sys.exit("Xvfb is needed, from the package xvfb.")
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    application = QApplication(sys.argv[:1])
    words = Fillings(demonstration_programme(paths.resources()).helpline_numbers(), read_common(paths.resources()))
    pack = find_pack(paths.resources(), PACK, words)
    languages: tuple[Language, ...] = ("bn", "en")
    for language in languages:
        _sheet(pack, language).save(folder / f"slides-{language}.png", optimize=True)
    for name, (scene, look) in WINDOWS.items():
        _window(scene, look).save(folder / f"{name}.png", optimize=True)
    _certificate().save(folder / "certificate.png", optimize=True)
    application.quit()
    for picture in sorted(folder.iterdir()):
        print(f"{picture.name}: {picture.stat().st_size // 1024} KB")


def _window(scene: str, look: str) -> Image.Image:
    """A page of the desk, reached as a person reaches it."""
    pictures = {path.stem: picture for path, picture in pictures_of(SCENES[scene])}
    return _pillow(pictures[f"{scene}-{look}"].toImage()).quantize(192)


def _sheet(pack: Pack, language: Language) -> Image.Image:
    """The shown slides two by two."""
    slides = pack.slides(language)
    shown = [next(slide for slide in slides if slide.layout == layout) for layout in SHOWN]
    width, height = THUMBNAIL
    sheet = Image.new("RGB", (2 * width + 16, 2 * height + 16), "white")
    for place, slide in enumerate(shown):
        picture = _pillow(slide_image(slide, pack, language, *SIZE)).resize(THUMBNAIL, Image.Resampling.LANCZOS)
        sheet.paste(picture, (place % 2 * (width + 16), place // 2 * (height + 16)))
    return sheet.quantize(128)


def _pillow(picture: QImage) -> Image.Image:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    return Image.frombytes("RGB", size, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine())


def _certificate() -> Image.Image:
    """The first page of a demonstration's certificates."""
    with tempfile.TemporaryDirectory() as folder:
        held = demonstrate(Path(folder), 1, new_passphrase(), SystemClock())
        with opened(held.certificates.read_bytes()) as document:
            page: Image.Image = document[0].render(scale=CERTIFICATE_DPI / 72).to_pil()
    return page.convert("RGB").quantize(64)


if __name__ == "__main__":
    main()
