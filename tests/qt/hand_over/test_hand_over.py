"""The page Hand over: to which stick, stopped and gone on with, receipts as files and as codes, left in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.exchange.receipt import receipt_code
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.hand_over_view import hand_over_view
from tests.helpers import hand_over
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, pick, press, until, write
from tests.helpers.list_pages import asked, on_page, open_row, table, told
from tests.helpers.verified import drop
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


def files_on(folder: Path) -> list[str]:
    """The attendance files in a folder; nothing else may lie beside them but the sealed recovery code, and how far this
    desk's key has come."""
    names = sorted(path.name for path in folder.iterdir())
    assert {Path(name).suffix for name in names} <= {".bsuh", ".bsuhr", ".bsuhm"}, names
    return [name for name in names if name.endswith(".bsuh")]


def states(visit: Visit) -> list[str]:
    return [row.cells[3].text for row in table(visit).rows()]


def test_one_of_two_sticks_is_chosen_and_stopping_costs_nothing(tmp_path: Path) -> None:
    rupsha, asha = tmp_path / hand_over.STICK, tmp_path / "ASHA"
    rupsha.mkdir()
    with visiting(tmp_path, hand_over.three) as visit:
        visit.unlock()
        hand_over.hand_over_page(visit, rupsha, asha)
        assert read(visit, "stick_title") == "The stick RUPSHA-2 is plugged in"
        assert "Classes with unsaved certificates: 3." in read(visit, "late_text")
        asha.mkdir()
        until(lambda: read(visit, "stick_title") == "Sticks that are plugged in: 2", "the other one is seen")
        visit.press("primary")
        with hand_over.waiting_at(2) as (reached, goes_on):
            press(visit.see("file_to_stick_2"))
            until(reached.is_set, "the second file is being written")
            until(lambda: "1 of 3" in read(visit, "progress"), "one is done")
            assert not visit.see("primary").isEnabled()
            press(visit.see("rail_home"))
            press(visit.see("stay"))
            press(visit.see("cancel_progress"))
            assert "stops after this file" in read(visit, "stick_text")
            goes_on.set()
            visit.quiet()
        assert read(visit, "stick_title") == "Stopped. The stick is safe to pull out"
        assert "Still to do: 1." in read(visit, "stick_text")
        assert sorted(states(visit)) == ["Only on this laptop", "Written just now", "Written just now"]
        assert (len(files_on(asha)), files_on(rupsha)) == (2, [])
        rupsha.rmdir()
        visit.press("rail_hand_over", "primary")
        assert read(visit, "stick_title") == "Safe to pull out"
        assert len(files_on(asha)) == 3
        assert states(visit) == ["Written just now"] * 3
        assert read(visit, "primary") == "Done"
        visit.press("primary")
        on_page(visit, "home")


def test_what_is_left_in_the_middle_ends_with_its_file(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    stick.mkdir()
    with visiting(tmp_path, hand_over.three) as visit:
        visit.unlock()
        hand_over.hand_over_page(visit, stick)
        assert not shows(visit, "open_receive"), "this desk answers nobody"
        visit.look_no_more()
        stick.rmdir()
        visit.press("primary")
        assert read(visit, "stick_title") == "This folder no longer exists."
        assert not stick.exists(), "nothing is written where the stick had been"
        stick.mkdir()
        hand_over.hand_over_page(visit, stick)
        with hand_over.waiting_at(1) as (reached, goes_on):
            press(visit.see("primary"))
            until(reached.is_set, "a file is being written")
            press(visit.see("rail_home"))
            press(visit.see("leave"))
            goes_on.set()
            visit.quiet()
        on_page(visit, "home")
        assert len(files_on(stick)) == 1
        assert [one.state for one in asked(visit, hand_over_view).classes].count("written") == 1
        stick.chmod(0o500)
        visit.press("hand_over_now", "to_folder")
        folder = tmp_path / "folder"
        folder.mkdir()
        pick(folder)
        visit.quiet()
        assert read(visit, "stick_title") == "Everything is written"
        assert len(files_on(folder)) == 3, "what has no receipt goes along again"
        stick.chmod(0o700)


def test_a_desk_that_is_locked_meanwhile_brings_its_files_to_their_end(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    stick.mkdir()
    with visiting(tmp_path, hand_over.three) as visit:
        visit.unlock()
        hand_over.hand_over_page(visit, stick)
        with hand_over.waiting_at(3) as (reached, goes_on):
            press(visit.see("primary"))
            until(reached.is_set, "a file is being written")
            key(visit.window, "Ctrl+L")
            goes_on.set()
            on_page(visit, "door")
        assert told(visit) == ""
        visit.unlock()
        assert len(files_on(stick)) == 3, "what was begun was brought to its end"
        assert not shows(visit, "hand_over")


def receipt_as_code(desk: Desk) -> str:
    """The code for the class that was handed over last."""
    file = max(desk.store.handed.all().values(), key=lambda one: one.day)
    (wanted,) = (one for one in desk.store.outgoing.receipt_keys() if one.sha256 == file.sha256)
    return receipt_code(wanted.receipt_key, wanted.sha256, "merged")


def test_receipts_come_back_by_stick_by_file_and_by_phone(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    with visiting(tmp_path, hand_over.every_state) as visit:
        visit.unlock()
        hand_over.hand_over_page(visit, stick)
        visit.press("language_bn")
        assert "২" in read(visit, "header_over")
        assert "২৩" in states(visit)[4]
        assert "RUPSHA-2" in read(visit, "receipts_lie")
        visit.press("language_en")
        assert read(visit, "header_over") == "Ready: 1 · waiting for a receipt: 2"
        assert states(visit)[4] == "No receipt for 23 days"
        assert "Receipts for you on RUPSHA-2: 1" in read(visit, "receipts_lie")
        visit.press("take_offered")
        assert "The coordinator has received the class" in read(visit, "news")
        assert states(visit)[4].startswith("Receipt of ")
        assert not shows(visit, "receipts_lie")
        assert not shows(visit, "late") or "ten days" not in read(visit, "late")
        code = asked(visit, receipt_as_code)
        visit.press("import_receipts")
        for wrong in ("1234", code[:-1] + ("0" if code[-1] != "0" else "1")):
            visit.write("dictated", wrong)
            key(visit.see("dictated"), "Return")
            visit.quiet()
            assert shows(visit, "receipts_places"), "the dialog stays"
        assert not visit.see("take_code").isEnabled()
        visit.write("dictated", "")
        write(visit.see("dictated"), f"{code[:4]} {code[4:8]}-{code[8:]}".lower())
        key(visit.see("dictated"), "Return")
        visit.quiet()
        assert "The coordinator has received the class" in read(visit, "taken")
        letter = tmp_path / "letter.json"
        letter.write_text("{}", "utf-8")
        visit.press("receipts_as_files")
        pick(letter)
        visit.quiet()
        assert "This file is not a receipt." in read(visit, "news")
        assert [one.split(" ")[0] for one in states(visit)].count("Receipt") == 3
        drop(visit.see("hand_over"), *stick.iterdir())
        visit.quiet()
        assert "This receipt was already here." in read(visit, "news")
        open_row(visit, table(visit).rows()[0].key)
        on_page(visit, "wrap_up")
