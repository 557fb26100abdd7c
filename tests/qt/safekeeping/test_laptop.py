"""This laptop: another passphrase, another code, backups that go and come back, and data that was copied."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.qt.dialogs import stick_watch
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.trust.vault import Vault
from tests.helpers import safekeeping
from tests.helpers.class_pages import read, shows
from tests.helpers.desks import PASSPHRASE
from tests.helpers.grants import refused
from tests.helpers.hands import pick, toggle, until, until_focused
from tests.helpers.list_pages import asked, on_page, table, told
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")
NEW = "নদী ঘুড়ি আম পাখি"


def codes(visit: Visit) -> str:
    return "".join(read(visit, f"group_{place}") for place in range(1, 6))


def recovery_code(desk: Desk) -> str:
    return desk.vault.recovery_code


def test_passphrase_and_code_are_chosen_anew(tmp_path: Path) -> None:
    with visiting(tmp_path, safekeeping.three) as visit:
        visit.unlock()
        safekeeping.laptop_page(visit)
        before = asked(visit, recovery_code)
        visit.press("change_passphrase")
        visit.write("passphrase", "not these words at all")
        visit.press("primary")
        assert "does not match" in read(visit, "problem"), "whoever sits down at an open desk cannot take it over"
        visit.write("passphrase", PASSPHRASE)
        visit.press("primary")
        visit.write("passphrase", NEW)
        visit.write("again", NEW)
        visit.press("primary")
        on_page(visit, "laptop")
        assert "The new passphrase opens this desk" in read(visit, "news")
        visit.press("renew_code")
        visit.write("passphrase", NEW)
        visit.press("primary")
        shown = codes(visit)
        assert not shows(visit, "back")
        visit.write("confirm", in_groups(shown)[-1])
        visit.press("primary")
        on_page(visit, "laptop")
        assert "The old sheet no longer opens anything." in read(visit, "news")
        assert asked(visit, recovery_code) == shown, "the next hand-over takes the new one along"
    assert not Vault.opens(tmp_path / "profile", PASSPHRASE)
    assert Vault.opens(tmp_path / "profile", NEW)
    with refused("wrong_recovery_code"):
        Vault.unlock_with_recovery(tmp_path / "profile", before)


def test_a_stick_that_comes_and_goes_is_seen_and_the_button_keeps_the_keyboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stick_watch, "LOOK_FOR_STICKS_MS", 50)
    stick = tmp_path / safekeeping.STICK
    stick.mkdir()
    with visiting(tmp_path, safekeeping.three) as visit:
        visit.unlock()
        safekeeping.laptop_page(visit, stick)
        visit.press("choose_stick", "file_to_stick")
        visit.press("language_bn")
        assert "was checked" not in read(visit, "news")
        assert safekeeping.STICK in read(visit, "news")
        visit.press("language_en")
        assert "It is plugged in." in read(visit, "stick_text")
        visit.press("write_now")
        write_now = visit.see("write_now")
        until_focused(write_now, "it was disabled while the backup was written")
        pulled = stick.rename(tmp_path / "in the hand")
        until(lambda: not write_now.isEnabled(), "the stick is gone")
        pulled.rename(stick)
        until(write_now.isEnabled, "it is back")
        visit.press("no_stick", "forget")
        assert not shows(visit, "write_now")


def test_a_code_is_read_out_to_a_laptop_found_by_its_number(tmp_path: Path) -> None:
    with visiting(tmp_path, safekeeping.keeping_codes) as visit:
        visit.unlock()
        visit.press("rail_programme", "open_grants", "open_read_out")
        assert not visit.see("primary").isEnabled(), "a projector may show this screen"
        visit.in_private()
        until_focused(visit.see("search"), "the laptop is searched first")
        visit.write("search", "3A7Q")
        assert [row.cells[0].text for row in table(visit).rows()] == ["3A7Q"]
        toggle(visit.see("reason_forgotten"))
        visit.press("primary")
        until_focused(visit.see("primary"), "it is done next")
        assert codes(visit) == safekeeping.CODES[0]
        assert read(visit, "spelled_1").startswith("seven, ")
        visit.press("language_bn")
        assert codes(visit) == safekeeping.CODES[0]
        assert read(visit, "spelled_1").startswith("সাত, ")
        visit.press("language_en", "primary", "open_read_out")
        assert not shows(visit, "reading")
        assert len(table(visit).rows()) == 2
        assert not visit.see("primary").isEnabled(), "no reason is chosen any more"


def test_a_backup_comes_into_the_desk_that_is_open(tmp_path: Path) -> None:
    with visiting(tmp_path, safekeeping.three) as visit:
        visit.unlock()
        safekeeping.laptop_page(visit)
        visit.press("backup_file", "file_to_folder")
        pick(tmp_path)
        visit.quiet()
        (file,) = tmp_path.glob("backup-*.bsuhb")
        visit.press("bring_back", "choose_backup")
        pick(file)
        visit.quiet()
        assert "Classes: 3" in read(visit, "about")
        visit.write("passphrase", "not these words at all")
        visit.press("primary")
        assert "does not match" in read(visit, "problem")
        assert len(asked(visit, lambda desk: desk.store.journal.sessions())) == 3, "the desk is open as before"
        visit.write("passphrase", PASSPHRASE)
        visit.press("primary")
        on_page(visit, "laptop")
        assert told(visit)
        assert len(asked(visit, lambda desk: desk.store.journal.sessions())) == 3


def test_the_day_is_asked_where_names_are_over_and_the_clock_is_in_doubt(tmp_path: Path) -> None:
    with visiting(tmp_path, safekeeping.over) as visit:
        visit.unlock()
        safekeeping.laptop_page(visit)
        visit.press("bring_back")
        safekeeping.plug_in_for_backup(visit, safekeeping.stick_of(visit.bridge.profile))
        until(lambda: shows(visit, "backup_1"), "the backup is found")
        visit.press("primary")
        visit.write("passphrase", PASSPHRASE)
        visit.press("primary")
        assert "1 March 2027" in read(visit, "date_question")
        assert not visit.see("primary").isEnabled()
        safekeeping.write_day(visit, datetime.date(2026, 8, 2))
        visit.press("primary")
        assert "Today cannot be" in read(visit, "date_problem")
        assert sum(asked(visit, lambda desk: desk.store.people.names_of_groups()).values()) == 3
        safekeeping.write_day(visit, safekeeping.LATE)
        visit.press("primary")
        on_page(visit, "laptop")
        assert sum(asked(visit, lambda desk: desk.store.people.names_of_groups()).values()) == 0


def test_a_backup_comes_back_by_the_code_alone(tmp_path: Path) -> None:
    with visiting(tmp_path / "old", safekeeping.backup_apart) as visit:
        visit.unlock()
        sheet = asked(visit, recovery_code)
    with visiting(tmp_path / "new") as visit:
        safekeeping.bring_back_page(visit, safekeeping.stick_of(tmp_path / "old" / "profile"))
        until(lambda: shows(visit, "backup_1"), "the backup is found")
        visit.press("primary", "forgotten")
        visit.write("code", sheet)
        visit.press("primary")
        assert visit.window.unsaved_warning() is not None, "only the old sheet opens it so far"
        visit.write("passphrase", NEW)
        visit.write("again", NEW)
        visit.press("primary")
        visit.write("confirm", in_groups(codes(visit))[-1])
        visit.press("primary")
        assert "from a backup" in read(visit, "said_1")
        visit.press("primary")
        on_page(visit, "home")
        assert len(asked(visit, lambda desk: desk.store.journal.sessions())) == 3


def test_copied_data_is_explained_until_it_has_a_key_of_its_own(tmp_path: Path) -> None:
    with visiting(tmp_path, safekeeping.three, machine=lambda: "another computer") as visit:
        visit.unlock()
        on_page(visit, "new_key")
        assert "are a copy from the desk" in read(visit, "said_1")
        visit.press("aside")
        on_page(visit, "home")
        assert "It needs its own key." in read(visit, "laptop_text")
        visit.press("rail_laptop", "new_key")
        old = asked(visit, lambda desk: desk.vault.signing_key.public)
        visit.press("primary")
        on_page(visit, "home")
        assert "Ask your coordinator for its grant." in read(visit, "laptop_text")
        assert asked(visit, why_new_key) == ""
        assert asked(visit, lambda desk: desk.vault.signing_key.public) != old
