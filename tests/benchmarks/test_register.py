"""What the register's files cost: a batch put into the archive, and all decisions proved, against the bare work.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_register.py`.
"""

from __future__ import annotations

import base64
import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from nacl.signing import VerifyKey

from bsuh_desktop.register.archive import Archive
from bsuh_desktop.register.decisions import Decisions
from bsuh_desktop.system import atomic_file
from tests.benchmarks.ratios import Way, ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.archived import archive_files
from tests.helpers.keys import key
from tests.register.test_archive import some
from tests.register.test_folder import decisions_about

BARE_WRITE, PUT = "bare write and fsync", "put into the archive"
TURNS = 7
BARE_PROOF, PROVED = "bare hash, signature and JSON", "decisions proved"


def write(folder: Path, files: Sequence[tuple[bytes, bytes]]) -> None:
    """The same bytes to the disk, with nothing around."""
    for sha, data in files:
        with (folder / sha.hex()).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def test_putting_a_batch_takes_hardly_longer_than_writing_its_bytes(size: Size, tmp_path: Path) -> None:
    count = size.of(256, 2)
    batches = [(turn, some(count, 12_000, turn * count)) for turn in range(2 * (1 + TURNS))]

    def bare() -> None:
        turn, files = batches.pop()
        folder = tmp_path / f"plain{turn}"
        folder.mkdir()
        atomic_file.sync_folder(tmp_path)
        write(folder, files)

    def put() -> None:
        turn, files = batches.pop()
        archive_files(Archive(tmp_path / f"archive{turn}"), files)

    seconds = size.measured({BARE_WRITE: Way(bare, count), PUT: Way(put, count)}, TURNS, time.perf_counter)
    print("\n" + table(seconds, BARE_WRITE))
    size.at_most(ratio(seconds, PUT, BARE_WRITE), 1.3)


def test_the_decisions_of_a_country_are_proved_in_little_more_than_their_bare_proof(size: Size, tmp_path: Path) -> None:
    path = decisions_about(size.of(62_500, 512), tmp_path / "register")
    signer = VerifyKey(key("coordinator").public)

    def bare() -> None:
        for written in path.read_bytes().splitlines():
            hashlib.sha256(written).digest()
            body, _, signature = written.removeprefix(b'{"line":').removesuffix(b'"}').rpartition(b',"signature":"')
            signer.verify(b"bsuh/decision/1\0" + body, base64.b64decode(signature))
            msgspec.json.decode(body)

    seconds = size.measured({BARE_PROOF: Way(bare), PROVED: Way(lambda: Decisions(path))})
    print("\n" + table(seconds, BARE_PROOF))
    size.at_most(ratio(seconds, PROVED, BARE_PROOF), 4)
