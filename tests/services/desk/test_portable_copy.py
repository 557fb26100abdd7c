"""The portable copy works in no programme whose classes count, by whatever way one comes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import resources
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.desk.machine import require_practice, this_machine
from bsuh_desktop.services.programme.join import join_file
from bsuh_desktop.services.programme.make_programme import make_programme, recover_root
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.repair import open_or_mend
from bsuh_desktop.services.safekeeping.restore import restore
from bsuh_desktop.trust.demonstration import demonstration_programme
from bsuh_desktop.trust.root_key import words_of
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, practice_desk
from tests.helpers.grants import refused
from tests.helpers.keys import key
from tests.helpers.portable import run_from_stick
from tests.helpers.programmes import joined_desk, programme_file, write_programme
from tests.helpers.settings_files import write_settings

TODAY = datetime.date(2026, 8, 3)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk that practises in the portable copy."""
    run_from_stick(tmp_path, monkeypatch)
    fresh = practice_desk(tmp_path)
    yield fresh
    fresh.close()


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_installed_copy_refuses_no_programme() -> None:
    require_practice(programme())


def test_the_refusal_says_what_the_copy_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_from_stick(tmp_path, monkeypatch)
    require_practice(None)
    require_practice(demonstration_programme(resources()))
    with pytest.raises(KnownError) as caught:
        require_practice(programme())
    assert caught.value.code == "portable_copy"
    assert str(caught.value) == (
        "This copy on a stick is for practice and for verifying only. "
        "For classes that count, install the app on a laptop."
    )


def test_it_practises(desk: Desk) -> None:
    a_class(desk).finish()
    assert [one.practice for one in desk.store.journal.finished().values()] == [True]


def test_it_joins_no_programme(desk: Desk, tmp_path: Path) -> None:
    with refused("portable_copy"):
        join_file(desk, write_programme(tmp_path), PARTNER)
    assert desk.practising
    assert not desk.programme_file


def test_it_makes_no_programme_and_leaves_no_key_of_one(desk: Desk, tmp_path: Path) -> None:
    draft, out = read_settings(write_settings(tmp_path)), tmp_path / "out"
    with refused("portable_copy"):
        make_programme(desk, draft, out, TODAY)
    assert (desk.practising, desk.root_key, list(out.iterdir())) == (True, None, [])


def test_it_gets_no_root_key_back(desk: Desk) -> None:
    with refused("portable_copy"):
        recover_root(desk, programme_file(), " ".join(words_of(key("root"))))
    assert (desk.practising, desk.root_key) == (True, None)


def test_no_desk_begins_in_a_programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_from_stick(tmp_path, monkeypatch)
    with refused("portable_copy"):
        first_run(tmp_path / "new", NewDesk(PASSPHRASE, "শিরিন", None, programme_file(), PARTNER), clock_at())
    assert not bytes_in(tmp_path / "new")


@pytest.mark.parametrize("way", [open_desk, open_or_mend])
def test_a_desk_of_a_programme_is_not_opened_and_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: object
) -> None:
    real = joined_desk(tmp_path)
    a_class(real).finish()
    real.close()
    run_from_stick(tmp_path, monkeypatch)
    before = bytes_in(real.folder)
    with refused("portable_copy"):
        way(real.folder, PASSPHRASE, clock_at())  # type: ignore[operator]
    assert bytes_in(real.folder).items() >= before.items()


def test_also_if_the_power_failed_while_it_was_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it joined stands in the log beside its file alone."""
    real = practice_desk(tmp_path)
    join_file(real, write_programme(tmp_path), PARTNER)
    cut = tmp_path / "cut"
    cut.mkdir()
    for name, data in bytes_in(real.folder).items():
        if not name.endswith(("-shm", ".lock")):
            (cut / name).write_bytes(data)
    real.close()
    assert (cut / "classes.db-wal").stat().st_size
    run_from_stick(tmp_path, monkeypatch)
    with refused("portable_copy"):
        open_desk(cut, PASSPHRASE, clock_at())


def test_what_an_interrupted_first_run_left_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_from_stick(tmp_path, monkeypatch)
    fresh = practice_desk(tmp_path)
    fresh.close()
    fresh.store.file.unlink()
    (fresh.folder / "desk.json").unlink()
    for mark in (tmp_path / "BSUH" / "data-marks").iterdir():
        mark.unlink()
    open_desk(fresh.folder, PASSPHRASE, clock_at()).close()


def test_a_backup_of_a_programmes_desk_is_not_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = joined_desk(tmp_path)
    a_class(real).finish()
    backup = write_backup(real, tmp_path / "stick").path
    real.close()
    run_from_stick(tmp_path, monkeypatch)
    with refused("portable_copy"):
        restore(backup, tmp_path / "new", PASSPHRASE, clock_at(day=4))
    assert not (tmp_path / "new").exists()


def test_a_backup_that_joined_elsewhere_is_not_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same desk practises on the stick, and has joined on a laptop."""
    laptop = practice_desk(tmp_path)
    practice = write_backup(laptop, tmp_path / "practice").path
    join_file(laptop, write_programme(tmp_path), PARTNER)
    real = write_backup(laptop, tmp_path / "real").path
    laptop.close()
    run_from_stick(tmp_path, monkeypatch)
    restore(practice, tmp_path / "new", PASSPHRASE, clock_at(day=4))
    with refused("portable_copy"):
        restore(real, tmp_path / "new", PASSPHRASE, clock_at(day=4))
    again = open_desk(tmp_path / "new", PASSPHRASE, clock_at(day=4))
    assert again.practising
    again.close()


def test_its_data_goes_from_computer_to_computer_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere data that was copied to another computer needs a new key."""
    practice_desk(tmp_path).close()
    run_from_stick(tmp_path, monkeypatch)
    assert this_machine() is None
    again = open_desk(tmp_path / "profile", PASSPHRASE, clock_at())
    assert why_new_key(again) == ""
    again.close()
