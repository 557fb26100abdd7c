from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.decision_lines import PlaceMapped, PutBack, TakenOut
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.register.queries import DIMENSIONS, METHOD, Dimension, Filters
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.open_register import OpenRegister, open_counted_classes
from bsuh_desktop.services.figures.published_figures import FigureRow, Figures, Number, Withheld
from tests.helpers.collected import DAY, file_facts, learner_facts
from tests.helpers.keys import key
from tests.helpers.registers import KEYS, a_large_class, a_register, counting, country_programme, merge

UNDER = Withheld.UNDER
TITLES = {"taps": LocalText("কল", "Taps")}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "register", KEYS) as opened:
        yield opened


def counted(register: Register, *by: Sequence[Dimension], limit: int = 10, filters: Filters | None = None) -> Figures:
    with open_counted_classes(register, counting(country_programme(limit), TITLES)) as picture:
        return figures(picture, by, filters or Filters())


def told(rows: Sequence[FigureRow]) -> dict[tuple[str, ...], Number]:
    """The total of each row."""
    return {row.values: row.counts.total for row in rows}


def test_districts_are_told_with_their_names(register: Register) -> None:
    merge(register, [a_large_class(1, 1), a_large_class(2, 3), a_large_class(3, 4)])
    made = counted(register, ["district"])
    (table,) = made.tables
    assert [(row.values[0], row.labels[0].en) for row in table.rows] == [
        ("3026", "Dhaka"),
        ("3033", "Gazipur"),
        ("6090", "Sunamganj"),
    ]
    assert told(table.rows) == {("3026",): 30, ("3033",): 30, ("6090",): 30}
    assert (made.whole.counts.total, table.under, made.as_of, made.method) == (90, 0, DAY, METHOD)


def test_a_small_number_is_not_told_and_every_other_is(register: Register) -> None:
    merge(register, [a_large_class(1, 1), a_large_class(2, 3), a_large_class(3, 4), a_large_class(4, 2, learners=4)])
    districts, upazilas = counted(register, ["district"], ["upazila"]).tables
    assert told(districts.rows) == {("3026",): 34, ("3033",): 30, ("6090",): 30}
    assert told(upazilas.rows) == {("302601",): 30, ("302602",): UNDER, ("303303",): 30, ("609004",): 30}
    assert (districts.under, upazilas.under) == (0, 1)
    small = upazilas.rows[1].counts
    assert small.under() == ("total", "unique", "present", "reached", "certificates")
    assert (small.classes, small.minutes, small.entered_later) == (1, 45, 0), "classes tell of no learner"


def test_each_number_is_told_for_itself(register: Register) -> None:
    rows = [learner_facts(number, awarded=number < 4) for number in range(1, 31)]
    merge(register, [file_facts(1, rows), file_facts(2, [learner_facts(99, awarded=False)], place="eiin:4")])
    made = counted(register, ["district"])
    assert (made.whole.counts.total, made.whole.counts.certificates) == (31, UNDER)
    assert [row.counts.certificates for row in made.tables[0].rows] == [UNDER, 0], "nobody is told as nobody"


def test_attributes_are_told_in_rounded_numbers_that_add_up(register: Register) -> None:
    merge(register, [a_large_class(1, 1, 35), a_large_class(2, 3, 25)])
    made = counted(register, ["sex"], ["district", "sex"])
    by_sex, by_both = made.tables
    assert (by_sex.rounded, by_both.rounded) == (True, True)
    assert sum(number for number in told(by_sex.rows).values() if isinstance(number, int)) == 60
    for row in (*by_sex.rows, *by_both.rows):
        assert row.give_or_take > 0
        counts = row.counts
        assert {counts.classes, counts.minutes, counts.entered_later, counts.unique} == {Withheld.UNTOLD}
    assert made.whole.give_or_take == 0


def test_a_rounded_number_below_the_limit_is_not_told(register: Register) -> None:
    girls = [learner_facts(number, sex="f") for number in range(1, 31)]
    few = [learner_facts(number, sex="m", age="18+") for number in range(31, 35)]
    merge(register, [file_facts(1, [*girls, *few])])
    assert told(counted(register, ["sex"]).tables[0].rows)[("m",)] is UNDER


@pytest.mark.parametrize(
    "by", [["place", "sex"], ["facilitator", "age"], ["disability", "channel"], ["module_version", "sex"]]
)
def test_attributes_are_not_told_by_place_or_person(register: Register, by: Sequence[Dimension]) -> None:
    merge(register, [a_large_class(1)])
    with pytest.raises(KnownError) as told_so:
        counted(register, by)
    assert told_so.value.code == "not_by_attributes"


def test_attributes_are_not_told_of_some_days(register: Register) -> None:
    merge(register, [a_large_class(1)])
    with pytest.raises(KnownError) as told_so:
        counted(register, ["sex"], filters=Filters(first=DAY))
    assert (told_so.value.code, "whole months" in str(told_so.value)) == ("not_by_attributes", True)
    assert counted(register, ["month"], filters=Filters(first=DAY)).whole.counts.total == 30


def test_the_same_register_gives_the_same_figures(tmp_path: Path) -> None:
    files = [a_large_class(number, 1 + number % 4, 20 + number) for number in range(1, 6)]
    made = []
    for name, order in (("one", files), ("other", files[::-1])):
        with a_register(tmp_path / name, order) as register:
            made.append(counted(register, ["district"], ["month", "sex"]))
    assert made[0] == made[1]


def test_a_file_that_is_taken_out_counts_no_more(register: Register) -> None:
    files = [a_large_class(1), a_large_class(2)]
    merge(register, files)
    before = counted(register)
    register.decisions.append(TakenOut(files[0].about.file, "twice"), key("coordinator"), 1)
    assert told([counted(register).whole]) == {(): 30}
    register.decisions.append(PutBack(files[0].about.file), key("coordinator"), 2)
    assert counted(register) == before


def test_a_typed_place_counts_where_a_person_found_it(register: Register) -> None:
    typed = replace(a_large_class(1).about, place="local:X", place_name="চর স্কুল")
    merge(register, [FileFacts(typed, a_large_class(1).rows)])
    (row,) = counted(register, ["place"]).tables[0].rows
    assert row.labels == (LocalText("চর স্কুল", "চর স্কুল"),)
    (row,) = counted(register, ["district"]).tables[0].rows
    assert (row.values, row.labels[0].en) == (("",), "Places that are not on the list")
    register.decisions.append(PlaceMapped("local:X", "eiin:4"), key("coordinator"), 1)
    assert told(counted(register, ["district"]).tables[0].rows) == {("6090",): 30}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRegister]:
    """A picture of two classes that have nothing in common, nothing of which is small."""
    other = a_large_class(2, 4, entered_later=True, channel="none", facilitator="ab" * 8)
    with (
        a_register(tmp_path_factory.mktemp("two") / "register", [a_large_class(1), other]) as register,
        open_counted_classes(register, counting(country_programme(1), TITLES)) as picture,
    ):
        yield picture


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_group_has_a_name_in_both_languages(two: OpenRegister, dimension: Dimension) -> None:
    rows = figures(two, [[dimension]], Filters()).tables[0].rows
    assert rows
    assert all(label.bn and label.en for row in rows for label in row.labels)


def test_a_facilitator_whose_laptop_was_replaced_is_one_person(register: Register) -> None:
    old, new, newest, other = (name * 8 for name in ("a0", "b1", "c2", "d3"))
    keys = enumerate((old, new, newest, other), 1)
    merge(register, [a_large_class(number, facilitator=key) for number, key in keys])
    with open_counted_classes(register, counting(first_keys={new: old, newest: old})) as picture:
        rows = figures(picture, [["facilitator"]]).tables[0].rows
    assert told(rows) == {(old,): 90, (other,): 30}


def test_only_what_is_asked_for_is_counted(register: Register) -> None:
    merge(register, [a_large_class(1, 1), a_large_class(2, 4, module="talk")])
    made = counted(register, ["district"], filters=Filters(modules=("talk",)))
    assert told(made.tables[0].rows) == {("6090",): 30}
    assert (made.filters.modules, told([made.whole])) == (("talk",), {(): 30})


def test_versions_of_one_module_are_told_apart_exactly(register: Register) -> None:
    files = [
        a_large_class(1, 1, 30),
        a_large_class(2, 3, 25, module_version=2),
        a_large_class(3, 4, 12, module_version=2),
        a_large_class(4, 4, 20, module_version=10),
        a_large_class(5, 4, 40, module="talk"),
    ]
    merge(register, files)
    by_version, by_module, by_both = counted(
        register, ["module_version"], ["module"], ["district", "module_version"]
    ).tables
    assert list(told(by_version.rows).items()) == [
        (("talk/1",), 40),
        (("taps/1",), 30),
        (("taps/2",), 37),
        (("taps/10",), 20),
    ], "10 stands behind 2"
    assert [(row.counts.classes, row.labels[0].en) for row in by_version.rows] == [
        (1, "talk, version 1"),
        (1, "Taps, version 1"),
        (2, "Taps, version 2"),
        (1, "Taps, version 10"),
    ]
    assert by_version.rows[2].labels[0].bn == "কল, সংস্করণ ২"
    assert told(by_module.rows) == {("talk",): 40, ("taps",): 87}, "the whole module is still their sum"
    assert told(by_both.rows)[("3033", "taps/2")] == 25


def test_one_version_is_counted_alone_and_a_small_one_is_not_told(register: Register) -> None:
    merge(register, [a_large_class(1), a_large_class(2, learners=4, module_version=2), a_large_class(3, module="talk")])
    made = counted(register, ["module_version"], filters=Filters(module_versions=("taps/2", "talk/1")))
    assert told(made.tables[0].rows) == {("talk/1",): 30, ("taps/2",): UNDER}
    assert told([made.whole]) == {(): 34}
    assert told([counted(register, filters=Filters(module_versions=("taps/3",))).whole]) == {(): 0}


def test_attributes_are_not_told_of_one_version(register: Register) -> None:
    """Their finest cell does not know versions: who asked for one would find another rounding of the same children."""
    merge(register, [a_large_class(1), a_large_class(2, module_version=2)])
    with pytest.raises(KnownError) as told_so:
        counted(register, ["sex"], filters=Filters(module_versions=("taps/2",)))
    assert (told_so.value.code, "Module version" in str(told_so.value)) == ("not_by_attributes", True)
    with open_counted_classes(register, counting()) as seen, pytest.raises(ValueError, match="attributes"):
        seen.groups(["sex"], Filters(module_versions=("taps/2",)))


def test_attributes_are_rounded_as_if_there_were_no_versions(tmp_path: Path) -> None:
    made = []
    for name, version in (("one", 1), ("two", 2)):
        files = [a_large_class(1, 1, 35), a_large_class(2, 1, 25, module_version=version)]
        with a_register(tmp_path / name, files) as register:
            made.append(counted(register, ["sex"], ["module", "sex", "age"]).tables)
    assert made[0] == made[1], "nothing is learnt from which classes had which version"


def test_nothing_collected_has_figures_too(register: Register) -> None:
    made = counted(register, ["district"])
    assert (made.tables[0].rows, made.as_of) == ((), None)
    assert told([made.whole]) == {(): 0}


def test_questions_are_remembered(register: Register) -> None:
    merge(register, [a_large_class(1)])
    with open_counted_classes(register, counting()) as picture:
        assert isinstance(picture, OpenRegister)
        assert picture.groups(["district"], Filters()) is picture.groups(["district"], Filters())
        assert picture.values("module") == ("taps",)


def test_without_its_libraries_a_sentence_says_so(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsuh_desktop.register.optional_libraries.PARTS", ("duckdb", "no_such_library"))
    with pytest.raises(KnownError) as told_so:
        open_counted_classes(register, counting())
    assert told_so.value.code == "no_coordinator_parts"
