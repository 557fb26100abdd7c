"""The folder that Windows gets: which packages, which part of Qt, which icon."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import windows_tree
from PIL import Image

from tests.helpers.sources import PACKAGE, ROOT

LOCK = """\
one==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via two
linux-only==2.0 ; sys_platform == 'linux' \\
    --hash=sha256:cc
windows-only==3.0 ; sys_platform == 'win32' \\
    --hash=sha256:dd
"""


def wheel(folder: Path, name: str, *needs: str) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        told = "".join(f"Requires-Dist: {need}\n" for need in needs)
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{told}")
    return path


def test_a_lock_is_judged_for_windows() -> None:
    assert windows_tree.for_windows(LOCK).splitlines() == [
        "one==1.0 --hash=sha256:aa --hash=sha256:bb",
        "windows-only==3.0 --hash=sha256:dd",
    ]


def test_each_package_of_the_project_s_lock_keeps_its_hashes() -> None:
    lines = windows_tree.for_windows((ROOT / "requirements.txt").read_text("utf-8")).splitlines()
    assert {"colorama", "pyside6-essentials"} <= {line.split("==")[0] for line in lines}
    assert not any(line.startswith("jeepney") for line in lines)
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+( --hash=sha256:[0-9a-f]{64})+", line) for line in lines)


def test_what_only_builds_the_programme_is_left_out(tmp_path: Path) -> None:
    wheels = [
        wheel(tmp_path, "bsuh_desktop", "one>=1", "never; sys_platform == 'linux'", "more; extra == 'coordinator'"),
        wheel(tmp_path, "one", "Two.Parts"),
        wheel(tmp_path, "two_parts"),
        wheel(tmp_path, "hatchling"),
    ]
    assert windows_tree.needed(wheels, ["bsuh-desktop"]) == sorted(wheels[:3])


def test_an_extra_that_is_named_is_brought_with_what_it_needs(tmp_path: Path) -> None:
    wheels = [
        wheel(tmp_path, "bsuh_desktop", "one", "two[more]"),
        wheel(tmp_path, "one", "two"),
        wheel(tmp_path, "three"),
        wheel(tmp_path, "two", "three; extra == 'more'", "never; extra == 'others'"),
    ]
    assert windows_tree.needed(wheels, ["bsuh-desktop"]) == sorted(wheels)


def test_a_package_that_the_lock_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="one"):
        windows_tree.needed([wheel(tmp_path, "bsuh_desktop", "one")], ["bsuh-desktop"])


def test_of_qt_stays_what_the_programme_imports(tmp_path: Path) -> None:
    packages = tmp_path
    qt = packages / "PySide6"
    for name in (
        "QtCore.pyd",
        "Qt6Core.dll",
        "QtQml.pyd",
        "Qt6Qml.dll",
        "opengl32sw.dll",
        "msvcp140.dll",
        "__init__.py",
    ):
        (qt / name).parent.mkdir(parents=True, exist_ok=True)
        (qt / name).touch()
    for name in ("platforms/qwindows.dll", "platforms/qdirect2d.dll", "sqldrivers/qsqlite.dll"):
        (qt / "plugins" / name).parent.mkdir(parents=True, exist_ok=True)
        (qt / "plugins" / name).touch()
    (packages / "bsuh_desktop").mkdir()
    (packages / "bsuh_desktop" / "one.py").write_text("def f():\n    from PySide6.QtCore import QObject\n")
    windows_tree.trim(packages)
    assert {path.relative_to(qt).as_posix() for path in qt.rglob("*") if path.is_file()} == {
        "QtCore.pyd",
        "Qt6Core.dll",
        "msvcp140.dll",
        "__init__.py",
        "plugins/platforms/qwindows.dll",
    }


def test_the_modules_of_qt_that_load_late_are_found_too() -> None:
    assert windows_tree.used_qt_modules(PACKAGE) == {
        "QtCore", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtWidgets",
    }  # fmt: skip


def test_the_icon_has_every_size_that_windows_shows(tmp_path: Path) -> None:
    icon = tmp_path / "bsuh.ico"
    windows_tree.draw_icon(ROOT / "resources" / "illustrations" / "heart.svg", icon)
    with Image.open(icon) as drawn:
        assert {size for size, _ in drawn.info["sizes"]} == {16, 24, 32, 48, 64, 256}
        assert drawn.convert("RGBA").getpixel((128, 128)) == (0xE4, 0x57, 0x2E, 0xFF)
