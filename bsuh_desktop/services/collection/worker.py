"""The limited process that reads and judges unsealed files: it has public rules, and no key."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator

import msgspec

from bsuh_desktop.services.collection.opened_file import FileJudge, Rules, UnsealedFile
from bsuh_desktop.system.memory import give_back_large_pieces
from bsuh_desktop.system.sandbox_child import Work, serve_each


class Task(msgspec.Struct, frozen=True, tag=True):
    """Files to read; each gets an answer. `chains` are grants (bytes of QR 2) known for these besides those of the
    rules."""

    files: tuple[UnsealedFile, ...]
    chains: tuple[bytes, ...] = ()


class Begin(msgspec.Struct, frozen=True, tag=True):
    """The first message; has no answer."""

    rules: Rules


def main() -> None:
    """Answers questions until the pipe is closed."""
    give_back_large_pieces()
    # Objects that live as long as the process are not scanned again and again. Garbage is collected per batch: the
    # traceback of an error refers to the bytes of its file.
    gc.freeze()
    gc.disable()
    serve_each(_Reader().asked)


class _Reader:
    """Reads by the rules of the first message."""

    def __init__(self) -> None:
        self._questions = msgspec.msgpack.Decoder(Begin | Task)
        self._encode = msgspec.msgpack.Encoder().encode
        self._judge: FileJudge | None = None

    def asked(self, question: bytes, _: bytes) -> Iterator[Work]:
        """Yields the work for each file."""
        asked = self._questions.decode(question)
        if isinstance(asked, Begin):
            self._judge = FileJudge(asked.rules)
            return
        assert self._judge is not None
        judge = self._judge.knowing(asked.chains) if asked.chains else self._judge
        for sealed in asked.files:
            yield functools.partial(self._read, judge, sealed)
        gc.collect()
        # What is left was loaded or cached on the way, and stays.
        gc.freeze()

    def _read(self, judge: FileJudge, sealed: UnsealedFile) -> bytes:
        return self._encode(judge.file(sealed))


if __name__ == "__main__":
    main()
