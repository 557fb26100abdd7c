from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.paths import VAULT_FILE
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.desk.facilitator import desk_facts
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.trust.vault import Vault
from tests.helpers.attendance import PARTNER
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.programmes import programme_file

pytestmark = pytest.mark.usefixtures("known_keys")

WISH = NewDesk(PASSPHRASE, "শিরিন আক্তার", "4826")


def test_a_desk_to_practise_on(tmp_path: Path) -> None:
    desk, code = first_run(tmp_path / "profile", WISH, clock_at())
    assert desk_facts(desk).status == "practice"
    assert desk.grants
    desk.close()
    assert Vault.unlock_with_recovery(tmp_path / "profile", code).store_key == desk.vault.store_key
    assert desk_facts(open_desk(tmp_path / "profile", PASSPHRASE, clock_at())).facilitator == "শিরিন আক্তার"


def test_a_joined_programme_stays_joined(tmp_path: Path) -> None:
    wish = replace(WISH, programme=programme_file(), partner=PARTNER)
    desk, _ = first_run(tmp_path / "profile", wish, clock_at())
    assert (desk.programme.id, desk.partner, desk.grants) == ("trial", PARTNER, ())
    desk.close()
    again = open_desk(tmp_path / "profile", PASSPHRASE, clock_at())
    assert (again.programme, again.partner) == (desk.programme, PARTNER)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (replace(WISH, passphrase="short"), "weak_passphrase"),
        (replace(WISH, facilitator=" "), "no_facilitator_name"),
        (replace(WISH, pin="12"), "bad_pin"),
        (replace(WISH, programme=b"{}"), "unreadable"),
        (replace(WISH, programme=programme_file().replace(b"trial", b"other"), partner=PARTNER), "altered"),
        (replace(WISH, programme=programme_file(), partner=99), "unknown_partner"),
    ],
)
def test_what_cannot_be_leaves_nothing_behind(tmp_path: Path, wish: NewDesk, code: str) -> None:
    folder = tmp_path / "profile"
    folder.mkdir()
    (folder / "settings.json").write_text("{}")
    with pytest.raises(KnownError) as caught:
        first_run(folder, wish, clock_at())
    assert caught.value.code == code
    assert [path.name for path in folder.iterdir()] == ["settings.json"]
    first_run(folder, WISH, clock_at())[0].close()


def test_somebodys_desk_is_never_taken_away(tmp_path: Path) -> None:
    first_run(tmp_path, WISH, clock_at())[0].close()
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(KnownError) as caught:
        first_run(tmp_path, WISH, clock_at())
    assert caught.value.code == "vault_exists"
    assert {path.name for path in tmp_path.iterdir()} == before
    open_desk(tmp_path, PASSPHRASE, clock_at()).close()


def test_classes_whose_vault_is_lost_wait_for_it(tmp_path: Path) -> None:
    desk, _ = first_run(tmp_path, WISH, clock_at())
    add_practice_class(desk)
    desk.close()
    vault = (tmp_path / VAULT_FILE).read_bytes()
    (tmp_path / VAULT_FILE).unlink()
    with pytest.raises(KnownError):
        first_run(tmp_path, WISH, clock_at())
    assert not (tmp_path / VAULT_FILE).exists()
    (tmp_path / VAULT_FILE).write_bytes(vault)
    found = open_desk(tmp_path, PASSPHRASE, clock_at())
    assert [group.learners for group in class_groups(found)] == [58]
    found.close()


def test_a_wish_shows_nothing_of_a_person() -> None:
    shown = repr(WISH)
    assert PASSPHRASE not in shown
    assert "আক্তার" not in shown
    assert "4826" not in shown
