from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.services.home.doctor import examine, swap_check
from bsuh_desktop.system.clock import SystemClock
from tests.helpers.desks import clock_at, practice_desk
from tests.helpers.portable import run_from_stick


def test_a_laptop_that_nobody_has_set_up(tmp_path: Path) -> None:
    checks = {check.name: check for check in examine(tmp_path / "none" / "yet", SystemClock())}
    assert {"battery", "disk", "clock", "profile", "swap", "modules", "fonts"} <= checks.keys()
    assert checks["profile"].state == "unused"
    assert checks["modules"].state == checks["fonts"].state == "ok"


def test_the_portable_copy_says_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_from_stick(tmp_path, monkeypatch)
    practice_desk(tmp_path).close()
    for profile, state in ((tmp_path / "none", "unused"), (tmp_path / "profile", "ok")):
        (found,) = (check for check in examine(profile, SystemClock()) if check.name == "profile")
        assert found.state == state
        assert str(found.text).startswith("This copy on a stick is for practice")
        assert str(found.remedy) == "For classes that count, install the app on a laptop."


def test_a_clock_in_2019_is_to_be_looked_at(tmp_path: Path) -> None:
    practice_desk(tmp_path).close()
    checks = {check.name: check for check in examine(tmp_path / "profile", clock_at(2019))}
    assert checks["clock"].state == "look"
    assert checks["clock"].remedy is not None
    assert checks["profile"].state == "ok"


def test_memory_that_reaches_the_disk_unencrypted_is_to_be_looked_at() -> None:
    plain = swap_check("plain")
    assert plain.state == "look"
    assert "unencrypted" in str(plain.text)
    assert plain.remedy is not None
    assert (swap_check("none").state, swap_check("encrypted").state, swap_check("unknown").state) == (
        "ok",
        "ok",
        "unused",
    )
