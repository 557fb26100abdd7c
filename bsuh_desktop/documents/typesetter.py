"""The only module that sets Bangla on paper: with conjuncts, and so that copied text is correct.

ReportLab 5.1's own `drawString(shaping=True)` draws unshaped Bangla where rlbidi is missing, and no reader can copy
shaped text. So a line is split by script (Noto Sans Bengali has no Latin), shaped by HarfBuzz, and put into an
/ActualText span (ISO 32000-1, 14.9.4) with the text in NFC. A face belongs to one document, so that two documents made
in one run do not change each other's bytes."""

from __future__ import annotations

import copy
import dataclasses
import functools
import itertools
import unicodedata
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import uharfbuzz as hb
from reportlab.pdfbase.ttfonts import TTFont

from bsuh_desktop.paths import resources

_PRIVATE_USE = 0xE000
_UNITS_PER_EM = 1000


class Glyph(NamedTuple):
    """How a glyph is drawn."""

    font: str
    """The PDF font that contains it."""
    code: str
    """Its code in that font as two hex digits."""
    width: int
    """In 1/1000 em."""


class Run(NamedTuple):
    """Letters of one script."""

    code: str
    """PDF text operators for a size of 1 point."""
    width: float
    """In ems."""


class Face:
    """The face in `file` (a static TrueType font of 1,000 units an em), for use in ReportLab's `document`."""

    def __init__(self, file: Path, document: Any) -> None:
        self._document = document
        self._font = _font_of(file)
        face = hb.Face(hb.Blob.from_file_path(str(file)))
        if face.upem != _UNITS_PER_EM:
            raise ValueError(f"{file.name} has {face.upem} units an em, not {_UNITS_PER_EM}")
        self._shaper = hb.Font(face)
        self._glyphs: dict[int, Glyph] = {}
        self._next_private = _PRIVATE_USE

    def has(self, letter: str) -> bool:
        """True if the face can draw `letter`."""
        return ord(letter) in self._font.face.charToGlyph

    def shape(self, text: str) -> Run:
        """`text`, which must be of one script, shaped."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._shaper, buffer)
        pen = _Pen()
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyph = self._glyphs.get(info.codepoint) or self._admit(info.codepoint)
            pen.draw(glyph, position.x_advance, position.x_offset, position.y_offset)
        return pen.finish()

    def _admit(self, index: int) -> Glyph:
        """Adds glyph `index` to the document's subset of this font.

        ReportLab knows glyphs by characters only: a conjunct gets a private one (/ActualText gives the text for
        copying).
        """
        face: Any = self._font.face
        named = face.glyphToChar.get(index)
        character = named[0] if named else self._new_character(index)
        subset, code = self._font.splitString(chr(character), self._document)[0]
        name = self._font.getSubsetInternalName(subset, self._document)
        glyph = self._glyphs[index] = Glyph(name, code.hex(), face.charWidths[character])
        return glyph

    def _new_character(self, index: int) -> int:
        face: Any = self._font.face
        while self._next_private in face.charToGlyph:
            self._next_private += 1
        face.charToGlyph[self._next_private] = index
        face.charWidths[self._next_private] = self._shaper.get_glyph_h_advance(index)
        return self._next_private


def _font_of(file: Path) -> TTFont:
    """A font for one document, whose changes do not affect other documents."""
    font: Any = copy.copy(_read(file))
    font.state = weakref.WeakKeyDictionary()
    font.face = copy.copy(font.face)
    font.face.charToGlyph, font.face.charWidths = dict(font.face.charToGlyph), dict(font.face.charWidths)
    return cast(TTFont, font)


@functools.cache
def _read(file: Path) -> TTFont:
    """The font as in its file, never changed. ReportLab takes 10 ms to read one, and each document has four."""
    return TTFont(file.stem, str(file))


class _Pen:
    """Writes glyphs as TJ operators (ISO 32000-1, 9.4.3): codes, and moves in 1/1000 em as given by HarfBuzz."""

    def __init__(self) -> None:
        self._operators: list[str] = []
        self._array: list[str] = []
        self._font = ""
        self._rise = 0
        self._owed = 0
        self._width = 0

    def draw(self, glyph: Glyph, advance: int, right: int, up: int) -> None:
        """Draws one glyph, moved `right` and `up`; the next one is `advance` further (all 1/1000 em)."""
        if glyph.font != self._font or up != self._rise:
            self._settle(glyph.font, up)
        move = self._owed + right
        if move:
            self._array.append(f">{-move}<")
        self._array.append(glyph.code)
        self._owed = advance - right - glyph.width
        self._width += advance

    def finish(self) -> Run:
        """Everything that was drawn; the pen is left at the end, on the base line."""
        if self._owed:
            self._array.append(f">{-self._owed}<")
        self._settle(self._font, 0)
        return Run(" ".join(self._operators), self._width / _UNITS_PER_EM)

    def _settle(self, font: str, rise: int) -> None:
        if self._array:
            self._operators.append(f"[<{''.join(self._array)}>]TJ")
            self._array.clear()
        if font != self._font:
            self._operators.append(f"{font} 1 Tf")
            self._font = font
        if rise != self._rise:
            self._operators.append(f"{rise / _UNITS_PER_EM:g} Ts")
            self._rise = rise


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
