"""Words are set as large as fits, in both scripts, with every letter known to the fonts."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGlyphRun, QTextLayout

from bsuh_desktop.content.check.words import texts
from bsuh_desktop.content.pack_draft import read_draft
from bsuh_desktop.content.schema import Run
from bsuh_desktop.content.source import open_source
from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look.fonts import FAMILIES, stage_font
from bsuh_desktop.qt.stage.text_fit import BREAKING, SMALLEST, FittedText, fitted, text_width

BANGLA, ENGLISH = "ফোন রেখে বড় কাউকে বলব", "I hang up and tell an adult"


@pytest.mark.parametrize("text", [BANGLA, ENGLISH])
def test_a_short_text_gets_the_largest_letters(text: str) -> None:
    assert fitted((Run(text),), 900, 100, 43).px == 43


@pytest.mark.parametrize("text", [BANGLA, ENGLISH])
@pytest.mark.parametrize(("width", "height"), [(300, 100), (200, 300), (150, 90)])
def test_a_long_text_gets_smaller_until_it_fits(text: str, width: int, height: int) -> None:
    lettering = fitted((Run(text * 3),), width, height, 43)
    assert lettering.px < 43
    assert lettering.fits
    assert lettering.height <= height or lettering.px == SMALLEST


def test_a_word_wider_than_its_box_makes_all_letters_smaller_and_is_broken_last() -> None:
    lettering = fitted((Run("incontrovertible"),), 200, 500, 43)
    assert BREAKING < lettering.px < 43
    assert lettering.lines == 1
    broken = fitted((Run("incontrovertible" * 5),), 200, 500, 43)
    assert broken.px == BREAKING
    assert broken.fits


def test_a_last_line_of_one_word_is_avoided_by_a_little() -> None:
    width = text_width(ENGLISH, 43) - 10
    lettering = fitted((Run(ENGLISH),), width, 200, 43)
    assert (lettering.lines, lettering.px >= 37) == (1, True)


def test_bold_words_are_wider_in_both_scripts() -> None:
    for text in (BANGLA, ENGLISH):
        both = FittedText((Run(text, bold=True),), 2000, 40)
        assert both.widest > FittedText((Run(text),), 2000, 40).widest


def test_bold_begins_where_it_should_behind_letters_outside_the_basic_plane() -> None:
    plain, bold = FittedText((Run("🙂 "),), 2000, 40).widest, FittedText((Run("mmm", bold=True),), 2000, 40).widest
    together = FittedText((Run("🙂 "), Run("mmm", bold=True)), 2000, 40).widest
    assert together == pytest.approx(plain + bold, abs=20)


def glyph_runs(words: str) -> list[QGlyphRun]:
    """The letters' shapes on the stage, with the fonts that they come from."""
    layout = QTextLayout(words, stage_font(30))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout.glyphRuns()


def test_the_first_module_has_no_letter_that_the_fonts_lack() -> None:
    book = read_draft(open_source(resources() / "packs" / "taps-traps-taka"))
    for text in texts(book):
        for run in glyph_runs(text.words.replace("\n", " ")):
            assert run.rawFont().familyName() in FAMILIES, text.words
            assert 0 not in run.glyphIndexes(), text.words
