"""A key of its own: at every instant either the old key, which signs nothing more, or the new one."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.store.facts import KEY_LEAVES, OWN_KEY
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.store.store import FILE_NAME
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, copied_desk

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = copied_desk(tmp_path, clock_at())
    yield desk
    desk.close()


def reopened(desk: Desk) -> Desk:
    """Locked and unlocked on the same computer."""
    desk.close()
    return open_desk(desk.folder, PASSPHRASE, desk.clock)


def may_sign(desk: Desk) -> bool:
    with contextlib.suppress(KnownError):
        return desk.signing_key is desk.vault.signing_key
    return False


def test_a_desk_that_needs_none_gets_none(desk: Desk) -> None:
    before = desk.vault.signing_key.public
    start_new_key(desk)
    assert (desk.vault.signing_key.public, desk.earlier, why_new_key(desk)) == (before, (), "")


def test_the_old_keys_files_and_number_stay_its_own(desk: Desk, tmp_path: Path) -> None:
    conduct = a_class(desk)
    conduct.finish()
    hand_over_all(desk, tmp_path / "a")
    old = desk.vault.signing_key.public, desk.device_number
    need_new_key(desk.store.db, "restored")
    assert not may_sign(desk)
    start_new_key(desk)
    assert may_sign(desk)
    (earlier,) = desk.earlier
    assert (earlier.key, earlier.number) == old
    assert desk.device_number != old[1]
    sealed = desk.store.outgoing.newest_sealed(conduct.session)
    assert sealed is not None
    assert sealed.signer == old[0]
    assert desk.store.outgoing.last_sealed(desk.signer) is None
    again = reopened(desk)
    assert (again.earlier, why_new_key(again), may_sign(again)) == ((earlier,), "", True)
    again.close()


def test_a_power_cut_before_the_vault_was_written(desk: Desk) -> None:
    old = desk.vault.signing_key.public
    need_new_key(desk.store.db, "copied")
    desk.store.facts.put(KEY_LEAVES, old)
    again = reopened(desk)
    assert (why_new_key(again), again.vault.signing_key.public, may_sign(again)) == ("copied", old, False)
    start_new_key(again)
    assert [one.key for one in again.earlier] == [old]
    again.close()


def test_a_power_cut_between_vault_and_store_is_gone_on_from(desk: Desk) -> None:
    old = desk.vault.signing_key.public
    need_new_key(desk.store.db, "copied")
    desk.store.facts.put(KEY_LEAVES, old)
    new = desk.vault.with_new_key(desk.folder).signing_key.public
    again = reopened(desk)
    assert (again.vault.signing_key.public, [one.key for one in again.earlier]) == (new, [old])
    assert (why_new_key(again), may_sign(again), again.standing(practice=True)) == ("", True, "practice")
    assert again.store.facts.get(OWN_KEY) == new
    again.close()


def test_a_key_on_its_way_counts_as_used_once_the_data_was_mended(desk: Desk) -> None:
    old = desk.vault.signing_key.public
    desk.store.facts.put(KEY_LEAVES, old)
    new = desk.vault.with_new_key(desk.folder).signing_key.public
    need_new_key(desk.store.db, "mended")
    again = reopened(desk)
    assert (why_new_key(again), may_sign(again)) == ("mended", False)
    start_new_key(again)
    assert [one.key for one in again.earlier] == [old, new]
    assert again.vault.signing_key.public not in (old, new)
    again.close()


def test_a_vault_or_a_store_that_was_brought_back_alone_signs_nothing(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    desk.close()
    shutil.copytree(desk.folder, kept)
    desk = open_desk(desk.folder, PASSPHRASE, desk.clock)
    need_new_key(desk.store.db, "copied")
    start_new_key(desk)
    new = desk.vault.signing_key.public
    desk.close()
    newest = (desk.folder / VAULT_FILE).read_bytes(), (desk.folder / FILE_NAME).read_bytes()

    # The old vault beside the newer store: its key is one of the past.
    shutil.copy(kept / VAULT_FILE, desk.folder)
    one = open_desk(desk.folder, PASSPHRASE, desk.clock)
    assert (why_new_key(one), may_sign(one)) == ("restored", False)
    start_new_key(one)
    assert new in {device.key for device in one.earlier}
    assert one.vault.signing_key.public not in {device.key for device in one.earlier}
    one.close()

    # The old store beside the newer vault: what that key has signed is not known here.
    (desk.folder / VAULT_FILE).write_bytes(newest[0])
    shutil.copy(kept / FILE_NAME, desk.folder)
    other = open_desk(desk.folder, PASSPHRASE, desk.clock)
    assert (why_new_key(other), may_sign(other)) == ("restored", False)
    start_new_key(other)
    assert new in {device.key for device in other.earlier}
    other.close()
    desk = other


def test_a_full_disk_leaves_the_old_key(desk: Desk) -> None:
    need_new_key(desk.store.db, "copied")
    (desk.folder / VAULT_FILE).rename(desk.folder / "elsewhere")
    with pytest.raises(KnownError, check=lambda error: error.code == "no_vault"):
        start_new_key(desk)
    (desk.folder / "elsewhere").rename(desk.folder / VAULT_FILE)
    assert (why_new_key(desk), may_sign(desk)) == ("copied", False)
