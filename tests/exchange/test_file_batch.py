from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.exchange.file_batch import AT_ONCE, NewFile, write_many
from tests.helpers.disks import disk_at
from tests.helpers.systems import links


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def files(folder: Path, count: int = 5, size: int = 100) -> list[NewFile]:
    return [NewFile(folder / f"{number:03}.bsuh", bytes([number % 256]) * size) for number in range(count)]


def names(written: list[NewFile]) -> list[str]:
    return [one.path.name for one in written]


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_all_stand_whole_and_are_told_of_in_their_order(stick: Path) -> None:
    wanted, settled, told = files(stick, AT_ONCE + 8), list[NewFile](), list[tuple[int, int]]()
    write_many(wanted, settled.append, lambda done, total: told.append((done, total)))
    assert settled == wanted
    assert all(one.path.read_bytes() == one.data for one in wanted)
    assert left_behind(stick) == []
    # The last one is done when it was read back, and not before.
    assert told == sorted(told)
    assert told[-1] == (len(wanted), len(wanted))
    assert [done for done, _ in told].count(len(wanted)) == 1


def test_what_stands_already_is_left_as_it_is(stick: Path) -> None:
    wanted, settled = files(stick), list[NewFile]()
    write_many(wanted[:3], settled.append)
    before = [one.path.stat().st_mtime_ns for one in wanted[:3]]
    settled.clear()
    write_many(wanted, settled.append)
    assert sorted(names(settled)) == sorted(names(wanted))
    assert [one.path.stat().st_mtime_ns for one in wanted[:3]] == before


def test_another_file_of_the_name_is_told_of_and_holds_up_no_other(stick: Path) -> None:
    wanted, settled = files(stick), list[NewFile]()
    wanted[1].path.write_bytes(b"mine")
    with pytest.raises(KnownError) as caught:
        write_many(wanted, settled.append)
    assert caught.value.code == "already_there"
    assert "001.bsuh" in str(caught.value)
    assert wanted[1].path.read_bytes() == b"mine"
    assert names(settled) == ["000.bsuh", "002.bsuh", "003.bsuh", "004.bsuh"]


@links
def test_what_a_pulled_stick_tore_is_written_anew(stick: Path) -> None:
    wanted, settled = files(stick, 4), list[NewFile]()
    wanted[0].path.write_bytes(b"")
    wanted[1].path.write_bytes(wanted[1].data[:1])
    wanted[2].path.write_bytes(wanted[2].data + b"x")
    (stick.parent / "elsewhere").write_bytes(b"")
    wanted[3].path.symlink_to(stick.parent / "elsewhere")
    with pytest.raises(KnownError) as caught:
        write_many(wanted, settled.append)
    assert "002.bsuh" in str(caught.value)
    assert names(settled) == ["000.bsuh", "001.bsuh"]
    assert wanted[1].path.read_bytes() == wanted[1].data
    assert wanted[3].path.read_bytes() == b""


def test_a_file_that_comes_meanwhile_is_not_written_over(stick: Path) -> None:
    wanted, settled = files(stick, 2), list[NewFile]()

    def comes(done: int, _: int) -> None:
        if done == 1 and not wanted[0].path.exists():
            wanted[0].path.write_bytes(b"another desk's")

    with pytest.raises(KnownError) as caught:
        write_many(wanted, settled.append, comes)
    assert caught.value.code == "already_there"
    assert wanted[0].path.read_bytes() == b"another desk's"
    assert names(settled) == ["001.bsuh"]
    assert left_behind(stick) == []


def test_a_cancelled_hand_over_goes_on_where_it_stood(stick: Path) -> None:
    wanted, settled = files(stick, 2 * AT_ONCE), list[NewFile]()
    asked = iter(range(1000))
    write_many(wanted, settled.append, stop=lambda: next(asked) >= AT_ONCE + 4)
    assert settled == wanted[: AT_ONCE + 4]
    assert len(list(stick.iterdir())) == AT_ONCE + 4
    settled.clear()
    write_many(wanted, settled.append)
    assert sorted(names(settled)) == names(wanted)


def test_leftovers_of_these_files_go_and_others_stay(stick: Path) -> None:
    for name in (".000.bsuh.0a1b2c3d.part", ".other.bsuh.0a1b2c3d.part", ".hidden"):
        (stick / name).write_bytes(b"half")
    write_many(files(stick, 1), lambda _: None)
    assert sorted(left_behind(stick)) == [".hidden", ".other.bsuh.0a1b2c3d.part"]


def test_a_medium_that_gives_other_bytes_back_is_found_out(stick: Path) -> None:
    wanted, settled = files(stick), list[NewFile]()

    def spoil(done: int, _: int) -> None:
        if done == 2:
            for part in stick.glob(".001.*.part"):
                part.write_bytes(part.read_bytes()[:-1] + b"!")

    with pytest.raises(KnownError) as caught:
        write_many(wanted, settled.append, spoil)
    assert caught.value.code == "stick_removed"
    assert settled == []
    assert list(stick.iterdir()) == []


def broken_off(disk_path: Path, count: int, size: int, spoil: Callable[[int], None]) -> tuple[list[str], str]:
    """What settled before the error, and its code."""
    settled: list[NewFile] = []
    with pytest.raises(KnownError) as caught:
        write_many(files(disk_path, count, size), settled.append, lambda done, _: spoil(done))
    return names(settled), caught.value.code


def test_what_was_written_before_the_disk_was_full_counts(tmp_path: Path) -> None:
    with disk_at(tmp_path / "stick", "size=400k") as disk:
        settled, code = broken_off(disk.path, 60, 8192, lambda _: None)
        assert code == "disk_full"
        # Those of the broken batch that were whole are brought to their end.
        assert AT_ONCE < len(settled) < 60
        assert settled == [path.name for path in sorted(disk.path.iterdir())]


def test_what_was_read_back_before_the_stick_came_out_counts(tmp_path: Path) -> None:
    with disk_at(tmp_path / "stick") as disk:
        pulled = AT_ONCE + 8
        settled, code = broken_off(disk.path, 60, 512, lambda done: disk.pull_out() if done == pulled else None)
        assert code == "stick_removed"
        assert len(settled) == AT_ONCE
        assert not disk.path.exists()
