"""The app as the portable copy in a folder: beside the programme that runs stands its marker."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from bsuh_desktop.paths import PORTABLE_MARKER


def run_from_stick(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """From now on the programme that runs stands in a folder with the marker, which is returned; it starts this Python,
    as the launcher does."""
    place = folder / "BSUH"
    place.mkdir(parents=True)
    (place / PORTABLE_MARKER).write_text("অনুশীলন\npractice\n", "utf-8")
    programme = place / "BSUH.exe"
    if sys.platform == "win32":
        _copy_python(programme)
    else:
        programme.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        programme.chmod(0o755)
    patch.setattr(sys, "executable", str(programme))
    return place


def _copy_python(programme: Path) -> None:
    """Windows runs no script in place of a program: Python itself, which finds its library where this one does."""
    home = Path(sys.base_prefix)
    shutil.copy(home / "python.exe", programme)
    for library in (*home.glob("python3*.dll"), *home.glob("vcruntime*.dll")):
        shutil.copy(library, programme.parent)
    programme.with_name("BSUH._pth").write_text("".join(f"{place}\n" for place in sys.path if place), "utf-8")
