"""What a person types at a prompt to run this programme, as it was started this time."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path, PureWindowsPath

_NAME = "bsuh"
_INSTALLED, _CONSOLE = "bsuh.exe", "bsuh-console.exe"
"""The app as it is installed on Windows, by its icon and at a prompt: what the first prints, nobody sees."""


def typed_command(*words: str) -> str:
    """The line that runs this programme with `words`, in quotation marks where the system's prompt needs them."""
    line = [*_start(), *words]
    if sys.platform == "win32":
        from subprocess import list2cmdline

        return list2cmdline(line)
    return shlex.join(line)


def _start() -> list[str]:
    """The words before the first argument; `bsuh` where it cannot be told, such as in a test."""
    starter = PureWindowsPath(sys.executable)
    if starter.name.lower() in (_INSTALLED, _CONSOLE):
        return [str(starter.with_name(_CONSOLE))]
    module = sys.modules["__main__"].__spec__
    if module is not None and module.parent == "bsuh_desktop":
        return [sys.orig_argv[0], "-m", "bsuh_desktop"]
    script = shutil.which(sys.argv[0]) if Path(sys.argv[0]).stem.lower() == _NAME else None
    found = shutil.which(_NAME)
    if script is None or (found is not None and os.path.samefile(found, script)):
        return [_NAME]
    return [script]
