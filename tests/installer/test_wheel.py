"""The package that is built holds all that the programme needs away from its clone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.helpers.sources import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, as an installer would lay it out."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, program: str) -> str:
    environ = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, cwd=installed, env=environ, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


def test_it_brings_its_resources_and_its_licences(installed: Path) -> None:
    resources = installed / "bsuh_desktop" / "resources"
    here = {path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert here == {path.relative_to(resources) for path in resources.rglob("*") if path.is_file()}
    assert (resources / "i18n" / "bn.mo").is_file()
    assert {path.name for path in installed.glob("*.dist-info/licenses/**/*") if path.is_file()} == {
        "LICENSE",
        "OFL.txt",
    }


def test_it_speaks_bangla_and_finds_its_modules_away_from_the_clone(installed: Path) -> None:
    where = "from bsuh_desktop.paths import resources; print(resources())"
    assert Path(run(installed, where).strip()).is_relative_to(installed)
    said = run(installed, "from bsuh_desktop.cli.main import main; main(['pack', 'check', '--help', '--lang', 'bn'])")
    assert "মডিউল প্যাক" in said


def test_nothing_of_the_tests_or_the_installer_travels_along(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"bsuh_desktop"}
