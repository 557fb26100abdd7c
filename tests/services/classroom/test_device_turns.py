from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.device_turns import (
    MOST_FOR_SHARED,
    card_of,
    hands_do_better,
    minutes_for,
    minutes_for_items,
    minutes_left,
    number_of,
    rolls_tell,
    still_to_answer,
    turns,
    why_not_turn,
)
from tests.helpers import prepared
from tests.helpers.desks import a_class, practice_desk, rows


def test_minutes_are_rounded_up() -> None:
    assert [minutes_for(learners) for learners in (0, 1, 2, 3, 58)] == [0, 1, 1, 2, 29]
    assert minutes_for(12, questions=5) == 30


def test_above_twelve_hands_do_better() -> None:
    assert MOST_FOR_SHARED == 12
    assert (hands_do_better(12), hands_do_better(13)) == (False, True)


def test_a_lesson_question_goes_round_everybody_in_the_room(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(6))
    conduct.mark(2, "absent")
    conduct.mark(3, "left_early")
    conduct.mark(4, "late")
    conduct.ask("q5", "shared")
    assert still_to_answer(class_picture(desk, conduct)) == (1, 4, 5, 6)
    conduct.answer(4, "A")
    picture = class_picture(desk, conduct)
    assert still_to_answer(picture) == (1, 5, 6)
    assert minutes_left(picture) == 2
    conduct.close_question()
    assert still_to_answer(class_picture(desk, conduct)) == ()


def test_a_form_goes_round_one_half_before_and_the_other_half_after(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(5))
    conduct.ask("a6", "shared")
    assert still_to_answer(class_picture(desk, conduct)) == (1, 3, 5)
    conduct.close_question()
    conduct.ask("q5", "hands")
    assert still_to_answer(class_picture(desk, conduct)) == (), "hands are counted, nobody holds the device"
    conduct.close_question()
    conduct.ask("a6", "shared")
    assert still_to_answer(class_picture(desk, conduct)) == (2, 4)


def test_a_roll_tells_whose_turn_it_is_where_there_is_one_list(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    ours = rows(3)
    ours[1] = replace(ours[1], roll="412")
    conduct = a_class(desk, ours)
    picture = class_picture(desk, conduct)
    card = next(row.card for row in picture.view.rows if picture.names[row.learner].roll == "412")
    assert rolls_tell(picture)
    assert [card_of(picture, number) for number in (412, 1, 3, 99, None)] == [card, 1, 3, 99, None]
    assert [number_of(picture, each) for each in (card, 1, 3)] == [412, 1, 3]
    wrong = why_not_turn(picture, card_of(picture, 99), 99)
    assert wrong == Message("Nobody here has number {card}. Ask your facilitator.", card=99)
    desk.close()


def test_learners_of_a_list_without_rolls_are_asked_for_the_number_on_the_desk(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    picture = class_picture(desk, a_class(desk, [replace(row, roll=None) for row in rows(3)]))
    assert not rolls_tell(picture)
    assert card_of(picture, 2) == number_of(picture, 2) == 2
    desk.close()


def test_rolls_of_several_lists_tell_nobody_apart(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = prepared.seventy_seven(desk)
    picture = class_picture(desk, conduct)
    assert not rolls_tell(picture)
    assert card_of(picture, 77) == number_of(picture, 77) == 77
    desk.close()


def test_how_long_both_forms_take(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(5))
    picture = class_picture(desk, conduct)
    forms = (*picture.pack.form("A"), *picture.pack.form("B"))
    assert sum(len(turns(picture, item, "pre")) for item in forms) == 5 * 5
    assert minutes_for_items(picture, forms, "pre") == minutes_for(5, questions=5)
