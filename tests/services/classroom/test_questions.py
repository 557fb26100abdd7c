from __future__ import annotations

from pathlib import Path

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.services.classroom.class_picture import ClassPicture, class_picture
from bsuh_desktop.services.classroom.lesson import (
    items_on,
    last_asking,
    other_way_before,
    still_to_ask,
    way_of_class,
    way_to_ask,
)
from bsuh_desktop.services.classroom.new_class import choose
from tests.helpers import prepared
from tests.helpers.desks import a_class, practice_desk, resources_of_version_1

PRE, POST, Q1 = 3, 13, 6


def names(items: tuple[Item, ...]) -> str:
    return " ".join(item.id for item in items)


def slide(picture: ClassPicture, number: int) -> Slide:
    return picture.pack.slides("bn")[number - 1]


def test_hands_take_one_form_before_and_the_other_after(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    picture = class_picture(desk, a_class(desk))
    assert names(items_on(slide(picture, PRE), picture.pack, "hands")) == "a6 a7 a8"
    assert names(items_on(slide(picture, POST), picture.pack, "hands")) == "b6 b7 b8"
    assert names(items_on(slide(picture, POST), picture.pack, "shared")) == "a6 a7 a8 a9 a10 b6 b7 b8 b9 b10"
    assert names(items_on(slide(picture, Q1), picture.pack, "shared")) == "q5"
    assert items_on(slide(picture, 1), picture.pack, "hands") == ()
    desk.close()


def test_hands_take_the_whole_form_of_a_module_that_names_no_pairs(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path / "desk", resources=resources_of_version_1(tmp_path / "resources"))
    picture = class_picture(desk, a_class(desk))
    assert names(items_on(slide(picture, PRE), picture.pack, "hands")) == "a1 a2 a3 a4 a5"
    assert names(items_on(slide(picture, POST + 1), picture.pack, "hands")) == "b1 b2 b3 b4 b5"
    desk.close()


def test_what_was_asked_before_is_asked_again_after(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.show_slide(PRE)
    for item in "a6", "b6":
        conduct.ask(item, "shared")
        conduct.close_question()
    picture = class_picture(desk, conduct)
    assert names(still_to_ask(picture, slide(picture, PRE), "shared")) == "a7 a8 a9 a10 b7 b8 b9 b10"
    assert names(still_to_ask(picture, slide(picture, PRE), "hands")) == "a7 a8"
    assert names(still_to_ask(picture, slide(picture, POST), "shared")).startswith("a6 a7")
    desk.close()


def test_a_question_of_the_lesson_is_asked_once(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.show_slide(Q1)
    assert last_asking(class_picture(desk, conduct), "q5") is None
    for _ in range(2):
        conduct.ask("q5", "hands")
        conduct.close_question()
    picture = class_picture(desk, conduct)
    assert still_to_ask(picture, slide(picture, Q1), "hands") == ()
    asking = last_asking(picture, "q5")
    assert asking is not None
    assert asking.question == "q5-again"
    desk.close()


def test_another_way_than_before_cannot_be_compared(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    picture = class_picture(desk, prepared.at_slide(desk, POST))
    assert (other_way_before(picture, "hands"), other_way_before(picture, "shared")) == (None, "hands")
    desk.close()


def test_a_way_chosen_at_one_question_is_not_kept_for_the_next_ones(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = prepared.at_slide(desk, Q1, "shared", 4)
    choose(desk, conduct.session, by="hands", voice=True)
    choose(desk, conduct.session, here=(Q1, "shared"))
    picture = class_picture(desk, conduct)
    ways = {number: way_of_class(picture, slide(picture, number), number) for number in (Q1, Q1 + 3, POST)}
    assert ways == {Q1: "shared", Q1 + 3: "hands", POST: "shared"}, "the last ones are compared with the first"
    assert picture.choices.voice is True
    choose(desk, conduct.session, by="hands")
    picture = class_picture(desk, conduct)
    assert way_of_class(picture, slide(picture, Q1), Q1) == "hands"
    desk.close()


def test_a_private_question_is_never_asked_by_hands(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    item = class_picture(desk, a_class(desk)).pack.item("q5")
    private = Item(item.id, item.form, item.objective, item.question, item.options, item.explanation, sensitive=True)
    assert (way_to_ask(item, "hands"), way_to_ask(private, "hands"), way_to_ask(private, "phones")) == (
        "hands",
        "shared",
        "phones",
    )
    desk.close()
