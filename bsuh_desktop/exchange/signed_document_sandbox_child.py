"""The sandbox process that reads small signed files from other people."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from bsuh_desktop.exchange.signed_document_sandbox import READERS, Question
from bsuh_desktop.system.sandbox_child import Work, serve_each

_BY_NAME = {kind.__name__: reader for kind, reader in READERS.items()}


def read(question: bytes, data: bytes) -> Iterator[Work]:
    """Yields the one answer to a question; it may be a KnownError."""
    yield functools.partial(_document, msgspec.msgpack.decode(question, type=Question).kind, data)


def _document(kind: str, data: bytes) -> bytes:
    return msgspec.msgpack.encode(_BY_NAME[kind](data))


if __name__ == "__main__":
    serve_each(read)
