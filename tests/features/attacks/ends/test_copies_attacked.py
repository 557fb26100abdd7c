"""Copies, backups and sticks that say two things at once, or are not what they look like."""

from __future__ import annotations

import contextlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.desk.small_files import code_of
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.hand_over.seal import seal_ahead
from bsuh_desktop.services.safekeeping import stick_backups
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.backup_layout import ABOUT, BackupSandbox
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.laptop_view import find_backups
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.services.safekeeping.restore import look_at_backup, look_at_one
from bsuh_desktop.store.facts import KEY_LEAVES
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.system.sticks import Stick
from bsuh_desktop.trust.grant_request import read_answer
from tests.helpers import hand_over
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, copied_desk
from tests.helpers.grants import given, office_desk, refused, write_asking


def on(desk: Desk, folder: Path, machine: str) -> Desk:
    """The same data in `folder`, on that computer."""
    return open_unlocked(folder, desk.vault.reread(folder), desk.clock, machine=lambda: machine)


def test_a_copy_never_sends_what_its_old_key_kept_back(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    hand_over.joined(desk)
    session = hand_over.hold(desk, "8", "ka")
    seal_ahead(desk, session)
    desk.close()
    shutil.copytree(desk.folder, tmp_path / "copy")
    copy = on(desk, tmp_path / "copy", "another")
    assert why_new_key(copy) == "copied"
    start_new_key(copy)
    (sent,) = hand_over_all(copy, tmp_path / "stick of the copy").written
    new = copy.store.outgoing.newest_sealed(session)
    assert new is not None
    # The first laptop still has that place of its row, for whatever its class comes to.
    assert (new.sha256, new.revision, new.signer) == (sent.sha256, 2, copy.vault.signing_key.public)
    copy.close()
    first = open_unlocked(desk.folder, desk.vault, desk.clock)
    certify(first, [session])
    hand_over_all(first, tmp_path / "stick")
    own = first.store.outgoing.newest_sealed(session)
    assert own is not None
    assert (own.revision, own.nth) == (1, 1)
    first.close()


def test_a_key_on_its_way_is_nobodys_on_another_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = copied_desk(tmp_path, clock_at())
    desk.close()
    first = on(desk, desk.folder, "first")
    need_new_key(first.store.db, "copied")
    with monkeypatch.context() as power:

        def cut(*_: object) -> None:
            raise KeyboardInterrupt

        power.setattr(Desk, "take_new_key", cut)
        with pytest.raises(KeyboardInterrupt):
            start_new_key(first)
    assert first.store.facts.get(KEY_LEAVES) is not None
    first.close()
    shutil.copytree(desk.folder, tmp_path / "copy")
    first, copy = on(desk, desk.folder, "first"), on(desk, tmp_path / "copy", "second")
    assert first.vault.signing_key.public == copy.vault.signing_key.public
    assert [why_new_key(first), why_new_key(copy)] == ["", "copied"]
    first.close()
    copy.close()


def test_an_office_that_came_back_gives_no_block_twice(tmp_path: Path) -> None:
    office = office_desk(tmp_path / "office")
    office.close()
    shutil.copytree(office.folder, tmp_path / "copy")
    copy = on(office, tmp_path / "copy", "another")
    start_new_key(copy)
    office = open_unlocked(office.folder, office.vault, office.clock)
    blocks, lists = [], []
    for desk, name in ((office, "one"), (copy, "two")):
        (answer,) = given(desk, [write_asking(tmp_path / "asks", name, "coordinator")], tmp_path / name)
        terms = read_answer(answer.path.read_bytes()).chain()[-1].terms
        blocks.append(range(terms.serial_low, terms.serial_high + 1))
        lists += [path.stem.rpartition("-")[2] for path in (tmp_path / name).glob("key-list-*")]
        desk.close()
    assert blocks[0].stop <= blocks[1].start
    assert len(set(lists)) == len(lists) == 2


def test_folders_named_like_our_files_are_said(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    hand_over.joined(desk)
    hand_over.hold(desk, "8", "ka")
    stick = tmp_path / "stick"
    (stick / f"recovery-{code_of(desk.vault.signing_key.public)}.bsuhr").mkdir(parents=True)
    with refused("already_there"):
        hand_over_all(desk, stick)
    there = (Stick(stick, "stick", True),)
    stick_backups.register_stick(desk, stick)
    (stick / "bsuh-backup" / f"backup-{code_of(desk.vault.signing_key.public)}.bsuhb").mkdir()
    with refused("already_there"):
        stick_backups.keep_on_stick(desk, there)
    assert stick_backups.stick_standing(desk, there).state == "failed"


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup")
    desk = copied_desk(folder, clock_at())
    a_class(desk).finish()
    path = write_backup(desk, folder / "stick").path
    desk.close()
    return path


WRONG = (
    {"made_ms": 10**18},
    {"made_ms": -(10**17)},
    {"offset_minutes": 1441},
    {"key": "zz"},
    {"key": "অ" * 16},
    {"sessions": -5},
    {"device": "<b>x"},
)


@pytest.mark.parametrize("changed", WRONG)
def test_a_backup_that_says_nonsense_of_itself_is_none(
    backup: Path, tmp_path: Path, changed: dict[str, object]
) -> None:
    out = tmp_path / "crafted.bsuhb"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member.filename, json.dumps(json.loads(data) | changed) if member.filename == ABOUT else data)
    with refused("not_a_backup"):
        look_at_backup(out)
    shutil.copy(backup, tmp_path)
    assert [look.path.name for look in find_backups([tmp_path])] == [backup.name]


def test_any_byte_of_a_backups_directory_may_be_wrong(backup: Path, tmp_path: Path) -> None:
    whole, path = backup.read_bytes(), tmp_path / "changed.bsuhb"
    with BackupSandbox() as sandbox:
        for place in range(1, 300):
            data = bytearray(whole)
            data[-place] ^= 0x5A
            path.write_bytes(data)
            # Nothing but a refusal may come of it.
            with contextlib.suppress(KnownError):
                look_at_one(path, sandbox)


def test_the_stick_gets_the_vault_that_opens_with_todays_words(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    a_class(desk).finish()
    stick = tmp_path / "stick"
    stick.mkdir()
    there = (Stick(stick, "stick", True),)
    stick_backups.register_stick(desk, stick)
    assert stick_backups.keep_on_stick(desk, there)
    assert not stick_backups.keep_on_stick(desk, there)
    desk.vault.change_passphrase(desk.folder, PASSPHRASE, "quite other words now")
    assert stick_backups.stick_standing(desk, there).state == "stale"
    assert stick_backups.keep_on_stick(desk, there)
    (kept,) = (stick / "bsuh-backup").glob("*.bsuhb")
    with zipfile.ZipFile(kept) as archive:
        assert archive.read("vault.json") == (desk.folder / "vault.json").read_bytes()
    assert stick_backups.stick_standing(desk, there).state == "ok"
