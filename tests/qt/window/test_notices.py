"""A battery that runs out is told once, on the desk; the head of the page shows what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.window.notices import BatteryNotice
from bsuh_desktop.qt.window.readouts import Readouts
from bsuh_desktop.system.battery import Battery
from tests.helpers import prepared
from tests.helpers.hands import named
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
LOW, PLUGGED = Battery(15, False, 22 * 60), Battery(15, True)


def told(visit: Visit) -> str:
    """What stands in the bar under the header."""
    visit.quiet()
    assert bar(visit).isVisible()
    return " ".join(label.text() for label in bar(visit).findChildren(QLabel) if label.isVisible())


def bar(visit: Visit) -> MessageBar:
    return visit.window.bar


def test_it_is_told_once_until_the_charger_was_in_and_the_head_of_the_page_senses_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        notice = BatteryNotice(visit.bridge, visit.window)
        notice.look(LOW)
        assert "Plug the laptop in before the class." in told(visit), "nobody is told to finish a class that is none"
        visit.window.messages.clear()
        visit.press("go_on")
        notice = BatteryNotice(visit.bridge, visit.window)
        for battery in (None, PLUGGED):
            notice.look(battery)
            assert not bar(visit).isVisible(), "no battery is no news"
        notice.look(Battery(16, False))
        assert not bar(visit).isVisible()
        notice.look(LOW)
        said = told(visit)
        assert "The battery lasts about 20 minutes." in said
        assert "Everything is kept; plug in the charger, or finish the class." in said
        visit.window.messages.clear()
        notice.look(LOW)
        assert not bar(visit).isVisible()
        notice.look(PLUGGED)
        notice.look(LOW)
        assert bar(visit).isVisible()
        heard: list[object] = []
        readouts = Readouts(visit.bridge, visit.window.header, lambda: LOW)
        readouts.sensed.connect(heard.append)
        readouts.look()
        visit.quiet()
        readouts.stop()
        assert heard == [LOW]
        assert named(visit.window, "readout_battery", QLabel).text() == "15%"
