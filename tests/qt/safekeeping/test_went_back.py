"""A laptop whose data went back to an earlier day says so at the door of the day, and on Home that it forgets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.desk.desk import why_new_key
from bsuh_desktop.services.safekeeping.desk_key import KeyProgress, StickPosition
from bsuh_desktop.store.backups import backups
from bsuh_desktop.store.store import FILE_NAME
from bsuh_desktop.trust.key_position import Position
from tests.helpers import hand_over, safekeeping
from tests.helpers.class_pages import read, shows
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import write
from tests.helpers.list_pages import asked, on_page
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")

FORGETS = "This computer does not keep what is written"


def test_it_is_said_before_the_day_and_goes_on_with_a_new_key(tmp_path: Path) -> None:
    with visiting(tmp_path, safekeeping.gone_back) as visit:
        visit.unlock()
        on_page(visit, "new_key")
        assert "went back to an earlier day" in read(visit, "said_1")
        assert "the old one may have signed what is lost here" in read(visit, "said_2")
        visit.press("aside")
        on_page(visit, "home")
        assert FORGETS in read(visit, "laptop_text")
        assert "another computer" in read(visit, "laptop_text")
        safekeeping.laptop_page(visit)
        assert "data went back to an earlier day" in read(visit, "key_due")
        visit.press("rail_home", "laptop_now")
        on_page(visit, "new_key")
        visit.press("primary")
        on_page(visit, "home")
        assert asked(visit, why_new_key) == ""
        assert read(visit, "laptop_text").startswith(FORGETS)
        assert "Ask your coordinator for its grant." in read(visit, "laptop_text")


def test_a_stick_shows_it_on_hand_over(tmp_path: Path) -> None:
    """Nothing is written, and the page says why."""
    stick = tmp_path / hand_over.STICK
    stick.mkdir()
    with visiting(tmp_path, hand_over.three) as visit:
        visit.unlock()
        asked(visit, lambda desk: StickPosition(desk.vault, KeyProgress(Position(sealed=9), {})).write(stick))
        hand_over.hand_over_page(visit, stick)
        visit.press("primary")
        visit.quiet()
        assert "data went back to an earlier day" in read(visit, "stick_card")
        assert [path.suffix for path in stick.iterdir()] == [".bsuhm"]
        assert asked(visit, why_new_key) == "restored"


def test_a_data_file_that_is_gone_is_told_at_the_door(tmp_path: Path) -> None:
    with visiting(tmp_path, hand_over.three) as visit:
        file = tmp_path / "profile" / FILE_NAME
        for one in (file, *(backup.path for backup in backups(file.parent))):
            one.unlink()
        write(visit.see("passphrase"), PASSPHRASE, at_once=True)
        visit.press("primary")
        assert "The data file of this desk is gone" in read(visit, "message_bar")
        assert not shows(visit, "rail_home")
        assert not file.exists()
