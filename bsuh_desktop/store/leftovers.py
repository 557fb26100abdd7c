"""Deletes damaged data files that were set aside: they still contain what has to be forgotten."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from bsuh_desktop.store.store import FILE_NAME
from bsuh_desktop.system.atomic_file import sync_folder

FORGETTING = "forgetting"
"""A fact: something was forgotten, and not every older copy of it on this laptop has gone yet."""


DAMAGED_NAME = "damaged-{number}"
"""The folder in which a damaged file is kept."""

MERGING = ".merging"
"""The folder that contains a backup while it is merged into an existing desk."""

_NAMES = (DAMAGED_NAME.format(number="*"), MERGING, f".{FILE_NAME}.part*")


def remove_leftovers(profile: Path) -> bool:
    """Deletes the damaged files kept in the profile, and what a power cut left of a repair or a backup merge. Returns
    False if one of them cannot be deleted now."""
    kept = [path for name in _NAMES for path in profile.glob(name)]
    for path in kept:
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if kept:
        with contextlib.suppress(OSError):
            sync_folder(profile)
    return not any(path.exists() for path in kept)
