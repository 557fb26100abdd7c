"""Papers on their way out: what a screen prints, and what the folder is called in which they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.app.task_queue import Failed
from bsuh_desktop.services.printing.paper import Paper

PrintOutcome = Literal["all", "some", "stopped", "none"]
"""All pages were sent, or only those that were wanted; stopped by a person; cancelled before it started."""


class PrintJob(msgspec.Struct, frozen=True):
    """A paper for the printer; `then` gets how printing ended and how many pages were sent."""

    paper: Paper
    then: Callable[[PrintOutcome, int], object]
    failed: Failed


def folder_name(path: Path) -> str:
    """The name of the folder of `path`: a whole path is too long for a card."""
    return path.parent.name or str(path.parent)
