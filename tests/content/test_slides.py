"""Slides as their author writes them: directives, separators, and a small piece of Markdown."""

from __future__ import annotations

from bsuh_desktop.content.schema import Columns, ListBlock, Paragraph, Picture, Run
from bsuh_desktop.content.slides import Deck, read_deck

HEAD = "<!-- id: a -->\n<!-- layout: steps -->\n<!-- minutes: 1 -->\n"


def deck(text: str) -> Deck:
    return read_deck("slides.en.md", text)


def test_a_separator_begins_the_next_slide_and_ends_of_the_file_are_none() -> None:
    slides = deck(f"{HEAD}# One\n\n---\n\n{HEAD}# Two\n---\n\n").slides
    assert [placed.slide.title for placed in slides] == ["One", "Two"]
    assert [placed.line for placed in slides] == [1, 8]


def test_a_value_may_run_over_lines_and_keep_them() -> None:
    placed = deck(HEAD + "<!-- note:\n- one\n  - two\n\nlast -->\n# T").slides[0]
    assert placed.slide.note == "- one\n  - two\n\nlast"
    assert placed.lines["note"] == 4
    assert placed.line_of("title") == 9


def test_a_forgotten_arrow_costs_one_slide() -> None:
    found = deck(f"{HEAD}<!-- say: hello\n# One\n---\n{HEAD}# Two")
    assert [placed.slide.title for placed in found.slides] == ["", "Two"]
    assert [(one.code, one.line) for one in found.findings] == [("open_comment", 4)]


def test_a_list_line_may_go_on_and_paragraphs_stand_apart() -> None:
    body = deck(HEAD + "# T\n1. first\n   goes on\n2. second\n\nOne\nline.\n\nAnother.").slides[0].slide.body
    assert body == (
        ListBlock(((Run("first goes on"),), (Run("second"),)), ordered=True),
        Paragraph((Run("One line."),)),
        Paragraph((Run("Another."),)),
    )


def test_bold_words_are_runs() -> None:
    body = deck(HEAD + "# T\n**a** b **c**").slides[0].slide.body
    assert body == (Paragraph((Run("a", bold=True), Run(" b "), Run("c", bold=True))),)


def test_two_columns() -> None:
    text = HEAD.replace("steps", "columns") + "# T\n- left\n|||\n![](media/x.svg)"
    left = ListBlock(((Run("left"),),))
    assert deck(text).slides[0].slide.body == (Columns((left,), (Picture("media/x.svg", ""),)),)


def test_windows_line_ends_and_nothing_at_all() -> None:
    assert [placed.slide.id for placed in deck("").slides] == [""]
    assert {one.code for one in deck("").findings} == {"missing_key"}
