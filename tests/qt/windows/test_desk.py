from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.qt.screens.screen import Screen
from bsuh_desktop.services.desk import open_desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.hands import hold_enter, key
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")


class Stubborn(Screen):
    """A page with a bug."""

    name = "stubborn"

    def leave(self) -> None:
        raise ZeroDivisionError


def close_over_a_bug(folder: Path) -> None:
    with visiting(folder, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        visit.window._page = Stubborn(visit.bridge, visit.window)
        visit.window.close()
        assert not visit.window.isVisible()


def test_the_desk_is_locked_on_closing_whatever_a_page_does_wrong(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        close_over_a_bug(tmp_path)
    # Somebody else may have it now: nothing holds it open.
    open_desk(tmp_path / "profile", PASSPHRASE, clock_at()).close()


def test_enter_held_down_goes_one_slide_on(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, 7)) as visit:
        visit.unlock()
        visit.press("go_on")
        assert visit.window.focusWidget() is visit.see("next_step")
        key(visit.window, "Return")
        hold_enter(visit.window)
        visit.quiet()
        assert class_of(visit).view.slide == 8
