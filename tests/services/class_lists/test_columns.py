from __future__ import annotations

from typing import get_args

import pytest

from bsuh_desktop.rosters.columns.column import Column, Holds
from bsuh_desktop.rosters.vocabulary import Field, NotTaken
from bsuh_desktop.services.class_lists.plan_words import CHOICES, choice_words, list_column


def test_every_meaning_and_every_choice_has_its_words() -> None:
    words = [list_column(Column("A", "x", meaning)).meaning.text for meaning in (*get_args(Field), *get_args(NotTaken))]
    assert len(set(words)) == len(words)
    assert set(CHOICES) == {*get_args(Field), "none"}
    assert all(choice_words(choice).text for choice in CHOICES)


@pytest.mark.parametrize("meaning", ["phone", "birth", "address", "picture", "number", "parent", "date"])
def test_what_is_never_read_cannot_be_chosen(meaning: NotTaken) -> None:
    column = list_column(Column("D", "x", meaning, holds="words", filled=40))
    assert (column.choices, column.changeable, column.choice) == ((), False, "none")


@pytest.mark.parametrize("holds", ["long_numbers", "dates"])
def test_long_numbers_and_dates_are_no_names_and_no_rolls(holds: Holds) -> None:
    assert not list_column(Column("D", "", "other", holds=holds, filled=40)).changeable
    turned = list_column(Column("A", "Roll", "roll", holds="dates", filled=40))
    assert turned.choices == ("roll", "none"), "rolls that a spreadsheet made dates of"


def test_a_column_without_words_is_called_by_its_letter() -> None:
    column = list_column(Column("F", "", "other", holds="words", filled=3))
    assert (column.words, column.choice, column.choices) == ("F", "none", CHOICES)
    assert list_column(Column("G", "", "other")).choices == (), "nothing stands in it"
