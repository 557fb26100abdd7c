from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.safekeeping.recovery import check_code, recover, require_closed
from bsuh_desktop.store.store import take_lock
from bsuh_desktop.trust.vault import Vault

pytestmark = pytest.mark.usefixtures("known_keys")

OLD, NEW = "four words in a row", "river mango kite"


def code_of(folder: Path) -> str:
    return Vault.create(folder, OLD)[1]


def test_a_code_is_checked_in_either_scripts_digits(tmp_path: Path) -> None:
    code = code_of(tmp_path)
    check_code(tmp_path, bangla_digits(code))
    with pytest.raises(KnownError) as refused:
        check_code(tmp_path, code[:-1])
    assert refused.value.code == "wrong_recovery_code"


def test_new_words_unlock_the_same_keys(tmp_path: Path) -> None:
    code = code_of(tmp_path)
    before = Vault.unlock(tmp_path, OLD)
    new_code = recover(tmp_path, bangla_digits(code), NEW)
    assert Vault.unlock(tmp_path, NEW).store_key == before.store_key
    assert not Vault.opens(tmp_path, OLD)
    check_code(tmp_path, new_code)


def test_nothing_is_changed_while_another_process_has_the_desk_open(tmp_path: Path) -> None:
    code = code_of(tmp_path)
    before = (tmp_path / VAULT_FILE).read_bytes()
    elsewhere = take_lock(tmp_path)
    for attempt in (lambda: require_closed(tmp_path), lambda: recover(tmp_path, code, NEW)):
        with pytest.raises(KnownError) as refused:
            attempt()
        assert refused.value.code == "in_use"
    assert (tmp_path / VAULT_FILE).read_bytes() == before
    elsewhere.release()
    check_code(tmp_path, recover(tmp_path, code, NEW))


def test_words_that_are_too_few_leave_everything_as_it_was(tmp_path: Path) -> None:
    code = code_of(tmp_path)
    before = (tmp_path / VAULT_FILE).read_bytes()
    with pytest.raises(KnownError) as refused:
        recover(tmp_path, code, "short")
    assert refused.value.code == "weak_passphrase"
    assert (tmp_path / VAULT_FILE).read_bytes() == before
