"""From the roll call to the finish the laptop is kept awake; a class that is only looked at needs no light."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.qt.window.stage_link import KeepAwake
from tests.helpers import prepared
from tests.helpers.hands import key
from tests.helpers.visit import Prepare, Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


class Asked:
    """A laptop that keeps itself awake when told, and writes down when it was told."""

    def __init__(self) -> None:
        self.held: list[bool] = []

    def hold(self) -> bool:
        self.held.append(True)
        return True

    def release(self) -> None:
        self.held.append(False)


def watched(visit: Visit) -> tuple[Asked, KeepAwake]:
    laptop = Asked()
    return laptop, KeepAwake(visit.bridge, laptop, visit.window)


@pytest.mark.parametrize("prepare", [prepared.counted, prepared.at_teach])
def test_a_class_that_runs_keeps_it_awake_until_it_is_left(tmp_path: Path, prepare: Prepare) -> None:
    with visiting(tmp_path, prepare) as visit:
        laptop, _ = watched(visit)
        visit.unlock()
        assert laptop.held == []
        visit.press("go_on")
        assert laptop.held == [True]
        key(visit.window, "F10")
        visit.quiet()
        assert laptop.held == [True]
        visit.bridge.lock()
        visit.quiet()
        assert laptop.held == [True, False]


def test_after_the_finish_it_may_sleep(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_the_end) as visit:
        laptop, _ = watched(visit)
        visit.unlock()
        visit.press("go_on")
        visit.bridge.conduct(lambda conduct: conduct.finish())
        visit.quiet()
        assert laptop.held == [True, False]


def test_papers_of_a_finished_class_keep_nothing_awake(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.finished) as visit:
        laptop, _ = watched(visit)
        visit.unlock()
        visit.press("certificates_now")
        assert visit.bridge.picture is not None
        assert laptop.held == []


def test_whoever_closes_the_desk_in_a_class_lets_it_sleep(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        laptop, kept = watched(visit)
        visit.unlock()
        visit.press("go_on")
        kept.stop()
        visit.quiet()
        assert laptop.held == [True, False]
