from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.hands import hold_enter, key
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")


def test_enter_held_down_goes_one_slide_on(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, 7)) as visit:
        visit.unlock()
        visit.press("go_on")
        assert visit.window.focusWidget() is visit.see("next_step")
        key(visit.window, "Return")
        hold_enter(visit.window)
        visit.quiet()
        assert class_of(visit).view.slide == 8
