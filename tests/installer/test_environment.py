"""The installer's small parts, run by the shell that a bare system has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.helpers.sources import ROOT


def run(folder: Path, program: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """`program` in sh, with the installer's parts at hand, as if started from `folder`."""
    command = ["sh", "-c", f". installer/environment.sh\n{program}", "installer/start"]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with blanks and Bangla in its name that holds the installer only."""
    folder = tmp_path / "আমার ক্লাস 8 ka"
    shutil.copytree(ROOT / "installer", folder / "installer")
    (folder / ".venv").mkdir()
    return folder


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"LANG": "en_GB.UTF-8"}, "one"),
        ({"LANG": "bn_BD.UTF-8"}, "এক"),
        ({"LANG": "bn_BD.UTF-8", "LC_ALL": "C"}, "one"),
        ({"LANG": "de_DE", "LC_MESSAGES": "bn_BD"}, "এক"),
    ],
)
def test_it_speaks_the_locales_language(clone: Path, environ: dict[str, str], said: str) -> None:
    assert run(clone, "tell one এক", **environ).stderr.strip() == said


def test_it_works_in_the_clone_wherever_it_was_started(clone: Path) -> None:
    assert run(clone, 'printf %s "$root"; [ "$PWD" = "$root" ]').stdout == str(clone.resolve())


def test_a_step_is_done_again_when_its_files_change(clone: Path) -> None:
    (clone / "lock file.txt").write_text("one==1\n", "utf-8")
    program = """
python=true  # any program that answers
stamp=$(stamp_of "lock file.txt"); printf '%s\\n' "$stamp" >.venv/step.stamp
done_before step "$(stamp_of 'lock file.txt')" && echo passed over
echo two==2 >>"lock file.txt"
done_before step "$(stamp_of 'lock file.txt')" || echo done again
done_before other "$stamp" || echo never done
"""
    assert run(clone, program).stdout.splitlines() == ["passed over", "done again", "never done"]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="only Debian and its kin have packages to ask about")
def test_only_what_is_missing_is_asked_for(clone: Path) -> None:
    assert run(clone, "missing_of dpkg no-such-package dpkgt64").stdout.split() == ["no-such-package"]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="only Debian and its kin have packages to ask about")
def test_who_is_not_root_gets_the_line_to_run(clone: Path) -> None:
    said = run(clone, "id() { echo 1000; }; need_packages dpkg no-such-package; echo not reached", LANG="bn_BD.UTF-8")
    assert said.returncode == 1
    assert "sudo apt-get install --no-install-recommends no-such-package" in said.stderr
    assert "লাইব্রেরি নেই" in said.stderr
    assert not said.stdout


def test_without_a_fitting_python_it_says_what_to_install(clone: Path) -> None:
    empty = clone / "bin"
    empty.mkdir()
    for name in ("rm", "cat"):
        (empty / name).symlink_to(shutil.which(name) or name)
    said = run(clone, 'PATH="$root/bin"; make_venv; echo not reached')
    assert said.returncode == 1
    assert "python3-venv" in said.stderr
    assert not said.stdout
