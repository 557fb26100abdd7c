"""Reports of unexpected errors: where and of what kind, never with values.

A value may be a child's name, so a report contains only files, lines and functions of the program, and the kind of
error.
"""

from __future__ import annotations

import itertools
import platform
import traceback
from pathlib import Path

from bsuh_desktop import __version__
from bsuh_desktop.paths import is_portable
from bsuh_desktop.system.log import last_lines
from bsuh_desktop.system.sandbox_errors import SandboxBugError

_OURS = "bsuh_desktop"
REPORT_FILE = "bsuh-report.txt"


def place_of(error: BaseException) -> str:
    """The innermost place in our own code, and the error's kind, for example `classroom/conduct.py:12 ValueError`."""
    if isinstance(error, SandboxBugError):
        return error.place
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _OURS in frame.filename] or frames
    if not ours:
        return type(error).__name__
    path = Path(ours[-1].filename)
    return f"{path.parent.name}/{path.name}:{ours[-1].lineno} {type(error).__name__}"


def crash_report(error: BaseException) -> str:
    """The whole traceback without values, paths of this computer or source lines; with the errors that caused it and
    the last lines of the log."""
    app = f"Be Smart Use Heart Desktop {__version__}{', portable' if is_portable() else ''}"
    lines = [app, f"Python {platform.python_version()}, {platform.system()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines += ["", type(seen).__name__, *(_frame(frame) for frame in traceback.extract_tb(seen.__traceback__))]
        if isinstance(seen, SandboxBugError):
            lines += ["", f"{seen.kind}, in the limited process", *(f"  {place}" for place in seen.places)]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join([*lines, "", "The log's last lines, by ids and codes alone:", *last_lines()]) + "\n"


def save_report(folder: Path, report: str) -> Path:
    """Writes a report into `folder` under an unused name, for a person who wants to keep it.

    Raises KnownError: disk_full, read_only, stick_removed.
    """
    from bsuh_desktop.system.export_file import write_new

    names = itertools.chain([REPORT_FILE], (REPORT_FILE.replace(".", f"-{number}.") for number in itertools.count(2)))
    path = next(folder / name for name in names if not (folder / name).exists())
    write_new(path, report.encode())
    return path


def _frame(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    parts = path.parts
    inside = parts[len(parts) - parts[::-1].index(_OURS) - 1 :] if _OURS in parts else (path.name,)
    return f"  {'/'.join(inside)}:{frame.lineno} {frame.name}"
