from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.helplines import Contact, Help, built_in_help
from bsuh_desktop.services.home.doctor import examine, helplines_check, swap_check
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


def test_numbers_that_nobody_noted_as_called_are_named() -> None:
    def said(*verified: bool) -> tuple[str, str, bool]:
        names = LocalText("", "")
        danger, child, other = (
            Contact(number, names, noted) for number, noted in zip(("999", "1098", "109"), verified, strict=True)
        )
        focal_point = Contact("", names)
        check = helplines_check(Help(danger, child, (other,), (focal_point,)))
        return check.state, str(check.text), check.remedy is None

    assert said(False, False, False) == ("look", "Not noted as called yet: 1098, 999, 109.", False)
    assert said(True, False, True) == ("look", "Not noted as called yet: 1098.", False)
    assert said(True, True, True) == ("ok", "The numbers for help are noted as called.", True)


def test_of_the_numbers_that_come_with_the_app_none_is_noted_as_called(tmp_path: Path) -> None:
    (found,) = (check for check in examine(tmp_path, SystemClock()) if check.name == "helplines")
    assert found == helplines_check(built_in_help())
    assert (found.state, say(found.text, "bn")) == ("look", "ফোন করে দেখা হয়নি: ১০৯৮, ৯৯৯, ১০৯।")
    assert found.remedy is not None
    assert say(found.remedy, "bn") == "ক্লাসের আগে ফোন করে দেখুন, ধরে কি না।"
