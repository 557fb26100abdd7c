"""The only module that sets Bangla on paper: with conjuncts, and so that copied text is correct.

ReportLab 5.1's own `drawString(shaping=True)` draws unshaped Bangla where rlbidi is missing, and no reader can copy
shaped text. So a line is split by script (Noto Sans Bengali has no Latin), shaped by HarfBuzz, and put into an
/ActualText span (ISO 32000-1, 14.9.4) with the text in NFC.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal

from bsuh_desktop.documents.typeface import Face
from bsuh_desktop.paths import resources

Align = Literal["left", "centre", "right"]
_SHARE_BEFORE = {"left": 0.0, "centre": 0.5, "right": 1.0}
_BANGLA_ELSEWHERE = "।॥\u200c\u200d"


@dataclasses.dataclass(frozen=True)
class Line:
    """A line laid out once, for any size: the text, its operators for 1 point, its width in ems."""

    text: str
    operators: str
    ems: float

    def width(self, size: float) -> float:
        """Width in points at `size` points."""
        return self.ems * size

    def fitted(self, size: float, width: float) -> float:
        """`size`, or the smaller size in points at which the whole line is `width` points wide. Nothing is cut."""
        return min(size, width / self.ems) if self.ems else size

    def then(self, other: Line) -> Line:
        """This line with `other` set directly behind it (another weight, as in a bold title)."""
        return Line(self.text + other.text, f"{self.operators} {other.operators}", self.ems + other.ems)

    def drawn(self, x: float, y: float, size: float, align: Align = "centre") -> str:
        """Operators that draw the line with `x`, `y` (points from the lower left) on its base line."""
        left = x - _SHARE_BEFORE[align] * self.width(size)
        copied = self.text.encode("utf-16-be").hex()
        place = f"{size:.2f} 0 0 {size:.2f} {left:.2f} {y:.2f} Tm"
        return f"/Span<</ActualText<feff{copied}>>>BDC BT {place} {self.operators} ET EMC"


def undrawable(text: str) -> str:
    """The letters of `text` that neither face has: they would be printed as empty boxes."""
    text = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in text if not any(face.has(letter) for face in _faces()))


@functools.cache
def _faces() -> tuple[Face, Face]:
    """Both regular faces, only to look up their letters; they belong to no document."""
    fonts = resources() / "fonts"
    return Face(fonts / "NotoSansBengali-Regular.ttf", None), Face(fonts / "NotoSans-Regular.ttf", None)


class Typesetter:
    """Lays out lines for one PDF; `document` is ReportLab's (`canvas._doc`)."""

    def __init__(self, document: Any) -> None:
        fonts = resources() / "fonts"
        self._latin = [Face(fonts / f"NotoSans-{weight}.ttf", document) for weight in ("Regular", "Bold")]
        self._bangla = [Face(fonts / f"NotoSansBengali-{weight}.ttf", document) for weight in ("Regular", "Bold")]

    def lay_out(self, text: str, bold: bool = False) -> Line:
        """`text` in NFC as one line."""
        text = unicodedata.normalize("NFC", text)
        faces = {"bangla": self._bangla[bold], "latin": self._latin[bold]}
        runs = [faces[script].shape(part) for script, part in self._split(text)]
        return Line(text, " ".join(run.code for run in runs), sum(run.width for run in runs))

    def _split(self, text: str) -> Iterator[tuple[str, str]]:
        """(script, part) pairs in order. Blanks and marks that both faces have stay with the letters before them."""
        scripts = [self._script(letter) for letter in text]
        current = next((script for script in scripts if script), "latin")
        settled = [current := script or current for script in scripts]
        for script, group in itertools.groupby(zip(settled, text, strict=True), key=lambda pair: pair[0]):
            yield script, "".join(letter for _, letter in group)

    def _script(self, letter: str) -> str:
        if "\u0980" <= letter <= "\u09ff" or letter in _BANGLA_ELSEWHERE:
            return "bangla"
        return "" if self._bangla[0].has(letter) else "latin"
