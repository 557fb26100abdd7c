from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.classroom.teach.voice_lines import mark_size, mark_source, voice_text
from bsuh_desktop.services.classroom.voice_script import VoiceScript

pytestmark = pytest.mark.usefixtures("qapp")
ASKED = VoiceScript(say=("Listen <well>.",), question="Which?", options=(("A", "This & that"), ("B", "None")))


def read(spoken: VoiceScript, language: Language = "en") -> list[str]:
    """What can be read, line by line; a mark counts for nothing."""
    document = QTextDocument()
    document.setHtml(voice_text(spoken, language, 22))
    return [line.replace("\ufffc", "").strip() for line in document.toPlainText().split("\n") if line.strip()]


def test_a_question_is_read_with_the_letter_of_each_option() -> None:
    assert read(ASKED) == ["Listen <well>.", "Which?", "A  This & that", "B  None"]
    assert mark_source("B", mark_size(22)) in voice_text(ASKED, "en", 22)


def test_the_answer_and_why_are_said_as_the_class_speaks() -> None:
    answered = VoiceScript(answer=("B", "কোনোটিই না"), why="কারণ আছে।")
    assert read(answered, "bn") == ["উত্তর B: কোনোটিই না", "কারণ আছে।"]


def test_a_private_question_has_no_answer_to_tell() -> None:
    assert read(VoiceScript(why="It is yours alone.")) == ["It is yours alone."]
