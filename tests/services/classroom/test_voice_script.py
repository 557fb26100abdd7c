from __future__ import annotations

import pytest
from msgspec.structs import replace

from bsuh_desktop import paths
from bsuh_desktop.content.reader import Pack, readable_packs
from bsuh_desktop.content.schema import Columns, ListBlock, Paragraph, Run, Slide
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.services.classroom.voice_script import spoken_answers, spoken_question, spoken_slide

LANGUAGES: tuple[Language, ...] = ("bn", "en")
BARE = Slide(
    "s1",
    "steps",
    1,
    title="Our rules",
    body=(
        Paragraph((Run("Listen to "), Run("everyone", bold=True))),
        ListBlock(((Run("Say pass"),), (Run("Ask"),)), ordered=True),
        Columns((ListBlock(((Run("left"),),)),), (Paragraph((Run("right"),)),)),
    ),
)
OWN = ("Our rules", "Listen to everyone", "1. Say pass", "2. Ask", "left", "right")


@pytest.fixture(scope="module")
def packs() -> tuple[Pack, ...]:
    return tuple(readable_packs(paths.resources()))


def test_every_slide_of_every_module_can_be_taught_by_voice(packs: tuple[Pack, ...]) -> None:
    slides = [slide for pack in packs for language in LANGUAGES for slide in pack.slides(language)]
    assert len(slides) >= 2 * 15
    assert [slide.id for slide in slides if not (slide.say and slide.board)] == []


def test_what_stands_on_the_board_stands_line_by_line() -> None:
    spoken = spoken_slide(replace(BARE, say="First.\nThen.", board="1 Hurry · 2 Prize\nHelp: 1098"), "en")
    assert (spoken.say, spoken.board) == (("First.", "Then."), ("1 Hurry", "2 Prize", "Help: 1098"))


def test_without_words_the_slides_own_text_leads() -> None:
    spoken = spoken_slide(BARE, "en")
    assert (spoken.say, spoken.board) == (OWN, OWN)
    assert spoken_slide(BARE, "bn").say[2] == "১. Say pass"


def test_a_question_is_read_with_its_options(packs: tuple[Pack, ...]) -> None:
    item = packs[0].item("q5")
    spoken = spoken_slide(replace(BARE, say="Twice."), "en", item)
    assert spoken.say == ("Twice.",)
    assert spoken.question.endswith("Zara’s best step?")
    assert spoken.options[2] == ("C", "Ask Sagar about it")
    assert spoken_question(item, "bn").options[0] == ("A", "শাপলার কাছে জেনে নেবে")
    assert spoken_question(None, "en").options == ()


def test_the_answer_comes_with_its_why_and_the_counts(packs: tuple[Pack, ...]) -> None:
    spoken = spoken_answers(packs[0].item("q5"), {"A": 6, "C": 30}, replace(BARE, board="Question 1"), "bn")
    assert spoken.answer == ("C", "সাগরের কাছে জেনে নেবে")
    assert spoken.why.startswith("তাড়া আর আগে টাকা")
    assert spoken.board == ("Question 1", "A: ৬ · B: ০ · C: ৩০ · D: ০")
    few = spoken_answers(packs[0].item("q5"), {"A": 1, "C": 3}, replace(BARE, board="Question 1"), "bn")
    assert few.board == ("Question 1",), "four answers tell who gave which"
