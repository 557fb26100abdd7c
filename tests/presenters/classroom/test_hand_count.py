from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.hand_count import MOST_HANDS, HandCount, HandKey, hands_words

KEYS: dict[str, HandKey] = {"↵": "enter", "⌫": "erase", "m": "by_eye", "+": "hand", ">": "letter"}


def counting(keys: str = "", people: int = 55) -> HandCount:
    """A question with four answers after `keys`: digits; ↵, ⌫, m; a clicker's + (a hand) and > (the next letter)."""
    count = HandCount("ABCD", people)
    for key in keys:
        if key.isdigit():
            count.digit(int(key))
        elif key == "u":
            count.undo()
        else:
            count.press(KEYS[key])
    return count


@pytest.mark.parametrize(
    ("keys", "numbers", "at"),
    [
        ("", {}, "A"),
        ("1", {"A": 1}, "A"),
        ("12", {"A": 12}, "B"),
        ("12↵", {"A": 12}, "B"),
        ("7↵", {"A": 7}, "B"),
        ("↵", {}, "A"),
        ("121825", {"A": 12, "B": 18, "C": 25}, "D"),
        ("12↵18↵25↵", {"A": 12, "B": 18, "C": 25}, "D"),
        ("121820↵", {"A": 12, "B": 18, "C": 20, "D": 5}, ""),
        ("121820↵↵", {"A": 12, "B": 18, "C": 20, "D": 5}, ""),
        ("12↵18↵20↵↵", {"A": 12, "B": 18, "C": 20, "D": 5}, ""),
        ("7↵8↵9↵↵", {"A": 7, "B": 8, "C": 9, "D": 31}, ""),
        ("7↵8↵9↵0↵", {"A": 7, "B": 8, "C": 9, "D": 0}, ""),
        ("7↵8↵9↵3↵", {"A": 7, "B": 8, "C": 9, "D": 3}, ""),
        ("303030↵↵", {"A": 30, "B": 30, "C": 30, "D": 0}, ""),
        ("↵↵↵↵", {}, "A"),
        (">>>>", {"A": 0, "B": 0, "C": 0}, "D"),
        ("0↵0↵0↵↵", {"A": 0, "B": 0, "C": 0, "D": 55}, ""),
        (">↵↵3↵", {"A": 0, "B": 0, "C": 0, "D": 3}, ""),
        (">⌫u↵↵↵↵", {"A": 0, "B": 0, "C": 0}, "D"),
        ("+>1u+", {"A": 1, "B": 1}, "B"),
        ("12⌫", {"A": 1}, "A"),
        ("12⌫8↵", {"A": 18}, "B"),
        ("12↵⌫", {}, "A"),
        ("1⌫", {}, "A"),
        ("12⌫⌫", {}, "A"),
        ("+++>++>>>", {"A": 3, "B": 2, "C": 0, "D": 50}, ""),
        ("+++>++>+>+>", {"A": 3, "B": 2, "C": 1, "D": 1}, ""),
    ],
)
def test_a_class_is_counted_key_by_key(keys: str, numbers: dict[str, int], at: str) -> None:
    count = counting(keys)
    assert (count.numbers, count.at) == (numbers, at)


def test_nine_keys_are_enough_for_three_numbers_of_two_digits_and_the_rest() -> None:
    keys = "141316↵↵"
    assert counting(keys).complete
    assert len(keys) + 1 <= 9, "and one that shows the answers"


def test_a_room_of_more_than_ninety_nine_takes_three_digits() -> None:
    assert counting("12", people=140).at == "A"
    assert counting("120", people=140).at == "B"


def test_the_rest_is_offered_at_the_last_letter_only() -> None:
    count = counting("7↵8↵9↵")
    assert (count.at_rest, count.rest) == (True, 31)
    count.take_rest()
    assert (count.at_rest, count.numbers["D"], count.total) == (False, 31, 55)
    assert count.undo()
    assert count.at_rest
    assert not counting("7↵").at_rest


def test_the_rest_is_nobodys_while_other_letters_are_not_counted() -> None:
    count = counting("12")
    count.go_to("D")
    assert not count.at_rest
    count.press("enter")
    assert (count.numbers, count.at) == ({"A": 12, "D": 0}, "B")


def test_by_eye_three_keys_note_every_answer() -> None:
    count = counting("m21")
    assert (count.by_eye, count.complete) == (True, True)
    assert count.levels == {"A": "some", "B": "most", "C": "few", "D": "few"}
    assert (count.numbers, count.total) == ({}, 0)
    count.pick("C")
    assert count.levels == {"A": "some", "B": "most", "C": "some", "D": "few"}
    count.undo()
    assert count.levels == {"A": "some", "B": "most", "C": "few", "D": "few"}
    count.press("erase")
    assert count.levels == {"B": "most"}
    count.digit(9)
    assert count.levels == {"B": "most"}, "there is no ninth answer"


def test_numbers_and_levels_are_never_mixed() -> None:
    count = counting("12")
    count.press("by_eye")
    assert (count.numbers, count.levels) == ({}, {})
    count.digit(1)
    count.press("by_eye")
    assert (count.numbers, count.levels, count.at) == ({}, {}, "A")
    count.undo()
    count.undo()
    count.undo()
    assert (count.numbers, count.by_eye) == ({"A": 12}, False)


def test_a_stored_count_goes_on_where_it_stopped() -> None:
    assert HandCount("ABCD", 55, {"A": 4, "B": 20}).at == "C"
    assert HandCount("ABCD", 55, {"A": 4, "B": 20, "C": 0, "D": 1}).complete
    noted = HandCount("ABC", 55, {}, {"A": "most"})
    assert (noted.by_eye, noted.at) == (True, "")


def test_whoever_counts_again_goes_from_letter_to_letter() -> None:
    count = HandCount("ABCD", 55, {"A": 40, "B": 30, "C": 0, "D": 0})
    count.go_to("A")
    for digit in (1, 0):
        count.digit(digit)
    count.press("enter")
    assert count.at == "B"
    for digit in (3, 5):
        count.digit(digit)
    assert count.at == "C"
    for at in ("C", "D", ""):
        count.press("enter")
        assert count.at == at
    assert count.numbers == {"A": 10, "B": 35, "C": 0, "D": 0}


def test_what_is_typed_into_one_field_is_one_change() -> None:
    count = counting()
    count.type_in("A", 3)
    count.type_in("A", 37)
    count.type_in("B", 5)
    assert count.total == 42
    assert count.undo()
    assert count.numbers == {"A": 37}
    assert count.undo()
    assert (count.numbers, count.undo()) == ({}, False)


def test_coming_back_to_a_field_is_another_change() -> None:
    count = counting()
    count.type_in("A", 3)
    count.leave()
    count.type_in("A", 4)
    count.undo()
    assert count.numbers == {"A": 3}


def test_each_hand_more_or_fewer_is_a_change_and_none_is_the_least() -> None:
    count = HandCount("ABCD", 55, {"A": 1})
    count.step("A", -1)
    count.step("A", -1)
    count.step("B", 2 * MOST_HANDS)
    assert count.numbers == {"A": 0, "B": MOST_HANDS}
    for _ in range(3):
        count.undo()
    assert (count.numbers, count.changed) == ({"A": 1}, False)


def test_an_emptied_field_counts_nothing_and_is_counted_next() -> None:
    count = HandCount("ABCD", 55, {"A": 1, "B": 2, "C": 3, "D": 4})
    count.type_in("A", None)
    assert (count.numbers, count.at, count.complete) == ({"B": 2, "C": 3, "D": 4}, "A", False)


@given(st.text(alphabet="0123456789↵⌫m+>", max_size=40), st.integers(0, 999))
def test_whatever_is_pressed_can_be_undone_to_the_beginning(keys: str, people: int) -> None:
    count = counting(keys, people)
    assert all(0 <= number <= MOST_HANDS for number in count.numbers.values())
    assert not (count.numbers and count.levels)
    assert count.at == "" or count.at in "ABCD"
    while count.undo():
        pass
    assert (count.numbers, count.levels, count.by_eye, count.at) == ({}, {}, False, "A")


def test_who_raised_no_hand_is_said_once_somebody_did() -> None:
    assert hands_words(0, 55) == Message("{total} of {people} counted", total=0, people=55)
    assert str(hands_words(37, 55)) == "37 of 55 counted, 18 raised no hand"
    assert str(hands_words(58, 55)) == "58 of 55 counted"
