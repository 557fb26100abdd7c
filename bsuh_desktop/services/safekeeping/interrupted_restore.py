"""What a power cut left of a backup that was being brought back: taken away, as if it had never been begun."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from bsuh_desktop.paths import has_profile
from bsuh_desktop.store.store import FILE_NAME

READY = ".restoring"
"""The folder in which a new desk is made ready; it stands in the profile that is to be, where there is no store."""


def clear_interrupted(folder: Path) -> None:
    """Nothing of a restoring that did not come to its end stays in `folder`. Its vault takes its place last: where that
    is missing, the data file beside it is the backup's own copy."""
    ready = folder / READY
    if not ready.exists():
        return
    if not has_profile(folder):
        for path in folder.glob(f"{FILE_NAME}*"):
            with contextlib.suppress(OSError):
                path.unlink()
    shutil.rmtree(ready, ignore_errors=True)
