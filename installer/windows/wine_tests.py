"""Runs tests on Windows' Python, under wine. Called by `installer/windows/check`.

    wine_tests make               makes Python and prefix, once for each state of the locks and of this recipe
    wine_tests run [WORD...]      runs pytest, with these words or on SLICE

Windows' Python here is that of the setup, with what the tests need besides.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tomllib

import windows_build
import windows_tree
import wine_runtime
from packaging.requirements import Requirement
from windows_tree import ROOT
from wine_prefix import WinePrefix, windows_path

FOLDER = windows_build.WORK / "tests"
SLICE = ("domain", "store", "trust", "exchange", "content", "documents", "rosters", "services", "presenters")
"""The folders of tests that need no window."""

_NOT_THERE = ("import-linter", "mypy", "python-xlib", "ruff", "weasyprint")
"""What tests need that look at sources or at X windows, or that want Pango, which Windows has not."""


def make() -> None:
    """Makes what the tests run on, unless it was made of just these locks in just this way."""
    locks = [ROOT / "requirements.txt", ROOT / "requirements-test.txt", windows_tree.HERE / "requirements-python.txt"]
    recipe = [windows_tree.HERE / name for name in ("wine_tests.py", "wine_prefix.py", "wine_runtime.py")]
    stamp = hashlib.sha256(b"".join(file.read_bytes() for file in [*locks, *recipe])).hexdigest()
    made = FOLDER / "stamp"
    if made.exists() and made.read_text() == stamp:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    python = FOLDER / "python"
    windows_tree.unpack_python(windows_tree.fetch_python(FOLDER), python)
    # Without this file Python reads the variables that lead it to the clone.
    (python / "python313._pth").unlink()
    wheels = [
        *windows_tree.fetch_wheels(FOLDER / "wheels", "requirements.txt"),
        *windows_tree.fetch_wheels(FOLDER / "test-wheels", "requirements-test.txt"),
    ]
    windows_tree.install(windows_tree.needed(wheels, wanted()), python / "Lib" / "site-packages")
    wine = WinePrefix(FOLDER / "prefix")
    wine.make()
    wine_runtime.fill_in(wine.drive_c / "windows" / "system32" / "ucrtbase.dll")
    made.write_text(stamp)


def wanted() -> list[str]:
    """The packages that the tests, the programme and a coordinator's desk need, as pyproject.toml names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    programme, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    named = [*programme, *extras["coordinator"], *project["dependency-groups"]["test"], "polib"]
    plain = [(one, Requirement(one).name) for one in named]
    return [one for one, name in plain if name not in _NOT_THERE and not name.startswith("types-")]


def run(words: list[str]) -> int:
    """Runs pytest in the clone and returns its exit status."""
    wine = WinePrefix(FOLDER / "prefix")
    wine.environment |= {"PYTHONPATH": windows_path(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    wine.environment |= {"WINEDLLOVERRIDES": wine_runtime.OVERRIDE}
    chosen = words or [f"tests/{floor}" for floor in SLICE]
    command = ("-X", "utf8", "-m", "pytest", "-p", "no:cacheprovider", "-q", *chosen)
    return wine.call(FOLDER / "python" / "python.exe", *command, folder=ROOT)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        try:
            make()
        except windows_tree.FetchError:
            sys.exit(windows_build.NOT_FETCHED)
    else:
        sys.exit(run(sys.argv[2:]))
