from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.register.asked import Counts, Dimension, Group
from bsuh_desktop.register.hiding import Shown, coarser, hide
from tests.helpers.pinning import Range, Sheet
from tests.helpers.sampled import examples_of, few_or_all
from tests.helpers.small_countries import PLACES, By, Sat, attacker, groups, published

FAMILIES: dict[str, tuple[By, ...]] = {
    "one": (("district",),),
    "areas": (("place",),),
    "crossed": (("month", "module"),),
    "sexes": (("district", "sex"),),
    "months": (("district", "month"),),
    "beside": (("district",), ("month",), ("sex",)),
}
FINEST: By = ("district", "month", "sex")
TOLD, HIDDEN, UNLISTED = Shown.TOLD, Shown.HIDDEN, Shown.UNLISTED


def with_coarser(asked: Sequence[By]) -> tuple[By, ...]:
    return tuple(dict.fromkeys(by for one in asked for by in coarser(one)))


def found_out(sats: Sequence[Sat], asked: Sequence[By], limit: int, complementary: bool = True) -> list[Range]:
    """The first hidden figure that the reader pins; a zero may be worked out, as zero is told."""
    sheets = published(sats, with_coarser(asked), limit, complementary)
    finest = asked[0] if len(asked) == 1 else FINEST
    return list(islice((one for one in attacker(sheets, sats, finest, limit).pinned() if one.high > 0), 1))


@st.composite
def a_class(draw: st.DrawFn) -> Sat:
    people = draw(st.integers(1, 25))
    there = draw(st.just(people) | st.integers(0, people))
    return Sat(
        place=draw(st.integers(0, len(PLACES) - 1)),
        month=draw(st.sampled_from(["2026-01", "2026-02", "2026-03"])),
        module=draw(st.sampled_from("xy")),
        sex=draw(st.sampled_from("fm")),
        first=draw(st.sampled_from([0, 3, 100])),
        people=people,
        there=there,
        earned=draw(st.just(there) | st.just(0) | st.integers(0, there)),
    )


def some_classes(seed: int) -> list[Sat]:
    chance = random.Random(seed)
    made = []
    for _ in range(chance.randint(4, 12)):
        people = chance.randint(1, 20)
        there = chance.randint(people // 2, people)
        kind = chance.randrange(len(PLACES)), f"2026-0{chance.randint(1, 3)}", chance.choice("xy"), chance.choice("fm")
        made.append(Sat(*kind, 0, people, there, chance.randint(there // 2, there)))
    return made


@examples_of(5, 200)
@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_hidden_can_be_worked_out(family: str, examples: settings) -> None:
    @examples
    @given(sats=st.lists(a_class(), min_size=1, max_size=10), limit=st.sampled_from([3, 5, 10]))
    def hidden(sats: list[Sat], limit: int) -> None:
        assert not found_out(sats, FAMILIES[family], limit)

    hidden()


@pytest.mark.parametrize(("family", "seed"), [("crossed", 909), ("months", 910), ("months", 911), ("sexes", 914)])
def test_nothing_can_be_worked_out_where_few_are_left_over(family: str, seed: int) -> None:
    """One more row is hidden there, or the rows behind hidden certificates are not listed either."""
    assert not [limit for limit in (3, 5, 10) if found_out(some_classes(seed), FAMILIES[family], limit)]


@few_or_all("seeds", range(4), range(8))
@pytest.mark.parametrize("family", FAMILIES)
def test_without_complements_it_often_can(family: str, seeds: range) -> None:
    won = [seed for seed in seeds if found_out(some_classes(seed), FAMILIES[family], 10, complementary=False)]
    assert len(won) > len(seeds) / 2
    assert not [seed for seed in won if found_out(some_classes(seed), FAMILIES[family], 10)]


def counts(total: int, certificates: int | None = None, classes: int = 2) -> Counts:
    earned = total if certificates is None else certificates
    return Counts(classes, total, total, total, total, earned, 40 * classes, 0)


def by_month(*totals: int, certificates: Sequence[int] | None = None) -> tuple[tuple[By, tuple[Group, ...]], ...]:
    """A whole and its months, everybody present."""
    earned = certificates or totals
    months = [(f"2026-{number:02}", *pair) for number, pair in enumerate(zip(totals, earned, strict=True), 1)]
    rows = tuple(Group((month,), counts(total, some)) for month, total, some in months)
    return (((), (Group((), counts(sum(totals), sum(earned))),)), (("month",), rows))


def shown(*totals: int, limit: int = 10, certificates: Sequence[int] | None = None) -> tuple[Shown, ...]:
    whole, months = hide(by_month(*totals, certificates=certificates), (), limit)
    return (*whole, *months)


def test_a_small_row_takes_the_smallest_other_one_along() -> None:
    assert shown(4, 30, 20, 50) == (TOLD, HIDDEN, TOLD, HIDDEN, TOLD)


def test_what_two_small_rows_leave_over_is_no_small_number_either() -> None:
    assert shown(4, 5, 30, 50) == (TOLD, HIDDEN, HIDDEN, HIDDEN, TOLD)
    assert shown(6, 5, 30, 50) == (TOLD, HIDDEN, HIDDEN, TOLD, TOLD)


@pytest.mark.parametrize(
    ("totals", "seen"),
    [
        ((30,), (TOLD, TOLD)),
        ((4,), (HIDDEN, UNLISTED)),
        ((3, 4), (HIDDEN, UNLISTED, UNLISTED)),
        ((6, 7), (TOLD, HIDDEN, HIDDEN)),
        ((4, 30), (TOLD, HIDDEN, HIDDEN)),
        ((0, 30), (TOLD, TOLD, TOLD)),
        ((1,) * 10, (TOLD, *([UNLISTED] * 10))),
    ],
    ids=["one row", "one small row", "all small", "together enough", "two rows", "nobody", "each alone"],
)
def test_few_rows(totals: tuple[int, ...], seen: tuple[Shown, ...]) -> None:
    assert shown(*totals) == seen


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert set(shown(10, 11, 12)) == {TOLD}
    assert set(shown(4, 5, 1, limit=1)) == {TOLD}


def test_few_certificates_are_hidden_alone() -> None:
    seen = shown(30, 40, 50, 60, certificates=(3, 0, 30, 20))
    assert seen == (TOLD, Shown.NO_CERTIFICATES, TOLD, TOLD, Shown.NO_CERTIFICATES)


@pytest.mark.parametrize("which", ["unique", "present", "reached"])
def test_every_count_of_people_can_be_too_small(which: str) -> None:
    figures = {"classes": 2, "total": 30, "unique": 28, "present": 25, "reached": 24, "certificates": 20}
    few = Counts(**{**figures, which: 9}, minutes=40, entered_later=0)
    many = Counts(**figures, minutes=40, entered_later=0)
    flags = hide([(("sex",), (Group(("f",), few), Group(("m",), many)))], (), 10, complementary=False)
    assert flags == ((HIDDEN, TOLD),)


def test_a_table_hides_the_same_whatever_is_asked_along_with_it() -> None:
    sats = some_classes(5)
    for asked in FAMILIES.values():
        alone = with_coarser(asked)
        more = with_coarser([*asked, ("place", "month"), ("upazila", "sex")])
        seen = {sheet.by: sheet.lines for sheet in published(sats, more, 10)}
        assert all(seen[sheet.by] == sheet.lines for sheet in published(sats, alone, 10))


def test_the_order_of_rows_tables_and_dimensions_does_not_matter() -> None:
    sats = some_classes(3)
    tables = [(by, groups(sats, by)) for by in with_coarser([("district", "month")])]
    seen = dict(zip([by for by, _ in tables], hide(tables, PLACES, 10), strict=True))
    turned: list[tuple[tuple[Dimension, ...], list[Group]]] = [
        (by[::-1], [Group(row.values[::-1], row.counts) for row in reversed(rows)]) for by, rows in reversed(tables)
    ]
    again = hide(turned, reversed(PLACES), 10)
    assert {by[::-1]: flags[::-1] for (by, _), flags in zip(turned, again, strict=True)} == seen
    assert any(flag is not TOLD for flags in again for flag in flags)


def test_a_district_beside_its_division_is_the_same_table() -> None:
    sats = some_classes(3)
    asked: list[By] = [(), ("division",), ("district",), ("division", "district")]
    flags = hide([(by, groups(sats, by)) for by in asked], PLACES, 10)
    assert flags[2] == flags[3]


def test_coarser_tables_are_those_that_add_up() -> None:
    assert coarser(()) == ((),)
    assert coarser(("month",)) == ((), ("month",))
    assert coarser(("upazila",)) == ((), ("district",), ("division",), ("upazila",))
    assert coarser(("district", "sex")) == (
        (), ("district",), ("division",), ("sex",), ("division", "sex"), ("district", "sex"),
    )  # fmt: skip


def test_an_area_of_two_others_and_a_place_on_no_list_hide_nothing_else() -> None:
    areas = (("30", "3026", "", "a"), ("10", "1004", "", "b"))
    rows = tuple(Group((code,), counts(20)) for code in ("30", "10", ""))
    upazilas = (Group(("",), counts(60)),)
    whole = ((), (Group((), counts(60)),))
    assert set(sum(hide([whole, (("division",), rows), (("upazila",), upazilas)], areas, 10), ())) == {TOLD}


def test_the_reader_wins_where_one_row_alone_is_hidden() -> None:
    """The attacker is no straw man: it subtracts, and knows that 12 of 12 certificates leave no choice."""
    sats = [Sat(0, "2026-01", "x", "f", 0, 4, 4, 4), Sat(3, "2026-01", "x", "f", 0, 30, 30, 30)]
    sheets: tuple[Sheet, ...] = published(sats, with_coarser([("district",)]), 10, complementary=False)
    pinned = list(attacker(sheets, sats, ("district",), 10).pinned())
    assert {(one.figure, one.low) for one in pinned} == {
        ("total", 4), ("unique", 4), ("present", 4), ("reached", 4), ("certificates", 4),
    }  # fmt: skip


def test_a_hidden_small_number_has_room() -> None:
    """Three more or fewer at least, where there is anybody to take them from."""
    sats = [
        Sat(place, "2026-01", "x", "f", 0, people, people, people)
        for place, people in ((0, 2), (2, 3), (3, 40), (4, 50))
    ]
    sats += [Sat(place, "2026-02", "x", "f", 0, 30, 30, 20) for place in (3, 4)]
    sheets = published(sats, with_coarser([("place",)]), 10)
    ranges = [one for one in attacker(sheets, sats, ("place",), 10).ranges() if one.figure == "total"]
    assert ranges
    assert all(one.high - one.low >= 3 for one in ranges)
