"""The rule by which a battery is told in classes, and what the doctor makes of it."""

from __future__ import annotations

import pytest

from bsuh_desktop.language import say
from bsuh_desktop.services.home.doctor import battery_check
from bsuh_desktop.system.power import (
    Battery,
    about_minutes,
    battery_text,
    classes_left,
    minutes_left,
    runs_out,
    sensed_battery,
)

HOUR = 3600


@pytest.mark.parametrize(
    ("battery", "minutes", "classes"),
    [
        # By its charge alone: half of it is a class.
        (Battery(100, False), 90, 2),
        (Battery(50, False), 45, 1),
        (Battery(49, False), 44, 0),
        (Battery(0, False), 0, 0),
        # The system tells.
        (Battery(80, False, 3 * HOUR), 180, 4),
        (Battery(80, False, 44 * 60), 44, 0),
        # It believes in ten hours just after the charger was pulled out.
        (Battery(50, False, 10 * HOUR), 150, 3),
    ],
)
def test_how_long_it_lasts(battery: Battery, minutes: int, classes: int) -> None:
    assert (minutes_left(battery), classes_left(battery)) == (minutes, classes)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 5), (4 * 60, 5), (22 * 60, 20), (45 * 60, 45)])
def test_minutes_are_told_in_fives(seconds: int, minutes: int) -> None:
    assert about_minutes(Battery(15, False, seconds)) == minutes


@pytest.mark.parametrize(
    ("battery", "state", "words"),
    [
        (None, "unused", "This computer has no battery."),
        (Battery(9, True), "ok", "Plugged in. The battery is at 9%."),
        (Battery(100, False), "ok", "100%: about 2 classes of 45 minutes"),
        (Battery(60, False), "ok", "60%: about one class of 45 minutes"),
        (Battery(40, False), "look", "40%: about 35 minutes, less than a class"),
        (Battery(15, False, HOUR), "bad", "15%: about one class of 45 minutes"),
        (Battery(16, False, HOUR), "ok", "16%: about one class of 45 minutes"),
    ],
)
def test_what_the_doctor_says(battery: Battery | None, state: str, words: str) -> None:
    check = battery_check(battery)
    assert (check.state, say(check.text, "en")) == (state, words)
    assert (check.remedy is None) == (state in ("ok", "unused"))


@pytest.mark.parametrize(("battery", "out"), [(Battery(15, False), True), (Battery(16, False), False)])
def test_when_it_runs_out(battery: Battery, out: bool) -> None:
    assert runs_out(battery) is out
    assert not runs_out(Battery(battery.percent, True))


def test_this_laptop_tells_something_or_nothing() -> None:
    found = sensed_battery()
    assert found is None or (0 <= found.percent <= 100 and say(battery_text(found), "bn"))
