"""Two starts of the app: the first window comes forward, and the second start ends without a word."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.qt.application import running_desk
from bsuh_desktop.qt.application.running_desk import RunningDesk, ask_running
from bsuh_desktop.qt.stage.stage import StageWindow
from tests.helpers import prepared
from tests.helpers.hands import front, key, until
from tests.helpers.sources import ROOT
from tests.helpers.visit import visiting

pytestmark = pytest.mark.usefixtures("windows")

START = "import sys; from bsuh_desktop.cli.main import main; sys.exit(main(sys.argv[1:]))"
KILLED = """
import os, sys
from PySide6.QtNetwork import QLocalServer
server = QLocalServer()
assert server.listen(sys.argv[1])
os._exit(0)
"""
LIVING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject
from bsuh_desktop.qt.application.running_desk import RunningDesk
application = QCoreApplication([])
owner = QObject()
desk = RunningDesk(Path(sys.argv[2]), owner)
print(desk.find(), flush=True)
sys.stdin.readline()
desk.listen(lambda file: print("show", flush=True))
application.exec()
"""
ASKING = """
import sys
from pathlib import Path
from bsuh_desktop.qt.application.running_desk import ask_running
print(ask_running(Path(sys.argv[1]), Path(sys.argv[2])))
"""
IMPATIENT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from bsuh_desktop.cli.main import main
from bsuh_desktop.qt.application import running_desk
from bsuh_desktop.qt.widgets.dialog import Dialog
running_desk.PATIENCE_MS = 50
opened = Dialog.open
def look(dialog):
    print(dialog.question.text(), dialog.detail.text())
    dialog.verb("close").click()
def open(dialog):
    opened(dialog)
    QTimer.singleShot(0, lambda: look(dialog))
Dialog.open = open
sys.exit(main(sys.argv[1:]))
"""


@contextmanager
def started(program: str, profile: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A start of the app as by its icon."""
    command = [sys.executable, "-c", program, "--profile", str(profile), *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        yield process


@contextmanager
def killed_at_last(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        process.kill()


@contextmanager
def answering(root: Path, calls: list[str]) -> Iterator[RunningDesk]:
    owner = QObject()
    desk = RunningDesk(root, owner)
    assert desk.find() == "nobody"
    desk.listen(lambda file: calls.append("show" if file is None else f"show {file}"))
    yield desk
    desk.close()
    owner.deleteLater()


def said_to(root: Path, words: bytes) -> dict[str, object]:
    """What a running app answers to these words."""
    socket = QLocalSocket()
    socket.connectToServer(running_desk._address(root))
    socket.write(words)
    until(socket.canReadLine, "an answer comes")
    found: dict[str, object] = json.loads(bytes(socket.readLine().data()))
    socket.disconnectFromServer()
    return found


def test_the_first_window_comes_forward_with_what_is_open_over_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        desk = RunningDesk(tmp_path / "profile", visit.window)
        desk.listen(visit.window.come_forward)
        visit.window.choose_look()
        over = visit.dialog()
        other = QWidget()
        other.show()
        front(other)
        with started(START, tmp_path / "profile") as second:
            until(lambda: second.poll() is not None, "the second start ends")
            assert (second.communicate(), second.returncode) == (("", ""), 0)
        until(over.isActiveWindow, "the dialog that is open over the desk is in front")
        assert visit.window.page.name == "home"
        other.close()
        key(over, "Esc")
        desk.close()


def test_a_stage_that_covers_the_desk_goes_on_covering_it(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        key(visit.window, "F5")
        until(lambda: visit.bridge.projector.over_desk, "the stage covers the desk")
        other = QWidget()
        other.show()
        front(other)
        visit.window.come_forward()
        until(lambda: isinstance(QApplication.activeWindow(), StageWindow), "the stage is in front")
        assert visit.bridge.projector.over_desk
        other.close()
        visit.bridge.projector.leave()


def test_an_app_that_does_not_answer_is_told_of_and_no_door_is_shown(tmp_path: Path) -> None:
    server = QLocalServer()
    assert server.listen(running_desk._address(tmp_path))
    with started(IMPATIENT, tmp_path, "--lang", "en") as second:
        until(lambda: second.poll() is not None, "the second start ends")
        said, complaint = second.communicate()
    assert second.returncode == 2
    assert said.startswith("The app is already open, but it does not answer. Wait a minute")
    assert complaint.split() == said.split()
    server.close()


def test_what_a_killed_app_left_behind_is_nobody(tmp_path: Path) -> None:
    address, calls = running_desk._address(tmp_path), list[str]()
    subprocess.run([sys.executable, "-c", KILLED, address], cwd=ROOT, check=True)
    assert Path(address).exists()
    assert ask_running(tmp_path) == "nobody"
    with answering(tmp_path, calls), started(START, tmp_path) as second:
        until(lambda: second.poll() is not None, "the second start ends")
        assert (second.returncode, calls) == (0, ["show"])
    assert ask_running(tmp_path) == "nobody", "whoever has closed answers no more"


def test_of_two_that_start_at_once_the_second_waits_for_the_first(tmp_path: Path) -> None:
    calls = list[str]()
    with started(LIVING, tmp_path) as first, killed_at_last(first):
        assert first.stdout is not None
        assert first.stdin is not None
        assert first.stdout.readline() == "nobody\n"
        with started(LIVING, tmp_path) as second, killed_at_last(second):
            assert second.stdout is not None
            first.stdin.write("listen\n")
            first.stdin.flush()
            assert second.stdout.readline() == "shown\n"
        assert ask_running(tmp_path) == "shown", "nor does it take the socket along when it ends"
        first.kill()
        first.wait()
        with answering(tmp_path, calls), started(START, tmp_path) as third:
            until(lambda: third.poll() is not None, "the third start ends")
            assert (third.returncode, calls) == (0, ["show"])


def test_an_app_that_never_gets_ready_is_told_of(tmp_path: Path) -> None:
    with started(LIVING, tmp_path) as first, killed_at_last(first):
        assert first.stdout is not None
        assert first.stdout.readline() == "nobody\n"
        with started(IMPATIENT, tmp_path, "--lang", "en") as second:
            until(lambda: second.poll() is not None, "the second start ends")
            assert second.communicate()[0].startswith("The app is already open, but it does not answer.")


def test_where_there_can_be_no_lock_the_app_runs_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError):
        running_desk._lock(tmp_path)
    desk = RunningDesk(tmp_path, QObject())
    assert desk.find() == "nobody"
    desk.close()


def test_a_second_start_hands_its_file_to_the_window(tmp_path: Path) -> None:
    calls, file = list[str](), tmp_path / "শ্রেণি ৮ খ.bsuh"
    with answering(tmp_path, calls), started(START, tmp_path, str(file)) as second:
        until(lambda: second.poll() is not None, "the second start ends")
        assert (second.communicate(), second.returncode) == (("", ""), 0)
    assert calls == [f"show {file}"]


ANY_BYTES = "a\udcff.bsuh" if sys.platform == "linux" else "a.bsuh"


@pytest.mark.parametrize("name", ["ক" * 30_000, ANY_BYTES, "x\n.bsuh"], ids=["long", "bytes", "line"])
def test_a_path_of_any_length_and_of_any_bytes_arrives(tmp_path: Path, name: str) -> None:
    calls = list[str]()
    with answering(tmp_path, calls):
        command = [sys.executable, "-c", ASKING, str(tmp_path), name]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as asking:
            until(lambda: asking.poll() is not None, "it is answered")
            assert asking.communicate()[0] == "shown\n"
    assert calls == [f"show {name}"]


def test_what_is_no_path_shows_the_window_alone(tmp_path: Path) -> None:
    calls = list[str]()
    with answering(tmp_path, calls):
        assert said_to(tmp_path, b'{"v": 1, "do": "show", "file": 7}\n') == {"v": 1, "done": True}
    assert calls == ["show"]


def test_an_app_that_knows_no_files_comes_forward_all_the_same(tmp_path: Path) -> None:
    """What it reads of the words has not changed."""
    server = QLocalServer()
    assert server.listen(running_desk._address(tmp_path))
    with started(START, tmp_path, str(tmp_path / "a.bsuh")) as second:
        until(server.hasPendingConnections, "it is asked")
        socket = server.nextPendingConnection()
        until(socket.canReadLine, "the words are there")
        assert json.loads(bytes(socket.readLine().data())) == {
            "v": 1, "do": "show", "file": str(tmp_path / "a.bsuh"),
        }  # fmt: skip
        socket.write(b'{"v": 1, "done": true}\n')
        until(lambda: second.poll() is not None, "the second start ends")
        assert second.returncode == 0
    server.close()


@pytest.mark.parametrize("words", [b"rubbish\n", b"[1]\n", b'{"v": 2, "do": "dance"}\n'])
def test_what_it_does_not_know_it_says_no_to(tmp_path: Path, words: bytes) -> None:
    calls = list[str]()
    with answering(tmp_path, calls):
        assert said_to(tmp_path, words) == {"v": 1, "done": False}
        assert said_to(tmp_path, b'{"v": 1, "do": "show"}\n') == {"v": 1, "done": True}
    assert calls == ["show"]


def test_each_data_folder_has_its_own_and_tells_nothing_of_it(tmp_path: Path) -> None:
    calls = list[str]()
    with answering(tmp_path / "rahima", calls):
        assert ask_running(tmp_path / "karim") == "nobody"
    assert "rahima" not in running_desk._address(tmp_path / "rahima")
