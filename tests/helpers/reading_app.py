"""An app that reads lists and then waits to be searched. A program of its own, so that what is sought is not in it.

Its words: whether it reads `apart` or `here`, the folder of lists, the profile. It says how many lists it has read;
a line later it lets go of them all, and says every text that is still alive in it; another line later it ends.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.preview import ClassListPreview
from bsuh_desktop.rosters.sandbox.reader import read_class_list
from bsuh_desktop.system.log import log, open_log


def lists_in(folder: Path) -> list[Path]:
    """The lists of a folder, without the truths beside them."""
    return [path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix not in (".json", ".md")]


def live_texts() -> Iterator[bytes]:
    """Every text, as UTF-8, and every piece of bytes that something alive in this process refers to, once."""
    waiting, seen = gc.get_objects(), set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen or one is waiting or one is seen:
            continue
        seen.add(id(one))
        if isinstance(one, str):
            yield one.encode("utf-8", "surrogatepass")
        elif isinstance(one, bytes | bytearray):
            yield bytes(one)
        else:
            waiting += gc.get_referents(one)


def read_all(read: Callable[[Path], ClassListPreview], folder: Path) -> tuple[list[ClassListPreview], list[bytes]]:
    """The previews of the lists that are none the less read, and what was said of the others."""
    previews, refused = list[ClassListPreview](), list[bytes]()

    def take(path: Path) -> None:
        try:
            previews.append(read(path))
        except KnownError as error:
            log("refused", code=error.code)
            refused.append(f"{error!r} {error}".encode())

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(take, lists_in(folder)))
    return previews, refused


def main() -> None:
    """Reads, waits, lets go, tells, waits."""
    how, folder, profile = sys.argv[1:]
    open_log(Path(profile))
    read: Callable[[Path], ClassListPreview] = read_class_list
    if how == "here":
        from bsuh_desktop.rosters.interpret import understand

        read = understand
    previews, refused = read_all(read, Path(folder))
    print(len(previews), flush=True)
    sys.stdin.readline()
    previews.clear()
    gc.collect()
    texts = b"\0".join([*refused, *live_texts()])
    sys.stdout.buffer.write(b"%d\n%s" % (len(texts), texts))
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    main()
