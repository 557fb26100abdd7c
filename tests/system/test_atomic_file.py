from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import pytest

from bsuh_desktop.system.atomic_file import (
    copy_private,
    create_private,
    move_over,
    new_stream,
    open_on_medium,
    reads_back,
    replace_file,
    sync_file,
    sync_folder,
    write_new_file,
    write_over,
)
from tests.helpers.systems import links

OVER_AND_OVER = """
import sys
from pathlib import Path
from bsuh_desktop.system.atomic_file import write_over
while True:
    for data in (b"1" * 9000, b"2" * 5000):
        write_over(Path(sys.argv[1]), data)
        print("written", flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_file_is_written_whole_and_nothing_stays_beside_it(folder: Path) -> None:
    write_new_file(folder / "a.bsuh", b"\0\r\n" * 1000)
    assert (folder / "a.bsuh").read_bytes() == b"\0\r\n" * 1000
    assert os.listdir(folder) == ["a.bsuh"]


def test_a_file_that_is_there_stays_as_it_is(folder: Path) -> None:
    (folder / "a").write_bytes(b"first")
    with pytest.raises(FileExistsError):
        write_new_file(folder / "a", b"second")
    assert (folder / "a").read_bytes() == b"first"
    assert os.listdir(folder) == ["a"]


def test_what_an_interrupted_writer_left_is_taken_away_even_where_the_name_is_taken(folder: Path) -> None:
    """The power went between the file's name and the end of its temporary one."""
    (folder / "a").write_bytes(b"first")
    (folder / ".a.0123abcd.part").hardlink_to(folder / "a")
    (folder / ".b.0123abcd.part").write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        write_new_file(folder / "a", b"first")
    assert sorted(os.listdir(folder)) == [".b.0123abcd.part", "a"]


@links
def test_a_link_that_leads_nowhere_is_a_name_that_is_taken(folder: Path) -> None:
    (folder / "a").symlink_to(folder / "elsewhere")
    with pytest.raises(FileExistsError):
        write_new_file(folder / "a", b"data")
    assert os.listdir(folder) == ["a"]


def test_a_folder_that_is_not_there_is_an_error_of_the_system(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_new_file(folder / "gone" / "a", b"data")


def test_a_file_takes_the_place_of_another_one_whole(folder: Path) -> None:
    (folder / "a").write_bytes(b"first")
    write_over(folder / "a", b"second")
    assert (folder / "a").read_bytes() == b"second"
    assert os.listdir(folder) == ["a"]


def test_what_cannot_take_a_place_leaves_everything_as_it_was(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "kept").write_bytes(b"first")
    with pytest.raises(OSError, match=r"directory|denied"):
        write_over(folder / "a", b"second")
    assert os.listdir(folder) == ["a"]
    assert (folder / "a" / "kept").read_bytes() == b"first"


def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(folder: Path) -> None:
    path = folder / "a"
    for times in range(1, 9):
        with subprocess.Popen([sys.executable, "-c", OVER_AND_OVER, path], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert len(list(islice(writer.stdout, 5 * times))) == 5 * times
            writer.kill()
        assert path.read_bytes() in (b"1" * 9000, b"2" * 5000)
    write_over(path, b"third")
    assert os.listdir(folder) == ["a"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
@pytest.mark.parametrize(("number", "passed_over"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_folder_that_cannot_be_synced_is_passed_over_and_a_disk_that_fails_is_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, passed_over: bool
) -> None:
    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with nullcontext() if passed_over else pytest.raises(OSError, match=os.strerror(number)):
        sync_folder(folder)


def test_a_file_is_replaced_whole_or_stays_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    replace_file(folder / "a", b"first")
    replace_file(str(folder / "a"), b"second")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="space"):
            replace_file(folder / "a", b"third")
    assert (folder / "a").read_bytes() == b"second"
    assert os.listdir(folder) == ["a"]


def test_a_stream_is_synced_before_it_gets_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, synced = os.fsync, list[int]()

    def sync(handle: int) -> None:
        synced.append(os.fstat(handle).st_size if stat.S_ISREG(os.fstat(handle).st_mode) else -1)
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    (folder / "a").write_bytes(b"first")
    with new_stream(folder / "part") as file:
        file.write(b"2" * 100)
        assert synced == []
    move_over(folder / "part", folder / "a")
    sync_file(folder / "a")
    assert (folder / "a").read_bytes() == b"2" * 100
    # The file, then its folder; and the file once more, as if another library had written it.
    assert [synced[0], synced[-1]] == [100, 100]
    assert synced[1:-1] == ([-1] if os.name == "posix" else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no modes")
def test_what_may_hold_names_is_its_owners_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        create_private(folder / "empty")
        copy_private(folder / "empty", folder / "copy")
        replace_file(folder / "replaced", b"", private=True)
        replace_file(folder / "open", b"")
        with new_stream(folder / "stream"):
            pass
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {"empty": 0o600, "copy": 0o600, "replaced": 0o600, "stream": 0o600, "open": 0o666}


def test_nothing_is_created_where_something_is(folder: Path) -> None:
    (folder / "a").write_bytes(b"first")
    for create in (create_private, lambda path: copy_private(path, path), lambda path: new_stream(path).__enter__()):
        with pytest.raises(FileExistsError):
            create(folder / "a")
    assert (folder / "a").read_bytes() == b"first"


@pytest.mark.parametrize("size", [0, 1, 4096, 1024 * 1024, 3 * 1024 * 1024 + 7])
def test_what_is_read_from_the_medium_is_the_file(folder: Path, size: int) -> None:
    data = os.urandom(size)
    (folder / "a").write_bytes(data)
    assert reads_back(folder / "a", data)
    assert not reads_back(folder / "a", data[:-1] + b"?" * (not size))
    places = [0, size, size // 2, max(0, size - 3), 1, size + 5]
    with open_on_medium(folder / "a") as file:
        for place in places:
            assert file.seek(place) == place
            assert file.read(5000) == data[place : place + 5000]
        assert file.seek(0, os.SEEK_END) == size
    (folder / "a").unlink()


def test_what_is_not_there_cannot_be_read_from_the_medium(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_on_medium(folder / "a")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' cache")
def test_the_cache_is_asked_to_forget_what_is_read_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []
    monkeypatch.setattr(os, "posix_fadvise", lambda _, *how: asked.append(how))
    write_new_file(folder / "a", b"data")
    assert asked == [(0, 0, os.POSIX_FADV_DONTNEED)]


if sys.platform == "win32":
    from bsuh_desktop.system import kernel32

    def test_windows_reads_what_is_read_back_without_its_cache(folder: Path) -> None:
        (folder / "a").write_bytes(b"data")
        with open_on_medium(folder / "a") as file:
            assert isinstance(file.raw, kernel32.UnbufferedFile)

    def test_where_windows_does_not_allow_that_the_file_is_read_all_the_same(
        folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "a").write_bytes(b"data")
        # As of a file system that has no such flag.
        monkeypatch.setattr(kernel32, "_OPEN_EXISTING", 99)
        assert reads_back(folder / "a", b"data")
