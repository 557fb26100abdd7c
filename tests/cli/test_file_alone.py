"""`bsuh FILE`: what the system calls where somebody opens one of our files by a double click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bsuh_desktop.cli.parser import parsed
from bsuh_desktop.domain.file_endings import OURS
from bsuh_desktop.domain.messages import KnownError
from tests.helpers.command import bsuh, environment
from tests.helpers.sources import ROOT

UNTIL_A_DIALOG = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from bsuh_desktop.cli.main import main
from bsuh_desktop.qt.widgets.dialog import Dialog
opened = Dialog.open
def look(dialog):
    print(dialog.question.text(), dialog.detail.text(), sep="\\n")
    dialog.verb("close").click()
    QTimer.singleShot(0, QApplication.instance().closeAllWindows)
def open(dialog):
    opened(dialog)
    QTimer.singleShot(0, lambda: look(dialog))
Dialog.open = open
sys.exit(main())
"""


@pytest.mark.parametrize("name", ["শ্রেণি ৮ খ.bsuh", "a b.pdf", "letter"])
@pytest.mark.parametrize("words", [["{}"], ["--profile", "p", "--lang", "bn", "{}"], ["{}", "--lang=bn"]])
def test_a_file_alone_is_shown_in_the_desk(tmp_path: Path, name: str, words: list[str]) -> None:
    file = tmp_path / name
    file.touch()
    options = parsed([word.format(file) for word in words], "en")
    assert (options.command, options.shown) == (None, file)
    assert options.profile == (Path("p") if "p" in words else None)


def test_its_path_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window that is open may stand in another folder."""
    monkeypatch.chdir(tmp_path)
    assert parsed(["a.bsuh"], "en").shown == tmp_path / "a.bsuh"


@pytest.mark.parametrize("ending", OURS)
def test_one_of_ours_that_is_gone_is_told_in_the_desk(ending: str, tmp_path: Path) -> None:
    gone = tmp_path / f"x{ending.upper()}"
    assert parsed([str(gone)], "en").shown == gone


def test_a_command_is_a_command_even_where_a_file_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doctor").touch()
    options = parsed(["doctor"], "en")
    assert (options.command, options.shown) == ("doctor", None)


@pytest.mark.parametrize("words", [["dance"], ["letter.docx"], ["a.bsuh", "b.bsuh"], ["--nothing", "a.bsuh"], ["."]])
def test_anything_else_is_refused_as_before(words: list[str]) -> None:
    with pytest.raises(KnownError) as refused:
        parsed(words, "en")
    assert refused.value.code == "usage"


def test_without_words_there_is_no_file() -> None:
    assert parsed([], "en").shown is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_where_there_is_no_screen_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.bsuh").touch()
    done = bsuh(tmp_path / "a.bsuh", extra={"LANG": "en", "DISPLAY": "", "WAYLAND_DISPLAY": ""})
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("There is no screen")


@pytest.mark.usefixtures("windows")
def test_the_desk_opens_with_it(tmp_path: Path) -> None:
    words = ["--profile", str(tmp_path / "p"), "--lang", "bn", str(tmp_path / "ক খ.bsuh")]
    command = [sys.executable, "-c", UNTIL_A_DIALOG, *words]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8")
    assert (done.stdout.splitlines()[:2], done.stderr) == (["ফাইলটি খোলা যায়নি।", "ক খ.bsuh"], "")
    assert done.returncode == 0
    assert "ক খ" not in "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.log"))
