from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.trust.sealing import seal, unseal
from bsuh_desktop.trust.vault import Vault
from bsuh_desktop.trust.vault_file import LARGEST_VAULT, Wrap, parse_vault_file, reseal_contents
from tests.helpers.json_listener import heard_parsing

pytestmark = pytest.mark.usefixtures("known_keys")

PASSPHRASE = "নদী আম ছাতা তারা"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Vault, str]:
    folder = tmp_path_factory.mktemp("vault")
    return folder, *Vault.create(folder, PASSPHRASE)


def refusal(folder: Path, passphrase: str = PASSPHRASE) -> KnownError:
    with pytest.raises(KnownError) as caught:
        Vault.unlock(folder, passphrase)
    return caught.value


def same(one: Vault, other: Vault) -> bool:
    mine, yours = ((v.store_key, v.signing_key.seed, v.age_identity, v.age_recipient) for v in (one, other))
    return mine == yours


def test_the_passphrase_opens_what_was_made(made: tuple[Path, Vault, str]) -> None:
    folder, vault, _ = made
    opened = Vault.unlock(folder, PASSPHRASE)
    assert same(opened, vault)
    assert len(vault.store_key) == 32
    assert unseal(seal(b"x", [vault.age_recipient]), [opened.age_identity]) == b"x"


def test_the_passphrase_is_the_same_however_the_keyboard_writes_it(tmp_path: Path) -> None:
    vault, _ = Vault.create(tmp_path, "ক\u09c7\u09be")
    assert same(Vault.unlock(tmp_path, "ক\u09cb"), vault)


def test_the_recovery_code_opens_it_too_as_people_write_it(made: tuple[Path, Vault, str]) -> None:
    folder, vault, code = made
    assert len(code) == 26
    written = "-".join(code[place : place + 4].lower() for place in range(0, 26, 4)).replace("0", "o")
    assert same(Vault.unlock_with_recovery(folder, written), vault)


def test_a_wrong_passphrase_is_said_in_the_models_words(made: tuple[Path, Vault, str]) -> None:
    folder, _, code = made
    for wrong in ("", PASSPHRASE + " ", "password", code):
        refused = refusal(folder, wrong)
        assert refused.code == "wrong_passphrase"
        assert str(refused) == "The passphrase does not match. Check the keyboard language."


def test_a_wrong_recovery_code_is_told_from_a_slip_of_the_pen(made: tuple[Path, Vault, str], tmp_path: Path) -> None:
    folder, _, code = made
    _, other = Vault.create(tmp_path, "x")
    slip = code[:-1] + ("A" if code[-1] != "A" else "B")
    for wrong, word in (
        (other, "another vault"),
        (slip, "character"),
        ("", "character"),
        ("ক", "character"),
        (code * 2, "character"),
    ):
        with pytest.raises(KnownError, match=word) as caught:
            Vault.unlock_with_recovery(folder, wrong)
        assert caught.value.code == "wrong_recovery_code"


def test_every_changed_byte_is_damage_and_never_a_wrong_passphrase(
    made: tuple[Path, Vault, str], tmp_path: Path
) -> None:
    good = (made[0] / VAULT_FILE).read_bytes()
    for other in [
        *(good[:p] + bytes([good[p] ^ 1]) + good[p + 1 :] for p in range(len(good))),
        good[:-1],
        b"",
        good + b"\n",
    ]:
        (tmp_path / VAULT_FILE).write_bytes(other)
        assert refusal(tmp_path).code == "vault_damaged"


def test_nothing_in_it_is_parsed_before_its_key_holds(
    made: tuple[Path, Vault, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for salt and wraps, without which there is no key: of them there is a bounded handful."""
    whole = (made[0] / VAULT_FILE).read_bytes()
    file, key = parse_vault_file(whole), made[1]._vault_key
    contents = file.open_contents(key)
    parsed = heard_parsing(monkeypatch)
    Vault.unlock(made[0], PASSPHRASE)
    assert parsed == [whole, contents]
    place = len(file.contents) // 2
    turned = file.contents[:place] + bytes([file.contents[place] ^ 1]) + file.contents[place + 1 :]
    changed = replace(file, contents=turned)
    parsed.clear()
    written = canonical_json(replace(changed, check=changed.fingerprint()))
    (tmp_path / VAULT_FILE).write_bytes(written)
    assert refusal(tmp_path).code == "vault_damaged"
    assert refusal(made[0], "other words than these").code == "wrong_passphrase"
    assert parsed == [written, whole]
    parsed.clear()
    (tmp_path / VAULT_FILE).write_bytes(whole + bytes(LARGEST_VAULT))
    assert refusal(tmp_path).code == "vault_damaged"
    assert parsed == []


def test_wraps_cannot_be_swapped(made: tuple[Path, Vault, str], tmp_path: Path) -> None:
    file = parse_vault_file((made[0] / VAULT_FILE).read_bytes())
    swapped = replace(file, by_passphrase=file.by_recovery, by_recovery=file.by_passphrase)
    (tmp_path / VAULT_FILE).write_bytes(canonical_json(replace(swapped, check=swapped.fingerprint())))
    assert refusal(tmp_path).code == "wrong_passphrase"


def test_contents_of_another_vault_are_damage(made: tuple[Path, Vault, str], tmp_path: Path) -> None:
    Vault.create(tmp_path, PASSPHRASE)
    file, other = (parse_vault_file((folder / VAULT_FILE).read_bytes()) for folder in (made[0], tmp_path))
    mixed = replace(file, contents=other.contents)
    (tmp_path / VAULT_FILE).write_bytes(canonical_json(replace(mixed, check=mixed.fingerprint())))
    assert refusal(tmp_path).code == "vault_damaged"


def test_a_wrap_of_another_length_is_damage(made: tuple[Path, Vault, str], tmp_path: Path) -> None:
    file = parse_vault_file((made[0] / VAULT_FILE).read_bytes())
    for short in (replace(file, by_passphrase=b""), replace(file, salt=b"1"), replace(file, format=2)):
        (tmp_path / VAULT_FILE).write_bytes(canonical_json(replace(short, check=short.fingerprint())))
        assert refusal(tmp_path).code == "vault_damaged"


def test_a_vault_is_never_written_over(made: tuple[Path, Vault, str]) -> None:
    before = (made[0] / VAULT_FILE).read_bytes()
    with pytest.raises(KnownError) as caught:
        Vault.create(made[0], "another")
    assert caught.value.code == "vault_exists"
    assert (made[0] / VAULT_FILE).read_bytes() == before
    assert os.listdir(made[0]) == [VAULT_FILE]


def test_a_folder_without_a_vault_is_said_so(tmp_path: Path) -> None:
    assert not Vault.exists(tmp_path)
    assert refusal(tmp_path).code == "no_vault"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_other_users_cannot_read_it(made: tuple[Path, Vault, str]) -> None:
    assert stat.S_IMODE((made[0] / VAULT_FILE).stat().st_mode) == 0o600


def test_two_vaults_share_nothing_and_no_secret_is_printed(made: tuple[Path, Vault, str], tmp_path: Path) -> None:
    folder, vault, code = made
    other, other_code = Vault.create(tmp_path, PASSPHRASE)
    assert vault.store_key != other.store_key
    assert code != other_code
    assert not same(vault, other)
    text = (folder / VAULT_FILE).read_text("utf-8")
    for secret in (vault.store_key.hex(), vault.age_identity, code, PASSPHRASE):
        assert secret not in text
        assert secret not in repr(vault)


def test_a_forgotten_passphrase_is_replaced_by_means_of_the_code(tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path, PASSPHRASE)
    before = parse_vault_file((tmp_path / VAULT_FILE).read_bytes())
    renewed, new_code = Vault.renew(tmp_path, code.lower(), "পাহাড় বক চাঁদ")
    assert same(renewed, vault)
    assert same(Vault.unlock(tmp_path, "পাহাড় বক চাঁদ"), vault)
    assert same(Vault.unlock_with_recovery(tmp_path, new_code), vault)
    after = parse_vault_file((tmp_path / VAULT_FILE).read_bytes())
    assert before.salt != after.salt
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [VAULT_FILE]


def test_the_old_words_open_a_renewed_vault_no_more(tmp_path: Path) -> None:
    _, code = Vault.create(tmp_path, PASSPHRASE)
    Vault.renew(tmp_path, code, "another one")
    assert refusal(tmp_path).code == "wrong_passphrase"
    with pytest.raises(KnownError, match="another vault"):
        Vault.unlock_with_recovery(tmp_path, code)


def test_a_wrong_code_renews_nothing(made: tuple[Path, Vault, str], tmp_path: Path) -> None:
    before = (made[0] / VAULT_FILE).read_bytes()
    _, other = Vault.create(tmp_path, "x")
    for wrong in (other, "", "ABC"):
        with pytest.raises(KnownError) as caught:
            Vault.renew(made[0], wrong, "another one")
        assert caught.value.code == "wrong_recovery_code"
    assert (made[0] / VAULT_FILE).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_renewed_vault_is_kept_from_other_users_too(tmp_path: Path) -> None:
    _, code = Vault.create(tmp_path, PASSPHRASE)
    Vault.renew(tmp_path, code, "another one")
    assert stat.S_IMODE((tmp_path / VAULT_FILE).stat().st_mode) == 0o600


def test_the_recovery_code_stays_inside_for_the_coordinators_copy(made: tuple[Path, Vault, str]) -> None:
    folder, vault, code = made
    assert Vault.unlock(folder, PASSPHRASE).recovery_code == code == vault.recovery_code
    assert code not in (folder / VAULT_FILE).read_text("ascii")


def test_a_changed_passphrase_opens_and_the_old_one_does_not(tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path, PASSPHRASE)
    Vault.change_passphrase(tmp_path, PASSPHRASE, "other words now")
    assert refusal(tmp_path).code == "wrong_passphrase"
    opened = Vault.unlock(tmp_path, "other words now")
    assert same(opened, vault)
    assert same(Vault.unlock_with_recovery(tmp_path, code), vault)
    with pytest.raises(KnownError, check=lambda error: error.code == "wrong_passphrase"):
        Vault.change_passphrase(tmp_path, PASSPHRASE, "a third one")
    # The desk may be open meanwhile.
    assert same(vault.reread(tmp_path), vault)


def test_a_new_key_changes_nothing_else(tmp_path: Path) -> None:
    vault, code = Vault.create(tmp_path, PASSPHRASE)
    renewed = vault.with_new_key(tmp_path)
    assert renewed.signing_key.public != vault.signing_key.public
    for one in (renewed, Vault.unlock(tmp_path, PASSPHRASE), Vault.unlock_with_recovery(tmp_path, code)):
        assert (one.store_key, one.age_identity, one.recovery_code) == (vault.store_key, vault.age_identity, code)
        assert one.signing_key.public == renewed.signing_key.public


def test_a_new_code_is_inside_and_the_open_desk_hears_of_it(tmp_path: Path) -> None:
    vault, old = Vault.create(tmp_path, PASSPHRASE)
    code = Vault.new_code(tmp_path, PASSPHRASE)
    assert vault.reread(tmp_path).recovery_code == code != old
    assert same(Vault.unlock_with_recovery(tmp_path, code), vault)
    with pytest.raises(KnownError, match="another vault"):
        Vault.unlock_with_recovery(tmp_path, old)
    renewed, last = Vault.renew(tmp_path, code, "new words again")
    assert renewed.recovery_code == last == Vault.unlock(tmp_path, "new words again").recovery_code


def test_a_vault_of_before_codes_were_kept_opens(tmp_path: Path) -> None:
    vault, _ = Vault.create(tmp_path, PASSPHRASE)
    path = tmp_path / VAULT_FILE
    key = parse_vault_file(path.read_bytes()).open_wrap(Wrap.PASSPHRASE, PASSPHRASE)
    assert key is not None
    old = {"store_key": vault.store_key, "signing_seed": vault.signing_key.seed, "age_identity": vault.age_identity}
    path.write_bytes(reseal_contents(parse_vault_file(path.read_bytes()), key, msgspec.json.encode(old)))
    opened = Vault.unlock(tmp_path, PASSPHRASE)
    assert same(opened, vault)
    assert opened.recovery_code == ""
    assert same(opened.with_new_key(tmp_path), Vault.unlock(tmp_path, PASSPHRASE))
