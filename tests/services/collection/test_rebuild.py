"""Rows of an earlier version, or damaged ones, are made again from the archive before anybody counts them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.collection.ingest import with_rows
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.open_register import counting_desk, open_counted_classes
from bsuh_desktop.services.figures.published_figures import Figures
from tests.helpers import attendance
from tests.helpers.collection import Device, Office, put, session

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A desk that has collected three classes."""
    made = Office(tmp_path)
    device = Device(made.recipients)
    made.collect(put(tmp_path / "stick", {f"{one}": device.seal(session(one)) for one in (1, 2, 3)}))
    return made


def counted(office: Office) -> Figures:
    with office.open() as register:

        def count() -> Figures:
            with open_counted_classes(register, counting_desk(office.desk)) as picture:
                return figures(picture, [["sex"], ["month"]])

        return with_rows(office.collector, register, count)


def test_rows_of_an_earlier_form_go_and_come_again(office: Office) -> None:
    before = counted(office)
    segments = office.register / "segments"
    (new,) = segments.iterdir()
    old = new.rename(segments / "00000001.seg")
    (segments / "00000002.rows").write_bytes(b"of before")
    assert counted(office) == before
    assert not old.exists()
    assert [path.suffix for path in segments.iterdir()] == [".seg3"]


def test_rows_without_versions_are_read_again_and_tell_them_apart(office: Office, tmp_path: Path) -> None:
    device = Device(office.recipients, "another device", 0x3A78)
    office.collect(put(tmp_path / "later", {"9": device.seal(session(9), pack_version=2)}))
    segments = office.register / "segments"
    for place, path in enumerate(sorted(segments.iterdir()), 1):
        path.rename(segments / f"{place:08}.seg2")
    with office.open() as register:

        def count() -> dict[str, object]:
            with open_counted_classes(register, counting_desk(office.desk)) as picture:
                (table,) = figures(picture, [["module_version"]]).tables
                return {row.values[0]: row.counts.classes for row in table.rows}

        assert with_rows(office.collector, register, count) == {"taps-traps-taka/1": 3, "taps-traps-taka/2": 1}
    assert {path.suffix for path in segments.iterdir()} == {".seg3"}


def test_collecting_reads_them_again_too(office: Office, tmp_path: Path) -> None:
    before = counted(office)
    (new,) = (office.register / "segments").iterdir()
    new.rename(new.with_suffix(".seg"))
    office.collect(put(tmp_path / "empty", {}))
    with office.open() as register, open_counted_classes(register, counting_desk(office.desk)) as picture:
        assert figures(picture, [["sex"], ["month"]]) == before


def test_damaged_rows_are_made_again(office: Office) -> None:
    before = counted(office)
    (new,) = (office.register / "segments").iterdir()
    new.write_bytes(new.read_bytes()[:-1])
    assert counted(office) == before


def test_another_desk_with_the_same_files_tells_the_same_numbers(tmp_path: Path) -> None:
    """Its pseudonyms are others; the keys by which it rounds are of the files."""
    desks = [Office(tmp_path / name, number=number) for number, name in enumerate(("one", "other"))]
    device = Device([recipient for desk in desks for recipient in desk.recipients])
    kinds = (("f", "9-12", "no"), ("f", "13-17", "no"), ("m", "13-17", "no"), ("m", "13-17", "yes"))
    rows = tuple(
        replace(attendance.row(card), sex=sex, age=age, disability=disability)
        for card, (sex, age, disability) in zip(range(1, 41), itertools.cycle(kinds), strict=False)
    )
    stick = put(tmp_path / "stick", {f"{one}": device.seal(session(one), rows=rows) for one in (1, 2)})
    told = []
    for desk in desks:
        desk.collect(stick)
        told.append(counted(desk))
    assert told[0] == told[1]
    assert {row.values for row in told[0].tables[0].rows} == {("f",), ("m",)}


def test_stopped_on_the_way_the_sentence_says_so(office: Office) -> None:
    (new,) = (office.register / "segments").iterdir()
    new.unlink()
    with office.open() as register, pytest.raises(KnownError) as told:
        with_rows(
            office.collector,
            register,
            lambda: open_counted_classes(register, counting_desk(office.desk)),
            stop=lambda: True,
        )
    assert told.value.code == "register_damaged"
