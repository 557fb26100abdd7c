from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.desk.facilitator import own_code
from bsuh_desktop.services.safekeeping.desk_folders import (
    CARD,
    DeskFolder,
    choose_mark,
    desk_of,
    desks,
    new_desk_folder,
)
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.vault import Vault
from tests.helpers.desks import PASSPHRASE, clock_at, copied_desk

pytestmark = pytest.mark.usefixtures("known_keys")


def test_two_facilitators_of_one_laptop_cannot_read_each_other(tmp_path: Path) -> None:
    root = tmp_path / "root"
    assert desks(root) == ()
    assert new_desk_folder(root) == root
    opened = []
    for number, words in enumerate(("first four words here", "other four words there")):
        folder = new_desk_folder(root)
        opened.append(first_run(folder, NewDesk(words, f"নাম {number}"), clock_at())[0])
        assert folder == (root if number == 0 else root / "desks" / "2")
    # Both are open at the same time: each has a lock of its own.
    first, second = opened
    assert first.vault.store_key != second.vault.store_key
    expected = [(one.folder, own_code(one), encode(one.device_number, DEVICE_LENGTH)) for one in opened]
    for one in opened:
        one.close()
    assert [(one.folder, one.code, one.device) for one in desks(root)] == expected
    for folder, words in ((root, "other four words there"), (root / "desks" / "2", "first four words here")):
        with pytest.raises(KnownError, check=lambda error: error.code == "wrong_passphrase"):
            Vault.unlock(folder, words)
    assert new_desk_folder(root) == root / "desks" / "3"
    (root / "desks" / "2" / VAULT_FILE).unlink()
    assert [one.folder for one in desks(root)] == [root]
    assert new_desk_folder(root) == root / "desks" / "3"


def test_a_card_holds_nothing_but_code_number_and_drawing(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    desk.close()
    card = desk.folder / CARD
    choose_mark(desk.folder, "kite")
    assert desk_of(desk.folder).emblem == "kite"
    before = card.read_bytes()
    assert len(before) < 80
    open_desk(desk.folder, PASSPHRASE, clock_at()).close()
    assert card.read_bytes() == before
    # A card that says nothing keeps nobody out, and is written anew.
    for words in (b"", b"\xff", b"[]", b'{"mark":"elephant"}', b'{"code":1}'):
        card.write_bytes(words)
        assert desk_of(desk.folder) == DeskFolder(desk.folder)
    open_desk(desk.folder, PASSPHRASE, clock_at()).close()
    assert desk_of(desk.folder).code == own_code(desk)
