"""The list of collected files as a table: no cell is a formula, nothing is written over."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.collection.export import save_list
from tests.helpers.disks import disk_at

ROWS = [["Day", "Place"], ["2026-07-14", "কালীগঙ্গা"], ["", "=1+1"], ["-2", "@place"]]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_cell_is_words(tmp_path: Path) -> None:
    path = save_list(tmp_path, "list", ROWS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(path) == [*ROWS[:2], ["", "'=1+1"], ["'-2", "'@place"]]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    names = [save_list(tmp_path, "list", ROWS[:number]).name for number in (1, 2, 3)]
    assert names == ["list.csv", "list-2.csv", "list-3.csv"]
    assert read(tmp_path / "list.csv") == ROWS[:1]


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with disk_at(tmp_path / "small") as disk:
        disk.fill()
        with pytest.raises(KnownError) as caught:
            save_list(disk.path, "list", ROWS * 5_000)
        assert caught.value.code == "disk_full"
        assert not list(disk.path.glob("*list*"))
