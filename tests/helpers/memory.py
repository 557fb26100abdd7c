"""The memory of another process of ours, as far as it can be written to: what lives there, and what was let go of."""

from __future__ import annotations

import contextlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_ZEROS, _FEWER = re.compile(rb"\0{64,}"), bytes(64)


def writable_memory(pid: int) -> Iterator[bytes]:
    """Piece by piece; one that is gone meanwhile is passed over. Nothing where the system, other than Linux, does not
    tell."""
    if sys.platform != "linux":
        return
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("utf-8", "replace").splitlines():
            where, rights, *_ = line.split()
            first, last = (int(number, 16) for number in where.split("-"))
            if rights.startswith("rw"):
                try:
                    memory.seek(first)
                    yield memory.read(last - first)
                except OSError:
                    continue


def shapes(word: str) -> set[bytes]:
    """The bytes of `word` as a file or a data page may hold it, and as Python keeps it: in one, two or four bytes."""
    found = {word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-32-le")}
    found.add(unicodedata.normalize("NFD", word).encode())
    with contextlib.suppress(UnicodeEncodeError):
        # The letters of an old font are those of a code page.
        found.add(word.encode("cp1252"))
    return found


def words_in(words: Iterable[str], pieces: Iterable[bytes]) -> set[str]:
    """Those of `words` that stand in one of `pieces` in any shape."""
    return shaped_in({word: shapes(word) for word in words}, pieces)


def shaped_in(sought: Mapping[str, set[bytes]], pieces: Iterable[bytes]) -> set[str]:
    """The names of those of which any shape stands in one of `pieces`."""
    # Most of a process's memory are zeros, of which no word has more than one in a row.
    dense = (_ZEROS.sub(_FEWER, piece) for piece in pieces)
    return {name for piece in dense for name, shapes_of in sought.items() if any(one in piece for one in shapes_of)}
