"""The picture beside a verdict, of a file as it lies on a disk or stick."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.documents.preview import Preview, can_be_seen, preview

LARGEST = 64 * 1024 * 1024
_MAGIC = 16
LONGEST = 800
"""Of the picture's longer side, in px: sharp on the page in letters of any size."""


def picture_of(path: str, page: int = 1) -> Preview | None:
    """That page, counted from 1, or the photograph; None for what is neither, is gone, or is larger than 64 MiB."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MAGIC)
            if not can_be_seen(data):
                return None
            data += file.read(LARGEST)
    except (OSError, ValueError):
        return None
    return None if len(data) > LARGEST else preview(data, LONGEST, page)
