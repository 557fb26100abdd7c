from __future__ import annotations

import pytest

from bsuh_desktop.rosters.columns.column import Column, place_of


def test_places_as_a_spreadsheet_writes_them() -> None:
    assert [place_of(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize("meaning", ["phone", "birth", "address", "picture", "number", "date", "parent"])
def test_what_is_never_read_stays_so_whoever_asks(meaning: str) -> None:
    column = Column("C", "", meaning)  # type: ignore[arg-type]
    assert not column.changeable
    assert not column.may_hold("name")


def test_long_numbers_and_dates_are_no_names_and_no_rolls() -> None:
    for column in (Column("C", "", "other", holds="long_numbers"), Column("C", "", "other", holds="dates")):
        assert column.changeable
        assert [column.may_hold(choice) for choice in ("roll", "name", "sex", "none")] == [False, False, True, True]
    assert Column("C", "", "other", holds="words").may_hold("name")
