"""The limited process that reads the layout of backup files."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bsuh_desktop.services.safekeeping.backup_layout import Question, read_layout
from bsuh_desktop.system.sandbox_child import Work, serve_each


def read(question: bytes, _: bytes) -> Iterator[Work]:
    """The answer to a question, always exactly one; it may be a KnownError."""
    asked = msgspec.msgpack.decode(question, type=Question)
    yield functools.partial(_layout, Path(os.fsdecode(asked.path)))


def _layout(path: Path) -> bytes:
    return msgspec.msgpack.encode(read_layout(path))


if __name__ == "__main__":
    serve_each(read)
