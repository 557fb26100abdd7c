"""Processes that read what comes from others, for tests that need hundreds of the same: to start Python and to load
what it needs takes each of them a tenth of a second, of which nothing can be learned the second time."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bsuh_desktop.system import launcher, sandbox
from tests.helpers import ready_child
from tests.helpers.sources import ROOT

environment_of_child = launcher._environment
_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER."""


@contextmanager
def children_ready() -> Iterator[None]:
    """Within it each sandbox of this process is a process of its own, with its own limits, as ever; but it is forked by
    one that has loaded the module. Elsewhere than on Linux all of them are started."""
    if sys.platform != "linux":
        yield
        return
    _take_in_orphans(True)
    vars(sandbox)["start_child"] = _start
    try:
        yield
    finally:
        vars(sandbox)["start_child"] = launcher.start_child
        _take_in_orphans(False)


def have_ready(module: str) -> None:
    """One that forks processes of `module` is there, before a test looks at which there are."""
    if sys.platform == "linux":
        with _one_at_a_time:
            _fork_of(module)


def end_ready() -> None:
    """From here on no process is there that nobody asked for."""
    while _forks:
        _forks.popitem()[1].close()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    module = command[-1]
    if list(command) != launcher.our_command(module) or os.getpid() != _HERE:
        # What a copy of this process asks for is not the child of that copy.
        return launcher.start_child(command)
    with _one_at_a_time:
        return _Forked(_fork_of(module), command)


def _fork_of(module: str) -> _Fork:
    fork = _forks.pop(module, None) or _Fork(module)
    _forks[module] = fork
    if len(_forks) > _MOST:
        _forks.pop(next(iter(_forks))).close()
    return fork


class _Fork:
    """One that has loaded the module. It ends with this process at the latest."""

    def __init__(self, module: str) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        _, *flags, _, _ = launcher.our_command(module)
        words = [sys.executable, *flags, str(Path(ready_child.__file__)), str(theirs.fileno()), module]
        with theirs:
            self._process = subprocess.Popen(
                [*words, *_WITH_FIRST_QUESTION.get(module, ())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=environment_of_child(),
                cwd=ROOT,
            )
        atexit.register(self.close)

    def process(self, streams: list[int]) -> int:
        """The number of a new process with these streams, which runs where this one is now."""
        where = json.dumps([os.getcwd(), environment_of_child()])
        socket.send_fds(self._line, [where.encode()], streams)
        said = self._line.recv(20)
        if not said:
            raise OSError("the one that forks has ended")
        return int(said)

    def close(self) -> None:
        """Those that it has forked go on."""
        atexit.unregister(self.close)
        self._line.close()
        self._process.wait()


_WITH_FIRST_QUESTION = {
    "bsuh_desktop.documents.paper_sandbox_child": (
        "bsuh_desktop.documents.certificate",
        "bsuh_desktop.documents.certificate_reader",
        "bsuh_desktop.documents.pdf_file",
        "bsuh_desktop.documents.preview",
    ),
    "bsuh_desktop.rosters.sandbox.child": ("bsuh_desktop.rosters.interpret",),
    "bsuh_desktop.content.pack_sandbox_child": ("bsuh_desktop.content.check.checker",),
}
_MOST = 4
_forks: dict[str, _Fork] = {}
"""The last one was needed last."""
_one_at_a_time = threading.Lock()
_HERE = os.getpid()


class _Forked(subprocess.Popen[bytes]):
    """As `launcher.start_child` starts one."""

    def __init__(self, fork: _Fork, command: Sequence[str]) -> None:
        self._fork = fork
        pipe = subprocess.PIPE
        super().__init__(command, bufsize=0, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)

    def _execute_child(self, *given: Any) -> None:
        """In place of the one that starts a program: the streams are there, and the number is wanted."""
        ends = given[10:16]
        self.pid = self._fork.process([ends[0], ends[3], ends[5]])
        vars(self)["_child_created"] = True
        vars(subprocess.Popen)["_close_pipe_fds"](self, *ends)


def _take_in_orphans(take: bool) -> None:
    import ctypes

    ctypes.CDLL(None).prctl(_SUBREAPER, int(take), 0, 0, 0)
