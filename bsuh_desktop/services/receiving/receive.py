"""Takes in what sticks brought, as collecting does, and makes ready what can be read out of each receipt.

Nobody is told that a class is merged before archive and decisions have it: it is the coordinator's only copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.exchange.manifest import MANIFEST, SIGNATURE, read_manifest
from bsuh_desktop.exchange.reduced import members_of_proved
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collecting.collecting import Keep, SoFar, collect
from bsuh_desktop.services.collecting.collector import Collector
from bsuh_desktop.services.collecting.values import Collected, CollectedFile
from bsuh_desktop.services.grants.files import read_file
from bsuh_desktop.services.log import log


def receive(
    collector: Collector,
    register: Register,
    sources: Sequence[Path],
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
    workers: int | None = None,
    keep: Keep | None = None,
    so_far: SoFar | None = None,
) -> Collected:
    """As `collect`; files that were here already have the code of their receipt, too. Raises KnownError as `collect`,
    and `file_not_opened` for a source that is not there."""
    for source in sources:
        if not source.exists():
            read_file(source, 0)
    found = collect(
        collector, register, sources, progress=progress, stop=stop, workers=workers, keep=keep, so_far=so_far
    )
    log("command", code="receive", count=len(found.answers))
    return replace(found, files=tuple(_with_code(one, collector, register) for one in found.files))


def _with_code(one: CollectedFile, collector: Collector, register: Register) -> CollectedFile:
    """Of a file that was not opened in this run the key of its code stands in the archive."""
    if one.outcome is None or one.receipt_key:
        return one
    try:
        members = members_of_proved(one.sha256, register.read(one.sha256), collector.opener())
        manifest = read_manifest(members[MANIFEST], members[SIGNATURE])
    except (KnownError, ValueError):
        # It can be answered by a file, which stands on the stick.
        return one
    return replace(one, receipt_key=manifest.receipt_key)
