"""A battery that runs out is told once, on the desk; the head of the page shows what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.windows.battery_notice import BatteryNotice
from bsuh_desktop.qt.windows.readouts import Readouts
from bsuh_desktop.services.battery import Battery
from tests.helpers import prepared
from tests.helpers.hands import named
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
LOW, PLUGGED = Battery(15, False, 22 * 60), Battery(15, True)


@pytest.fixture
def teaching(tmp_path: Path) -> Iterator[Visit]:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        yield visit


def told(visit: Visit) -> str:
    """What stands in the bar under the header."""
    visit.quiet()
    assert bar(visit).isVisible()
    return " ".join(label.text() for label in bar(visit).findChildren(QLabel) if label.isVisible())


def bar(visit: Visit) -> MessageBar:
    return visit.window.bar


def test_it_is_told_once_until_the_charger_was_in(teaching: Visit) -> None:
    notice = BatteryNotice(teaching.bridge, teaching.window)
    notice.look(Battery(16, False))
    assert not bar(teaching).isVisible()
    notice.look(LOW)
    said = told(teaching)
    assert "The battery holds about 20 minutes." in said
    assert "Everything is kept; plug in, or finish the class." in said
    teaching.window.messages.clear()
    notice.look(LOW)
    assert not bar(teaching).isVisible()
    notice.look(PLUGGED)
    notice.look(LOW)
    assert bar(teaching).isVisible()


def test_no_battery_is_no_news(teaching: Visit) -> None:
    notice = BatteryNotice(teaching.bridge, teaching.window)
    for battery in (None, PLUGGED):
        notice.look(battery)
    assert not bar(teaching).isVisible()


def test_without_a_class_nobody_is_told_to_finish_one(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        BatteryNotice(visit.bridge, visit.window).look(LOW)
        assert "Plug the laptop in before the class." in told(visit)


def test_the_head_of_the_page_senses_it(teaching: Visit) -> None:
    heard: list[object] = []
    readouts = Readouts(teaching.bridge, teaching.window.header, lambda: LOW)
    readouts.sensed.connect(heard.append)
    readouts.look()
    teaching.quiet()
    readouts.stop()
    assert heard == [LOW]
    assert named(teaching.window, "readout_battery", QLabel).text() == "15%"
