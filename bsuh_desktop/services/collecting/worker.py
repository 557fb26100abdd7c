"""The process that opens files beside the app's own: asked on standard input, it answers on standard output.

Each piece is its length in four bytes (big-endian) and MessagePack. The first is the setting, each of the others a
batch. It ends when its way in closes, however the app ended; it writes no file, and says nothing anywhere else.
"""

from __future__ import annotations

import gc
import os
import signal

import msgspec

from bsuh_desktop.services.collecting.memory import give_back_large_pieces
from bsuh_desktop.services.collecting.opening import Opening, Setting

LENGTH_BYTES = 4


class Task(msgspec.Struct, frozen=True, array_like=True):
    """Files to open: SHA-256 and bytes."""

    files: tuple[tuple[bytes, bytes], ...]


def main() -> None:
    """Answers until nobody asks any more."""
    # Ctrl-C at a terminal reaches every process; whoever asks here ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _own_output()
    give_back_large_pieces()
    # What lives as long as the process is not looked through again and again. The cycles of a batch go with it: an
    # error's way through the functions holds the bytes of the file that it was about.
    gc.freeze()
    gc.disable()
    tasks = msgspec.msgpack.Decoder(Task)
    written = msgspec.msgpack.Encoder()
    asked = _read_piece(0)
    if asked is None:
        return
    opening = Opening(msgspec.msgpack.decode(asked, type=Setting))
    while (asked := _read_piece(0)) is not None:
        _write_piece(out, written.encode(opening.batch(tasks.decode(asked).files)))
        gc.collect()


def _own_output() -> int:
    """Standard output for the answers alone: what a library may print goes nowhere."""
    out, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def _read_piece(fd: int) -> bytearray | None:
    head = _read(fd, LENGTH_BYTES)
    return None if head is None else _read(fd, int.from_bytes(head, "big"))


def _read(fd: int, count: int) -> bytearray | None:
    """So many bytes; None where the way in closed before."""
    data = bytearray(count)
    view = memoryview(data)
    while view:
        got = os.readv(fd, [view]) if hasattr(os, "readv") else _copied(fd, view)
        if not got:
            return None
        view = view[got:]
    return data


def _copied(fd: int, view: memoryview) -> int:
    chunk = os.read(fd, len(view))
    view[: len(chunk)] = chunk
    return len(chunk)


def _write_piece(fd: int, data: bytes) -> None:
    view = memoryview(len(data).to_bytes(LENGTH_BYTES, "big") + data)
    while view:
        view = view[os.write(fd, view) :]


if __name__ == "__main__":
    main()
