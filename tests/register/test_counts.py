from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.arrow_rows import made_tables
from bsuh_desktop.register.counts import CountedClasses, QueryTables, learners_question, query, rounded_question
from bsuh_desktop.register.decision_lines import ArchiveStatus, FileStatus
from bsuh_desktop.register.dimension_tables import counted_tables, learners_by_kind, place_table
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.register.keyed_rounding import rounded_cells
from bsuh_desktop.register.queries import DIMENSIONS, PERSONAL, Counts, Dimension, Filters, Group
from tests.helpers.collected import DAY, PLACE_ROWS, file_facts, file_hash, learner_facts, registers
from tests.helpers.counted_slowly import slow_groups
from tests.helpers.sampled import examples_of

MAPPED = {"local:A": "eiin:3"}
LIMIT = 10
EXACT = tuple(dimension for dimension in DIMENSIONS if dimension not in PERSONAL)
ADDITIVE = ("total", "present", "certificates")


def standing(files: Sequence[FileFacts], **changed: object) -> ArchiveStatus:
    everything = ArchiveStatus(
        files={one.about.file: FileStatus(one.about.session, 1, "merged") for one in files},
        current={one.about.session: one.about.file for one in files},
        conflicts={}, places=MAPPED, withdrawn={},
    )  # fmt: skip
    return replace(everything, **changed)


def places() -> pa.Table:
    return place_table(PLACE_ROWS)


def picture(files: Sequence[FileFacts], **changed: object) -> CountedClasses:
    return CountedClasses.open(made_tables(files), standing(files, **changed), places(), LIMIT)


def numbers(groups: Sequence[Group]) -> dict[tuple[str, ...], tuple[int, ...]]:
    return {group.values: astuple(group.counts) for group in groups}


def some_filters() -> st.SearchStrategy[Filters]:
    days = st.none() | st.sampled_from((DAY, DAY + datetime.timedelta(1), DAY + datetime.timedelta(40)))
    return st.builds(
        Filters, days, days,
        st.sampled_from(((), ("taps",), ("taps", "talk"), ("unheard",))),
        st.sampled_from(((), (1,), (7,))),
        st.sampled_from(((), ("v1",), ("",))),
        st.sampled_from(((), ("d1", "d2"), ("d2", ""))),
        st.sampled_from(((), ("taps/1",), ("taps/2", "talk/2"), ("taps/7",))),
    )  # fmt: skip


@examples_of(10, 200)
def test_a_slow_count_finds_the_same_numbers(examples: settings) -> None:
    @examples
    @given(registers(), st.lists(st.sampled_from(EXACT), max_size=3, unique=True), some_filters())
    def same(files: tuple[FileFacts, ...], by: list[Dimension], filters: Filters) -> None:
        with picture(files) as seen:
            expected = slow_groups(files, by, filters, MAPPED)
            assert numbers(seen.groups(by, filters)) == (expected or ({} if by else {(): (0,) * 8}))

    same()


@examples_of(5, 40)
def test_every_dimension_adds_up_to_the_whole(examples: settings) -> None:
    met = Counter[bool]()

    @examples
    @given(registers())
    def adds_up(files: tuple[FileFacts, ...]) -> None:
        with picture(files) as seen:
            (whole,) = seen.groups(())
            met[whole.counts.unique > 1] += 1
            for dimension in EXACT:
                parts = seen.groups([dimension])
                for name in ADDITIVE:
                    assert sum(getattr(part.counts, name) for part in parts) == getattr(whole.counts, name)
                assert max((part.counts.unique for part in parts), default=0) <= whole.counts.unique
                assert sum(part.counts.unique for part in parts) >= whole.counts.unique
                if dimension != "grade":
                    assert sum(part.counts.classes for part in parts) == whole.counts.classes
                    assert sum(part.counts.minutes for part in parts) == whole.counts.minutes

    adds_up()
    assert met[True] > 1, "some have learners to add up"


def test_only_the_current_files_count() -> None:
    files = [file_facts(number, [learner_facts(number)]) for number in (1, 2, 3)]
    with picture(files, current={"S1": file_hash(1)}) as seen:
        assert seen.groups(())[0].counts.classes == 1


def test_no_figure_is_made_where_rows_are_missing() -> None:
    files = [file_facts(number, [learner_facts(number)]) for number in (1, 2)]
    with pytest.raises(KnownError) as told:
        CountedClasses.open(made_tables(files[:1]), standing(files), places(), LIMIT)
    assert told.value.code == "register_damaged"


def test_a_class_without_anybody_is_a_class() -> None:
    with picture([file_facts(1, [])]) as seen:
        assert seen.groups(["district"]) == (Group(("d1",), Counts(1, 0, 0, 0, 0, 0, 45, 0)),)
        assert seen.groups(["grade"]) == ()


def test_nothing_collected_is_nothing() -> None:
    with picture([]) as seen:
        assert seen.groups(()) == (Group((), Counts(0, 0, 0, 0, 0, 0, 0, 0)),)
        assert (seen.groups(["district"]), seen.rounded_groups(["sex"]), seen.as_of) == ((), (), None)


def test_a_class_of_two_grades_is_a_class_of_both() -> None:
    older = learner_facts(3, grade=9, age="18+")
    both = file_facts(1, [learner_facts(1, grade=9), learner_facts(2, grade=10), older], minutes=40)
    with picture([both, file_facts(2, [learner_facts(1, grade=9)], minutes=50)]) as seen:
        nine, ten = seen.groups(["grade"])
        assert (nine.values, nine.counts) == (("9",), Counts(2, 3, 2, 3, 2, 3, 90, 0))
        assert (ten.values, ten.counts) == (("10",), Counts(1, 1, 1, 1, 1, 1, 40, 0))


def test_whoever_never_came_is_on_the_rolls_and_was_not_reached() -> None:
    absent = learner_facts(1, status="absent", awarded=False)
    with picture([file_facts(1, [absent, learner_facts(2)]), file_facts(2, [absent, learner_facts(2)])]) as seen:
        assert seen.groups(())[0].counts == Counts(2, 4, 2, 2, 1, 2, 90, 0)
    with picture([file_facts(1, [absent]), file_facts(2, [learner_facts(1)], module="talk")]) as seen:
        reached = {group.values[0]: group.counts.reached for group in seen.groups(["module"])}
        assert (reached, seen.groups(())[0].counts.reached) == ({"taps": 0, "talk": 1}, 1)


def test_the_day_of_the_newest_class_is_told() -> None:
    files = [file_facts(1, [], day=DAY), file_facts(2, [], day=DAY + datetime.timedelta(3))]
    with picture(files) as seen:
        assert seen.as_of == datetime.date(2026, 7, 17)


def test_the_source_names_the_files_whatever_their_order() -> None:
    files = [file_facts(number, []) for number in (1, 2, 3)]
    told = set()
    for order in itertools.permutations(files):
        with picture(order) as seen:
            told.add(seen.source)
    assert len(told) == 1
    with picture(files[:2]) as seen:
        told.add(seen.source)
    stand = standing(files)
    copied = stand.files | {file_hash(1): FileStatus("S1", 1, "merged", copy=file_hash(8))}
    with CountedClasses.open(made_tables(files), replace(stand, files=copied), places(), LIMIT) as seen:
        told.add(seen.source)
    assert len(told) == 3


def test_nothing_of_it_is_ever_written_to_a_disk() -> None:
    with picture([file_facts(1, [learner_facts(1)])]) as seen:
        asked = (
            "select name, value from duckdb_settings() where name in ('temp_directory', 'autoload_known_extensions')"
        )
        settings_now = dict(seen._engine.raw_sql(asked).fetchall())
    assert settings_now == {"temp_directory": "", "autoload_known_extensions": "false"}


def test_another_engine_is_asked_in_its_own_words() -> None:
    counted = counted_tables(made_tables([file_facts(1, [learner_facts(1)])]), {}, places())
    tables = {
        "classes": counted.classes,
        "heads": counted.heads,
        "again": counted.again,
        "cells": rounded_cells(counted.classes, counted.records, LIMIT),
        "kinds": learners_by_kind(counted.classes, counted.records),
    }
    rows = QueryTables(
        **{name: ibis.table(ibis.Schema.from_pyarrow(one.schema), name=name) for name, one in tables.items()}
    )
    by: tuple[Dimension, ...] = ("district", "sex")
    questions = (
        query(rows, ("district", "grade"), [rows.classes.by_module.isin([0])]),
        rounded_question(rows.cells, by, [rows.cells.by_module.isin([0])]),
        learners_question(rows, by, [rows.classes.year == 2026], [rows.kinds.year == 2026]),
    )
    for asked, dialect in itertools.product(questions, ("duckdb", "postgres")):
        assert "GROUP BY" in str(ibis.to_sql(asked, dialect=dialect))


@pytest.fixture(scope="module")
def unsorted() -> Iterator[CountedClasses]:
    """Three classes that are in no order."""
    files = [
        file_facts(number, [learner_facts(number, sex=sex)], place=place, module=module, partner=number)
        for number, (sex, place, module) in enumerate((("m", "eiin:3", "z"), ("f", "eiin:1", "a"), ("m", "x", "k")), 1)
    ]
    with picture(files) as seen:
        yield seen


@pytest.mark.parametrize("dimension", EXACT)
def test_groups_come_sorted(unsorted: CountedClasses, dimension: Dimension) -> None:
    values = [group.values for group in unsorted.groups([dimension])]
    assert values == sorted(values)


def test_grades_come_in_their_order() -> None:
    grades = (10, 0, 9, 6)
    with picture([file_facts(grade, [learner_facts(grade, grade=grade)]) for grade in grades]) as seen:
        assert [group.values for group in seen.groups(["grade"])] == [("",), ("6",), ("9",), ("10",)]


def test_typed_names_of_places_are_told() -> None:
    typed = file_facts(1, [], place="local:B", place_name="Char school")
    with picture([typed, file_facts(2, [], place="eiin:2")]) as seen:
        assert seen.typed == {"local:B": "Char school"}


def test_no_list_of_places_is_a_table_too() -> None:
    assert place_table([]).num_rows == 0
