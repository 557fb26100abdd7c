"""One typeface in one PDF: which letters it has, how HarfBuzz shapes them, and the codes they are drawn by.

A face belongs to one document, so that two documents made in one run do not change each other's bytes.
"""

from __future__ import annotations

import copy
import functools
import weakref
from pathlib import Path
from typing import Any, NamedTuple, cast

import uharfbuzz as hb
from reportlab.pdfbase.ttfonts import TTFont

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
