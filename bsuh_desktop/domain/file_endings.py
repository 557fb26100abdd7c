"""How the names of our files end: what a laptop opens with this app, and what folders are searched for.

What a file is, its content says; its name is for people, and for the system that opens it by a double click.
"""

from __future__ import annotations

ATTENDANCE = ".bsuh"
BACKUP = ".bsuhb"
POSITION = ".bsuhm"
"""A file in which a desk notes how far its key has come: on this computer, and on its stick."""
RECOVERY_COPY = ".bsuhr"
PROGRAMME = ".bsuh-programme"
REQUEST = ".bsuh-request"
GRANT = ".bsuh-grant"
KEY_LIST = ".bsuh-keys"
RECEIPT = ".bsuh-receipt"

OURS = (ATTENDANCE, BACKUP, POSITION, RECOVERY_COPY, PROGRAMME, REQUEST, GRANT, KEY_LIST, RECEIPT)

BEFORE = ".json"
"""How programme files, requests, grants, key lists and receipts ended until version 0.2; they are read for ever."""


def ends_in(name: str, *endings: str) -> bool:
    """True if a file's name ends in one of these, in capitals or not."""
    return name.lower().endswith(endings)


def pattern(*endings: str) -> str:
    """The names that end in one of these, as the dialogs for files write it: `*.bsuh-grant *.json`."""
    return " ".join(f"*{ending}" for ending in endings)
