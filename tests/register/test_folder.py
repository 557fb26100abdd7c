from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.register.archive import Archive
from bsuh_desktop.register.decision_lines import FileVerdict, Received, TakenOut
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.register.folder import Register, reduced_copy, register_folder
from bsuh_desktop.trust.register_keys import register_keys
from tests.helpers.archived import archive_files
from tests.helpers.disks import disk_at, write_protected
from tests.helpers.keys import key
from tests.helpers.sampled import few_or_all
from tests.helpers.work import steps
from tests.register.test_archive import some

KEYS, OFFICE, NOW = register_keys(bytes(32)), key("coordinator"), 1_790_000_000_000
SESSION = "SESS000000000001"


def code_of(refused: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as error:
        refused()
    return error.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "register"


def with_one_file(folder: Path) -> bytes:
    """A register that received one file of 600 bytes."""
    ((sha, data),) = some(1)
    with Register.open(folder, KEYS) as register:
        archive_files(register.archive, [(sha, data)])
        register.decisions.append(Received((FileVerdict(sha, SESSION, 1, "merged"),)), OFFICE, NOW)
    return sha


def test_what_was_received_stands_when_the_register_is_opened_again(folder: Path) -> None:
    sha = with_one_file(folder)
    with Register.open(folder, KEYS) as register:
        assert register.status.current == {SESSION: sha}
        assert register.read(sha) == some(1)[0][1]
        assert register.undecided() == set()
        register.decisions.append(TakenOut(sha, "why"), OFFICE, NOW)
        assert register.status.current == {}
    assert sorted(path.name for path in folder.iterdir()) == ["archive", "decisions.jsonl", "in-use.lock"]


def test_one_copy_of_the_app_at_a_time_has_it(folder: Path) -> None:
    with Register.open(folder, KEYS):
        assert code_of(lambda: Register.open(folder, KEYS)) == "in_use"
        program = "import sys; from tests.register.test_folder import *; Register.open(Path(sys.argv[1]), KEYS)"
        said = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False)
        assert "KnownError: This register is already open." in said.stderr
    Register.open(folder, KEYS).close()


def test_another_thread_may_close_it(folder: Path) -> None:
    register = Register.open(folder, KEYS)
    closing = threading.Thread(target=register.close)
    closing.start()
    closing.join()
    Register.open(folder, KEYS).close()


def test_a_register_that_is_refused_is_not_in_use_afterwards(folder: Path) -> None:
    with_one_file(folder)
    decisions = folder / "decisions.jsonl"
    whole = decisions.read_bytes()
    decisions.write_bytes(whole.replace(b"merged", b"newest"))
    assert code_of(lambda: Register.open(folder, KEYS)) == "decisions_damaged"
    decisions.write_bytes(whole)
    Register.open(folder, KEYS).close()


def test_decisions_that_are_gone_are_not_begun_anew(folder: Path) -> None:
    with_one_file(folder)
    (folder / "decisions.jsonl").unlink()
    assert code_of(lambda: Register.open(folder, KEYS)) == "decisions_damaged"
    assert not (folder / "decisions.jsonl").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "photo.jpg").write_bytes(b"x")
    for wrong in (photos, photos / "photo.jpg", photos / "photo.jpg" / "deeper"):
        assert code_of(lambda wrong=wrong: Register.open(wrong, KEYS)) == "not_a_register"  # type: ignore[misc]
    assert [path.name for path in photos.iterdir()] == ["photo.jpg"]
    (tmp_path / "empty").mkdir()
    Register.open(tmp_path / "empty", KEYS).close()


def test_a_full_or_write_protected_disk_is_told(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk") as disk:
        with_one_file(disk.path / "register")
        with write_protected(disk.path):
            assert code_of(lambda: Register.open(disk.path / "register", KEYS)) == "read_only"
            assert code_of(lambda: Register.open(disk.path / "new", KEYS)) == "read_only"
        disk.fill()
        with Register.open(disk.path / "register", KEYS) as register:
            assert code_of(lambda: archive_files(register.archive, some(3, 5000, start=1))) == "disk_full"
            (sha,) = register.status.files
            _, copy = some(1, 5000, start=7)[0]
            decision = reduced_copy(sha, copy, "retention")
            assert code_of(lambda: register.reduce(decision, copy, OFFICE, NOW)) == "disk_full"
            assert register.read(sha) == some(1)[0][1]
            assert (register.archive.staged(), len(register.decisions)) == ({}, 1)


def test_a_register_is_read_without_a_change_to_it(tmp_path: Path, folder: Path) -> None:
    assert code_of(lambda: Register.open_to_read(folder, KEYS)) == "no_register"
    folder.mkdir(parents=True)
    assert code_of(lambda: Register.open_to_read(folder, KEYS)) == "no_register"
    sha = with_one_file(folder)
    assert code_of(lambda: Register.open_to_read(folder.parent, KEYS)) == "not_a_register"
    with (folder / "decisions.jsonl").open("ab") as decisions:
        decisions.write(b'{"line":')
    (folder / "archive" / sha.hex()[:2] / ".left.bsuh.00000000.part").write_bytes(b"x")
    before = {one: one.stat().st_size for one in folder.rglob("*")}
    with Register.open_to_read(folder, KEYS) as register:
        assert (register.read(sha), register.decisions.torn, register.undecided()) == (some(1)[0][1], 8, set())
        assert code_of(lambda: Register.open(folder, KEYS)) == "in_use"
    assert {one: one.stat().st_size for one in folder.rglob("*")} == before
    with Register.open(folder, KEYS):
        assert code_of(lambda: Register.open_to_read(folder, KEYS)) == "in_use"


def test_archived_files_that_no_decision_names_are_found(folder: Path) -> None:
    with_one_file(folder)
    ((sha, data),) = some(1, start=5)
    with Register.open(folder, KEYS) as register:
        archive_files(register.archive, [(sha, data)])
    with Register.open(folder, KEYS) as register:
        assert register.undecided() == {sha}
        assert register.read(sha) == data


def test_a_reduced_copy_takes_its_files_place_by_a_decision(folder: Path) -> None:
    sha, ((copy, data),) = with_one_file(folder), some(1, 90, start=7)
    with Register.open(folder, KEYS) as register:
        line = register.reduce(reduced_copy(sha, data, "withdrawn", ("LEARNER",)), data, OFFICE, NOW)
        assert line.decision == reduced_copy(sha, data, "withdrawn", ("LEARNER",))
        assert (register.read(sha), register.status.files[sha].copy) == (data, copy)
        assert register.status.withdrawn == {SESSION: frozenset({"LEARNER"})}
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert some(1)[0][1][30:] not in left


def test_a_reduced_copy_that_does_not_fit_changes_nothing(folder: Path) -> None:
    sha, ((_, data),) = with_one_file(folder), some(1, 90, start=7)
    with Register.open(folder, KEYS) as register:
        for wrong in (reduced_copy(sha, data + b"0", "retention"), reduced_copy(bytes(32), data, "retention")):
            with pytest.raises(ValueError, match=r"hash|never received"):
                register.reduce(wrong, data, OFFICE, NOW)
        assert (register.read(sha), register.archive.staged(), len(register.decisions)) == (some(1)[0][1], {}, 1)


@pytest.mark.parametrize("decided", [False, True])
def test_a_reduction_that_a_kill_cut_off_is_undone_or_brought_to_its_end(folder: Path, decided: bool) -> None:
    sha, ((copy, data),) = with_one_file(folder), some(1, 90, start=7)
    Archive(folder / "archive").stage(sha, data)
    if decided:
        Decisions(folder / "decisions.jsonl").append(reduced_copy(sha, data, "retention"), OFFICE, NOW)
    with Register.open(folder, KEYS) as register:
        assert register.read(sha) == (data if decided else some(1)[0][1])
        assert register.status.files[sha].copy == (copy if decided else None)
        assert register.archive.staged() == {}


def rows_in(folder: Path) -> dict[str, bytes]:
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in folder.glob("segments*/*.seg3")}


def test_rows_that_were_made_anew_take_the_place_of_the_old_ones_whole(folder: Path) -> None:
    with Register.open(folder, KEYS) as register:
        for _ in range(3):
            register.segments.append(b"old")
        register.rebuilt_rows().append(b"new")
        assert sorted(rows_in(folder)) == ["segments-new/00000001.seg3"] + [
            f"segments/0000000{n}.seg3" for n in (1, 2, 3)
        ]
        new = rows_in(folder)["segments-new/00000001.seg3"]
        register.use_rebuilt()
        assert rows_in(folder) == {"segments/00000001.seg3": new}
        register.segments.append(b"more")
        assert sorted(rows_in(folder)) == ["segments/00000001.seg3", "segments/00000002.seg3"]


@pytest.mark.parametrize("step", range(4))
def test_rows_are_the_old_ones_the_new_ones_or_none_wherever_a_kill_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The power goes at the first, second, … file that is taken away or folder that is renamed."""
    with Register.open(folder, KEYS) as register:
        for rows in (b"old", b"old"):
            register.segments.append(rows)
        old = rows_in(folder)
        register.rebuilt_rows().append(b"new")
        new = rows_in(folder)["segments-new/00000001.seg3"]
        steps = iter(range(step))

        def cut(do: Callable[..., object]) -> Callable[..., object]:
            def until(*given: object, **more: object) -> object:
                if next(steps, None) is None:
                    raise KeyboardInterrupt
                return do(*given, **more)

            return until

        monkeypatch.setattr(os, "replace", cut(os.replace))
        monkeypatch.setattr(Path, "unlink", cut(Path.unlink))
        with pytest.raises(KeyboardInterrupt):
            register.use_rebuilt()
        monkeypatch.undo()
    Register.open(folder, KEYS).close()
    assert rows_in(folder) in (old, {}, {"segments/00000001.seg3": new})
    assert rows_in(folder) == [old, {}, {"segments/00000001.seg3": new}][min(step, 2)]


ON_AND_ON = """
import sys
from tests.register.test_folder import *
register = Register.open(Path(sys.argv[1]), KEYS)
while True:
    start = len(register.standing.files)
    files = some(16, 3000, start)
    archive_files(register.archive, files)
    verdicts = tuple(FileVerdict(sha, sha.hex()[:16], 1, "merged") for sha, _ in files)
    register.decisions.append(Received(verdicts), OFFICE, NOW)
    for sha, _ in files[:4]:
        copy = some(1, 1000, start)[0][1]
        register.reduce(reduced_copy(sha, copy, "retention"), copy, OFFICE, NOW)
    print(len(register.decisions), flush=True)
"""


@few_or_all("kills", 2, 30)
def test_a_killed_desk_leaves_a_register_in_which_every_decision_has_its_file(folder: Path, kills: int) -> None:
    for times in range(1, kills + 1):
        command = [sys.executable, "-c", ON_AND_ON, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
            assert desk.stdout is not None
            list(islice(desk.stdout, times % 3 + 1))
            time.sleep(times % 7 / 300)
            desk.kill()
            told = [int(line) for line in desk.stdout if line.endswith("\n")]
        with Register.open(folder, KEYS) as register:
            assert len(register.decisions) >= max(told, default=0)
            for sha, known in register.status.files.items():
                assert hashlib.sha256(register.read(sha)).digest() == (known.copy or sha)
            assert len(register.undecided()) <= 16
            assert register.archive.staged() == {}


def decisions_about(files: int, folder: Path) -> Path:
    """Where as many received files were decided of, 256 a line."""
    hashes = [hashlib.sha256(b"%d" % nth).digest() for nth in range(files)]
    with Register.open(folder, KEYS) as register:
        for start in range(0, len(hashes), 256):
            verdicts = (FileVerdict(sha, sha.hex()[:16], 1, "merged") for sha in hashes[start : start + 256])
            register.decisions.append(Received(tuple(verdicts)), OFFICE, NOW)
    return folder / "decisions.jsonl"


def test_decisions_are_proved_with_no_more_work_a_line(tmp_path: Path) -> None:
    def work(files: int) -> int:
        path = decisions_about(files, tmp_path / f"register of {files}")
        return steps(lambda: Decisions(path))

    few, many = work(4 * 256), work(16 * 256)
    assert many < 4.5 * few


def test_the_decisions_of_62500_files_are_lean(folder: Path) -> None:
    path = decisions_about(62_500, folder)
    tracemalloc.start()
    try:
        decisions = Decisions(path)
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    print(f"\n62,500 decisions keep {kept / 1e6:.1f} MB, at most {most / 1e6:.1f} MB")
    assert len(decisions.status.current) == 62_500
    assert most < 30e6


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "/desk/register"),
        ("/a/b c", "/a/b c"),
        ("file:///a/b%20c", "/a/b c"),
        ("FILE://localhost/a", "/a"),
        ("file:///a/%E0%A6%95", "/a/ক"),
        ("file:/a/b", "/a/b"),
        ("C://a", f"{Path.cwd()}/C:/a"),
        ("here", f"{Path.cwd()}/here"),
    ],
)
def test_a_register_is_named_by_its_path_or_a_file_url(url: str, path: str) -> None:
    assert str(register_folder(url, Path("/desk"))) == path


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://office/register",
        "http://a/b",
        "file://server/share",
        "s3://a",
        "file://[::1",
        "file:///a%00b",
        "file:///%ff",
        "~nobody-of-this-name/x",
        "a\0b",
    ],
)
def test_other_kinds_of_registers_are_told(url: str) -> None:
    assert code_of(lambda: register_folder(url, Path("/desk"))) == "register_not_known"


def test_a_place_where_no_folder_can_be_is_told(tmp_path: Path) -> None:
    assert code_of(lambda: Register.open(tmp_path / ("a" * 300), KEYS)) == "path_too_long"
