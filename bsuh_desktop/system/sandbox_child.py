"""The child's side of a sandbox: answers questions from standard input on standard output, within limits.

The child writes no files and has no other output. It ends when its parent closes the pipe, however the parent ended.
"""

from __future__ import annotations

import functools
import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

import msgspec

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.system import sandbox_frames
from bsuh_desktop.system.process_limits import Limits, obey, renew, start_deadline, stop_clock

Handler = Callable[[bytes, bytes], bytes]
"""(question, raw data) -> answer. May raise KnownError, which the parent raises again, and MemoryError."""

Work = Callable[[], bytes]
"""Computes one answer; may raise as a Handler."""

EachHandler = Callable[[bytes, bytes], Iterable[Work]]
"""(question, raw data) -> one Work for each answer, in order."""

_PACKAGE = Path(__file__).parents[1]
_LARGEST_QUESTION = (1 << 32) - 1


def serve(handle: Handler) -> NoReturn:
    """Applies the limits that arrive first, then answers one question after another until the parent is gone. `handle`
    must import libraries that parse untrusted bytes itself, so that a failing import is reported to the parent."""
    out, limits, asked = _begin(renewable=False)
    while True:
        question, data = asked.get()
        start_deadline(limits)
        _write(out, sandbox_frames.write_outcome(_outcome(functools.partial(handle, question, data))))
        stop_clock()
        # Hold nothing of one document while waiting for the next question.
        del question, data


def serve_each(handle: EachHandler) -> NoReturn:
    """As `serve`, but each question has as many answers as its handler yields, one after the other, and the limits'
    seconds start again for each: for a child that reads one document after another."""
    out, limits, asked = _begin(renewable=True)
    while True:
        question, data = asked.get()
        pieces = handle(question, data)
        # Hold nothing of one document while the next one is read.
        del question, data
        for piece in pieces:
            renew(limits)
            _write(out, sandbox_frames.write_outcome(_outcome(piece)))
            del piece
        del pieces
        stop_clock()


def _begin(renewable: bool) -> tuple[int, Limits, queue.SimpleQueue[tuple[bytes, bytes]]]:
    """The stream for answers, the limits that now apply to this process, and the queue of questions."""
    # Ctrl-C at a terminal reaches every process of it; the parent ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _own_output()
    limits = msgspec.msgpack.decode(_next_frame(), type=Limits)
    obey(limits, renewable)
    stop_clock()
    asked: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    return out, limits, asked


def _listen(asked: queue.SimpleQueue[tuple[bytes, bytes]]) -> NoReturn:
    """Reads from the parent while work goes on: when the pipe closes, this process ends in the middle of its work."""
    while True:
        asked.put((_next_frame(), _next_frame()))


def _next_frame() -> bytes:
    try:
        frame = sandbox_frames.read_frame(lambda most: os.read(0, most), _LARGEST_QUESTION)
    except MemoryError:
        os._exit(1)
    if frame is None:
        # No cleanup: the whole memory is released at once.
        os._exit(1)
    return frame


def _own_output() -> int:
    """Reserves standard output for answers: anything that a library prints is discarded."""
    out, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def _outcome(work: Work) -> sandbox_frames.Outcome:
    try:
        return sandbox_frames.Answered(work())
    except KnownError as error:
        return sandbox_frames.Refused(error.code, error.message, error.remedy)
    except MemoryError:
        return sandbox_frames.OutOfMemory()
    except Exception as error:  # noqa: BLE001 (the last resort: whatever comes here is a bug, and the parent hears of it)
        return sandbox_frames.Bug(type(error).__name__, _places(error))


def _places(error: Exception) -> tuple[str, ...]:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    return tuple(f"{Path(one.filename).relative_to(_PACKAGE).as_posix()}:{one.lineno} {one.name}" for one in ours)


def _write(out: int, payload: bytes) -> None:
    for part in (sandbox_frames.frame_head(payload), payload):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(out, rest) :]
