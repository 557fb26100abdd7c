"""What happened on this laptop and when, by ids and codes alone: for whoever must find out why something went wrong.

`log` is the only way in, and takes no text: a name, a roll or a path has no field to stand in. Lines wait in memory
until the profile is known; then they go to `logs/desk.log` in it, three files of 1 MB at most. Nothing sends them.
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
"""What takes longer is noted."""
_KEPT = 200
"""Lines that are kept in memory for a report, and until there is a file."""

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
    """All that a line can hold. `code` is a word of the programme's own (`disk_full`), `place` a place in its source
    (`services/classroom/conduct.py:12 ValueError`), `device` a key id."""

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
"""Stands where a value was none of its kind: it may have been a name."""

_lines: deque[str] = deque(maxlen=_KEPT)
_waiting: deque[str] = deque(maxlen=_KEPT)
_file: RotatingFileHandler | None = None
_folder: Path | None = None
_one_at_a_time = threading.Lock()


def log(event: Event, **ids: Unpack[LogIds]) -> None:
    """Notes `event`. Never disturbs whoever calls: a full disk or a folder that cannot be written to loses the line.

    Raises TypeError for a field that there is not, which is a bug of the caller.
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
    """From now on lines go into the profile in `folder`, which must be there; those that waited first."""
    global _file, _folder
    with _one_at_a_time:
        if folder != _folder:
            _close()
            _file, _folder = _handler(folder), folder
        _write_waiting()


def close_log() -> None:
    """The file is closed; what is noted from now on waits for the next one. A report of the next desk shows none of
    this one's lines."""
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
    """A file that is opened with its first line; None where the folder cannot be made."""
    from logging.handlers import RotatingFileHandler

    class Quiet(RotatingFileHandler):
        """Keeps its troubles to itself: nothing that is written here is worth an interruption."""

        def _open(self) -> TextIOWrapper:
            return open(self.baseFilename, "a", encoding=self.encoding, opener=private_opener)

        def handleError(self, record: LogRecord) -> None:
            """The line is lost."""

        def close(self) -> None:
            """Lines that a full disk did not take are lost with it."""
            with contextlib.suppress(OSError):
                super().close()

    place = folder / FOLDER
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return Quiet(place / FILE, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
