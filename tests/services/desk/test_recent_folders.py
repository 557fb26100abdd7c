from __future__ import annotations

from pathlib import Path

from bsuh_desktop.services.desk.recent_folders import MOST, forget_folders, note_folder, recent_folders
from bsuh_desktop.services.erasure.withdraw import people_of_group, withdraw
from bsuh_desktop.services.safekeeping.opening import open_desk
from tests.helpers.desks import PASSPHRASE, a_group, clock_at, practice_desk, rows

SCHOOL = Path("/home/rahima/Rangpur Zilla School")


def test_the_last_one_stands_first_and_each_once(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    assert recent_folders(desk) == ()
    for folder in (SCHOOL, Path("/media/KINGSTON"), SCHOOL):
        note_folder(desk, folder)
    assert recent_folders(desk) == (SCHOOL, Path("/media/KINGSTON"))
    for place in range(MOST):
        note_folder(desk, Path(f"/tmp/{place}"))
    assert recent_folders(desk)[0] == Path(f"/tmp/{MOST - 1}")
    assert len(recent_folders(desk)) == MOST
    assert SCHOOL not in recent_folders(desk)


def test_they_are_kept_and_no_file_of_the_desk_tells_them(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    note_folder(desk, SCHOOL)
    desk.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if SCHOOL.name.encode() in path.read_bytes()] == []
    again = open_desk(desk.folder, PASSPHRASE, clock_at())
    assert recent_folders(again) == (SCHOOL,)
    forget_folders(again)
    assert recent_folders(again) == ()


def test_what_is_no_text_is_not_kept(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    note_folder(desk, SCHOOL)
    note_folder(desk, Path("/media/\udcff\udcfe"))
    assert recent_folders(desk) == (SCHOOL,)


def test_what_a_later_app_kept_is_none(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    desk.store.facts.put("recent_folders", b'{"folders": 1}')
    assert recent_folders(desk) == ()
    note_folder(desk, SCHOOL)
    assert recent_folders(desk) == (SCHOOL,)


def test_a_folder_may_be_called_after_a_child_whose_name_goes(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    group = a_group(desk, rows(2))
    note_folder(desk, SCHOOL)
    withdraw(desk, [people_of_group(desk, group)[0].line])
    assert recent_folders(desk) == ()
