from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.system.export_file import known_error, write_new
from tests.helpers.disks import disk_at

DATA = b"sealed bytes\r\n" * 5000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def refusal(path: Path, data: bytes = DATA) -> KnownError:
    with pytest.raises(KnownError) as caught:
        write_new(path, data)
    return caught.value


def test_a_file_is_handed_over_whole(stick: Path) -> None:
    write_new(stick / "a.bsuh", DATA)
    assert (stick / "a.bsuh").read_bytes() == DATA
    assert os.listdir(stick) == ["a.bsuh"]


def test_handing_over_the_same_file_again_is_harmless(stick: Path) -> None:
    write_new(stick / "a.bsuh", DATA)
    before = (stick / "a.bsuh").stat().st_mtime_ns
    write_new(stick / "a.bsuh", DATA)
    assert (stick / "a.bsuh").stat().st_mtime_ns == before


def test_another_file_of_that_name_stays_as_it_is(stick: Path) -> None:
    (stick / "a.bsuh").write_bytes(b"another")
    (stick / "folder").mkdir()
    assert refusal(stick / "a.bsuh").code == refusal(stick / "folder").code == "already_there"
    assert (stick / "a.bsuh").read_bytes() == b"another"
    assert sorted(os.listdir(stick)) == ["a.bsuh", "folder"]


def test_a_stick_that_is_gone_is_said_so(stick: Path) -> None:
    refused = refusal(stick / "pulled out" / "a.bsuh")
    assert refused.code == "stick_removed"
    assert str(refused) == "The stick came out too soon. Plug it in, hand over again."


if sys.platform == "win32":

    @pytest.mark.parametrize("status", [21, 433, 1117, 1167])
    def test_what_windows_says_of_a_stick_that_is_gone_is_told_as_that(status: int) -> None:
        assert getattr(known_error(OSError(0, "", "E:\\a", status)), "code", "") == "stick_removed"

    def test_a_file_that_was_open_and_cannot_be_written_any_more_is_gone() -> None:
        for number in (errno.EINVAL, errno.EACCES):
            assert getattr(known_error(OSError(number, "")), "code", "") == "stick_removed"
        assert getattr(known_error(OSError(errno.EACCES, "", "E:\\a")), "code", "") == "read_only"
        assert known_error(OSError(errno.EINVAL, "", "E:\\a?")) is None


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Not as root, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_file_that_may_not_grow_leaves_nothing_behind(stick: Path) -> None:
    with room_for(1000):
        refused = refusal(stick / "a.bsuh")
    assert refused.code == "disk_full"
    assert str(refused).startswith("A file cannot grow any larger here."), "and not that the disk is full"
    assert os.listdir(stick) == []
    write_new(stick / "a.bsuh", DATA)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk", "size=64k") as disk:
        disk.fill()
        refused = refusal(disk.path / "a.bsuh")
        assert refused.code == "disk_full"
        assert str(refused) == "The disk is full. Remove some files and try again."
        assert not [name for name in os.listdir(disk.path) if "bsuh" in name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_handing_over_again_needs_no_room(stick: Path) -> None:
    write_new(stick / "a.bsuh", DATA)
    with room_for(1000):
        write_new(stick / "a.bsuh", DATA)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_stick_that_cannot_be_written_is_said_so(stick: Path) -> None:
    stick.chmod(0o555)
    with as_somebody_else():
        refused = refusal(stick / "a.bsuh")
    assert refused.code == "read_only"
    assert str(refused) == "This stick cannot be written to. Use another."


def test_a_name_that_no_disk_takes_is_said_so(stick: Path) -> None:
    assert refusal(stick / ("a" * 300)).code == "path_too_long"
    assert os.listdir(stick) == []
