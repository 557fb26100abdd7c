"""A backup comes back whole or not at all, forgets before it is read, and takes no other desk's place."""

from __future__ import annotations

import json
import os
import shutil
import sys
import warnings
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from bsuh_desktop.domain.codes import new_learner_id
from bsuh_desktop.paths import VAULT_FILE, has_profile
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.safekeeping.backup_file import extract_data, write_backup
from bsuh_desktop.services.safekeeping.backup_layout import ABOUT, DATA, FORGOTTEN, VAULT, StoredData
from bsuh_desktop.services.safekeeping.desk_folders import BackupFile, Restored
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.recovery import change_passphrase
from bsuh_desktop.services.safekeeping.restore import READY, look_at_backup, restore
from bsuh_desktop.store.forgotten import add_to_list, read_list
from bsuh_desktop.store.store import FILE_NAME
from tests.helpers.damage import cut
from tests.helpers.desks import NAMES, PASSPHRASE, a_class, clock_at, copied_desk
from tests.helpers.disks import disk_at
from tests.helpers.grants import refused
from tests.helpers.json_listener import heard_parsing
from tests.helpers.systems import named_pipes

pytestmark = pytest.mark.usefixtures("known_keys")


class Made(NamedTuple):
    """A backup, the folder of the desk that it is of, and that desk's recovery code."""

    backup: BackupFile
    folder: Path
    code: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    desk = copied_desk(folder, clock_at())
    a_class(desk).finish()
    backup = write_backup(desk, folder / "stick")
    desk.close()
    return Made(backup, desk.folder, desk.vault.recovery_code)


def bring_back(path: Path, folder: Path, secret: str = PASSPHRASE, by_code: bool = False) -> Restored:
    return restore(path, folder, secret, clock_at(day=4), by_code, machine=lambda: "another")


def opened(folder: Path) -> Desk:
    return open_desk(folder, PASSPHRASE, clock_at(day=4), machine=lambda: "another")


def names_in(desk: Desk) -> list[str]:
    return [
        line.name_bn or ""
        for session in desk.store.journal.sessions()
        for line in desk.store.rosters.seated(session).values()
    ]


def test_what_came_back_is_what_was_there(made: Made, tmp_path: Path) -> None:
    done = bring_back(made.backup.path, tmp_path / "new")
    assert (done.sha256, done.sessions, done.merged) == (made.backup.sha256, 1, False)
    desk = opened(tmp_path / "new")
    assert sorted(names_in(desk)) == sorted(NAMES[number % 6] for number in (1, 2, 3, 4))
    assert desk.store.journal.finished()
    desk.close()
    left = {path.name for path in (tmp_path / "new").iterdir()}
    assert {READY, "backups"}.isdisjoint(left)


def test_the_recovery_code_brings_it_back_too(made: Made, tmp_path: Path) -> None:
    with refused("wrong_recovery_code"):
        bring_back(made.backup.path, tmp_path / "new", made.code[::-1], by_code=True)
    bring_back(made.backup.path, tmp_path / "new", made.code.lower(), by_code=True)
    opened(tmp_path / "new").close()


def test_what_was_forgotten_meanwhile_is_forgotten_before_it_can_be_read(made: Made, tmp_path: Path) -> None:
    before = opened_copy(made, tmp_path)
    (session,) = before.store.journal.sessions()
    first, second = list(before.store.rosters.seated(session))[:2]
    before.close()
    # One stands on the list beside the folder, from before; one on the list that the backup carries.
    folder = tmp_path / "new"
    folder.mkdir()
    add_to_list(folder, {first: "withdrawn", new_learner_id(): "retention"})
    path = repacked(made.backup.path, tmp_path, {FORGOTTEN: f"{second} retention\n".encode()})
    bring_back(path, folder)
    assert {first: "withdrawn", second: "retention"}.items() <= read_list(folder).items()
    desk = opened(folder)
    named = {learner for learner, line in desk.store.rosters.seated(session).items() if line.name_bn}
    assert named.isdisjoint({first, second})
    assert len(named) == 2
    desk.close()


def opened_copy(made: Made, tmp_path: Path) -> Desk:
    """The desk that the backup is of, in a folder of its own."""
    shutil.copytree(made.folder, tmp_path / "copy")
    return open_desk(tmp_path / "copy", PASSPHRASE, clock_at(day=4))


def repacked(path: Path, folder: Path, changed: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> Path:
    """The same backup with other members."""
    out = folder / "repacked.bsuhb"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", how) as new:
        members = {one.filename: old.read(one) for one in old.infolist()} | changed
        for name, data in members.items():
            new.writestr(name, data)
    return out


def about(**changed: object) -> bytes:
    """What a backup says of itself."""
    usual = {"format": 1, "made_ms": 0, "offset_minutes": 360, "key": "", "device": "", "sessions": 1, "app": "0.2.0"}
    return json.dumps(usual | changed, separators=(",", ":"), sort_keys=True).encode()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"more.txt": b""}, "not_a_backup"),
        ({"../vault.json": b""}, "not_a_backup"),
        ({"backup.json": b"{}"}, "not_a_backup"),
        ({"backup.json": b'{"format":2}'}, "newer_backup"),
        ({"backup.json": about(offset_minutes=2**53 - 1)}, "not_a_backup"),
        ({"backup.json": about(offset_minutes=1441)}, "not_a_backup"),
        ({"backup.json": about(made_ms=2**53 - 1)}, "not_a_backup"),
        ({"backup.json": about(sessions=2**53 - 1)}, "not_a_backup"),
        ({"backup.json": about(format=-(10**30))}, "not_a_backup"),
        ({"backup.json": about(format=10**30)}, "newer_backup"),
        ({"backup.json": about(sessions=10**30)}, "not_a_backup"),
        ({FORGOTTEN: b"0000000000000 withdrawn\n" * 200_000}, "not_a_backup"),
        ({FORGOTTEN: b"\xff"}, "not_a_backup"),
        ({VAULT: b"{}"}, "backup_damaged"),
        ({DATA: b""}, "backup_damaged"),
        ({DATA: bytes(8192)}, "backup_damaged"),
    ],
)
def test_what_is_no_backup_is_said_and_leaves_nothing(
    made: Made, tmp_path: Path, changed: dict[str, bytes], code: str
) -> None:
    with refused(code):
        bring_back(repacked(made.backup.path, tmp_path, changed), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_changed_or_packed_or_cut_file_is_refused(made: Made, tmp_path: Path) -> None:
    whole = made.backup.path.read_bytes()
    packed = repacked(made.backup.path, tmp_path, {}, zipfile.ZIP_DEFLATED)
    with refused("not_a_backup"):
        bring_back(packed, tmp_path / "new")
    other = tmp_path / "other.bsuhb"
    for data in (whole[: len(whole) // 2], b"", b"PK", whole[:-4]):
        other.write_bytes(data)
        with refused("not_a_backup"):
            bring_back(other, tmp_path / "new")
    for place in (len(whole) // 3, len(whole) // 2):
        other.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with refused("backup_damaged"):
            bring_back(other, tmp_path / "new")
    with refused("file_not_opened"):
        bring_back(tmp_path, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_no_byte_of_a_backup_is_parsed_here_before_its_own_key_holds(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its directory and what it says of itself are read in a limited process; its data file opens with the store's key
    alone, which stands behind the vault's."""

    def never(*_: object) -> None:
        raise AssertionError("a directory is read beside the keys")

    with zipfile.ZipFile(made.backup.path) as archive:
        members = {name: archive.read(name) for name in (ABOUT, VAULT)}
    forged = repacked(made.backup.path, tmp_path, {DATA: b"SQLite format 3\0" + bytes(8176)})
    monkeypatch.setattr(zipfile.ZipFile, "__init__", never)
    parsed = heard_parsing(monkeypatch)
    assert look_at_backup(made.backup.path).sessions == 1
    assert parsed == []
    for path, secret, code in ((made.backup.path, "other words than these", "wrong_passphrase"),
                               (forged, PASSPHRASE, "backup_damaged")):  # fmt: skip
        with refused(code):
            bring_back(path, tmp_path / "new", secret)
    assert members[VAULT] in parsed, "the wraps, as we write them ourselves"
    assert members[ABOUT] not in parsed
    bring_back(made.backup.path, tmp_path / "new")
    assert members[ABOUT] not in parsed


def test_a_damaged_backup_of_the_very_desk_is_called_damaged(made: Made, tmp_path: Path) -> None:
    """And leaves that desk as it is; another desk's is refused as before."""
    opened_copy(made, tmp_path).close()
    folder = tmp_path / "copy"
    before = (folder / FILE_NAME).read_bytes()
    for data in (bytes(8192), b"SQLite format 3\0" + bytes(8176), b""):
        with refused("backup_damaged"):
            bring_back(repacked(made.backup.path, tmp_path, {DATA: data}), folder)
    assert (folder / FILE_NAME).read_bytes() == before


@named_pipes
def test_a_file_that_becomes_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Between the look at its directory and the taking out."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "gone"):
        with refused("file_not_opened"):
            extract_data(path, StoredData(0, 10, 0), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_another_facilitators_desk_is_never_touched(made: Made, tmp_path: Path) -> None:
    desk, _ = first_run(tmp_path / "theirs", NewDesk("quite other words here", "নাম"), clock_at())
    desk.close()
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()}
    for secret, code in (
        (PASSPHRASE, "vault_exists"),
        ("quite other words here", "vault_exists"),
        ("x", "wrong_passphrase"),
    ):
        with refused(code):
            bring_back(made.backup.path, desk.folder, secret)
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()} == before


def test_into_the_same_desk_nothing_is_lost(made: Made, tmp_path: Path) -> None:
    desk = opened_copy(made, tmp_path)
    later = a_class(desk)
    later.finish()
    desk.close()
    change_passphrase(desk.folder, PASSPHRASE, "words of a later day")
    # The passphrase is that of the desk that stands there; the backup is of the same facilitator.
    with refused("vault_exists"):
        restore(made.backup.path, desk.folder, PASSPHRASE, clock_at(day=4))
    done = restore(made.backup.path, desk.folder, "words of a later day", clock_at(day=4))
    assert (done.merged, done.sessions) == (True, 2)
    assert "Everything written later is also in it." in str(done.sentences()[0])
    assert len(done.sentences()) == 1
    assert not list(desk.folder.glob("damaged-*"))
    again = open_desk(desk.folder, "words of a later day", clock_at(day=4))
    assert later.session in again.store.journal.finished()
    assert why_new_key(again) == ""
    again.close()


def test_a_damaged_desk_is_repaired_by_its_backup(made: Made, tmp_path: Path) -> None:
    desk = opened_copy(made, tmp_path)
    later = a_class(desk)
    later.finish()
    old = desk.vault.signing_key.public
    desk.close()
    shutil.rmtree(desk.folder / "backups")
    file = desk.folder / FILE_NAME
    cut(file, file.stat().st_size // 2)
    (desk.folder / VAULT_FILE).write_bytes(b"{}")
    done = bring_back(made.backup.path, desk.folder)
    assert done.report is not None
    assert (done.report.new_key, done.report.everything) == (True, False)
    assert "in damaged-1" in str(done.sentences()[-1])
    again = opened(desk.folder)
    assert set(again.store.journal.sessions()) >= {*made_sessions(made)}
    # What its key signed last cannot be read any more, so it signs nothing more.
    assert [one.key for one in again.earlier] == [old]
    assert again.vault.signing_key.public != old
    again.close()


def test_a_damaged_file_with_a_name_that_went_is_not_said_to_be_kept(made: Made, tmp_path: Path) -> None:
    desk = opened_copy(made, tmp_path)
    (session,) = desk.store.journal.sessions()
    gone = sorted(desk.store.rosters.seated(session))[0]
    desk.close()
    shutil.rmtree(desk.folder / "backups")
    file = desk.folder / FILE_NAME
    cut(file, file.stat().st_size // 2)
    done = bring_back(repacked(made.backup.path, tmp_path, {FORGOTTEN: f"{gone} withdrawn\n".encode()}), desk.folder)
    assert done.report is not None
    assert (done.report.everything, done.report.kept) == (False, "")
    assert not list(desk.folder.glob("damaged-*"))


def made_sessions(made: Made) -> list[str]:
    desk = open_desk(made.folder, PASSPHRASE, clock_at(day=4))
    sessions = desk.store.journal.sessions()
    desk.close()
    return sessions


def test_a_full_disk_leaves_nothing(made: Made, tmp_path: Path) -> None:
    with disk_at(tmp_path / "small", "size=200k") as disk:
        with refused("disk_full"):
            bring_back(made.backup.path, disk.path / "new")
        assert list(disk.path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="fork is POSIX")
def test_a_power_cut_leaves_no_desk_or_a_whole_one(made: Made, tmp_path: Path) -> None:
    ends = []
    for number in range(12):
        folder = tmp_path / str(number)
        done, there = cut_off(made, folder, number), has_profile(folder)
        ends.append((done, there))
        if not there and number % 2:
            # Nothing of it stands in the way of a desk that is set up instead.
            first_run(folder, NewDesk(PASSPHRASE, "নাম"), clock_at())[0].close()
        elif not there:
            bring_back(made.backup.path, folder)
        desk = opened(folder)
        assert len(desk.store.journal.sessions()) == len(desk.earlier) == (0 if not there and number % 2 else 1)
        desk.close()
        if done:
            break
    assert (False, False) in ends
    assert ends[-1] == (True, True)


def cut_off(made: Made, folder: Path, renames: int) -> bool:
    """Brings the backup back in a process that ends at once after so many renames; True if it came to its end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            left = [renames]

            def hook(event: str, words: object) -> None:
                if event == "os.rename":
                    left[0] -= 1
                    if left[0] < 0:
                        os._exit(9)

            sys.addaudithook(hook)
            bring_back(made.backup.path, folder)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0
