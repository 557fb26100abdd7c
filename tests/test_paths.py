"""Where the programme's own files and a facilitator's data stand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bsuh_desktop.paths import profile_folder, resources
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
