"""The floor: what cannot be left out of collecting, written bare, by the rules of the product's own processes.

So many processes are asked through pipes; each opens files (age by pyrage), unpacks them, proves the manifest's
signature and those of the grants (Ed25519 by PyNaCl, grants once by their bytes) and the SHA-256 of each member, parses
every JSON line and the table with the standard library, and makes Arrow columns of the learners. The asking process
reads and hashes the files, and for each 256 of them writes the archive (each file under another name, synced, named;
each folder synced once; four threads at a time), one segment of rows (written, synced, its folder synced) and one line
of decisions (synced). No chain of a journal, no pseudonym, no verdict, no lock, no search for what is known already.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import json
import os
import time
import zipfile
from base64 import b64decode
from collections import deque
from collections.abc import Iterable, Sequence, Set
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import cbor2
import pyarrow as pa
import pyrage
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

BATCH, AHEAD, WRITERS, PIECE = 256, 3, 4, 32
_WORDS = ("status", "sex", "age", "disability", "awarded")
_NUMBERS = ("answered", "correct", "pre", "post")
_SIGNATURE = 64

Rows = dict[str, list[int | str | None]]
Named = tuple[str, bytes]
_identities: list[pyrage.x25519.Identity] = []


class Bare(NamedTuple):
    """How long it took, and how many files could be opened."""

    seconds: float
    opened: int


def floor(paths: Iterable[Path], kept: Set[str], identities: Sequence[str], out: Path, workers: int) -> Bare:
    """Opens the files at `paths` that begin as age files do; those of the hashes `kept` go into `out`."""
    (out / "segments").mkdir(parents=True)
    opened = 0
    with (
        ProcessPoolExecutor(workers, get_context("spawn"), _begin, (tuple(identities),)) as pool,
        ThreadPoolExecutor(WRITERS) as writers,
        (out / "decisions").open("ab") as decisions,
    ):
        # They are there before the time is taken: a process of the product's is as well, soon after it begins.
        list(pool.map(len, [b""] * workers))
        began = time.perf_counter()
        asked: deque[tuple[list[Named], list[Future[tuple[list[str], bytes]]]]] = deque()
        for batch in _batches(paths):
            pieces = [batch[start : start + PIECE] for start in range(0, len(batch), PIECE)]
            asked.append((batch, [pool.submit(_open_all, piece) for piece in pieces]))
            if len(asked) == AHEAD:
                opened += _keep(*asked.popleft(), kept, out, writers, decisions)
        while asked:
            opened += _keep(*asked.popleft(), kept, out, writers, decisions)
        return Bare(time.perf_counter() - began, opened)


def _batches(paths: Iterable[Path]) -> Iterable[list[Named]]:
    batch: list[Named] = []
    for path in paths:
        data = path.read_bytes()
        if data.startswith(b"age-encryption.org/v1\n"):
            batch.append((hashlib.sha256(data).hexdigest(), data))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _keep(
    batch: list[Named],
    answers: list[Future[tuple[list[str], bytes]]],
    kept: Set[str],
    out: Path,
    writers: ThreadPoolExecutor,
    decisions: io.BufferedIOBase,
) -> int:
    good: set[str] = set()
    segments: list[bytes] = []
    for answer in answers:
        names, rows = answer.result()
        good.update(names)
        segments.append(rows)
    new = {name: (out / "archive" / name[:2], name, data) for name, data in batch if name in good & kept}
    folders = {folder for folder, _, _ in new.values()}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    list(writers.map(_write, new.values()))
    list(writers.map(_sync_folder, folders))
    number = len(os.listdir(out / "segments")) + 1
    _write((out / "segments", f"{number:08d}", b"".join(segments)))
    _sync_folder(out / "segments")
    decisions.write(json.dumps([[name, "merged"] for name in sorted(good)]).encode() + b"\n")
    decisions.flush()
    os.fsync(decisions.fileno())
    return len(good)


def _write(file: tuple[Path, str, bytes]) -> None:
    folder, name, data = file
    with (folder / f"{name}.new").open("wb") as new:
        new.write(data)
        new.flush()
        os.fsync(new.fileno())
    os.rename(folder / f"{name}.new", folder / name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _begin(identities: Sequence[str]) -> None:
    _identities.extend(pyrage.x25519.Identity.from_str(one) for one in identities)


def _open_all(files: list[Named]) -> tuple[list[str], bytes]:
    """Which of them are whole, and the rows of these."""
    names: list[str] = []
    rows: Rows = {name: [] for name in ("row", "learner", *_WORDS, *_NUMBERS)}
    for name, data in files:
        if _open(data, len(names), rows):
            names.append(name)
    table = pa.table({name: pa.array(column) for name, column in rows.items()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return names, sink.getvalue().to_pybytes()


def _open(data: bytes, number: int, rows: Rows) -> bool:
    try:
        opened = pyrage.decrypt(data, _identities)
        with zipfile.ZipFile(io.BytesIO(opened)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
        manifest = json.loads(members["manifest.json"])
        signed = b"bsuh/attendance/1\0" + members["manifest.json"]
        VerifyKey(b64decode(manifest["signer"])).verify(signed, members["manifest.sig"])
        _prove_grants(members["grants.cbor"])
    except (pyrage.DecryptError, zipfile.BadZipFile, BadSignatureError):
        return False
    for name, digest in manifest["members"].items():
        if hashlib.sha256(members[name]).digest() != b64decode(digest):
            return False
    json.loads(members["session.json"])
    for line in members["journal.jsonl"].splitlines():
        json.loads(line)
    for row in csv.DictReader(io.StringIO(members["attendance.csv"].decode("utf-8-sig"))):
        rows["row"].append(number)
        rows["learner"].append(hash(row["learner"]))
        for word in _WORDS:
            rows[word].append(row[word])
        for counted in _NUMBERS:
            rows[counted].append(int(row[counted]) if row[counted] else None)
    return True


@functools.lru_cache(maxsize=4096)
def _prove_grants(data: bytes) -> None:
    """The device's grant under the coordinator's; where there are none, there is nothing to prove."""
    above: bytes | None = None
    while data:
        fields = cbor2.loads(data)
        size = len(cbor2.dumps(fields, canonical=True))
        if above is not None:
            VerifyKey(above).verify(b"bsuh/grant/1\0" + data[:size], data[size : size + _SIGNATURE])
        above, data = fields[3], data[size + _SIGNATURE :]
