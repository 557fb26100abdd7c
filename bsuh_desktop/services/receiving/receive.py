"""Looks at what sticks brought: attendance files are proved, and receipts are made ready for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.receiving.values import Received, WrittenReceipt


def receive(
    desk: Desk, sources: Sequence[Path], progress: Progress | None = None, stop: Callable[[], bool] | None = None
) -> Received:
    """What lies at `sources`: files, and folders with all that is in them."""
    raise NotImplementedError


def write_receipts(desk: Desk, received: Received, out: Path) -> tuple[WrittenReceipt, ...]:
    """Signs the receipts and writes them into `out`."""
    raise NotImplementedError
