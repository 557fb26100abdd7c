from __future__ import annotations

import pytest

from bsuh_desktop.rosters.columns.take_columns import guess

NAMES = "Rahim Uddin|Karim Mia|Salma Khatun|Mina Akter|Rita Das|Zia Haque"
FATHERS = "Abdul Mia|Kamal Das|Jamal Mia|Rafiq Haque|Nurul Islam|Shah Alam"
SEXES = "m|m|f|f|f|m"


def guessed(*columns: str) -> dict[int, str]:
    return dict(guess({number: texts.split("|") for number, texts in enumerate(columns) if texts}))


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        (["1|2|3|4|5|6", NAMES], {0: "roll", 1: "name"}),
        (["1|2|3|4|5|6", "3|7|9|12|15|20", NAMES], {1: "roll", 2: "name"}),
        (["1|2|3|4|5|6", NAMES, "3|7|9|12|15|20"], {2: "roll", 1: "name"}),
        (["৮-ক-১|৮-ক-২|৮-ক-৩|৮-ক-৪|৮-ক-৫|৮-ক-৬", NAMES], {0: "roll", 1: "name"}),
        (["1|2|3|4|5|6", NAMES, SEXES], {0: "roll", 1: "name", 2: "sex"}),
        (["1|2|3|4|5|6", SEXES, NAMES], {0: "roll", 2: "name", 1: "sex"}),
        (["1|2|3|4|5|6", NAMES, FATHERS], {0: "roll", 1: "name"}),
        (["1|2|3|4|5|6", "iwKe|†gvt iwng|mvjgv|wgbv|ixZv|†gvt Kwig"], {0: "roll", 1: "name"}),
        ([NAMES, "1|2|3|4|5|6", FATHERS], {1: "roll", 0: "name"}),
        (["1|2|3|4|5|6", "Village A|Village B|Village C|Village D|Village E|Village F", NAMES], {0: "roll", 2: "name"}),
        ([NAMES], {0: "name"}),
        (["Eight|Eight|Eight|Eight|Eight|Eight", NAMES], {1: "name"}),
        (["1|2|3|4|5|6", NAMES, "yes|no|yes|no|yes|yes"], {0: "roll", 1: "name"}),
    ],
)
def test_what_cannot_well_be_something_else(columns: list[str], taken: dict[int, str]) -> None:
    assert guessed(*columns) == taken


@pytest.mark.parametrize(
    "columns",
    [
        [],
        ["1|2|3"],
        ["title|of a list"],
        ["1|2|3", "Sylhet|Sylhet|Sylhet"],
        ["1|2|3", "01711000001|01711000002|01711000003"],
        ["1", "Rahim"],
        ["a|c", "b|d"],
        [SEXES, "1|2|3|4|5|6"],
    ],
)
def test_what_is_no_class(columns: list[str]) -> None:
    assert guessed(*columns) == {}


def test_dates_of_birth_are_no_rolls() -> None:
    dates = "01/09/2013|02/09/2013|2013-10-03|04.11.2013|5/1/2014|6/2/14"
    assert guessed(dates, NAMES) == {1: "name"}
    assert guessed(dates, NAMES, "3|7|9|12|15|20") == {1: "name", 2: "roll"}


def test_phones_are_no_rolls() -> None:
    assert guessed("01711000001|01711000002|01711000003|01711000004|01711000005|01711000006", NAMES) == {1: "name"}
