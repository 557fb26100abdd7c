from __future__ import annotations

from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners.name_cells import without_numbers
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow


def test_numbers_go_and_their_rows_are_known() -> None:
    learners = [
        LearnerRow(2, {"roll": [Cell("1")], "name": [Cell("Rahim 01711000001")]}, False),
        LearnerRow(3, {"roll": [Cell("1990123456789")], "name": [Cell("Karim")], "sex": [Cell("m")]}, False),
        LearnerRow(4, {"roll": [Cell("2026-08-112")], "name": [Cell("Mina", formula=True)]}, False),
        LearnerRow(5, {"grade": [Cell("6")], "section": [Cell("01711000001")]}, False),
    ]
    shortened = without_numbers(learners)
    short, rows = shortened.learners, shortened.dropped
    assert short[0].cells["name"] == [Cell("Rahim")]
    assert short[1].cells == {"roll": [Cell("")], "name": [Cell("Karim")], "sex": [Cell("m")]}
    assert short[2] is learners[2]
    assert short[3].cells["section"] == [Cell("")]
    assert rows == {2, 3, 5}


def test_the_word_before_a_phone_goes_with_it() -> None:
    names = ["Rahim, mob: 01711000001", "করিম (ফোন ০১৭১১০০০০০১)", "Mina Mobarak 01711000001", "Phone"]
    short = without_numbers([LearnerRow(2, {"name": [Cell(name)]}, False) for name in names]).learners
    assert [one.cells["name"][0].text for one in short] == ["Rahim", "করিম", "Mina Mobarak", "Phone"]


def test_an_e_mail_goes_whole_and_takes_nothing_of_the_name_along() -> None:
    names = ["রহিম উদ্দিন-mina@x.com", "Mina Das<mina@x.com>", "Mina Das (m%i+n@x.com.bd)", "Mina Das mina@x.com"]
    short = without_numbers([LearnerRow(2, {"name": [Cell(name)]}, False) for name in names]).learners
    assert [one.cells["name"][0].text for one in short] == ["রহিম উদ্দিন", *["Mina Das"] * 3]


def rolls(*numbers: str, said: bool | None = None) -> tuple[list[str], bool]:
    """The rolls that are left, and whether a person is asked."""
    found = without_numbers([LearnerRow(row, {"roll": [Cell(one)]}, False) for row, one in enumerate(numbers, 2)], said)
    return [one.cells["roll"][0].text for one in found.learners], found.asks


def test_long_rolls_with_one_beginning_or_that_count_up_stay() -> None:
    beginning = ("2506000411", "2506000017", "2506000093")
    assert rolls(*beginning) == (list(beginning), False)
    counted = ("199999998", "199999999", "200000000", "200000001")
    assert rolls(*counted) == (list(counted), False)
    bangla = ("২৫০৬০০০৪১১", "২৫০৬০০০০১৭", "২৫০৬০০০০৯৩")
    assert rolls(*bangla) == (list(bangla), False)


def test_other_long_rolls_are_asked_for_once() -> None:
    numbers = ("410293847", "472022242", "901288431")
    assert rolls(*numbers) == (list(numbers), True)
    assert rolls(*numbers, said=True) == (list(numbers), False)
    assert rolls(*numbers, said=False) == (["", "", ""], False)
    # One among short ones is somebody's number.
    assert rolls("1", "2", "410293847") == (["1", "2", ""], False)


def test_telephones_and_identity_numbers_are_no_rolls() -> None:
    for numbers in (
        ("01711000111", "01819000222", "01912000333"),
        ("1711000111", "1819000222", "1912000333"),
        ("1990123456789", "1990123456790", "1990123456791"),
        ("20135512345678901", "20135512345678902", "20135512345678903"),
    ):
        assert rolls(*numbers) == (["", "", ""], False)
