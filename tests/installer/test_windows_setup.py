"""The setup for Windows can be built, and says everything in both languages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.helpers.sources import ROOT

SETUP = ROOT / "installer" / "windows" / "setup"
ENGLISH = Path("/usr/share/nsis/Contrib/Language files/English.nlf")
SIGNS_ONLY = {"^Branding", "^UnDirSubText", "^Byte", "^Kilo", "^Mega", "^Giga"}
BANGLA = re.compile("[\u0980-\u09ff]")


def words(file: Path) -> dict[str, str]:
    """What a language file of NSIS says, by its names."""
    return dict(re.findall(r"^# (\^\w+)\n(.*)$", file.read_text("utf-8-sig"), re.M))


def test_what_nsis_says_is_bangla() -> None:
    assert {name for name, text in words(SETUP / "Bengali.nlf").items() if not BANGLA.search(text)} == SIGNS_ONLY
    for name, text in re.findall(r"LangFileString} (\w+) \"(.*)\"", (SETUP / "Bengali.nsh").read_text("utf-8-sig")):
        assert BANGLA.search(text), name


@pytest.mark.skipif(not ENGLISH.exists(), reason="NSIS is not installed")
def test_nothing_that_nsis_says_is_missing_or_loses_what_it_fills_in() -> None:
    english, bangla = words(ENGLISH), words(SETUP / "Bengali.nlf")
    assert list(bangla) == list(english)
    filled = re.compile(r"\$\(\^\w+\)|\$_CLICK|%s|\$0")
    for name, text in english.items():
        assert sorted(filled.findall(bangla[name])) == sorted(filled.findall(text)), name


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_the_setup_is_built_without_a_warning(tmp_path: Path) -> None:
    """A sentence or a MUI text that one language lacks is a warning."""
    tree = tmp_path / "একটি tree"
    (tree / "python").mkdir(parents=True)
    for name in ("BSUH.exe", "python/python313.dll"):
        (tree / name).write_bytes(b"MZ")
    built = tmp_path / "BSUH-setup.exe"
    given = {"STUB": "x86-unicode", "VERSION": "1.2.3", "TREE": tree, "OUT": built, "COMPRESS": "zlib"}
    defined = [f"-D{name}={value}" for name, value in given.items()]
    command = ["makensis", "-V2", "-WX", *defined, str(SETUP / "setup.nsi")]
    said = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert said.returncode == 0, said.stdout + said.stderr
    assert built.read_bytes().startswith(b"MZ")
