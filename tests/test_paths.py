"""Where the programme's own files and a facilitator's data stand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from bsuh_desktop.cli.open_desk import profile_of
from bsuh_desktop.paths import is_portable, marks_folder, profile_folder, resources
from tests.helpers.portable import run_from_stick
from tests.helpers.sources import PACKAGE, ROOT


def test_a_clone_reads_the_resources_beside_the_package() -> None:
    assert resources() == ROOT / "resources"
    assert (resources() / "i18n" / "bn.po").is_file()


def test_an_installed_package_reads_those_inside_it(tmp_path: Path) -> None:
    (tmp_path / "bsuh_desktop" / "resources").mkdir(parents=True)
    for name in ("__init__.py", "paths.py"):
        shutil.copy(PACKAGE / name, tmp_path / "bsuh_desktop" / name)
    asked = [sys.executable, "-c", "from bsuh_desktop.paths import resources; print(resources())"]
    said = subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert Path(said.strip()) == (tmp_path / "bsuh_desktop" / "resources").resolve()


def test_the_profile_stands_in_the_home_folder_and_is_not_made_by_asking(home: Path) -> None:
    assert profile_folder().is_relative_to(home)
    assert not profile_folder().exists()


def test_the_portable_copy_keeps_its_data_beside_itself_unless_a_folder_is_named(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_portable()
    assert not marks_folder().is_relative_to(tmp_path / "BSUH")
    place = run_from_stick(tmp_path, monkeypatch)
    before = sorted(place.iterdir())
    assert is_portable()
    assert (profile_folder(), marks_folder()) == (place / "data", place / "data-marks")
    assert (sorted(place.iterdir()), list(home.iterdir())) == (before, []), "nothing is made by asking"
    assert profile_of(Namespace(profile=None)) == place / "data"
    assert profile_of(Namespace(profile=tmp_path / "named")) == tmp_path / "named"
