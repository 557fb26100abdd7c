"""Rounded numbers by attributes: a second, slow way comes to the same, and what is promised of them holds."""

from __future__ import annotations

import datetime
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsuh_desktop.domain.learner import COUNTED, FACTS
from bsuh_desktop.register.arrow_rows import made_tables
from bsuh_desktop.register.counts import CountedClasses
from bsuh_desktop.register.facts import FileFacts, LearnerFacts
from bsuh_desktop.register.queries import BESIDE_PERSONAL, DIMENSIONS, PERSONAL, Dimension, Filters, RoundedGroup
from tests.helpers.collected import DAY, file_facts, learner_facts, learners_of, registers
from tests.helpers.counted_slowly import slow_groups, value_of
from tests.helpers.sampled import examples_of
from tests.register.test_counts import LIMIT, MAPPED, places, standing

COMBINATIONS = list(product(*(FACTS[name].words for name in COUNTED)))
NUMBERS = max(64, 2 ** len(COMBINATIONS).bit_length())
"""From one presence to the next, as many powers are passed."""
UNSAID = len(COMBINATIONS) - 1
HERE = ("present", "late", "left_early")


def picture(files: Sequence[FileFacts], limit: int = LIMIT) -> CountedClasses:
    return CountedClasses.open(made_tables(files), standing(files), places(), limit)


def slow_cells(files: Sequence[FileFacts], limit: int) -> Counter[tuple[str, ...]]:
    """Told heads of each cell and combination: FORMAT.md once more, cell by cell, sharing no code with the product."""
    heads: dict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    keys: dict[tuple[str, ...], int] = {}
    for file in files:
        for one in learners_of(file):
            where = [value_of(name, file.about, one, MAPPED) for name in BESIDE_PERSONAL]
            cell = (*where, str(one.status in HERE), str(one.awarded))
            heads[cell][COMBINATIONS.index(tuple(getattr(one, name) for name in COUNTED))] += one.heads
            keys[tuple(where)] = min(keys.get(tuple(where), 2**63), one.record_key)
    told: Counter[tuple[str, ...]] = Counter()
    for cell, counts in heads.items():
        presence = ["FalseFalse", "TrueFalse", "TrueTrue", "FalseTrue"].index("".join(cell[-2:]))
        for combination, number in rounded(counts, keys[cell[:-2]], presence, limit).items():
            told[(*cell, *COMBINATIONS[combination])] += number
    return told


def rounded(counts: Counter[int], key: int, presence: int, limit: int) -> dict[int, int]:
    everybody = sum(counts.values())
    if everybody < limit or max(counts.values()) == 1:
        return {UNSAID: everybody}
    largest = min(counts, key=lambda combination: (-counts[combination], combination))
    others = {one: count for one, count in sorted(counts.items()) if one != largest}
    if sum(3 * ((count + 2) // 3) for count in others.values()) <= everybody:
        told = {one: count - count % 3 for one, count in others.items()}
        told = {one: low + 3 * (draw(key, NUMBERS * presence + one) < counts[one] % 3) for one, low in told.items()}
    else:
        told, behind = {}, draw(key, NUMBERS * presence + NUMBERS - 1)
        for one, count in others.items():
            told[one] = 3 * ((behind + count) // 3) - 3 * (behind // 3)
            behind += count
    return {**told, largest: everybody - sum(told.values())}


def draw(key: int, number: int) -> int:
    high, low = divmod(key, 2**31)
    return int((high * 7 ** (2 * number + 1) + low * 7 ** (2 * number + 2)) % (2**31 - 1) % 3)


def numbers(groups: Sequence[RoundedGroup]) -> dict[tuple[str, ...], tuple[int, int, int]]:
    return {group.values: (group.counts.total, group.counts.present, group.counts.certificates) for group in groups}


def added_up(told: Counter[tuple[str, ...]], by: Sequence[Dimension]) -> dict[tuple[str, ...], tuple[int, int, int]]:
    names = (*BESIDE_PERSONAL, "here", "awarded", *PERSONAL)
    sums: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for values, count in told.items():
        known = dict(zip(names, values, strict=True))
        group = sums[tuple(known[name] for name in by)]
        group["total"] += count
        group["present"] += count * (known["here"] == "True")
        group["certificates"] += count * (known["awarded"] == "True")
    return {key: (one["total"], one["present"], one["certificates"]) for key, one in sums.items() if one["total"]}


@examples_of(15, 200)
def test_a_slow_way_comes_to_the_same_numbers(examples: settings) -> None:
    tables = st.lists(st.sampled_from(BESIDE_PERSONAL), max_size=2, unique=True)

    @examples
    @given(registers(), tables, st.sampled_from(PERSONAL), st.sampled_from((1, 4, LIMIT)))
    def same(files: tuple[FileFacts, ...], beside: list[Dimension], personal: Dimension, limit: int) -> None:
        by: list[Dimension] = [*beside, personal]
        with picture(files, limit) as seen:
            assert numbers(seen.rounded_groups(by)) == added_up(slow_cells(files, limit), by)

    same()


def some_class(number: int, chance: random.Random, size: int = 40, **changed: object) -> FileFacts:
    return file_facts(number, [some_learner(number * 1000 + place, chance) for place in range(size)], **changed)


def some_learner(number: int, chance: random.Random) -> LearnerFacts:
    return learner_facts(
        number,
        sex=chance.choice("fm"),
        age=chance.choice(("9-12", "13-17", "13-17")),
        disability="yes" if chance.random() < 0.05 else "no",
        awarded=chance.random() < 0.9,
    )


@pytest.fixture(scope="module")
def country() -> tuple[FileFacts, ...]:
    """Two hundred classes of forty, each in a cell of its own or with another."""
    chance = random.Random(3)
    days = [DAY + datetime.timedelta(31 * (number % 6)) for number in range(200)]
    return tuple(
        some_class(number, chance, day=days[number], place=f"eiin:{1 + number % 3}", partner=number % 20)
        for number in range(200)
    )


def test_every_table_adds_up_to_the_exact_heads(country: tuple[FileFacts, ...]) -> None:
    with picture(country) as seen:
        for beside in BESIDE_PERSONAL:
            exact = {group.values: group.counts for group in seen.groups([beside])}
            sums: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
            for group in seen.rounded_groups([beside, "sex", "disability"]):
                for name in ("total", "present", "certificates"):
                    sums[group.values[:1]][name] += getattr(group.counts, name)
            assert sums == {
                values: {name: getattr(one, name) for name in ("total", "present", "certificates")}
                for values, one in exact.items()
            }


def test_numbers_are_right_on_the_mean_and_their_spread_is_as_told(country: tuple[FileFacts, ...]) -> None:
    with picture(country, limit=1) as seen:
        by: tuple[Dimension, ...] = ("upazila", "month", "partner", "disability")
        true = {values: counts[1] for values, counts in slow_groups(country, by, mapped=MAPPED).items()}
        told = {group.values: group.counts for group in seen.rounded_groups(by)}
    errors = [told[values].total - count if values in told else -count for values, count in true.items()]
    yes = [error for error, values in zip(errors, true, strict=True) if values[-1] == "yes"]
    spread = (sum(error**2 for error in yes) / len(yes)) ** 0.5
    print(f"\n{len(yes)} numbers of children with a disability: mean {sum(yes) / len(yes):.3f}, spread {spread:.2f}")
    assert abs(sum(yes) / len(yes)) < 3 * spread / len(yes) ** 0.5
    assert 1 < spread < 3
    wide = [values for values, one in told.items() if abs(one.total - true[values]) > 2 * (4 * one.rounded) ** 0.5]
    assert len(wide) < len(told) / 20


def test_many_small_numbers_are_right_on_the_mean_too() -> None:
    """Here they might come to more than the cell, and the largest would be less than nothing."""
    few = [("f", "9-12"), ("m", "9-12"), ("f", "18+"), ("m", "18+"), ("f", "13-17"), ("m", "13-17"), ("m", "13-17")]
    errors: Counter[tuple[str, ...]] = Counter()
    chance = random.Random(11)
    files = []
    for number in range(400):
        rows = [
            learner_facts(number * 1000 + place, sex=sex, age=age, record_key=chance.getrandbits(63))
            for place, (sex, age) in enumerate([*few, ("f", "unspecified"), ("m", "unspecified"), ("f", "9-12")])
        ]
        files.append(file_facts(number, rows, partner=number))
    with picture(files) as seen:
        for values, numbers_told in numbers(seen.rounded_groups(["sex", "age"])).items():
            errors[values] = numbers_told[0]
        assert min(group.counts.total for group in seen.rounded_groups(["partner", "sex", "age"])) > 0
    true = Counter((sex, age) for sex, age in [*few, ("f", "unspecified"), ("m", "unspecified"), ("f", "9-12")])
    for values, count in true.items():
        assert abs(errors[values] - 400 * count) < 3 * 2 * 400**0.5, values


def test_nobody_is_told_of_whom_there_is_nobody(country: tuple[FileFacts, ...]) -> None:
    with picture(country) as seen:
        true = slow_groups(country, ("upazila", "month", "sex", "age"), mapped=MAPPED)
        told = seen.rounded_groups(("upazila", "month", "sex", "age"))
    assert {group.values for group in told if group.values[2:] != ("unspecified", "unspecified")} <= set(true)


def test_in_a_small_cell_nothing_is_said() -> None:
    girls = file_facts(1, [learner_facts(number, sex="f") for number in range(9)])
    with picture([girls]) as seen:
        assert numbers(seen.rounded_groups(["sex"])) == {("unspecified",): (9, 9, 9)}
    more = file_facts(2, [learner_facts(9, sex="f")])
    with picture([girls, more]) as seen:
        assert numbers(seen.rounded_groups(["sex"])) == {("f",): (10, 10, 10)}
    with picture([girls, file_facts(2, [learner_facts(9, sex="f")], module="talk")]) as seen:
        assert numbers(seen.rounded_groups(["sex"])) == {("unspecified",): (10, 10, 10)}


def test_the_same_children_give_the_same_numbers_in_every_class(country: tuple[FileFacts, ...]) -> None:
    """Whoever compares the classes of one group finds no other draw for the same count."""
    children = learners_of(country[0])
    told = set()
    for number, module in enumerate(("taps", "talk", "truth", "time")):
        with picture([file_facts(number, children, module=module)]) as seen:
            told.add(tuple(numbers(seen.rounded_groups(PERSONAL)).items()))
    assert len(told) == 1


def test_while_a_cell_grows_its_numbers_do() -> None:
    """A growing cell seldom draws anew: no number goes up and down again, as would tell what came."""
    chance = random.Random(5)
    kept = some_class(1, chance, 30)
    least = min(one.record_key for one in learners_of(kept))
    told = []
    for boys in range(12):
        more = [learner_facts(9000 + one, sex="m", age="18+", record_key=least + 1 + one) for one in range(boys)]
        with picture([file_facts(1, [*learners_of(kept), *more])]) as seen:
            told.append(numbers(seen.rounded_groups(PERSONAL)).get(("m", "18+", "unspecified"), (0, 0, 0))[0])
    assert told == sorted(told)
    assert told[-1] > 0


@pytest.mark.parametrize("dimension", [one for one in DIMENSIONS if one not in (*BESIDE_PERSONAL, *PERSONAL)])
def test_by_what_finest_cells_do_not_know_attributes_are_not_told(dimension: Dimension) -> None:
    with picture([some_class(1, random.Random(1))]) as seen, pytest.raises(ValueError, match="not told"):
        seen.rounded_groups([dimension, "sex"])


def test_of_some_days_attributes_are_not_told() -> None:
    first, last = datetime.date(2026, 7, 1), datetime.date(2026, 7, 31)
    with picture([some_class(1, random.Random(1))]) as seen:
        assert seen.rounded_groups(["sex"], Filters(first, last))
        for days in ((first, last - datetime.timedelta(1)), (DAY, None), (None, DAY)):
            with pytest.raises(ValueError, match="not told"):
                seen.rounded_groups(["sex"], Filters(*days))
        with pytest.raises(ValueError, match="rounded"):
            seen.groups(["sex"])


def test_the_first_and_the_last_day_that_there_are_count_too() -> None:
    with picture([some_class(1, random.Random(1))]) as seen:
        everything = Filters(datetime.date(1, 1, 1), datetime.date.max)
        assert seen.rounded_groups(["sex"], everything) == seen.rounded_groups(["sex"])


def test_months_between_those_with_classes_can_be_asked_for() -> None:
    chance = random.Random(2)
    files = [some_class(number, chance, day=datetime.date(2026, month, 5)) for number, month in enumerate((2, 4, 7), 1)]
    with picture(files) as seen:
        for first, last, classes in ((3, 6, 1), (1, 3, 1), (8, 12, 0), (2, 7, 3), (4, 4, 1), (5, 6, 0)):
            end = datetime.date(2026 + last // 12, last % 12 + 1, 1) - datetime.timedelta(1)
            groups = seen.rounded_groups(["sex"], Filters(datetime.date(2026, first, 1), end))
            assert sum(group.counts.total for group in groups) == 40 * classes


def test_different_learners_are_told_of_a_whole_year_by_area_and_in_tens() -> None:
    chance = random.Random(4)
    first = some_class(1, chance)
    files = [first, file_facts(2, learners_of(first), module="talk"), some_class(3, chance, place="eiin:3")]
    year = Filters(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    with picture(files) as seen:
        true = slow_groups(files, ("district", *PERSONAL), mapped=MAPPED)
        finest = {group.values: group.counts for group in seen.rounded_groups(["district", *PERSONAL], year)}
        assert {values for values, one in finest.items() if one.unique is not None} == set(true) & set(finest)
        for values, one in finest.items():
            if values not in true:
                continue
            assert one.unique is not None
            assert one.reached is not None
            assert (one.unique % 10, one.reached % 10) == (0, 0)
            assert abs(one.unique - true[values][2]) < 10
            assert abs(one.reached - true[values][4]) < 10
        wanted: list[tuple[list[Dimension], Filters]] = [
            (["sex"], year),
            (["division", "sex"], year),
            (["sex"], Filters(year.first, year.last, districts=("d1", "d2"))),
            (["sex"], Filters(year.first, year.last, districts=("d2",))),
        ]
        for by, filters in wanted:
            told = {group.values[-1]: Counter[str]() for group in seen.rounded_groups(by, filters)}
            for group in seen.rounded_groups(by, filters):
                told[group.values[-1]]["unique"] += group.counts.unique or 0
            for sex, sums in told.items():
                some = filters.districts or ("d1", "d2")
                parts = [one.unique or 0 for values, one in finest.items() if values[0] in some and values[1] == sex]
                assert sums["unique"] == sum(parts), "a sum of what is told in the districts, and nothing more"
        untold: list[tuple[list[Dimension], Filters]] = [
            (["sex"], Filters()),
            (["sex"], Filters(year.first, datetime.date(2026, 11, 30))),
            (["upazila", "sex"], year),
            (["module", "sex"], year),
            (["sex"], Filters(year.first, year.last, modules=("taps",))),
        ]
        for by, filters in untold:
            assert {group.counts.unique for group in seen.rounded_groups(by, filters)} == {None}


def test_the_order_of_files_changes_nothing(country: tuple[FileFacts, ...]) -> None:
    with picture(country) as one, picture(country[::-1]) as other:
        assert one.rounded_groups(["upazila", "sex", "age"]) == other.rounded_groups(["upazila", "sex", "age"])
