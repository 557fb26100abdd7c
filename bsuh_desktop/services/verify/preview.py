"""The picture beside a verdict, of a file on a disk or stick."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.documents.paper_protocol import Preview, can_be_seen
from bsuh_desktop.documents.paper_sandbox import LARGEST_PAPER, PaperSandbox
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.ports import Stop

_MAGIC = 16
LONGEST = 800
"""Pixels of the picture's longer side: sharp on the page at any text size."""


def preview_of(path: str, page: int = 1, stop: Stop | None = None) -> Preview | None:
    """That page of a PDF, counted from 1, or the photograph, painted in a limited process. None if the file is neither,
    does not exist, is larger than 64 MiB, takes more than that process may, or is not painted when `stop` becomes
    true."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MAGIC)
            if not can_be_seen(data):
                return None
            data += file.read(LARGEST_PAPER)
    except (OSError, ValueError):
        return None
    if len(data) > LARGEST_PAPER:
        return None
    try:
        with PaperSandbox(data, stop=stop) as paper:
            return paper.preview(LONGEST, page)
    except KnownError:
        return None
