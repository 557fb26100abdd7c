"""What the desk says by itself stands in the bar under the header; the head of the page shows the battery."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.presenters.window.notices import Notices
from bsuh_desktop.qt.window.page_head import Readouts
from bsuh_desktop.system.power import Battery
from tests.helpers import prepared
from tests.helpers.hands import named
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")
LOW = Battery(15, False, 22 * 60)


def test_a_low_battery_stands_in_the_bar_and_in_the_head_of_the_page(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        notices = Notices(visit.bridge)
        readouts = Readouts(visit.bridge, visit.window.header, lambda: LOW)
        readouts.sensed.connect(notices.look_at_battery)
        readouts.look()
        visit.quiet()
        readouts.stop()
        bar = visit.window.bar
        assert bar.isVisible()
        said = " ".join(label.text() for label in bar.findChildren(QLabel) if label.isVisible())
        assert "The battery lasts about 20 minutes." in said
        assert named(visit.window, "readout_battery", QLabel).text() == "15%"
        visit.press("language_bn")
        assert "২০" in " ".join(label.text() for label in bar.findChildren(QLabel) if label.isVisible())
