"""The files that lie on a stick or in a folder, with all folders in it; never outside of it, and never without end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

MOST = 20_000
"""Files of one folder, with those in it, that are looked at."""
_DEEPEST = 8
_SYSTEM = ("$RECYCLE.BIN", "System Volume Information")


class Found(msgspec.Struct, frozen=True):
    """A file; `named` if it was given itself, and not found in a folder."""

    path: Path
    named: bool


def files_in(sources: Sequence[Path]) -> Iterator[Found]:
    """Every file of `sources` once, folders in the order of their names. Hidden files and folders, links to folders,
    and what a pulled-out stick does not give any more are passed over."""
    seen: set[str] = set()
    for source in sources:
        found = _inside(source) if source.is_dir() else [source]
        for path in found:
            place = os.path.abspath(path)
            if place not in seen:
                seen.add(place)
                yield Found(path, named=path is source)


def _inside(folder: Path) -> Iterator[Path]:
    count, depth = 0, len(folder.parts)
    for at, folders, names in os.walk(folder):
        here = Path(at)
        deep = len(here.parts) - depth >= _DEEPEST
        folders[:] = [] if deep else sorted(one for one in folders if not one.startswith(".") and one not in _SYSTEM)
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or not path.is_file():
                continue
            count += 1
            if count > MOST:
                return
            yield path
