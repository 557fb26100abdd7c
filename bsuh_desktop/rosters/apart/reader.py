"""Reads a class list in a process of its own, within limits of time and memory."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.apart.bug import ReadingBugError
from bsuh_desktop.rosters.apart.limits import LIMITS, Limits
from bsuh_desktop.rosters.apart.start import start_child
from bsuh_desktop.rosters.apart.talk import Bug, GarbledError, Refused, read_answer, request_line
from bsuh_desktop.rosters.apart.watch import hear
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.wishes import NO_WISHES, Wishes

Start = Callable[[], subprocess.Popen[bytes]]
"""How the process is started that reads."""


def read_class_list(
    path: Path,
    wishes: Wishes = NO_WISHES,
    limits: Limits = LIMITS,
    *,
    stop: threading.Event | None = None,
    start: Start = start_child,
) -> ClassListPreview:
    """The preview of the list at `path`, read as `wishes` say. The file is never opened in this process, and what the
    other one held beyond the preview is gone with it.

    May be called from any thread, several at a time. Once `stop` is set, by whoever wants the preview no more, the
    reading ends within a fraction of a second. Raises KnownError, and nothing else, for whatever the file may be; a
    bug of ours there is a ReadingBugError here.
    """
    if stop is not None and stop.is_set():
        raise refusals.stopped()
    try:
        process = start()
    except OSError:
        raise refusals.not_started() from None
    said = hear(process, request_line(path, wishes, limits), limits, stop)
    try:
        answer = read_answer(said)
    except GarbledError:
        raise refusals.unreadable() from None
    if isinstance(answer, Refused):
        raise answer.error
    if isinstance(answer, Bug):
        raise ReadingBugError(answer.kind, answer.places)
    return answer.preview
