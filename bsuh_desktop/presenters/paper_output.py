"""Papers on their way out: what a screen prints, how that ends, and what the folder is called in which they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.app.face import Failed
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.services.printing.paper import Paper as Paper

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


def print_outcome(whole: bool, done: int, total: int) -> PrintOutcome:
    """How printing ended: `done` of the `total` wanted pages were sent; `whole` if all pages were wanted."""
    if done < total:
        return "stopped"
    return "all" if whole else "some"


def no_printer() -> KnownError:
    """There is no printer."""
    return KnownError(
        "no_printer",
        Message("No printer is set up on this laptop."),
        Message("Set one up in the system's settings, or go on without printing."),
    )


def not_printed() -> KnownError:
    """The driver refused."""
    return KnownError(
        "not_printed",
        Message("The pages could not be sent to the printer."),
        Message("Check that it is switched on and has paper, then print again."),
    )
