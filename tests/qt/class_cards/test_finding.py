from __future__ import annotations

import pytest

from bsuh_desktop.qt.class_cards.finding import cards_meant
from bsuh_desktop.services.class_picture import ClassPicture, class_picture
from tests.helpers import prepared
from tests.helpers.desks import practice_desk


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> ClassPicture:
    """The practice class: rolls ১ to ৫৮ on the cards 1 to 58."""
    desk = practice_desk(tmp_path_factory.mktemp("desk"))
    return class_picture(desk, prepared.at_roll_call(desk))


@pytest.mark.parametrize("typed", ["7", "৭", " 07 ", "7 "])
def test_a_number_is_that_card_in_either_script(picture: ClassPicture, typed: str) -> None:
    assert cards_meant(picture, typed, by_name=True) == [7]


@pytest.mark.parametrize("typed", ["", "  ", "59", "999999999999", "not here"])
def test_nothing_and_nobody(picture: ClassPicture, typed: str) -> None:
    assert cards_meant(picture, typed, by_name=True) == []


@pytest.mark.parametrize("typed", ["kironmoyee", "KIRON", "কিরণম\u09dfী", "কিরণম\u09af\u09bcী"])
def test_a_piece_of_a_name_in_either_script_and_any_unicode_form(picture: ClassPicture, typed: str) -> None:
    assert cards_meant(picture, typed, by_name=True) == [7]


def test_several_are_all_named(picture: ClassPicture) -> None:
    assert len(cards_meant(picture, "das", by_name=True)) > 1


def test_in_public_view_no_name_is_looked_for(picture: ClassPicture) -> None:
    assert cards_meant(picture, "kironmoyee", by_name=False) == []
    assert cards_meant(picture, "7", by_name=False) == [7]
