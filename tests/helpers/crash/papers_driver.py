"""Writes the papers of one finished class when it is told to: a process of its own, whose disk can be taken away.

Called as `papers_driver.py HOME`. Each line on standard input is one order, and each answer one JSON line.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.language import say
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.class_files import files_of, hand_over_class, save_certificates
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.system.disk_errors import disk_full
from tests.helpers.desks import PASSPHRASE, clock_at

PAGE = 4096
FILLER = "filler"
Answer = dict[str, object]


def certificates(desk: Desk, folder: Path) -> Answer:
    """Writes the certificates, and tells how that went."""
    return _told(desk, folder, lambda session: save_certificates(desk, session, folder).path)


def attendance(desk: Desk, folder: Path) -> Answer:
    """Writes the attendance file, and tells how that went."""
    return _told(desk, folder, lambda session: hand_over_class(desk, session, folder).path)


def _told(desk: Desk, folder: Path, write: Callable[[str], Path]) -> Answer:
    (session,) = desk.store.journal.sessions()
    try:
        path = write(session)
    except KnownError as error:
        said = [f"{say(error.message, language)} {say(error.remedy, language)}" for language in ("en", "bn")]
        return {"code": error.code, "said": said}
    files = files_of(desk, session)
    serials = len(desk.store.outgoing.certificates(session))
    remembered = files.saved if path.suffix == ".pdf" else files.handed_over
    return {"written": path.name, "remembered": remembered, "serials": serials}


def fill(_: Desk, folder: Path, pages: str) -> Answer:
    """Leaves so many pages of the disk at `folder` free."""
    filler = folder / FILLER
    filler.unlink(missing_ok=True)
    disk = os.statvfs(folder)
    filler.write_bytes(bytes(max(0, disk.f_bfree * disk.f_frsize - int(pages) * PAGE)))
    return {}


def crowd(_: Desk, folder: Path, names: str) -> Answer:
    """Leaves so many files of no bytes in `folder`."""
    for left in folder.glob(f"{FILLER}*"):
        left.unlink()
    for number in range(int(names)):
        (folder / f"{FILLER}-{number}").touch()
    return {}


def look(_: Desk, folder: Path) -> Answer:
    """What stands in `folder`, hidden files and all: its name, and what a verifier says of it."""
    left = [path for path in sorted(folder.iterdir()) if not path.name.startswith(FILLER)]
    return {path.name: proof.verdict.value for path in left for proof in verify([str(path)], known_to_everybody())}


ORDERS: dict[str, Callable[..., Answer]] = {
    "certificates": certificates,
    "attendance": attendance,
    "fill": fill,
    "crowd": crowd,
    "look": look,
}


def main() -> None:
    """Until there are no more orders."""
    desk = open_desk(Path(sys.argv[1]) / "profile", PASSPHRASE, clock_at(hour=12))
    # The catalogue is opened when something is said for the first time.
    say(disk_full().message, "bn")
    # No `read` and no `write`: they may be what fails just now.
    buffer = bytearray(1000)
    while size := os.readv(0, [buffer]):
        order, folder, *rest = buffer[:size].decode().split()
        os.writev(1, [json.dumps(ORDERS[order](desk, Path(folder), *rest)).encode(), b"\n"])


if __name__ == "__main__":
    main()
