from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.classroom.notes import note_lines, script_lines
from bsuh_desktop.qt.classroom.teach.notes import mark_size, mark_source, notes_page, script_page
from bsuh_desktop.services.classroom.voice_script import VoiceScript

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

ASKED = VoiceScript(say=("Listen <well>.",), question="Which?", options=(("A", "This & that"), ("B", "None")))


def lines(slide: Slide, language: Language = "en", by_voice: bool = False) -> list[str]:
    """What can be read, line by line."""
    document = QTextDocument()
    document.setHtml(notes_page(note_lines(slide, by_voice), language))
    return [line for line in document.toPlainText().replace("\u2028", "\n").split("\n") if line.strip()]


def test_what_to_say_comes_first_and_signs_stand_for_themselves() -> None:
    assert lines(SLIDE)[:2] == ["Say: Say <this> & that.", "On the board: A · B"]


def test_points_have_signs_and_bold_words_no_stars() -> None:
    read = lines(SLIDE)
    assert read[2:5] == ["Before class", "•\tWrite eight offers.", "•\tKeep pens."]
    assert "**" not in "".join(read)
    assert "<b>eight</b>" in notes_page(note_lines(SLIDE, by_voice=False), "en")


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


def read(spoken: VoiceScript, language: Language = "en") -> list[str]:
    """What can be read, line by line; a mark counts for nothing."""
    document = QTextDocument()
    document.setHtml(script_page(script_lines(spoken), language, 22))
    return [line.replace("\ufffc", "").strip() for line in document.toPlainText().split("\n") if line.strip()]


def test_a_question_is_read_with_the_letter_of_each_option() -> None:
    assert read(ASKED) == ["Listen <well>.", "Which?", "A  This & that", "B  None"]
    assert mark_source("B", mark_size(22)) in script_page(script_lines(ASKED), "en", 22)


def test_the_answer_and_why_are_said_as_the_class_speaks() -> None:
    answered = VoiceScript(answer=("B", "কোনোটিই না"), why="কারণ আছে।")
    assert read(answered, "bn") == ["উত্তর B: কোনোটিই না", "কারণ আছে।"]


def test_a_private_question_has_no_answer_to_tell() -> None:
    assert read(VoiceScript(why="It is yours alone.")) == ["It is yours alone."]
