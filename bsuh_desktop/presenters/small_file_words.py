"""Messages about small files that were written: on which stick, or in which folder; names of files in sentences."""

from __future__ import annotations

import os
from pathlib import Path

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import shown

_LONGEST_NAME = 48


def folder_text(folder: Path) -> str:
    """The name of a folder: a whole path is too long for a sentence."""
    return folder.name or str(folder)


def file_text(path: Path) -> str:
    """The name of a file, a long one without its middle: whoever made it may have called it anything."""
    name = shown(os.fsencode(path.name).decode("utf-8", "replace"))
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def request_written(folder: Path, label: str) -> Message:
    """The request for a grant."""
    if label:
        return Message("The request is on the stick {label}.", label=label)
    return Message("The request is in the folder {folder}.", folder=folder_text(folder))


def answers_written(count: int, folder: Path, label: str) -> Message:
    """The answers to `count` requests."""
    if label:
        return Message("Grants given: {count}. The answers are on the stick {label}.", count=count, label=label)
    return Message(
        "Grants given: {count}. The answers are in the folder {folder}.", count=count, folder=folder_text(folder)
    )


def list_written(version: int, folder: Path, label: str) -> Message:
    """A key list."""
    if label:
        return Message("Key list {version} is on the stick {label}.", version=version, label=label)
    return Message("Key list {version} is in the folder {folder}.", version=version, folder=folder_text(folder))


def taken_back(code: str, folder: Path, label: str) -> Message:
    """A key list in which a key was revoked."""
    if label:
        return Message("The key {code} is revoked. The new list is on the stick {label}.", code=code, label=label)
    return Message(
        "The key {code} is revoked. The new list is in the folder {folder}.",
        code=code,
        folder=folder_text(folder),
    )
