from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.asked import DIMENSIONS, Dimension, Filters
from bsuh_desktop.register.decided import PlaceMapped, PutBack, TakenOut
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.picture import OpenPicture, open_picture
from bsuh_desktop.services.figures.values import FigureRow, Figures
from tests.helpers.collected import DAY, file_facts, learner_facts
from tests.helpers.keys import key
from tests.helpers.registers import KEYS, a_large_class, a_register, country_programme, merge


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "register", KEYS) as opened:
        yield opened


def counted(register: Register, *by: Sequence[Dimension], limit: int = 10, filters: Filters | None = None) -> Figures:
    titles = {"taps": LocalText("কল", "Taps")}
    with open_picture(register, country_programme(limit), titles) as picture:
        return figures(picture, by, filters or Filters())


def told(rows: Sequence[FigureRow]) -> dict[tuple[str, ...], int | None]:
    """The total of each row, None where it is hidden."""
    return {row.values: row.counts.total if row.counts else None for row in rows}


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
    assert (made.whole.counts and made.whole.counts.total, table.hidden, made.as_of) == (90, 0, DAY)


def test_a_small_group_is_hidden_and_another_beside_it(register: Register) -> None:
    merge(register, [a_large_class(1, 1), a_large_class(2, 3), a_large_class(3, 4), a_large_class(4, 2, learners=4)])
    made = counted(register, ["district"], ["upazila"])
    districts, upazilas = made.tables
    assert told(districts.rows) == {("3026",): 34, ("3033",): 30, ("6090",): 30}
    assert told(upazilas.rows) == {("302601",): None, ("302602",): None, ("303303",): 30, ("609004",): 30}
    assert (districts.hidden, upazilas.hidden) == (0, 2)


def test_the_whole_is_hidden_where_everything_is_small(register: Register) -> None:
    merge(register, [a_large_class(1, 1, learners=3)])
    made = counted(register, ["district"])
    assert (made.whole.counts, made.whole.suppressed) == (None, True)
    assert all(row.counts is None for row in made.tables[0].rows)


def test_hidden_certificates_are_not_even_in_the_value(register: Register) -> None:
    rows = [learner_facts(number, awarded=number < 4) for number in range(1, 31)]
    merge(register, [file_facts(1, rows)])
    made = counted(register)
    assert made.whole.certificates_hidden
    assert made.whole.counts is not None
    assert made.whole.counts.certificates == 0


def test_a_district_is_hidden_in_every_export_or_in_none(register: Register) -> None:
    for place, learners in ((1, 30), (2, 30), (3, 2), (4, 7)):
        merge(register, [a_large_class(place * 10 + number, place, learners) for number in range(3)])
    with open_picture(register, country_programme()) as picture:
        alone = figures(picture, [["district"]])
        beside = figures(picture, [["district", "module"], ["district"], ["division"]])
    # Dhaka stands beside Gazipur: of the division's 186 the others would tell.
    assert told(alone.tables[0].rows) == {("3026",): None, ("3033",): None, ("6090",): 21}
    assert alone.tables[0].rows == beside.tables[1].rows
    assert told(beside.tables[2].rows) == {("30",): 186, ("60",): 21}
    assert alone.whole == beside.whole


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
    assert (row.values, row.labels[0].en) == (("",), "Places on no list")
    register.decisions.append(PlaceMapped("local:X", "eiin:4"), key("coordinator"), 1)
    assert told(counted(register, ["district"]).tables[0].rows) == {("6090",): 30}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPicture]:
    """A picture of two classes that have nothing in common, nothing of which is small."""
    other = a_large_class(2, 4, entered_later=True, channel="none", facilitator="ab" * 8)
    titles = {"taps": LocalText("কল", "Taps")}
    with (
        a_register(tmp_path_factory.mktemp("two") / "register", [a_large_class(1), other]) as register,
        open_picture(register, country_programme(1), titles) as picture,
    ):
        yield picture


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_group_has_a_name_in_both_languages(two: OpenPicture, dimension: Dimension) -> None:
    rows = figures(two, [[dimension]], Filters()).tables[0].rows
    assert rows
    assert all(label.bn and label.en for row in rows for label in row.labels)


def test_only_what_is_asked_for_is_counted(register: Register) -> None:
    merge(register, [a_large_class(1, 1), a_large_class(2, 4, module="talk")])
    made = counted(register, ["district"], filters=Filters(modules=("talk",)))
    assert told(made.tables[0].rows) == {("6090",): 30}
    assert (made.filters.modules, told([made.whole])) == (("talk",), {(): 30})


def test_nothing_collected_has_figures_too(register: Register) -> None:
    made = counted(register, ["district"])
    assert (made.tables[0].rows, made.as_of) == ((), None)
    assert told([made.whole]) == {(): 0}


def test_questions_are_remembered(register: Register) -> None:
    merge(register, [a_large_class(1)])
    with open_picture(register, country_programme()) as picture:
        assert isinstance(picture, OpenPicture)
        assert picture.groups(["district"], Filters()) is picture.groups(["district"], Filters())
        assert picture.values("module") == ("taps",)


def test_without_its_libraries_a_sentence_says_so(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsuh_desktop.register.parts.PARTS", ("duckdb", "no_such_library"))
    with pytest.raises(KnownError) as told_so:
        open_picture(register, country_programme())
    assert told_so.value.code == "no_coordinator_parts"
