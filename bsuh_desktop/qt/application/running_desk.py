"""One window a data folder: a second start asks the running app to come forward, over a local socket of this person.

Each side sends one line of JSON: `{"v": 1, "do": "show"}`, and back `{"v": 1, "done": true}`. Another `do` is answered
with false, so that a newer app can ask for more. A start for a file sends its path, too, as `file`, which an app that
does not know it passes over; nobody notes it. The socket is for this person alone, and called after a hash.

Where the socket is a file, Qt puts a new one in the place of whatever stands there, and on Windows two apps may listen
at one pipe. So the app holds a lock of that name from its start on, and whoever starts while it is held waits for that
app to answer. The system lets go of the lock when the app ends, however that ends.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QDir, QObject

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

VERSION = 1
PATIENCE_MS = 8_000
"""How long a running app may take to answer: large text laid out anew on a slow laptop takes most of it."""
_AGAIN_S = 0.1
_LONGEST_LINE = 256 * 1024
"""Bytes: the longest path of any system, with six for each letter."""
_ON_WINDOWS = sys.platform == "win32"

Answer = Literal["nobody", "shown", "silent"]


def _name(root: Path) -> str:
    folder = os.path.normcase(root.resolve())
    return "bsuh-" + hashlib.blake2b(os.fsencode(folder), digest_size=10).hexdigest()


def _address(root: Path) -> str:
    """The socket of the data folder `root`: a file that only this person can open, or a named pipe."""
    if _ON_WINDOWS:
        return rf"\\.\pipe\{_name(root)}"
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or QDir.tempPath()) / _name(root))


def ask_running(root: Path, file: Path | None = None) -> Answer:
    """Asks the app that runs on the data folder `root` to show itself, and `file`: whether there is one, and whether it
    has."""
    address = _address(root)
    if not os.path.exists(address):
        # An ordinary start loads nothing for this before its window is shown.
        return "nobody"
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(PATIENCE_MS):
        return "nobody"
    _let_come_forward()
    _send(socket, do="show", **({} if file is None else {"file": str(file)}))
    while not socket.canReadLine():
        if not socket.waitForReadyRead(PATIENCE_MS):
            # Whoever ends without an answer has gone, and its desk with it.
            return "silent" if socket.state() == QLocalSocket.LocalSocketState.ConnectedState else "nobody"
    return "shown" if _line(socket).get("done") is True else "silent"


class RunningDesk(QObject):
    """Answers further starts on the data folder `root`, which then end. Without lock and socket, as on a disk that has
    none, further starts open windows of their own, and the desk's lock keeps them apart."""

    def __init__(self, root: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._root, self._address = root, _address(root)
        self._show: Callable[[Path | None], object] = lambda _: None
        self._server: QLocalServer | None = None
        self._release: Callable[[], object] = lambda: None

    def find(self, file: Path | None = None) -> Answer:
        """Whether another app runs on the folder, and has shown itself and `file`. It may be about to start: that is
        waited for. If there is nobody, this one holds the folder from now on."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not self._hold():
            answer = ask_running(self._root, file)
            if answer != "nobody":
                return answer
            if time.monotonic() > deadline:
                return "silent"
            time.sleep(_AGAIN_S)
        return ask_running(self._root, file)

    def _hold(self) -> bool:
        """False if another app holds the folder; where there can be no lock, none does."""
        try:
            self._release = _lock(self._root)
        except BlockingIOError:
            return False
        except OSError:
            pass
        return True

    def listen(self, show: Callable[[Path | None], object]) -> None:
        """Begins to answer, and calls `show` when another start asks, with the file that it was for."""
        from PySide6.QtNetwork import QLocalServer

        self._show = show
        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        server.listen(self._address)

    def close(self) -> None:
        """Answers no more: the next start opens a window."""
        if self._server is not None:
            self._server.close()
        self._release()
        self._release = lambda: None

    def _on_connection(self) -> None:
        assert self._server is not None
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_words(socket))

    def _on_words(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_LINE:
                socket.abort()
            return
        words = _line(socket)
        known, file = words.get("do") == "show", words.get("file")
        if known:
            self._show(Path(file) if isinstance(file, str) else None)
        _send(socket, done=known)


def _lock(root: Path) -> Callable[[], object]:
    """Holds the data folder `root` until what this returns is called. Raises BlockingIOError if another app does, and
    OSError where there can be no lock."""
    if sys.platform == "win32":
        from bsuh_desktop.system.kernel32 import named_lock

        return named_lock(rf"Local\{_name(root)}")
    import fcntl

    lock = os.open(f"{_address(root)}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lambda: os.close(lock)


def _send(socket: QLocalSocket, **words: object) -> None:
    socket.write(json.dumps({"v": VERSION, **words}).encode() + b"\n")
    socket.flush()


def _line(socket: QLocalSocket) -> dict[str, object]:
    """The next line; an empty one for whatever is no JSON object."""
    with contextlib.suppress(ValueError):
        found = json.loads(bytes(socket.readLine(_LONGEST_LINE).data()))
        if isinstance(found, dict):
            return found
    return {}


def _let_come_forward() -> None:
    """Windows lets only the program that was just started pass on the right to come to the front."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
