from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QTextLayout

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look.fonts import load_fonts, stage_font
from tests.helpers.sources import ROOT


def covered() -> set[int]:
    """The letters and signs that the app brings along."""
    faces = (TTFont(path) for path in (resources() / "fonts").glob("*-Regular.ttf"))
    return {letter for face in faces for letter in face.getBestCmap()}


def words() -> Iterator[tuple[Path, str]]:
    """Everything that is said in windows: the catalogue of sentences, the forms, packs, guides."""
    catalogue = resources() / "i18n" / "bn.po"
    for entry in polib.pofile(str(catalogue)):
        yield catalogue, entry.msgid + entry.msgstr
    for folder, pattern in ((ROOT / "ui", "**/*.ui"), (resources(), "**/*.md"), (resources(), "**/*.toml")):
        for path in folder.glob(pattern):
            yield path, path.read_text("utf-8")


def test_every_letter_and_sign_that_is_said_has_a_font_of_ours() -> None:
    ours = covered()
    said = {(sign, path.name) for path, text in words() for sign in text}
    assert {(sign, name) for sign, name in said if ord(sign) >= 0x80 and ord(sign) not in ours} == set()


def test_every_sign_stands_in_a_font_that_windows_looks_into_for_a_bangla_line() -> None:
    fonts = resources() / "fonts"
    looked_into = (TTFont(fonts / f"{name}-Regular.ttf").getBestCmap() for name in ("NotoSansBengali", "Signs"))
    ours = {letter for letters in looked_into for letter in letters}
    signs = {sign for _, text in words() for sign in text if unicodedata.category(sign)[0] in "PS"}
    assert {sign for sign in signs if ord(sign) not in ours} == set()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "text", ["ক · খ", "ক • খ", "ক → খ", "✓ বাছা", "ক ≥ ৩ ≠ ৪", "Tab ← ↑ ↓ ⌫", "ক্লাস › ৮ম", "ক & খ @ ২ °", "ক্ষ স্ত্র র্দ্র কি"]
)
@pytest.mark.parametrize("bold", [False, True])
def test_no_word_has_a_box_in_it(text: str, bold: bool) -> None:
    load_fonts()
    layout = QTextLayout(text, stage_font(20, bold))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = [(run.rawFont().familyName(), run.glyphIndexes()) for run in layout.glyphRuns()]
    assert [family for family, glyphs in runs if 0 in glyphs] == []
    assert {family for family, _ in runs} <= {"Noto Sans", "Noto Sans Bengali", "BSUH Signs"}
