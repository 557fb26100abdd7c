"""Imports files from sticks as collecting does, and makes the code of each receipt, which can be read out.

A class is not reported as merged before the archive and the decisions have it: this is the coordinator's only copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.exchange.manifest import MANIFEST, SIGNATURE, read_manifest
from bsuh_desktop.exchange.reduced_copy import members_of_proved
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collect import Keep, SoFar, collect
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.values import Collected, CollectedFile
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.sealing import Opener


def receive(
    collector: Collector,
    register: Register,
    sources: Sequence[Path],
    *,
    keep: Keep,
    progress: Progress | None = None,
    stop: Stop | None = None,
    workers: int | None = None,
    so_far: SoFar | None = None,
) -> Collected:
    """As `collect`, but files that were here already have the code of their receipt, too. Raises KnownError as
    `collect`, and `file_not_opened` for a source that does not exist."""
    for source in sources:
        if not source.exists():
            read_file(source, 0)
    found = collect(
        collector, register, sources, keep=keep, progress=progress, stop=stop, workers=workers, so_far=so_far
    )
    log("command", code="receive", count=len(found.answers))
    opener = collector.opener()
    return replace(found, files=tuple(_with_code(one, opener, register) for one in found.files))


def _with_code(one: CollectedFile, opener: Opener, register: Register) -> CollectedFile:
    """Works the receipt's code out here, where nobody waits for it. Of a file that was not opened in this run the key
    for it is read from the archive; without it the answer is only the receipt's file on the stick."""
    if one.outcome is not None and not one.receipt_key:
        one = replace(one, receipt_key=_archived_key(one.sha256, opener, register))
    _ = one.code
    return one


def _archived_key(sha256: bytes, opener: Opener, register: Register) -> bytes:
    """The receipt key of an archived file; no bytes for one that cannot be read."""
    try:
        members = members_of_proved(sha256, register.read(sha256), opener)
        return read_manifest(members[MANIFEST], members[SIGNATURE]).receipt_key
    except (KnownError, ValueError):
        return b""
