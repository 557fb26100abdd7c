"""When the forms are closed, however the class answered, and in which order feedback is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.content.reader import read_pack
from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.lesson import CAST, name_of
from bsuh_desktop.domain.quiz import Option
from bsuh_desktop.services.classroom.class_picture import class_picture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.lesson import feedback_lines, feedback_now, form_answers, forms_are_closed
from bsuh_desktop.services.classroom.new_class import choose
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers.desks import a_class, practice_desk, resources_with_feedback, rows
from tests.helpers.packs import WORDS, good_files_2, write_folder

PRE, POST = 3, 14


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return practice_desk(tmp_path, resources=resources_with_feedback(tmp_path / "resources"))


@pytest.fixture
def conduct(desk: Desk) -> Conduct:
    return a_class(desk, rows(6))


def ask(conduct: Conduct, number: int, by: Channel, *items: str) -> None:
    """Asks these questions at that slide and closes them; nobody answers."""
    conduct.show_slide(number)
    for item in items:
        conduct.ask(item, by)
        conduct.close_question()


def form(letter: str) -> list[str]:
    return [f"{letter}{number}" for number in range(1, 6)]


def test_the_forms_are_closed_with_the_last_question_after_the_lesson(desk: Desk, conduct: Conduct) -> None:
    ask(conduct, PRE, "hands", *form("a"))
    assert not forms_are_closed(class_picture(desk, conduct))
    ask(conduct, POST, "hands", *form("b")[:4])
    assert not forms_are_closed(class_picture(desk, conduct))
    conduct.ask("b5", "hands")
    assert not forms_are_closed(class_picture(desk, conduct)), "it is still open"
    assert form_answers(class_picture(desk, conduct)) == ()
    conduct.close_question()
    picture = class_picture(desk, conduct)
    assert forms_are_closed(picture)
    assert [one.item.id for one in form_answers(picture)] == [
        item for pair in zip(form("a"), form("b"), strict=True) for item in pair
    ]
    assert {one.chosen for one in form_answers(picture)} == {None}, "nobody counted"


def test_on_one_device_both_forms_belong_to_the_end(desk: Desk, conduct: Conduct) -> None:
    ask(conduct, PRE, "shared", *form("a"), *form("b"))
    ask(conduct, POST, "shared", *form("a"))
    assert not forms_are_closed(class_picture(desk, conduct))
    ask(conduct, POST, "shared", *form("b"))
    assert forms_are_closed(class_picture(desk, conduct))


def test_the_way_in_which_the_class_answered_last_says_what_was_left(desk: Desk, conduct: Conduct) -> None:
    ask(conduct, PRE, "hands", *form("a"))
    ask(conduct, POST, "hands", "b1")
    ask(conduct, POST, "shared", *form("a"), *form("b")[1:4])
    assert not forms_are_closed(class_picture(desk, conduct))
    ask(conduct, POST, "shared", "b5")
    assert forms_are_closed(class_picture(desk, conduct))


def test_what_is_chosen_for_a_slide_later_does_not_open_them_again(desk: Desk, conduct: Conduct) -> None:
    ask(conduct, PRE, "hands", *form("a"))
    ask(conduct, POST, "hands", *form("b"))
    choose(desk, conduct.session, here=(POST, "shared"))
    assert forms_are_closed(class_picture(desk, conduct))


def test_what_was_asked_only_before_the_lesson_is_answered_only_if_all_after_it_was_asked(
    desk: Desk, conduct: Conduct
) -> None:
    ask(conduct, PRE, "hands", "a1", "a2")
    ask(conduct, POST, "hands", *form("b"))
    asked = [one.item.id for one in form_answers(class_picture(desk, conduct))]
    assert asked == ["a1", "b1", "a2", "b2", "b3", "b4", "b5"]


def test_a_question_of_a_form_has_no_feedback_at_once(desk: Desk, conduct: Conduct) -> None:
    conduct.show_slide(PRE)
    conduct.ask("a1", "shared")
    picture = class_picture(desk, conduct)
    assert picture.open_asking is not None
    assert feedback_now(picture.pack, picture.open_asking, "A") is None
    lesson = replace(picture.open_asking, item="q1", part="lesson")
    line = feedback_now(picture.pack, lesson, "A")
    assert line is not None
    assert (line.words.en, line.name.bn, line.right) == ("q1 A, think of it.", "মিতু", False)
    assert feedback_now(replace(picture.pack, format=1), lesson, "A") is None
    assert feedback_now(picture.pack, replace(lesson, sensitive=True), "A") is None


def test_feedback_is_told_of_the_answers_that_have_some(tmp_path: Path) -> None:
    pack = read_pack(write_folder(tmp_path / "pack", good_files_2()), WORDS)
    item = pack.items[0]
    assert [(line.letter, line.name.en) for line in feedback_lines(item, {})] == [
        ("A", "Rahim Chacha"),
        ("C", "Mitu"),
        ("D", "Rafi"),
        (item.key, "Shiuli Apa"),
    ]
    silent = replace(item.options[item.key], feedback=None)
    item = replace(item, options={**item.options, item.key: silent})
    assert {line.letter for line in feedback_lines(item, {})} == item.options.keys() - {item.key}


def test_the_wrong_answer_of_most_comes_first_and_the_right_one_last(tmp_path: Path) -> None:
    pack = read_pack(write_folder(tmp_path / "pack", good_files_2()), WORDS)
    words = pack.title
    options = {letter: Option(words, feedback=words, by="nobody") for letter in "ABCD"}
    item = replace(pack.items[0], options=options, key="B")

    def order(counts: dict[str, int], levels: dict[str, str] | None = None) -> str:
        return "".join(line.letter for line in feedback_lines(item, counts, levels))  # type: ignore[arg-type]

    assert order({"A": 3, "B": 30, "C": 9, "D": 3}) == "CADB"
    assert order({"A": 0, "B": 1, "C": 1, "D": 2}) == "ACDB", "so few could be recognised"
    assert order({}, {"D": "most", "C": "some", "A": "few", "B": "few"}) == "DCAB"
    assert [line.right for line in feedback_lines(item, {})] == [False, False, False, True]
    assert feedback_lines(item, {})[0].name.text_in("bn") == "", "nobody of the cast"


def test_everybody_of_the_cast_has_a_name_in_both_languages() -> None:
    assert list(CAST) == ["mitu", "zara", "rafi", "subal", "arna", "nani", "shiuli", "rahim"]
    assert all(name.bn and name.en for name in CAST.values())
    assert name_of("shiuli").bn == "শিউলি আপা"
    assert name_of("").en == ""
