"""Rows of figures are sorted and searched at once, hidden numbers give nothing away, steps and lines are round."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.qt.figures.arranging import COLUMN_KEYS, HIDDEN, NUMBERS, ColumnKey, number_of, prepare, said_number
from bsuh_desktop.qt.figures.periods import Period, last_months, months_between, periods
from bsuh_desktop.qt.figures.steps import SHADES, axis, step_of, steps_of
from bsuh_desktop.qt.figures.tiles import legend, tiles_of
from bsuh_desktop.qt.figures.words import row_name
from bsuh_desktop.register.asked import Counts
from bsuh_desktop.services.figures.values import FigureRow, Table
from tests.helpers.work import steps

NOBODY = Counts(0, 0, 0, 0, 0, 0, 0, 0)
WHOLE = FigureRow((), (), NOBODY)


def row(value: str, classes: int | None = 1, **changed: int) -> FigureRow:
    counts = Counts(classes or 0, 100, 90, 80, 70, 60, 45, 0)
    name = LocalText(value, value)
    return FigureRow((value,), (name,), None if classes is None else replace(counts, **changed))


def name_of(one: FigureRow) -> str:
    return row_name(one, "en")


@given(st.lists(st.none() | st.integers(0, 50), max_size=30), st.booleans())
def test_told_numbers_are_in_order_and_hidden_ones_last(numbers: list[int | None], down: bool) -> None:
    rows = [row(f"{place:02}", number) for place, number in enumerate(numbers)]
    prepared = prepare(rows, name_of)
    for key in COLUMN_KEYS:
        order = prepared.arranged(key, down)
        assert sorted(order) == list(range(len(rows)))
        if key in NUMBERS:
            told = [number_of(rows[place], key) for place in order]
            known = [number for number in told if number is not None]
            assert known == sorted(known, reverse=down)
            assert told[len(known) :] == [None] * (len(told) - len(known))
            hidden = [place for place in order if number_of(rows[place], key) is None]
            assert hidden == sorted(hidden), "their order tells nothing about their numbers"


def test_a_hidden_certificate_hides_its_share_and_nothing_else() -> None:
    partly = replace(row("a"), certificates_hidden=True)
    assert [key for key in NUMBERS if said_number(partly, key, "en") == HIDDEN] == ["certificates", "completion"]
    assert [said_number(row("a", None), key, "bn") for key in NUMBERS] == [HIDDEN] * 8


def test_shares_are_of_what_they_say() -> None:
    one = row("a", 2, minutes=95)
    assert {key: said_number(one, key, "en") for key in NUMBERS} == {
        "classes": "2", "attendances": "80", "learners": "70", "attendance": "80%", "certificates": "60",
        "completion": "75%", "minutes": "48", "later": "0",
    }  # fmt: skip
    assert said_number(one, "completion", "bn") == "৭৫%"
    assert said_number(row("a", 1, present=0), "completion", "en") == "–"


def test_rows_are_searched_by_name_and_code_in_either_digits() -> None:
    prepared = prepare([row("School 45"), row("school 4"), row("Madrasa")], name_of)
    assert [prepared.names[place] for place in prepared.arranged("name", False, "SCHOOL ৪")] == [
        "school 4",
        "School 45",
    ]
    assert prepared.arranged("name", False, "nobody") == []


def test_names_are_sorted_but_months_stay() -> None:
    rows = [row("b"), row("a"), row("c")]
    assert prepare(rows, name_of).arranged("name", False) == [1, 0, 2]
    assert prepare(rows, name_of, as_they_came=True).arranged("name", True) == [2, 1, 0]


@pytest.mark.parametrize("key", COLUMN_KEYS)
def test_rows_that_were_prepared_are_sorted_without_a_look_at_each(key: ColumnKey) -> None:
    def work(rows: int, search: str) -> int:
        prepared = prepare([row(f"School {place * 7919 % rows}", place % 97) for place in range(rows)], name_of)
        return steps(lambda: prepared.arranged(key, True, search))

    assert work(1_000, "") == work(10, "")
    assert work(1_000, "19") < 20 * 1_000, "to search takes one look at each row"


@given(st.lists(st.integers(0, 100_000), max_size=64))
def test_shades_are_few_round_and_all_of_them_possible(counts: list[int]) -> None:
    steps = steps_of(counts)
    assert list(steps) == sorted(set(steps))
    assert len(steps) < SHADES
    assert all(str(step).rstrip("0") in ("1", "2", "5") for step in steps)
    told = [count for count in counts if count]
    if told:
        assert step_of(min(told), steps) == 1
        assert step_of(max(told), steps) == len(steps) + 1
        assert step_of(0, steps) == 0


def test_the_picture_of_a_country_has_five_shades() -> None:
    steps = steps_of([1, 3, 9, 30, 40, 60, 150, 200, 400, 500, 700, 900, 1_284])
    assert len(steps) == SHADES - 1
    assert (step_of(1, steps), step_of(1_284, steps)) == (1, SHADES)


@pytest.mark.parametrize(
    ("most", "lines"), [(0, (0, 1)), (1, (0, 1)), (30, (0, 10, 20, 30)), (7_912, (0, 5_000, 10_000))]
)
def test_the_scale_has_round_lines(most: int, lines: tuple[int, ...]) -> None:
    assert axis(most) == lines


def test_of_a_hidden_division_no_tile_tells_anything() -> None:
    districts = Table(("district",), (row("3026", 7), row("6091", None), row("0000", 3), row("", None)), 2)
    divisions = Table(("division",), (row("30", 7), row("20", None)), 1)
    tiles, _, elsewhere = tiles_of(districts, divisions, WHOLE)
    told = {tile.district.code: tile.classes for tile in tiles}
    assert (told["3026"], told["6091"], told["3029"], told["2015"]) == (7, None, 0, None)
    assert {tile.classes for tile in tiles if tile.district.division == "20"} == {None}
    assert (elsewhere.classes, elsewhere.hidden) == (3, 1)
    nothing, _, _ = tiles_of(Table(("district",), (), 0), Table(("division",), (), 0), replace(WHOLE, counts=None))
    assert {tile.classes for tile in nothing} == {None}


def test_the_legend_says_each_shade_that_is_there() -> None:
    rows = tuple(row(code, number) for code, number in (("3026", 20), ("6091", 2), ("5527", 1), ("1004", None)))
    tiles, steps, _ = tiles_of(Table(("district",), rows, 1), Table(("division",), (), 0), WHOLE)
    assert [said for _, said in legend(tiles, steps, "en")] == ["20 and more", "2–4", "1", "no class", "hidden"]


def test_of_which_time() -> None:
    day = datetime.date(2026, 7, 14)
    assert last_months(day) == Period(datetime.date(2025, 8, 1), day)
    assert last_months(datetime.date(2026, 12, 31)).first == datetime.date(2026, 1, 1)
    assert [one.year for one in periods(day, ["2024-01", "2026-07"])] == [0, 2026, 2024, 0]
    assert periods(None, []) == (Period(),)
    assert list(months_between("2025-11", "2026-02")) == ["2025-11", "2025-12", "2026-01", "2026-02"]
