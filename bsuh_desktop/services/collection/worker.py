"""The limited process that reads what came out of seals, and judges it: it has public rules, and no key."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator

import msgspec

from bsuh_desktop.services.collection.opened_file import FileJudge, Rules, Sealed
from bsuh_desktop.system.memory import give_back_large_pieces
from bsuh_desktop.system.sandbox_child import Work, serve_each


class Task(msgspec.Struct, frozen=True, tag=True):
    """Files to read, each of which is answered; `chains` are grants (bytes of QR 2) that are known for these besides
    the rules'."""

    files: tuple[Sealed, ...]
    chains: tuple[bytes, ...] = ()


class Begin(msgspec.Struct, frozen=True, tag=True):
    """Comes first, and has no answer."""

    rules: Rules


def main() -> None:
    """Answers until nobody asks any more."""
    give_back_large_pieces()
    # What lives as long as the process is not looked through again and again. The cycles of a batch go with it: an
    # error's way through the functions holds the bytes of the file that it was about.
    gc.freeze()
    gc.disable()
    serve_each(_Reader().asked)


class _Reader:
    """Reads by the rules that came first."""

    def __init__(self) -> None:
        self._questions = msgspec.msgpack.Decoder(Begin | Task)
        self._encode = msgspec.msgpack.Encoder().encode
        self._judge: FileJudge | None = None

    def asked(self, question: bytes, _: bytes) -> Iterator[Work]:
        """The work for each file."""
        asked = self._questions.decode(question)
        if isinstance(asked, Begin):
            self._judge = FileJudge(asked.rules)
            return
        assert self._judge is not None
        judge = self._judge.knowing(asked.chains) if asked.chains else self._judge
        for sealed in asked.files:
            yield functools.partial(self._read, judge, sealed)
        gc.collect()
        # What is left was loaded or learnt on the way, and stays.
        gc.freeze()

    def _read(self, judge: FileJudge, sealed: Sealed) -> bytes:
        return self._encode(judge.file(sealed))


if __name__ == "__main__":
    main()
