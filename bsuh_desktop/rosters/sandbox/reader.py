"""Reads a class list in a separate process with limited time and memory."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import msgspec

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, ReadOptions
from bsuh_desktop.rosters.sandbox.protocol import Request, with_whole_remarks
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox import Sandbox, Start
from bsuh_desktop.system.sandbox_errors import SandboxError

CHILD = "bsuh_desktop.rosters.sandbox.child"

LIMITS = Limits(seconds=30, megabytes=400, cpu_seconds=20)
"""Measured: a class of sixty took 0.1 s, including 0.07 s to start, and 2,000 rows in any format under 0.5 s and 30 MB.
A laptop ten times as slow with a virus scanner still has room; a file that takes more is not a class list. 400 MB is
what a laptop of 2 GB can spare beside the desk."""

_REFUSALS = {
    "too_heavy": refusals.too_heavy,
    "died": refusals.unreadable,
    "stopped": refusals.stopped,
    "not_started": refusals.not_started,
}


def read_class_list(
    source: Path | bytes | bytearray,
    options: ReadOptions = DEFAULT_OPTIONS,
    limits: Limits = LIMITS,
    *,
    stop: threading.Event | None = None,
    start: Start | None = None,
) -> ClassListPreview:
    """The preview of the list at a path, or of one that was pasted, read with the options `options`. A file is never
    opened in this process; what was pasted is sent to the other as it is, without a copy. Everything except the preview
    ends with the other process. Nothing pasted is written, logged or part of an error; whoever pasted it as a bytearray
    can wipe it when no other reading of it is wanted.

    May be called from any thread, several at a time. Reading ends within a fraction of a second after the caller sets
    `stop`. Raises KnownError, and nothing else, whatever the file may be; SandboxBugError for a bug of ours in the
    other process.
    """
    try:
        with Sandbox(CHILD, limits, stop=None if stop is None else stop.is_set, start=start) as sandbox:
            if isinstance(source, Path):
                preview = sandbox.ask(Request(os.fsencode(source), options), ClassListPreview)
            else:
                preview = sandbox.ask(Request(None, options), ClassListPreview, source)
        return with_whole_remarks(preview)
    except SandboxError as error:
        raise _REFUSALS[error.failure]() from None
    except (msgspec.MsgspecError, TypeError):
        raise refusals.unreadable() from None
