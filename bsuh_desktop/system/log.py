"""The log of this laptop: what happened and when, by ids and codes only, to find out later why something failed.

`log` is the only way to write to it and accepts no text, so a name, a roll or a path cannot get in. Lines are kept in
memory until the profile is known; then they are written to `logs/desk.log` in it, three files of at most 1 MB. They are
never sent anywhere.
"""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from bsuh_desktop.system.atomic_file import private_opener

if TYPE_CHECKING:
    from io import TextIOWrapper
    from logging import LogRecord
    from logging.handlers import RotatingFileHandler

FOLDER, FILE = "logs", "desk.log"
FILE_BYTES, FILES = 1_000_000, 3
SLOW_MS = 100
"""Work that takes longer is logged."""
_MOST_FILES = 200
"""How many lines are kept in memory, for a report and until there is a file."""

Event = Literal[
    "start",
    "stop",
    "unlocked",
    "locked",
    "covered",
    "uncovered",
    "wrong_pin",
    "class_opened",
    "class_taken",
    "class_finished",
    "command",
    "refused",
    "bug",
    "slow",
    "backup",
    "recovery_read",
    "clock_doubt",
    "forgotten",
    "projector",
    "qt",
]


class LogIds(TypedDict, total=False):
    """The fields that a line can have. `code` is a word of the program's own (`disk_full`), `place` a place in its
    source (`services/classroom/conduct.py:12 ValueError`), `device` a key id."""

    session: str
    device: str
    pack: str
    version: str
    code: str
    place: str
    ms: int
    count: int


_FORMS = {
    "session": r"[0-9A-HJKMNP-TV-Z]{16}",
    "device": r"[0-9a-f]{16,64}",
    "pack": r"[a-z0-9-]{1,60}",
    "version": r"[0-9][0-9A-Za-z.+]{0,30}",
    "code": r"[a-z][a-z0-9_]{0,40}(/\d+)?",
    "place": r"[\w./<>~]{1,80}:[\w.<>~-]{1,80}( [A-Z]\w{0,60})?",
    "ms": r"\d{1,12}",
    "count": r"\d{1,12}",
}
UNFIT = "?"
"""Replaces a value that is not of the field's kind: it could be a name."""

_lines: deque[str] = deque(maxlen=_MOST_FILES)
_waiting: deque[str] = deque(maxlen=_MOST_FILES)
_file: RotatingFileHandler | None = None
_folder: Path | None = None
_one_at_a_time = threading.Lock()


def log(event: Event, **ids: Unpack[LogIds]) -> None:
    """Logs `event`. Never fails for the caller: if the disk is full or the folder not writable, the line is lost.

    Raises TypeError for an unknown field, which is a bug of the caller.
    """
    words = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), event]
    for field, value in ids.items():
        if field not in _FORMS:
            raise TypeError(f"no such field: {field}")
        text = str(value)
        words.append(f"{field}={text if re.fullmatch(_FORMS[field], text, re.ASCII) else UNFIT}")
    line = " ".join(words)
    with _one_at_a_time:
        _lines.append(line)
        _waiting.append(line)
        _write_waiting()


def last_lines(count: int = 40) -> tuple[str, ...]:
    """The newest lines, in order, as a report shows them."""
    with _one_at_a_time:
        return tuple(_lines)[-count:]


def open_log(folder: Path) -> None:
    """Writes lines to the profile in `folder`, which must exist, from now on; first those that waited."""
    global _file, _folder
    with _one_at_a_time:
        if folder != _folder:
            _close()
            _file, _folder = _handler(folder), folder
        _write_waiting()


def close_log() -> None:
    """Closes the file; later lines wait for the next one. A report of the next desk contains no line of this one."""
    with _one_at_a_time:
        _close()
        _lines.clear()
        _waiting.clear()


def _close() -> None:
    global _file, _folder
    if _file is not None:
        _file.close()
    _file, _folder = None, None


def _write_waiting() -> None:
    while _file is not None and _waiting:
        _file.handle(_record(_waiting.popleft()))


def _record(line: str) -> LogRecord:
    import logging

    return logging.LogRecord("bsuh", logging.INFO, "", 0, "%s", (line,), None)


def _handler(folder: Path) -> RotatingFileHandler | None:
    """A handler that opens its file with the first line; None if the folder cannot be created."""
    from logging.handlers import RotatingFileHandler

    class Quiet(RotatingFileHandler):
        """Ignores its own errors: no log line is worth an interruption."""

        def _open(self) -> TextIOWrapper:
            return open(self.baseFilename, "a", encoding=self.encoding, opener=private_opener)

        def handleError(self, record: LogRecord) -> None:
            """Drops the line."""

        def close(self) -> None:
            """Drops lines that could not be written because the disk is full."""
            with contextlib.suppress(OSError):
                super().close()

    place = folder / FOLDER
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return Quiet(place / FILE, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
