from __future__ import annotations

from pathlib import Path

from bsuh_desktop.system.sticks import sticks


def test_the_sticks_that_are_there(tmp_path: Path) -> None:
    for name in ("RED", "BLUE"):
        (tmp_path / name).mkdir()
    found = sticks(lambda: [tmp_path / "RED", tmp_path / "pulled out", tmp_path / "BLUE"])
    assert [(stick.label, stick.path) for stick in found] == [("BLUE", tmp_path / "BLUE"), ("RED", tmp_path / "RED")]
    assert all(stick.writable for stick in found)


def test_no_disk_of_the_computer_itself_is_a_stick() -> None:
    assert Path("/") not in {stick.path for stick in sticks()}
