from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.learner import FACTS, UNSPECIFIED
from bsuh_desktop.domain.roster import LAST_CARD, NO_CARD, RosterRow, assign_cards, roll_key, roll_number
from bsuh_desktop.domain.text import bangla_digits

ROLLS = st.lists(
    st.one_of(
        st.none(),
        st.integers(-3, 400).map(str),
        st.integers(0, 400).map(bangla_digits),
        st.sampled_from(["৮-ক-১২", "012", "", "²", "9" * 5000]),
    ),
    max_size=230,
)


@pytest.mark.parametrize(
    ("roll", "number"),
    [("12", 12), ("১২", 12), ("০১২", 12), ("0", 0), ("৮-ক-১২", None), ("12.0", None), ("", None), (None, None)],
)
def test_what_is_a_number(roll: str | None, number: int | None) -> None:
    assert roll_number(roll) == number


@pytest.mark.parametrize(
    ("guardian", "assent", "basis", "answer"),
    [
        ("yes", "yes", "letters", "yes"),
        ("not_asked", "yes", "letters", "not_asked"),
        ("not_asked", "yes", "school", "yes"),
        ("not_asked", "yes", "none", "yes"),
        ("no", "yes", "letters", "no"),
        ("yes", "no", "school", "no"),
        ("not_asked", "not_asked", "school", "not_asked"),
    ],
)
def test_one_answer_stands_for_those_of_guardian_and_learner(
    guardian: ConsentAnswer, assent: ConsentAnswer, basis: Basis, answer: ConsentAnswer
) -> None:
    row = RosterRow(1, "1", 1, None, None, guardian=guardian, assent=assent)
    assert row.answer(basis) == answer
    assert row.answered(answer, basis) is row, "the same answer changes nothing"


def test_another_answer_is_that_of_both_and_a_no_the_learners_own() -> None:
    row = RosterRow(1, "1", 1, None, None, guardian="yes", assent="yes")
    refused = row.answered("no", "letters")
    assert (refused.guardian, refused.assent) == ("yes", "no")
    again = refused.answered("yes", "letters")
    assert (again.guardian, again.assent) == ("yes", "yes")
    assert row.answered("not_asked", "letters").guardian == "not_asked"


@pytest.mark.parametrize(("one", "other"), [("১২", "12"), ("012", "12"), ("৮-ক-১২", "8-ক-12"), ("A1", "a1")])
def test_rolls_that_are_one(one: str, other: str) -> None:
    assert roll_key(one) == roll_key(other)


def test_a_roll_that_is_a_free_number_is_the_card() -> None:
    assert assign_cards(["৩", "1", "200"]) == [3, 1, 200]


def test_the_others_get_the_lowest_free_numbers_after_all_rolls_have_theirs() -> None:
    assert assign_cards([None, "১", "৮-ক-১২", "3", "0", "201"]) == [2, 1, 4, 3, 5, 6]


def test_of_two_with_one_roll_the_first_keeps_it() -> None:
    assert assign_cards(["1", "2", "১", "4"]) == [1, 2, 3, 4]


def test_two_hundred_cards_are_all_there_are() -> None:
    cards = assign_cards([None] * 202)
    assert cards == [*range(1, LAST_CARD + 1), NO_CARD, NO_CARD]


@given(ROLLS)
def test_no_card_twice_and_no_free_roll_passed_over(rolls: list[str | None]) -> None:
    cards = assign_cards(rolls)
    given_out = [card for card in cards if card != NO_CARD]
    assert len(set(given_out)) == len(given_out) == min(len(rolls), LAST_CARD)
    for roll in rolls:
        number = roll_number(roll)
        if number is not None and 1 <= number <= LAST_CARD:
            assert cards[rolls.index(next(r for r in rolls if roll_number(r) == number))] == number


def test_a_row_is_the_command_line_s_row() -> None:
    row = RosterRow(row=5, roll="১২", card=12, name_bn="রাবেয়া", name_en=None, sex="f", age="13-17", guardian="yes")
    assert msgspec.to_builtins(row) == dict.fromkeys(FACTS, UNSPECIFIED) | {
        "row": 5,
        "roll": "১২",
        "card": 12,
        "name_bn": "রাবেয়া",
        "name_en": None,
        "sex": "f",
        "age": "13-17",
        "guardian": "yes",
        "assent": "not_asked",
    }


def test_a_row_knows_its_own_age() -> None:
    child = RosterRow(5, "1", 1, None, "Rahim", guardian="yes")
    adult = msgspec.structs.replace(child, age="18+")
    assert child.may_be_named("letters")
    assert not adult.may_be_named("letters")
    assert msgspec.structs.replace(adult, assent="yes").may_be_named("letters")
