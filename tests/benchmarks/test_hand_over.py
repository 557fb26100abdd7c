"""Hand-over of 200 classes against a bare copy of the same bytes, each file synced, in the same folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.seal import seal_some
from bsuh_desktop.store.outgoing import SealedFile
from tests.benchmarks.ratios import ratio, table
from tests.benchmarks.sizes import Size
from tests.helpers.desks import clock_at, copied_desk
from tests.helpers.many_classes import hold_many

CLASSES, TURNS = 200, 5
LIMIT = 3.0

BARE = "a bare copy with fsync"
FIRST, AGAIN, FRESH = "the first hand-over", "a resend", "with sealing in it"


def test_a_hand_over_is_hardly_dearer_than_a_bare_copy(size: Size, tmp_path: Path) -> None:
    """The first hand-over is that of classes which were all sealed ahead, with their papers or a few at a time while
    the windows are open. Where they were not, sealing is part of it (3 ms a class, while the file before is written):
    from the command line alone, or for classes of today whose certificates wait. That is told, and no bound holds it:
    it depends on how quick the disk is."""
    seconds: dict[str, list[float]] = {BARE: [], FIRST: [], AGAIN: [], FRESH: []}
    classes, turns = size.of(CLASSES, 2), size.of(TURNS, 1)
    for turn in range(turns):
        folder = tmp_path / str(turn)
        folder.mkdir()
        fresh, ahead = (a_desk(folder / name, classes) for name in ("fresh", "ahead"))
        while seal_some(ahead):
            pass
        seconds[FRESH].append(timed(size, fresh, folder / "stick-of-fresh"))
        seconds[FIRST].append(timed(size, ahead, folder / "stick"))
        files = [file for one in ahead.store.handed.all().values() if (file := newest(ahead, one.session))]
        seconds[BARE].append(bare_copy(size, files, folder / "bare"))
        seconds[AGAIN].append(timed(size, ahead, folder / "another-stick"))
        assert same_bytes(classes, folder / "bare", folder / "stick", folder / "another-stick")
        fresh.close()
        ahead.close()
    print("\n" + table(seconds, BARE))
    for way in (FIRST, AGAIN):
        size.at_most(ratio(seconds, way, BARE), LIMIT, way)


def a_desk(folder: Path, classes: int) -> Desk:
    desk = copied_desk(folder, clock_at())
    hold_many(desk, classes, handed_over=False)
    desk.store.journal.drop_cache()
    return desk


def newest(desk: Desk, session: str) -> SealedFile | None:
    return desk.store.outgoing.newest_sealed(session)


def timed(size: Size, desk: Desk, folder: Path) -> float:
    """Seconds a file, from the asking to the last byte that was read back and noted."""
    folder.mkdir()
    taken, result = size.timed(lambda: hand_over_all(desk, folder))
    written = len(result.written)
    assert (result.left, result.safe) == (0, True)
    return taken / written


def bare_copy(size: Size, files: Sequence[SealedFile], folder: Path) -> float:
    """Seconds a file: written and synced one by one, and nothing else."""
    folder.mkdir()

    def copy() -> None:
        for one in files:
            with (folder / one.file_name).open("wb") as file:
                file.write(one.bytes)
                file.flush()
                os.fsync(file.fileno())

    return size.timed(copy)[0] / len(files)


def same_bytes(classes: int, *folders: Path) -> bool:
    held = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    return len(held[0]) == classes and all(one == held[0] for one in held)
