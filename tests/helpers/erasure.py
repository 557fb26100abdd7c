"""What tests of forgetting share: a class with answers, its file opened, a receipt, an older copy that returns."""

from __future__ import annotations

import shutil
from pathlib import Path

from bsuh_desktop.exchange.attendance_facts import read_names
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over import hand_over, seal
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.store.forgotten import LIST_NAME
from bsuh_desktop.store.outgoing import StoredReceipt
from bsuh_desktop.trust.sealing import unseal
from tests.helpers.attendance_files import open_file
from tests.helpers.desks import a_class, end

DAY_S = 86_400


def answered_class(desk: Desk) -> Conduct:
    """A finished class of four: learner 1 took an answer back and replaced another, the last question is by hands."""
    conduct = a_class(desk)
    conduct.ask("q5", "shared")
    conduct.answer(1, "A")
    conduct.undo()
    conduct.answer(1, "D")
    conduct.answer(1, "B")
    conduct.answer(2, "A")
    conduct.close_question()
    conduct.show_slide(_first(conduct, "pre"))
    conduct.ask("form-a/1", "shared")
    conduct.answer(1, "C")
    conduct.close_question()
    conduct.ask("q6", "hands")
    conduct.count_hands({"A": 1, "B": 3})
    conduct.close_question()
    end(desk, conduct)
    return conduct


def _first(conduct: Conduct, part: str) -> int:
    """The first slide of a part of the module."""
    return next(number for number, slide in enumerate(conduct.pack.slides("bn"), start=1) if slide.part == part)


def handed_over(desk: Desk, session: str, folder: Path) -> Path:
    """Hands one class over into `folder`; returns its file."""
    folder.mkdir(exist_ok=True)
    (written,) = hand_over.hand_over(desk, [session], folder)
    hand_over.note_handed_over(desk, [written])
    return written.path


def received(desk: Desk, session: str, outcome: str = "merged") -> None:
    """The coordinator's receipt of a class's newest file has come, today."""
    sealed = seal.seal_class(desk, session)
    desk.store.handed.keep_receipt(StoredReceipt(sealed.sha256, outcome, desk.today().isoformat(), b""))


def opened(desk: Desk, data: bytes) -> tuple[Contents, dict[str, str]]:
    """What a sealed file holds, and the names in it by learner."""
    contents = open_file(data, desk.identities)
    names = read_names(unseal(contents.sealed_names, desk.identities))
    return contents, {row.learner: row.name_bn for row in names}


def older_copy(desk: Desk, folder: Path) -> Path:
    """The data as it is now, as a copy that may come back one day."""
    desk.store.forget_deleted()
    folder.mkdir()
    shutil.copy(desk.store.file, folder / desk.store.file.name)
    return folder


def brought_back(desk: Desk, copy: Path, listed: bool = True) -> Desk:
    """The older copy stands in the place of the closed `desk`'s data, with the list beside it or without."""
    desk.close()
    shutil.copy(copy / desk.store.file.name, desk.store.file)
    shutil.rmtree(desk.folder / "backups", ignore_errors=True)
    if not listed:
        (desk.folder / LIST_NAME).unlink(missing_ok=True)
    return open_unlocked(desk.folder, desk.vault, desk.clock)


def pass_days(desk: Desk, days: int) -> None:
    """So many days go by."""
    desk.clock.advance(days * DAY_S)  # type: ignore[attr-defined]
