from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.class_lists.class_groups import store_group
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.titles import place_of_words, place_words, places
from bsuh_desktop.services.hand_over import seal
from tests.helpers.desks import practice_desk


@pytest.mark.parametrize(
    "words", ["কালীগঙ্গা উচ্চ বিদ্যালয়", "kaliganga high school", "EIIN 107845", "১০৭৮৪৫", "eiin:107845"]
)
def test_a_school_is_known_by_its_name_and_its_number(tmp_path: Path, words: str) -> None:
    assert place_of_words(practice_desk(tmp_path), words) == "eiin:107845"


def test_a_school_on_no_list_is_called_by_its_number(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    assert place_of_words(desk, "112233") == "eiin:112233"
    assert place_words(desk, "eiin:112233") == LocalText("EIIN ১১২২৩৩", "EIIN 112233")


def test_a_typed_place_stays_one_place_and_leaves_with_its_name(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    typed = place_of_words(desk, " পদ্মপুকুর  মাঠ ")
    assert typed.startswith("local:")
    group = store_group(desk, typed, "", "Shapla")
    assert places(desk)[-1].names == place_words(desk, typed) == LocalText("পদ্মপুকুর মাঠ", "পদ্মপুকুর মাঠ")
    assert place_of_words(desk, "পদ্মপুকুর মাঠ") == typed
    conduct = open_class(desk, [group.id], "taps-traps-taka")
    conduct.type_headcount(9)
    conduct.finish()
    details = seal.attendance_facts(desk, conduct.session, 1).details
    assert (details.place, details.place_name) == (typed, "পদ্মপুকুর মাঠ")


@pytest.mark.parametrize("words", ["", "  ", "x" * 81])
def test_a_place_has_a_name(tmp_path: Path, words: str) -> None:
    with pytest.raises(KnownError) as caught:
        place_of_words(practice_desk(tmp_path), words)
    assert caught.value.code == "no_place"
