"""Whatever bears names, and every backup, is its owner's alone, also where the umask would let everybody in."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop import settings
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish, save_sheet
from bsuh_desktop.services.collection.export import open_names, save_list
from bsuh_desktop.services.desk.passphrases import PRACTICE_PASSPHRASE
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.store.replace_damaged import mend
from bsuh_desktop.system.atomic_file import write_new_file
from bsuh_desktop.system.files import is_safe_name
from bsuh_desktop.system.log import close_log, log, open_log
from tests.helpers.collection import Device, Office, put, session
from tests.helpers.command import bsuh_here, write_script
from tests.helpers.desks import clock_at
from tests.helpers.scripts import CLOCK, FINISH, FOUR, group, set_up

pytestmark = [
    pytest.mark.usefixtures("known_keys", "open_to_all"),
    pytest.mark.skipif(os.name == "nt", reason="Windows keeps no modes: a person's folders are their own"),
]

NOT_ONES_OWN = re.compile(r".*\.bsuh|in-use\.lock")
"""What goes from one computer to another, and only its recipients open it; and a file that holds nothing."""


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """A umask that takes no right from anybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(*folders: Path) -> set[str]:
    """The names of the files below `folders` that another user of the computer may read or write. Windows and a stick
    would take the names of all."""
    assert not [path for folder in folders for path in folder.rglob("*") if not is_safe_name(path.name)]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    others = {path.name for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077}
    return {name for name in others if not NOT_ONES_OWN.fullmatch(name)}


def test_a_class_from_its_list_to_its_backups(tmp_path: Path) -> None:
    given, out = tmp_path / "given", tmp_path / "out"
    given.mkdir()
    (given / "four.csv").write_text(FOUR, "utf-8")
    (given / "words.txt").write_text(PRACTICE_PASSPHRASE, "utf-8")
    steps = [CLOCK, group(), set_up(), {"headcount": 3}, {"roll": {"absent": [4]}}, *FINISH]
    steps += [{"certificates": "certificates.pdf"}, {"hand_over": "stick"}]
    assert bsuh_here("rehearse", write_script(given / "script.jsonl", steps), "--out", out).status == 0
    profile = out / "profile"
    open_log(profile)
    log("start", version="1")
    close_log()
    settings.save(profile, settings.Settings())
    with_words = ("--passphrase-file", given / "words.txt")
    assert bsuh_here("backup", "--to", out / "backups", "--profile", profile, *with_words).status == 0
    (backup,) = (out / "backups").glob("backup-*")
    assert bsuh_here("restore", backup, "--profile", out / "new", *with_words).status == 0
    # Into a desk that has been there before, and a damaged file that is mended.
    assert bsuh_here("restore", backup, "--profile", profile, *with_words).status == 0
    desk = open_desk(profile, PRACTICE_PASSPHRASE, clock_at())
    save_sheet(desk, SheetWish(groups=(desk.store.rosters.groups()[0].id,), names=True), out)
    desk.backups.make_now(desk.clock.now())
    modes_while_open = open_to_others(profile)
    desk.close()
    mend(profile, None, desk.vault.store_key)
    names = {path.name for path in out.rglob("*")}
    assert names >= {"certificates.pdf", "classes.db", "vault.json", "desk.log", "settings.json", "backups"}
    assert modes_while_open == set()
    assert open_to_others(out) == set()


def test_a_coordinators_afternoon(tmp_path: Path) -> None:
    office, out = Office(tmp_path / "office"), tmp_path / "out"
    file = Device(office.recipients).seal(session(1))
    office.collect(put(tmp_path / "stick", {"1": file}))
    files = [hashlib.sha256(file.data).digest()]
    with office.open() as register:
        for purpose in ("named_list", "certificates"):
            opened = open_names(register, office.collector, files, "Coordinator", purpose, {}, out, office.desk.folder)
            assert opened.names
    save_list(out, "collected", [("রহিমা",)])
    assert len(list(out.iterdir())) == 4
    assert open_to_others(office.folder, out) == set()


def test_a_stick_that_knows_no_modes_takes_them_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT refuses to change a mode, so nobody asks it to."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no modes here")

    for name in ("chmod", "fchmod", "lchmod"):
        monkeypatch.setattr(os, name, refused, raising=False)
    write_new_file(tmp_path / "names.csv", b"names", private=True)
    assert (tmp_path / "names.csv").read_bytes() == b"names"
