from __future__ import annotations

from bsuh_desktop.presenters.classroom.answers import MOST_HANDS, HandCount, hands_words


def test_what_is_typed_into_one_field_is_one_change() -> None:
    count = HandCount()
    count.type_in("A", 3)
    count.type_in("A", 37)
    count.type_in("B", 5)
    assert count.total == 42
    assert count.undo()
    assert count.numbers == {"A": 37}
    assert count.undo()
    assert count.numbers == {}
    assert not count.undo()


def test_coming_back_to_a_field_is_another_change() -> None:
    count = HandCount()
    count.type_in("A", 3)
    count.leave()
    count.type_in("A", 4)
    count.undo()
    assert count.numbers == {"A": 3}


def test_each_hand_more_or_fewer_is_a_change_and_none_is_the_least() -> None:
    count = HandCount({"A": 1})
    count.step("A", -1)
    count.step("A", -1)
    count.step("B", 2 * MOST_HANDS)
    assert count.numbers == {"A": 0, "B": MOST_HANDS}
    count.undo()
    count.undo()
    count.undo()
    assert (count.numbers, count.changed) == ({"A": 1}, False)


def test_an_emptied_field_counts_nothing() -> None:
    count = HandCount({"A": 1, "B": 2})
    count.type_in("A", None)
    assert count.numbers == {"B": 2}


def test_who_raised_no_hand_is_said_once_somebody_did() -> None:
    assert str(hands_words(0, 55)) == "0 of 55 counted"
    assert str(hands_words(37, 55)) == "37 of 55 counted, 18 raised no hand"
    assert str(hands_words(58, 55)) == "58 of 55 counted"
