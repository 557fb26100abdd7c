from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.store import upgrade
from bsuh_desktop.store.backups import FOLDER, backups, make_backup
from bsuh_desktop.store.database import open_database
from bsuh_desktop.store.known_keys import Known, SeenManifest
from bsuh_desktop.store.rosters import StoredLearner
from bsuh_desktop.store.store import FILE_NAME, Store
from tests.helpers.classes import GROUP
from tests.helpers.disks import disk_at

KEY = bytes(range(32))
NAME = "ক্ষিতীশ রহমান"


def line(name: str | None, learner: str | None = "L000000000001") -> StoredLearner:
    return StoredLearner(
        position=2,
        roll="১২",
        learner=learner,
        name_bn=name,
        name_en=None,
        sex="f",
        age="13-17",
        guardian="yes",
        notice="1",
        consented_on="2026-08-03",
    )


def test_the_file_is_encrypted_and_opens_with_its_key_only(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        store.rosters.add_group(GROUP, "letters", [line(NAME)])
        # Found in the open store first, or not finding it in the file proves nothing.
        assert [kept.name_bn for kept in store.rosters.lines(GROUP.id)] == [NAME]
        assert (tmp_path / (FILE_NAME + "-wal")).exists()
        for file in tmp_path.glob("*.*"):
            assert NAME.encode() not in file.read_bytes()
            assert b"SQLite format" not in file.read_bytes()
    with pytest.raises(KnownError) as caught:
        Store(tmp_path, bytes(32))
    assert caught.value.code == "store_damaged"


def test_one_copy_at_a_time(tmp_path: Path) -> None:
    with Store(tmp_path, KEY):
        with pytest.raises(KnownError) as caught:
            Store(tmp_path, KEY)
        assert caught.value.code == "in_use"
    Store(tmp_path, KEY).close()


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    # A file where the folder should be: root, too, cannot write into that.
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownError) as caught:
        Store(tmp_path / "file", KEY)
    assert caught.value.code == "store_read_only"


def test_a_damaged_file_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all" * 500)
    with pytest.raises(KnownError) as caught:
        Store(tmp_path, KEY)
    assert caught.value.code == "store_damaged"
    assert (tmp_path / FILE_NAME).read_bytes() == b"not a database at all" * 500


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        pages = store.db.conn.execute("PRAGMA page_count").fetchone()[0]
        store.db.conn.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(KnownError) as caught, store.transaction():
            store.facts.put("big", bytes(1_000_000))
        assert caught.value.code == "disk_full"
        assert store.facts.get("big") is None


def test_a_file_that_opens_on_no_full_disk_is_not_called_damaged(tmp_path: Path) -> None:
    with disk_at(tmp_path / "disk", "size=1m") as disk:
        Store(disk.path, KEY).close()
        disk.fill()
        with pytest.raises(KnownError) as caught:
            Store(disk.path, KEY)
        assert caught.value.code == "disk_full"
        disk.make_room()
        Store(disk.path, KEY).close()


LIMITED = """
import pathlib, resource, sys
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.store.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with Store(pathlib.Path(sys.argv[1]), bytes(range(32))) as store:
        for number in range(500):
            with store.transaction():
                store.facts.put(f"number {number}", bytes(4000))
except KnownError as error:
    print(error.code, error)
"""


# Nothing may be written; the index of the log finds no room; the file is larger; the log may not grow.
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("limit", [0, 8_000, 100_000, 1_000_000])
def test_a_limit_on_the_size_of_files_is_not_called_damage(tmp_path: Path, limit: int) -> None:
    with Store(tmp_path, KEY) as store:
        store.facts.put("before", b"kept")
    told = subprocess.run([sys.executable, "-c", LIMITED, tmp_path, str(limit)], capture_output=True, text=True)
    assert told.stderr == ""
    assert told.stdout.startswith("disk_full A file cannot grow any larger here. ")
    with Store(tmp_path, KEY) as store:
        assert store.facts.get("before") == b"kept"
        kept = [store.facts.get(f"number {number}") for number in range(500)]
        assert set(kept[: kept.index(None)]) <= {bytes(4000)}, "what was said to be kept is"


def test_a_backup_that_may_not_grow_is_no_sign_of_damage(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    with Store(tmp_path, KEY) as store:
        for number in range(100):
            store.facts.put(f"number {number}", bytes(4000))
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        try:
            with pytest.raises(KnownError, match="cannot grow") as caught:
                make_backup(tmp_path, store.file, KEY, datetime.datetime(2026, 8, 3, tzinfo=datetime.UTC))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert caught.value.code == "disk_full"
        assert backups(tmp_path) == []
        assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_damaged_page_is_called_damage_under_a_limit_too(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all" * 500)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(KnownError) as caught:
            Store(tmp_path, KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code == "store_damaged"


def test_a_newer_file_is_refused_and_not_changed(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        store.db.conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'm9999_future', '2030')",
            (upgrade.SET,),
        )
    with pytest.raises(KnownError) as caught:
        Store(tmp_path, KEY)
    assert caught.value.code == "newer_store"


def test_what_was_seen_before_manifests_lay_by_their_key_is_there_afterwards(tmp_path: Path) -> None:
    seen = [SeenManifest(bytes([7 * n % 256]) * 32, bytes([n % 3]) * 32, n, bytes(32), f"S{n}", n) for n in range(40)]
    db = open_database(tmp_path / FILE_NAME, KEY)
    upgrade.upgrade(db, upgrade.NAMES[: upgrade.NAMES.index("m0008_manifests_by_key")])
    Known(db).keep_manifests(seen)
    db.close()
    with Store(tmp_path, KEY) as store:
        known = store.known
        assert known.manifests() == sorted(seen, key=lambda one: (one.key, one.nth))
        known.keep_manifests(seen)
        assert known.files_seen() == {bytes([n]) * 32: len(seen[n::3]) for n in range(3)}
        assert known.manifests([bytes([1]) * 32]) == seen[1::3]


def test_an_added_learner_can_be_taken_out_again(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        store.rosters.add_group(GROUP, "letters", [line(NAME)])
        added = store.rosters.add_line(GROUP.id, line("শ্রেয়া খাতুন", "L000000000002"))
        store.rosters.seat("S", [("L000000000002", added)])
        assert store.rosters.seated("S")["L000000000002"].name_bn == "শ্রেয়া খাতুন"
        store.rosters.unseat("S", "L000000000002")
        assert store.rosters.seated("S") == {}
        assert [kept.name_bn for kept in store.rosters.lines(GROUP.id)] == [NAME]


def test_who_sat_in_a_session_stays_there_and_who_did_not_is_gone(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        store.rosters.add_group(GROUP, "letters", [line(NAME), line("শ্রেয়া খাতুন", "L000000000002")])
        first, second = store.rosters.lines(GROUP.id)
        store.rosters.seat("S", [("L000000000001", first.id)])
        for one in (first, second):
            store.rosters.remove_line(one.id)
        assert store.rosters.lines(GROUP.id) == []
        assert store.rosters.seated("S") == {"L000000000001": first}
        assert store.db.conn.execute("SELECT id FROM roster").fetchall() == [(first.id,)]
        assert store.rosters.groups() == [GROUP]


def test_a_changed_line_is_the_same_line(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        store.rosters.add_group(GROUP, "letters", [line(NAME), line("শ্রেয়া খাতুন", "L000000000002")])
        first, second = store.rosters.lines(GROUP.id)
        changed = replace(first, name_bn=None, learner=None, roll="১৩")
        store.rosters.change_line(changed)
        assert store.rosters.lines(GROUP.id) == [changed, second]


def test_a_group_is_renewed_in_one_step_and_no_number_goes_to_another(tmp_path: Path) -> None:
    with Store(tmp_path, KEY) as store:
        store.rosters.add_group(GROUP, "letters", [line(NAME), line("শ্রেয়া দাস", "L000000000002")])
        first, last = store.rosters.lines(GROUP.id)
        before = store.facts.get("deletions")
        store.rosters.renew_group(GROUP.id, [first, last])
        assert (store.rosters.lines(GROUP.id), store.facts.get("deletions")) == ([first, last], before)
        new = replace(line("মং চাই", "L000000000003"), position=1)
        store.rosters.renew_group(GROUP.id, [new, replace(first, position=7)])
        assert [(kept.name_bn, kept.position) for kept in store.rosters.lines(GROUP.id)] == [("মং চাই", 1), (NAME, 7)]
        assert last.id not in {kept.id for kept in store.rosters.lines(GROUP.id)}
        assert store.facts.get("deletions") != before


def test_opening_the_store_does_not_load_what_only_a_command_line_needs(tmp_path: Path) -> None:
    # All "installed" in a folder of the test's own: importing one would fail loudly.
    for name in ("pandas", "numpy", "click", "dateutil"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('loaded')", "utf-8")
    code = (
        "import sys, pathlib; from bsuh_desktop.store.store import Store;"
        f"Store(pathlib.Path({str(tmp_path)!r}), bytes(32)).close();"
        "assert not {'pandas', 'numpy', 'click', 'dateutil'} & set(sys.modules), 'left behind'"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
