from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bsuh_desktop.system.hardware import has_wireless, is_wireless, webcams

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells without opening one")


@on_linux
def test_a_webcam_has_several_entries_and_counts_once(tmp_path: Path) -> None:
    assert webcams(tmp_path) == 0
    for name, index in (("video0", "0\n"), ("video1", "1\n"), ("video2", "0\n"), ("v4l-subdev0", "0\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index").write_text(index)
    assert webcams(tmp_path) == 2


@on_linux
def test_an_entry_that_says_nothing_is_a_webcam(tmp_path: Path) -> None:
    (tmp_path / "video0").mkdir()
    assert webcams(tmp_path) == 1


@pytest.mark.parametrize(
    ("name", "wireless"), [("wlp2s0", True), ("Wi-Fi 2", True), ("WLAN", True), ("eth0", False), ("Ethernet", False)]
)
def test_names_of_network_cards(tmp_path: Path, name: str, wireless: bool) -> None:
    assert is_wireless(name, tmp_path) is wireless


def test_linux_says_it_of_a_card_with_any_name(tmp_path: Path) -> None:
    (tmp_path / "net7" / "wireless").mkdir(parents=True)
    assert is_wireless("net7", tmp_path)


def test_this_laptop_is_looked_at() -> None:
    assert has_wireless() in (True, False)
