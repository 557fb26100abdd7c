from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.arrow_rows import Segments, current_rows, tables_of
from bsuh_desktop.register.facts import ROW_BYTES, FileFacts
from tests.helpers import collected
from tests.helpers.collected import files_in, learner_facts

LOCK = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "segments"


def a_file(number: int, learners: int = 2) -> FileFacts:
    return collected.file_facts(number, [learner_facts(number * 10 + one) for one in range(1, learners + 1)])


def rows(segments: Segments) -> list[FileFacts]:
    return list(files_in(segments.load()))


def test_what_was_added_is_read_together(folder: Path) -> None:
    first, second, third = a_file(1), a_file(2), a_file(3)
    Segments(folder, LOCK).append(tables_of([first, second]))
    Segments(folder, LOCK).append(tables_of([third]))
    assert rows(Segments(folder, LOCK)) == [first, second, third]
    assert sorted(path.name for path in (folder).iterdir()) == ["00000001.seg3", "00000002.seg3"]


def test_the_latest_row_of_a_file_wins(folder: Path) -> None:
    segments = Segments(folder, LOCK)
    segments.append(tables_of([a_file(1), a_file(2)]))
    reduced = FileFacts(replace(a_file(1).about, on_roll=1), a_file(1).rows[:ROW_BYTES])
    segments.append(tables_of([reduced]))
    assert rows(segments) == [a_file(2), reduced]


def test_no_folder_is_an_empty_register(folder: Path) -> None:
    tables = Segments(folder / "none", LOCK).load()
    assert (tables.classes.num_rows, tables.learners.num_rows) == (0, 0)


def test_only_what_counts_is_taken(folder: Path) -> None:
    segments = Segments(folder, LOCK)
    segments.append(tables_of([a_file(1), a_file(2), a_file(3)]))
    tables = current_rows(segments.load(), lambda session, file: session != "S2" and file != a_file(3).about.file)
    assert files_in(tables) == (a_file(1),)


def test_nothing_can_be_read_without_the_key(folder: Path) -> None:
    Segments(folder, LOCK).append(tables_of([a_file(1)]))
    (path,) = folder.iterdir()
    assert b"eiin" not in path.read_bytes()
    with pytest.raises(KnownError) as told:
        Segments(folder, bytes(32)).load()
    assert told.value.code == "register_damaged"


@pytest.mark.parametrize("place", [0, 30, -1], ids=["nonce", "text", "last"])
def test_one_changed_byte_is_told(folder: Path, place: int) -> None:
    Segments(folder, LOCK).append(tables_of([a_file(1)]))
    (path,) = folder.iterdir()
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(KnownError) as told:
        rows(Segments(folder, LOCK))
    assert told.value.code == "register_damaged"
    assert "collect --rebuild" in str(told.value.remedy)


def test_rows_that_nobody_may_list_are_told(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"no folder")
    with pytest.raises(KnownError) as refused:
        Segments(folder, LOCK).load()
    assert refused.value.code == "not_readable"


def test_what_a_power_cut_left_is_passed_over(folder: Path) -> None:
    segments = Segments(folder, LOCK)
    segments.append(tables_of([a_file(1)]))
    (folder / ".00000002.seg3.abcd.part").write_bytes(b"half")
    Segments(folder, LOCK).append(tables_of([a_file(2)]))
    assert rows(segments) == [a_file(1), a_file(2)]
    assert sorted(path.name for path in folder.iterdir()) == ["00000001.seg3", "00000002.seg3"]


def test_one_segment_cannot_stand_in_another_ones_place(folder: Path) -> None:
    segments = Segments(folder, LOCK)
    segments.append(tables_of([a_file(1)]))
    (folder / "00000001.seg3").rename(folder / "00000002.seg3")
    with pytest.raises(KnownError) as told:
        segments.load()
    assert told.value.code == "register_damaged"
