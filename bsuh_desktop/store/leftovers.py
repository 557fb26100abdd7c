"""Damaged data files that were set aside hold what has to be forgotten, too: they go, or an older copy tells it."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from bsuh_desktop.store.mending import KEPT_AS
from bsuh_desktop.trust.new_file import keep_folder

FORGETTING = "forgetting"
"""A fact: something was forgotten, and not every older copy of it on this laptop has gone yet."""


def remove_leftovers(profile: Path) -> bool:
    """Deletes the damaged files that are kept in the profile; False where one of them cannot be deleted now."""
    kept = list(profile.glob(KEPT_AS.format(number="*")))
    for folder in kept:
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
    if kept:
        with contextlib.suppress(OSError):
            keep_folder(profile)
    return not any(folder.exists() for folder in kept)
