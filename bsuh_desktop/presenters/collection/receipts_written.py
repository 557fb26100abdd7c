"""The message that says where receipts were written."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.small_file_words import folder_text


def receipts_written(count: int, folder: Path, label: str) -> Message:
    """On the stick `label`, or in a folder where that is ""."""
    if label:
        return Message("Receipts written to the stick {label}: {count}.", label=label, count=count)
    return Message("Receipts in the folder {folder}: {count}.", folder=folder_text(folder), count=count)
