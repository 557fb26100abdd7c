"""A process that has loaded one module of ours, and forks those that run it. A program of its own, so that they hold no
more than a process that was started: `ready_children` gives it its end of a pair of sockets, the module, and others
that this loads with the first question.

For each message, the folder and the environment in which to run and the three standard streams, it says a number: that
of a process which runs the module as `python -m` does. Its parent is gone by then, so that it belongs to the one who
asked.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import socket
import sys
from typing import NoReturn

ENOUGH = 1 << 20
"""Bytes of a message."""


def main() -> None:
    """Until nobody asks any more."""
    line, module, *more = sys.argv[1:]
    for each in (module, *more):
        importlib.import_module(each)
    with socket.socket(fileno=int(line)) as asked:
        while True:
            message, streams, _, _ = socket.recv_fds(asked, ENOUGH, 3)
            if not message:
                return
            told, tell = os.pipe()
            between = os.fork()
            if not between:
                number = os.fork()
                if not number:
                    for end in (asked.fileno(), told, tell):
                        os.close(end)
                    _run(module, message, streams)
                os.write(tell, str(number).encode())
                os._exit(0)
            os.waitpid(between, 0)
            # Only now does it belong to the one who asked.
            asked.send(os.read(told, 20))
            for end in (told, tell, *streams):
                os.close(end)


def _run(module: str, message: bytes, streams: list[int]) -> NoReturn:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    folder, environment = json.loads(message)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    status = 1
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
