"""Every part in every state in one window, to be looked at: the twin of the look book's page of parts.

`python -m tests.helpers.gallery FOLDER` writes it as pictures, in both languages and in large letters.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.look.i18n import speak, switch
from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.marks import DashedDivider
from tests.helpers.samples import Samples


class Gallery(QWidget):
    """The parts, said in `language`."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.samples = Samples(language)
        self._rails = [self.samples.places(), self.samples.steps()]
        self._page = QVBoxLayout()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._rails[0])
        line.addLayout(self._page, 1)
        line.addWidget(self._rails[1])
        self._fill()
        apply_icons(self)
        self.ring = FocusRing(self)

    def _fill(self) -> None:
        samples = self.samples
        self._page.addWidget(samples.header())
        self._add(samples.buttons())
        grid = samples.grid()
        grid.setMinimumWidth(grid.sizeHint().width())
        self._add([grid])
        self._add(samples.lights())
        self._columns()
        for row in samples.fields():
            self._add(row)
        self._add(samples.cards(), share=1)
        for part in (samples.pace(), DashedDivider(), samples.strip()):
            self._add([part], share=1)
        self._add(samples.pictures(), share=1)

    def _columns(self) -> None:
        left = QVBoxLayout()
        for part in self.samples.messages():
            left.addWidget(part)
        left.addStretch(1)
        row = self._row()
        row.addLayout(left, 1)
        row.addWidget(self.samples.table(), 1)
        row.addWidget(self.samples.empty())

    def _add(self, parts: Sequence[QWidget], share: int = 0) -> None:
        """The parts side by side, as wide as they like, or sharing the width."""
        row = self._row()
        for part in parts:
            row.addWidget(part, share)
        if not share:
            row.addStretch(1)

    def _row(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(32, 4, 32, 4)
        row.setSpacing(16)
        self._page.addLayout(row)
        return row

    def unfold(self) -> None:
        """Shows all parts at their full size, on however small a screen."""
        page, rails = self._page.sizeHint().width(), sum(rail.width() for rail in self._rails)
        self.resize(page + rails, max(self._page.totalHeightForWidth(page), 1000))
        self.show()
        # Its rows share the width otherwise than they ask for it.
        whole = self.layout()
        assert whole is not None
        self.resize(self.width(), max(whole.totalHeightForWidth(self.width()), whole.totalMinimumSize().height(), 1000))

    def dialog(self) -> Dialog:
        """A question over this window, to be opened."""
        return self.samples.dialog(self)


def write_pictures(folder: Path, settle: Callable[[], object]) -> list[Path]:
    """One picture for each language and size of text; returns their paths."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    translator = speak(application, "en")
    written: list[Path] = []
    for language in ("en", "bn"):
        switch(application, translator, language)
        for scale in (1.0, 2.0):
            apply_theme(application, scale)
            gallery = Gallery(language)
            gallery.unfold()
            settle()
            path = folder / f"parts-{language}-{round(scale * 100)}.png"
            gallery.grab().save(str(path))
            dialog = gallery.dialog()
            dialog.open()
            settle()
            dialog.grab().save(str(path.with_name(f"dialog-{language}-{round(scale * 100)}.png")))
            dialog.close()
            gallery.close()
            written.append(path)
    return written


if __name__ == "__main__":
    made = QApplication(sys.argv)
    for picture in write_pictures(Path(sys.argv[1]), made.processEvents):
        print(picture)
