from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.archive import Archive
from tests.helpers.archived import archive_files
from tests.helpers.disks import disk_at, write_protected
from tests.helpers.sampled import few_or_all

Files = list[tuple[bytes, bytes]]


def some(number: int, size: int = 500, start: int = 0) -> Files:
    """Files of bytes that look like sealed ones, the same each time."""
    made = []
    for nth in range(start, start + number):
        data = b"age-encryption.org/v1\n" + hashlib.shake_256(b"%d" % nth).digest(size)
        made.append((hashlib.sha256(data).digest(), data))
    return made


def lying_in(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def code_of(refused: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as error:
        refused()
    return error.value.code


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_every_file_lies_under_its_own_hash_as_it_came(archive: Archive) -> None:
    files = some(20)
    archive_files(archive, files)
    assert lying_in(archive.folder) == {Path(sha.hex()[:2], f"{sha.hex()}.bsuh") for sha, _ in files}
    assert all(archive.read(sha) == data for sha, data in files)
    assert archive.hashes() == Archive(archive.folder).hashes() == {sha for sha, _ in files}


def test_one_file_and_no_file_can_be_put(archive: Archive) -> None:
    archive_files(archive, [])
    assert archive.hashes() == set()
    archive_files(archive, some(1))
    archive_files(archive, some(1) * 3)
    assert len(archive.hashes()) == 1


def test_what_is_there_already_is_left(archive: Archive) -> None:
    files = some(8)
    archive_files(archive, files)
    times = {path: path.stat().st_mtime_ns for path in archive.folder.rglob("*.bsuh")}
    archive_files(archive, files + some(1, start=8))
    assert all(path.stat().st_mtime_ns == before for path, before in times.items())
    assert len(archive.hashes()) == 9


def test_a_file_that_is_damaged_or_gone_is_told(archive: Archive) -> None:
    (sha, data), (gone, _) = some(2)
    archive_files(archive, [(sha, data)])
    assert code_of(lambda: archive.read(gone)) == "archive_damaged"
    for wrong in (data[:-1], data + b"0", bytes([data[0] ^ 1]) + data[1:], b""):
        archive.path(sha).write_bytes(wrong)
        assert code_of(lambda: archive.read(sha)) == "archive_damaged"


@pytest.mark.parametrize("length", [0, 1, 30, 521])
def test_a_file_that_a_failing_disk_cut_short_is_put_anew(archive: Archive, length: int) -> None:
    ((sha, data),) = some(1)
    archive_files(archive, [(sha, data)])
    archive.path(sha).write_bytes(data[:length])
    archive_files(archive, [(sha, data)])
    assert archive.read(sha) == data


def test_a_reduced_copy_takes_its_files_place(archive: Archive) -> None:
    (sha, data), (copy, reduced) = some(1)[0], some(1, 100, start=7)[0]
    archive_files(archive, [(sha, data)])
    archive.replace(sha, reduced)
    assert lying_in(archive.folder) == {Path(sha.hex()[:2], f"{sha.hex()}.bsuh")}
    assert (archive.hashes(), archive.read(sha, copy)) == ({sha}, reduced)
    assert code_of(lambda: archive.read(sha)) == "archive_damaged"


def test_a_staged_copy_waits_beside_its_file(archive: Archive) -> None:
    (sha, data), (copy, reduced) = some(1)[0], some(1, 100, start=7)[0]
    archive_files(archive, [(sha, data)])
    archive.stage(sha, reduced)
    assert (archive.read(sha), archive.staged(), archive.hashes()) == (data, {sha: copy}, {sha})
    archive.drop_staged(sha)
    assert (archive.read(sha), archive.staged()) == (data, {})
    archive.stage(sha, reduced)
    archive.take_staged(sha)
    assert (archive.read(sha, copy), archive.staged()) == (reduced, {})


def test_other_things_that_lie_in_the_folder_are_no_files_of_it(archive: Archive) -> None:
    ((sha, data),) = some(1)
    archive_files(archive, [(sha, data)])
    folder = archive.path(sha).parent
    for name in ("notes.txt", "ab.bsuh", f"{sha.hex().upper()}.bsuh", f"{sha.hex()}.bsuh.copy"):
        (folder / name).write_bytes(b"x")
    (archive.folder / "zz").write_bytes(b"x")
    assert archive.hashes() == {sha}


def test_what_a_kill_left_unfinished_is_taken_away(archive: Archive) -> None:
    (archive.folder / "aa").mkdir()
    (archive.folder / "aa" / ".aa.bsuh.00000000.part").write_bytes(b"half")
    Archive(archive.folder)
    assert lying_in(archive.folder) == set()


@pytest.mark.parametrize("number", [3, 300])
def test_a_full_disk_leaves_whole_files_only(tmp_path: Path, number: int) -> None:
    with disk_at(tmp_path / "disk", "size=1m") as disk:
        archive = Archive(disk.path / "archive")
        files = some(number, 600_000 if number == 3 else 8_000)
        assert code_of(lambda: archive_files(archive, files)) == "disk_full"
        there = archive.hashes()
        assert 0 < len(there) < number
        assert {path.suffix for path in lying_in(archive.folder)} == {".bsuh"}
        assert all(archive.read(sha) == data for sha, data in files if sha in there)
        sha = next(iter(there))
        assert code_of(lambda: archive.replace(sha, bytes(2_000_000))) == "disk_full"
        assert archive.read(sha) in [data for _, data in files]
        disk.remount("size=8m")
        archive_files(archive, files)
        assert archive.hashes() == {sha for sha, _ in files}


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, archive: Archive) -> None:
    files = some(3)
    archive_files(archive, files[:1])
    with write_protected(tmp_path):
        assert code_of(lambda: archive_files(archive, files)) == "read_only"
        assert code_of(lambda: archive.replace(files[0][0], b"x")) == "read_only"
        assert archive.read(files[0][0]) == files[0][1]


def test_a_folder_whose_disk_was_pulled_out_is_told(archive: Archive) -> None:
    archive.folder.rename(archive.folder.with_name("in the hand"))
    assert code_of(lambda: archive_files(archive, some(20))) == "register_gone"


def test_an_error_that_nobody_can_mend_comes_out_and_leaves_nothing_half(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: int) -> None:
        raise OSError(errno.EBADF, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        archive_files(archive, some(20))
    assert lying_in(archive.folder) == set()


def test_each_file_and_each_folder_is_brought_to_the_disk_once_and_files_before_their_names(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    sync, rename = os.fsync, os.replace

    def watched_sync(handle: int) -> None:
        seen.append(os.readlink(f"/proc/self/fd/{handle}"))
        sync(handle)

    def watched_rename(old: Path, new: Path) -> None:
        assert str(old) in seen
        rename(old, new)

    if not Path("/proc/self/fd").exists():
        pytest.skip("only Linux tells what a handle stands for")
    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(os, "replace", watched_rename)
    files = some(64)
    archive_files(archive, files)
    folders = {str(archive.path(sha).parent) for sha, _ in files}
    synced = [name for name in seen if name.endswith(".part")]
    assert len(synced) == len(set(synced)) == 64
    assert sorted(name for name in seen if name not in synced) == sorted([*folders, str(archive.folder)])


ON_AND_ON = """
import sys
from pathlib import Path
from bsuh_desktop.register.archive import Archive
from tests.helpers.archived import archive_files
from tests.register.test_archive import some
archive = Archive(Path(sys.argv[1]))
start = len(archive.hashes())
while True:
    files = some(24, 20_000, start)
    archive_files(archive, files)
    archive.replace(files[0][0], some(1, 9_000, start)[0][1])
    start += 24
    print(start, flush=True)
"""


@few_or_all("kills", 2, 30)
def test_a_writer_that_is_killed_leaves_every_file_whole_or_not_there(tmp_path: Path, kills: int) -> None:
    folder = tmp_path / "archive"
    for times in range(1, kills + 1):
        command = [sys.executable, "-c", ON_AND_ON, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            list(islice(writer.stdout, times % 4 + 1))
            time.sleep(times % 5 / 500)
            writer.kill()
            told = [int(line) for line in writer.stdout if line.endswith("\n")]
        archive = Archive(folder)
        there = archive.hashes()
        assert lying_in(folder) == {archive.path(sha).relative_to(folder) for sha in there}
        assert len(there) >= max(told, default=0)
        for path in folder.rglob("*.bsuh"):
            assert path.stat().st_size in (20_022, 9_022)
            if path.stat().st_size == 20_022:
                assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
