"""Rows of figures are sorted and searched at once, small numbers give nothing away, steps and lines are round."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.presenters.figures.figures_job import Period, last_months, months_between, periods
from bsuh_desktop.presenters.figures.table_rows import (
    COLUMN_KEYS,
    NUMBERS,
    UNTOLD,
    ColumnKey,
    PreparedRows,
    number_of,
    number_text,
    prepare,
    row_name,
)
from bsuh_desktop.presenters.figures.upper_half import SHADES, axis, months_of, step_of, steps_of, tiles_of
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.services.figures.published_figures import FigureCounts, FigureRow, Number, Table, Withheld
from tests.helpers.work import steps

LIMIT = 10
UNDER = Withheld.UNDER


def row(value: str, classes: int = 1, give_or_take: int = 0, **changed: Number) -> FigureRow:
    counts = FigureCounts(classes, 100, 90, 80, 70, 60, 45, 0)
    return FigureRow((value,), (LocalText(value, value),), replace(counts, **changed), give_or_take)


def of_attribute(value: str) -> FigureRow:
    untold = Withheld.UNTOLD
    counts = FigureCounts(untold, 100, untold, 80, untold, 60, untold, untold)
    return FigureRow((value,), (LocalText(value, value),), counts, give_or_take=9)


def prepared_of(rows: Sequence[FigureRow], as_they_came: bool = False) -> PreparedRows:
    return prepare(rows, name_of, LIMIT, as_they_came)


def name_of(one: FigureRow) -> str:
    return row_name(one, "en")


@given(st.lists(st.none() | st.sampled_from((0, *range(LIMIT, 50))), max_size=30), st.booleans())
def test_told_numbers_are_in_order_and_small_ones_between_them_and_none(numbers: list[int | None], down: bool) -> None:
    said: list[Number] = [UNDER if number is None else number for number in numbers]
    rows = [row(f"{place:02}", present=one, certificates=one) for place, one in enumerate(said)]
    prepared = prepared_of(rows)
    for key in COLUMN_KEYS:
        order = prepared.arranged(key, down)
        assert sorted(order) == list(range(len(rows)))
        if key in NUMBERS:
            told = [number_of(rows[place], key) for place in order]
            known = [number for number in told if number is not None]
            assert known == sorted(known, reverse=down)
            assert told[len(known) :] == [None] * (len(told) - len(known))
            small = [place for place in order if number_of(rows[place], key) == 0.5]
            assert small == sorted(small, reverse=down), "their order tells nothing about their numbers"


def test_a_small_number_is_under_the_limit_and_has_no_share() -> None:
    few = row("a", certificates=UNDER)
    said = {key: text_of(number_text(few, key, LIMIT), "en") for key in NUMBERS}
    assert (said["certificates"], said["completion"], said["attendance"]) == ("under 10", UNTOLD, "80%")
    assert "১০" in text_of(number_text(few, "certificates", LIMIT), "bn")


def test_of_attributes_there_are_no_classes_and_no_shares() -> None:
    told = {key: text_of(number_text(of_attribute("f"), key, LIMIT), "en") for key in NUMBERS}
    assert {key for key, said in told.items() if said != UNTOLD} == {"attendances", "certificates"}


def test_shares_are_of_what_they_say() -> None:
    one = row("a", 2, minutes=95)
    assert {key: text_of(number_text(one, key, LIMIT), "en") for key in NUMBERS} == {
        "classes": "2", "attendances": "80", "learners": "70", "attendance": "80%", "certificates": "60",
        "completion": "75%", "minutes": "48", "later": "0",
    }  # fmt: skip
    assert text_of(number_text(one, "completion", LIMIT), "bn") == "৭৫%"
    assert text_of(number_text(row("a", 1, present=0), "completion", LIMIT), "en") == "–"


def test_rows_are_searched_by_name_and_code_in_either_digits() -> None:
    prepared = prepared_of([row("School 45"), row("school 4"), row("Madrasa")])
    assert [prepared.names[place] for place in prepared.arranged("name", False, "SCHOOL ৪")] == [
        "school 4",
        "School 45",
    ]
    assert prepared.arranged("name", False, "nobody") == []


def test_names_are_sorted_but_months_stay() -> None:
    rows = [row("b"), row("a"), row("c")]
    assert prepared_of(rows).arranged("name", False) == [1, 0, 2]
    assert prepared_of(rows, as_they_came=True).arranged("name", True) == [2, 1, 0]


@pytest.mark.parametrize("key", COLUMN_KEYS)
def test_rows_that_were_prepared_are_sorted_without_a_look_at_each(key: ColumnKey) -> None:
    def work(rows: int, search: str) -> int:
        prepared = prepared_of([row(f"School {place * 7919 % rows}", place % 97) for place in range(rows)])
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


def by_district(*rows: FigureRow) -> Table:
    return Table(("district",), rows, rounded=False)


def test_every_district_has_a_tile_and_what_is_in_none_is_counted_apart() -> None:
    shown, elsewhere = tiles_of(by_district(row("3026", 7), row("0000", 3), row("", 2)))
    told = {tile.district.code: tile.classes for tile in shown.tiles}
    assert (told["3026"], told["6091"], sum(told.values()), elsewhere) == (7, 0, 7, 5)
    assert str(tiles_of(by_district())[0].tiles[0].label()).endswith(": no class")


def test_the_legend_says_each_shade_that_is_there() -> None:
    shown, _ = tiles_of(by_district(row("3026", 20), row("6091", 2), row("5527", 1)))
    assert [text_of(words, "en") for _, words in shown.legend()] == ["20 and more", "2–4", "1", "no class"]


def test_of_which_time() -> None:
    day = datetime.date(2026, 7, 14)
    assert last_months(day) == Period(datetime.date(2025, 8, 1), datetime.date(2026, 7, 31))
    december = last_months(datetime.date(2026, 12, 31))
    assert (december.first, december.last) == (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    assert [one.year for one in periods(day, ["2024-01", "2026-07"])] == [0, 2026, 2024, 0]
    assert periods(None, []) == (Period(),)
    assert list(months_between("2025-11", "2026-02")) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_every_month_is_told() -> None:
    table = Table(("month",), (row("2026-05", 3), row("2026-07", 1)), rounded=False)
    shown = months_of(table, "2026-04", "2026-07")
    assert [one.classes for one in shown] == [0, 3, 0, 1]
    assert [str(shown[place].label()) for place in (0, 3)] == ["April 2026: no class", "July 2026: 1 class"]
    assert [one.month for one in months_of(table, "", "")] == ["2026-05", "2026-06", "2026-07"]
    assert months_of(Table(("month",), (), rounded=False), "", "2026-07") == ()
