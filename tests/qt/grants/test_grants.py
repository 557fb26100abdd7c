"""The coordinator's pages: who was granted, two thousand of them as fast as ten, and keys that are taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from bsuh_desktop.qt.dialogs import stick_watch
from bsuh_desktop.qt.grants.grants import Grants
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import key_lists
from bsuh_desktop.system.sticks import Stick
from tests.helpers import programme_desks
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import named, pick, press, until, write
from tests.helpers.list_pages import asked, press_verb, table
from tests.helpers.slot_work import counting_work
from tests.helpers.until import PATIENCE_S
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
MANY, LAPTOPS, PAGE = 2000, 3, 50


def test_what_the_coordinator_hears_stands_in_sight(tmp_path: Path) -> None:
    with visiting(tmp_path, programme_desks.ending_coordinator) as visit:
        visit.unlock()
        visit.in_private()
        visit.speak("en", 2.0)
        visit.press("rail_programme", "open_grants")
        news = visit.see("own_grant")
        assert news.visibleRegion().boundingRect() == news.rect()
        assert visit.seen().focusWidget() is visit.see("open_requests")


def give(visit: Visit, button: str, path: Path) -> None:
    visit.press(button)
    pick(path)
    visit.quiet()


def question(dialog: QWidget) -> str:
    assert isinstance(dialog, Dialog)
    return dialog.question.text()


def three(desk: Desk) -> None:
    programme_desks.granting(desk, LAPTOPS)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Visit]:
    """The page of a coordinator who granted three laptops; a projector may show it."""
    with visiting(tmp_path, three) as visit:
        visit.unlock()
        visit.press("rail_programme", "open_grants")
        yield visit


def who(visit: Visit) -> list[str]:
    return [row.cells[0].text for row in table(visit).rows()]


def test_names_are_shown_in_private_only_and_a_key_is_taken_back_for_good(room: Visit, tmp_path: Path) -> None:
    names_are_searched(room)
    out = tmp_path / "out"
    out.mkdir()
    key = table(room).rows()[-1].key
    press_verb(room, key)
    assert programme_desks.NAMES[2] in question(room.dialog())
    room.bridge.projector.set_shows_this_screen(True)
    room.quiet()
    assert room.seen() is room.window, "a question that names somebody is not asked where the class may look on"
    press_verb(room, key)
    dialog = room.dialog()
    assert question(dialog).startswith("Revoke the key ")
    assert "so none of them counts any more" in dialog.detail.text()  # type: ignore[attr-defined]
    room.press("keep")
    assert not list(out.iterdir())
    press_verb(room, key)
    room.press("take_back")
    assert read(room, "cancel") == "Keep the key as it is", "in Bangla cancelled and revoked are one word"
    give(room, "file_to_folder", out)
    assert "is revoked. The new list is in the folder out." in read(room, "news")
    taken = next(row for row in table(room).rows() if row.key == key)
    assert taken.cells[4].text == "Revoked"
    assert taken.cells[5].verb is None
    assert [path.name.startswith("key-list-") for path in out.iterdir()] == [True]
    lists = asked(room, key_lists)
    assert sum(len(one.revoked) for one in lists) == 1


def names_are_searched(visit: Visit) -> None:
    """Before the class there are codes."""
    codes = who(visit)
    assert all("-" in code for code in codes)
    name = programme_desks.NAMES[1]
    visit.write("search", name)
    assert not shows(visit, "rows")
    visit.press("nobody_sees")
    assert who(visit) == [name]
    visit.write("search", codes[0].replace("-", "").lower())
    assert len(who(visit)) == 1
    visit.press("rail_home", "rail_programme", "open_grants")
    assert read(visit, "summary") == "Laptops: 3. Ending soon: 1."


def test_a_stick_that_is_plugged_in_meanwhile_takes_the_list(
    room: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stick_watch, "LOOK_FOR_STICKS_MS", 50)
    stick = tmp_path / "ASHA"
    plugged: list[Stick] = []
    page = room.window.page
    assert isinstance(page, Grants)
    page.find_sticks = lambda: tuple(plugged)
    room.press("write_list")
    assert not room.seen().findChildren(QPushButton, "file_to_stick")
    stick.mkdir()
    plugged.append(Stick(stick, "ASHA", True))
    until(lambda: room.seen().findChildren(QPushButton, "file_to_stick"), "the stick is offered")
    room.press("file_to_stick")
    assert "is on the stick ASHA." in read(room, "news")
    assert len(list(stick.iterdir())) == 1
    room.press("language_bn")
    assert "ASHA" in read(room, "news")
    assert "key list" not in read(room, "news").lower(), "the news are said again"
    assert table(room).rows()[0].cells[4].text == "শিগগির শেষ"
    room.press("language_en", "write_list")
    (stick / next(stick.iterdir()).name).unlink()
    stick.rmdir()
    room.press("file_to_stick")
    assert "This folder no longer exists." in read(room, "news")
    assert not stick.exists()


def test_days_are_said_and_what_cannot_be_granted_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "requests"

    def with_requests(desk: Desk) -> None:
        programme_desks.coordinator(desk)
        folder.mkdir()
        programme_desks.requests(desk, folder, 3)

    with visiting(tmp_path, with_requests) as visit:
        visit.unlock()
        visit.press("rail_programme", "open_grants", "open_requests", "choose_requests")
        slow = threading.Event()
        visit.bridge.query(lambda _: slow.wait(PATIENCE_S), lambda _: None)
        press(visit.see("requests_to_folder"))
        pick(folder)
        until(lambda: "The requests are being read" in read(visit, "nothing"), "a slow stick is told")
        slow.set()
        visit.quiet()
        assert read(visit, "grant_all") == "Give all 3 grants"
        for name, text in (("first_day", "20"), ("first_month", "7"), ("first_year", "2026")):
            write(named(visit.window, name, QLineEdit), text)
        visit.quiet()
        assert [row.state for row in table(visit).rows()] == ["stop", "ok", "ok"]
        assert "A class of 14 July 2026 waits for this grant." in read(visit, "rows")
        assert read(visit, "grant_all") == "Give all 2 grants"
        visit.write("first_month", "13")
        assert "Write complete dates" in read(visit, "days_problem")
        assert not visit.see("grant_all").isEnabled()


def test_two_thousand_laptops_keep_nobody_waiting(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda desk: programme_desks.many(desk, MANY)) as visit, counting_work() as counted:
        visit.unlock()
        visit.in_private()
        visit.press("rail_programme", "open_grants")
        assert len(table(visit).rows()) == PAGE
        assert read(visit, "page_text") == "1 to 50 of 2,000"
        visit.press("page_after")
        assert read(visit, "page_text") == "51 to 100 of 2,000"
        write(visit.see("search"), programme_desks.NAMES[2], at_once=True)
        assert read(visit, "page_text").startswith("1 to 50 of 33")
        visit.bridge.set_language("bn")
        visit.quiet()
    assert counted.too_much == []
