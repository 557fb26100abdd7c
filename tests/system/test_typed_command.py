from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bsuh_desktop.system.launcher import typed_command
from tests.helpers.command import bsuh
from tests.helpers.sources import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="a prompt there has other quotation marks")


def a_script(folder: Path) -> Path:
    """A start of the programme as pip writes it."""
    folder.mkdir()
    script = folder / ("bsuh.exe" if sys.platform == "win32" else "bsuh")
    script.write_text("#!/bin/sh\n", "utf-8")
    script.chmod(0o700)
    return script


def test_a_script_that_is_found_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = a_script(tmp_path / "bin")
    monkeypatch.setattr(sys, "argv", [str(script), "demo"])
    monkeypatch.setenv("PATH", str(script.parent))
    assert typed_command("verify", "a.pdf") == "bsuh verify a.pdf"


@posix
def test_another_one_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, other = a_script(tmp_path / "my bin"), a_script(tmp_path / "bin")
    monkeypatch.setattr(sys, "argv", [str(script)])
    for path in (str(other.parent), str(tmp_path)):
        monkeypatch.setenv("PATH", path)
        assert shlex.split(typed_command("verify", "নমুনা ১.pdf")) == [str(script), "verify", "নমুনা ১.pdf"]


@pytest.mark.parametrize("started", ["BSUH.exe", "bsuh-console.exe"])
def test_the_installed_app_of_windows_by_the_program_that_has_a_console(
    started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", rf"C:\Be Smart Use Heart\{started}")
    mark = '"' if sys.platform == "win32" else "'"
    console = rf"{mark}C:\Be Smart Use Heart\bsuh-console.exe{mark}"
    assert typed_command("verify", "a.pdf") == f"{console} verify a.pdf"
    help_line = bsuh_usage(monkeypatch, sys.executable)
    assert console in help_line


def bsuh_usage(monkeypatch: pytest.MonkeyPatch, executable: str) -> str:
    """What a command that was not understood names as its help."""
    from bsuh_desktop.cli.parser import parser
    from bsuh_desktop.domain.messages import KnownError

    monkeypatch.setattr(sys, "executable", executable)
    with pytest.raises(KnownError) as refused:
        parser("en").parse_args(["demo"])
    return str(refused.value)


def test_where_it_cannot_be_told_it_is_bsuh() -> None:
    assert typed_command("verify") == "bsuh verify"
    assert "See bsuh demo --help." in bsuh("demo", extra={"LANG": "en"}).err


@posix
def test_the_line_at_the_end_of_a_demonstration_can_be_typed(tmp_path: Path) -> None:
    started = [sys.executable, "-m", "bsuh_desktop"]
    words = ["demo", "--lang", "en", "--learners", "1", "--out", str(tmp_path / "a b")]
    told = subprocess.run([*started, *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    line = told.strip().splitlines()[-1].removeprefix("Check them with: ")
    assert shlex.split(line)[: len(started)] == started
    done = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
