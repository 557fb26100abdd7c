"""Between windows and desk: what is asked when it is too late is refused, and nobody waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import key
from tests.helpers.slow_desk import held
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")


def test_a_key_that_comes_with_the_lock_is_refused(tmp_path: Path) -> None:
    refused: list[KnownError] = []
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        with held(visit.bridge):
            for keys in ("Ctrl+L", "Ctrl+L", "Left"):
                key(visit.window, keys)
            visit.bridge.query(lambda _: None, lambda _: None, refused.append)
        visit.quiet()
        assert visit.window.page.name == "door"
        assert [error.code for error in refused] == ["locked"]
        visit.unlock()
        visit.press("go_on")
        assert visit.window.page.name == "teach"


def test_a_desk_that_could_not_be_locked_goes_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        # The visit would end with it; the app shows it.
        visit.bridge.crashed.disconnect()
        visit.unlock()
        room = visit.bridge._worker
        for page in ("home", "teach"):
            # What cannot be closed, as only a bug can bring about.
            desk, room._desk = room._desk, cast(Desk, object())
            visit.window.lock.lock()
            visit.quiet()
            room._desk = desk
            assert visit.window.page.name == page
            visit.press("go_on" if page == "home" else "next_step")
        assert visit.window.page.name == "teach"
        assert read(visit, "now_place").startswith("Slide 6 of"), "it does not stand still"


def test_a_count_that_is_being_typed_is_kept_before_the_lock(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, 6)) as visit:
        visit.unlock()
        visit.press("go_on", "next_step")
        for keys in ("7", "Return", "8", "Ctrl+L", "Ctrl+L"):
            key(visit.window, keys)
        visit.write("passphrase", PASSPHRASE)
        visit.press("primary", "go_on")
        assert class_of(visit).askings[-1].counts == {"A": 7, "B": 8, "C": 0, "D": 0}
