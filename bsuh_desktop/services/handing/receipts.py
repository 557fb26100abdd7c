"""Takes in what came back: a coordinator's receipts, as files on a stick or as codes that were read out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.handing.values import TakenReceipt


def take_receipts(desk: Desk, paths: Sequence[Path]) -> tuple[TakenReceipt, ...]:
    """Takes in the receipts at `paths`; folders are searched, and what is none there is passed over."""
    raise NotImplementedError


def take_code(desk: Desk, code: str) -> TakenReceipt:
    """Takes in a receipt that was dictated."""
    raise NotImplementedError
