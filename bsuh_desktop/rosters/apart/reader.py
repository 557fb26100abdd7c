"""Reads a class list in a process of its own, within limits of time and memory."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.understanding import understand
from bsuh_desktop.rosters.wishes import NO_WISHES, Wishes


def read_class_list(path: Path, wishes: Wishes = NO_WISHES) -> ClassListPreview:
    """The preview of the list at `path`, read as `wishes` say.

    Raises KnownError, and nothing else, for whatever the file may be.
    """
    return understand(path, wishes)
