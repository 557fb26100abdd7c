"""The command that reads a folder of other people's files, `tests/benchmarks/lists_of_others.py`, on three of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.sources import ROOT

if sys.platform == "win32":
    pytest.skip("the command runs on Linux", allow_module_level=True)

from tests.benchmarks.lists_of_others import MARKS, own_folders, traces

LISTS = ROOT / "tests" / "data" / "lists"
CAME_TO = {"class-8-bom.csv": "preview", "locked.xls": "list_locked", "torn.xlsx": "list_torn"}
SOURCE = {"folder": "we+lists", "repository": "we/lists", "commit": "0" * 40, "licence": "LICENSE", "files": 3}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three lists of one source, and a folder that belongs to none."""
    for name in CAME_TO:
        (tmp_path / "others" / "we+lists").mkdir(parents=True, exist_ok=True)
        shutil.copy(LISTS / name, tmp_path / "others" / "we+lists" / name)
    (tmp_path / "others" / "tools").mkdir()
    (tmp_path / "others" / "tools" / "notes.csv").write_text("Roll,Name\n1,A\n", "utf-8")
    (tmp_path / "others" / "SOURCES.json").write_text(json.dumps([SOURCE]), "utf-8")
    return tmp_path / "others"


@pytest.fixture
def own() -> Iterator[Path]:
    with own_folders() as place:
        yield place


def test_each_file_is_told_by_what_it_came_to(folder: Path, tmp_path: Path) -> None:
    table, found = tmp_path / "table.md", tmp_path / "found.json"
    table.write_text(f"By hand.\n\n{MARKS[0]}\nof old\n{MARKS[1]}\n\nAlso by hand.\n", "utf-8")
    command = [sys.executable, "-m", "tests.benchmarks.lists_of_others", str(folder)]
    subprocess.run([*command, "--table", str(table), "--json", str(found)], cwd=ROOT, check=True, capture_output=True)
    readings = json.loads(found.read_text("utf-8"))
    assert {one["path"]: one["outcome"] for one in readings} == {f"we+lists/{name}": CAME_TO[name] for name in CAME_TO}
    assert all(one["seconds"] > 0 and one["megabytes"] > 10 and not one["wrong"] for one in readings)
    text = table.read_text("utf-8")
    assert "| we/lists | `000000000000` | LICENSE | 3 | all |" in text
    assert "| **all** | **3** | **1** | **–** | **–** | **1** | **1** |" in text
    assert "Wrong: none." in text
    assert text.startswith("By hand.\n")
    assert text.endswith("Also by hand.\n")
    assert "of old" not in text


def test_whatever_is_left_is_seen(folder: Path, own: Path) -> None:
    path = folder / "we+lists" / "torn.xlsx"
    before = traces(path, own)
    assert traces(path, own) == before
    (own / "left.tmp").touch()
    (path.parent / ".~lock.torn.xlsx#").touch()
    path.write_bytes(path.read_bytes() + b" ")
    lingering = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, env={**os.environ})
    try:
        left = traces(path, own) - before
        assert {f"process {lingering.pid}", "in the app's folders: left.tmp"} <= left
        assert sorted(one.split(":")[0] for one in left if one.startswith("beside")) == [
            "beside it .~lock.torn.xlsx#",
            "beside it torn.xlsx",
        ]
    finally:
        lingering.communicate(b"\n")
    assert f"process {lingering.pid}" not in traces(path, own)
