"""What is large or built to do harm, each against a bare way through as much: the suite counts how its work grows, here
it is told how long it takes.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_large.py`.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

from bsuh_desktop.exchange.package import LARGEST_FILE
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles, with_found
from bsuh_desktop.services.collection.collected_files import COLLECT_VERDICTS
from bsuh_desktop.services.collection.sources import found_in
from bsuh_desktop.services.collection.zips import MOST_UNPACKED
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.presenters.collection.test_collected_files import NOTHING, file, found
from tests.services.collection.test_sources_hostile import HOSTILE, NAMES

BARE_FILES, SORTED_OUT = "bare JSON of the files", "files sorted out"
BARE_UNPACKING = "bare unpacking and hash"


def test_sixty_thousand_files_are_sorted_out(size: Size) -> None:
    files = [file(number, COLLECT_VERDICTS[number % len(COLLECT_VERDICTS)]) for number in range(size.of(60_000, 60))]
    many, plain = found(*files), [(one.input, one.verdict) for one in files]
    ways = {
        BARE_FILES: Way(lambda: json.dumps(plain)),
        SORTED_OUT: Way(lambda: with_found(CollectedFiles(), many, NOTHING)),
    }
    seconds = size.measured(ways)
    print("\n" + table(seconds, BARE_FILES))
    size.at_most(ratio(seconds, SORTED_OUT, BARE_FILES), 20)


def test_a_hostile_file_takes_no_longer_than_the_most_that_is_unpacked_of_an_honest_one(
    size: Size, tmp_path: Path
) -> None:
    """Processor time, in C as well as in Python."""
    packed = zlib.compress(bytes(LARGEST_FILE))

    def bare() -> None:
        for _ in range(size.of(MOST_UNPACKED // LARGEST_FILE, 1)):
            hashlib.sha256(zlib.decompress(packed)).digest()

    ways = {BARE_UNPACKING: Way(bare)}
    names = size.of(NAMES, NAMES[-1:])
    for name, build in zip(names, HOSTILE[-len(names) :], strict=True):
        path = tmp_path / name
        path.write_bytes(build())
        ways[name] = Way(lambda path=path: [None for _ in found_in([path])])  # type: ignore[misc]
    seconds = size.measured(ways, 3)
    print("\n" + table(seconds, BARE_UNPACKING))
    worst = max(names, key=lambda name: ratio(seconds, name, BARE_UNPACKING))
    size.at_most(ratio(seconds, worst, BARE_UNPACKING), 1, worst)
