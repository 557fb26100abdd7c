"""Against a real bus and a desktop that offers the service; and where there is neither."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.helpers.sources import ROOT
from tests.helpers.until import PATIENCE_S

HELD = """
from tests.helpers.screen_saver import ScreenSaver
saver, awake = ScreenSaver(), LaptopAwake()
said = [awake.hold(), awake.hold(), list(saver.asked)]
awake.release()
awake.release()
said += [list(saver.asked), awake.hold()]
saver.close()
awake.release()
said += [can_stay_awake()]
"""
TRIED = """
from tests.helpers.screen_saver import ScreenSaver
saver = ScreenSaver()
said = [can_stay_awake(), [name for name, _ in saver.asked]]
"""
ALONE = """
awake = LaptopAwake()
said = [awake.hold(), awake.release(), can_stay_awake()]
"""
AROUND = """
import gc, json
from bsuh_desktop.system.power import LaptopAwake, can_stay_awake
{}
gc.collect()
print(json.dumps(said))
"""
NO_BUS = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}

needs_bus = pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no bus to start")


def said_by(program: str, *start: str, bus: str = "") -> Any:
    """What `program` says, with warnings as errors: a connection left open would be one. Nothing else may be printed,
    but what the bus itself says of where it runs."""
    environment = NO_BUS | ({"DBUS_SESSION_BUS_ADDRESS": bus} if bus else {})
    run = subprocess.run(
        [*start, sys.executable, "-W", "error", "-c", AROUND.format(program)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    words = [line for line in run.stderr.splitlines() if not line.startswith("dbus-daemon")]
    assert (run.returncode, words) == (0, [])
    return json.loads(run.stdout)


@needs_bus
def test_a_desktop_is_asked_once_and_told_when_it_may_sleep() -> None:
    first, again, asked, after, held, tried = said_by(HELD, "dbus-run-session", "--")
    assert first is again is True
    (inhibit,) = asked
    assert inhibit[0] == "Inhibit"
    assert after == [inhibit, ["UnInhibit", [1098]]]
    # It went away while it held: nothing is left to tell, and nobody listens.
    assert held is True
    assert tried is False


@needs_bus
def test_trying_lets_go_at_once() -> None:
    assert said_by(TRIED, "dbus-run-session", "--") == [True, ["Inhibit", "UnInhibit"]]


@needs_bus
def test_a_bus_on_which_nobody_listens() -> None:
    assert said_by(ALONE, "dbus-run-session", "--") == [False, None, False]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps awake without a bus")
@pytest.mark.parametrize("bus", ["", "unix:path=/nowhere", "autolaunch:", "nonsense"])
def test_without_a_bus_nothing_is_printed_and_nothing_fails(bus: str) -> None:
    assert said_by(ALONE, bus=bus) == [False, None, False]
