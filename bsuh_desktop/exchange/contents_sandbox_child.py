"""The sandbox process that reads the contents of attendance files."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from bsuh_desktop.exchange.attendance_reader import read_unsealed
from bsuh_desktop.exchange.contents_sandbox import PlainContents, Question
from bsuh_desktop.system.sandbox_child import Work, serve_each


def read(question: bytes, _: bytes) -> Iterator[Work]:
    """Yields the one answer to a question; it may be a KnownError."""
    asked = msgspec.msgpack.decode(question, type=Question)
    yield functools.partial(_contents, asked)


def _contents(asked: Question) -> bytes:
    return msgspec.msgpack.encode(PlainContents.of(read_unsealed(asked.unsealed, asked.ours)))


if __name__ == "__main__":
    serve_each(read)
