from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.classroom.teach.note_lines import note_lines

pytestmark = pytest.mark.usefixtures("qapp")
SLIDE = Slide(
    "s1",
    "statement",
    1,
    say="Say <this> & that.",
    board="A · B",
    nopower="**You need:** nothing.\n\n1. Sit down.\n   All of you.\n2. Listen.",
    note="**Before class**\n\n- Write **eight** offers.\n- Keep pens.",
)


def lines(slide: Slide, language: Language = "en", by_voice: bool = False) -> list[str]:
    """What can be read, line by line."""
    document = QTextDocument()
    document.setHtml(note_lines(slide, language, by_voice))
    return [line for line in document.toPlainText().replace("\u2028", "\n").split("\n") if line.strip()]


def test_what_to_say_comes_first_and_signs_stand_for_themselves() -> None:
    assert lines(SLIDE)[:2] == ["Say: Say <this> & that.", "On the board: A · B"]


def test_points_have_signs_and_bold_words_no_stars() -> None:
    read = lines(SLIDE)
    assert read[2:5] == ["Before class", "•\tWrite eight offers.", "•\tKeep pens."]
    assert "**" not in "".join(read)
    assert "<b>eight</b>" in note_lines(SLIDE, "en", by_voice=False)


def test_a_point_goes_on_with_its_indented_line() -> None:
    read = lines(SLIDE)
    begun = read.index("1.\tSit down.")
    assert read[begun : begun + 3] == ["1.\tSit down.", "All of you.", "2.\tListen."]


def test_without_a_projector_the_lines_for_it_come_first() -> None:
    assert lines(SLIDE)[5] == "If the power fails:"
    assert lines(SLIDE, by_voice=True)[0] == "Without a projector:"


def test_numbers_of_points_are_in_the_desks_digits() -> None:
    signs = [line.partition("\t")[0] for line in lines(SLIDE, "bn") if "\t" in line]
    assert signs == ["•", "•", "১.", "২."]


def test_a_slide_without_notes_says_so() -> None:
    assert lines(Slide("s2", "cover", 1)) == ["This slide has no notes."]
