from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.codes import decode, make_serial, staff_code
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import newest_of
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import grants_view
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.services.grants.revoke import revoke, trusted_manifests
from bsuh_desktop.store.known_keys import SeenManifest, SerialBack
from bsuh_desktop.trust.grants import decode_grants
from bsuh_desktop.trust.key_list import KeyList, Revocation, read_key_list, revocations_of, serial_is_revoked
from bsuh_desktop.trust.signing import key_id
from tests.helpers.attendance import PARTNER
from tests.helpers.grants import TODAY, answer_in, coordinator_desk, given, refused, sign_list, write_asking
from tests.helpers.keys import key


def own_list(desk: Desk) -> KeyList:
    found = newest_of(desk, desk.vault.signing_key.public)
    assert found is not None
    return found


def hash_of(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def row(name: str, count: int) -> list[SeenManifest]:
    """So many manifests of the key that grows from `name`, one after the other; two certificates in each file."""
    hashes = [b"", *(hash_of(f"{name} {nth}") for nth in range(1, count + 1))]
    return [
        SeenManifest(hashes[nth], key(name).public, nth, hashes[nth - 1], f"S{nth}", 2 * nth)
        for nth in range(1, count + 1)
    ]


def granted(desk: Desk, name: str, folder: Path, files: int = 0) -> str:
    """A device that was granted and whose files were seen; returns its number."""
    (grant,) = given(desk, [write_asking(folder, name)], folder / "out")
    for seen in row(name, files):
        desk.store.known.keep_manifests([seen])
    return grant.device


def test_a_key_by_each_of_its_names(coordinator: Desk, tmp_path: Path) -> None:
    people = ["by key id", "by public key", "by its code", "by its number"]
    numbers = [granted(coordinator, name, tmp_path) for name in people]
    ids = [key_id(key(name).public).hex() for name in people]
    code = staff_code(ids[2])
    typed = [ids[0].upper(), key(people[1]).public.hex(), f"{code[:5]}-{code[5:10]} {code[10:]}", numbers[3].lower()]
    for place, what in enumerate(typed):
        revoked = revoke(coordinator, what, tmp_path)
        assert (revoked.key, revoked.device, revoked.role) == (ids[place], numbers[place], "device")
        assert revoked.path.name == f"key-list-{coordinator.vault.signing_key.key_id.hex()}-{revoked.version}.bsuh-keys"
    taken = {one.key for one in own_list(coordinator).revoked}
    assert {key(name).public for name in people} <= taken


def test_what_was_seen_stays_good(coordinator: Desk, tmp_path: Path) -> None:
    device = granted(coordinator, "seen", tmp_path, files=3)
    revoked = revoke(coordinator, device, tmp_path / "list.json")
    assert (revoked.last_files, revoked.last_serial) == (3, make_serial(decode(device), 6))
    wanted = Revocation(key("seen").public, TODAY, hash_of("seen 3"), 6)
    assert own_list(coordinator).revocation_of(key("seen").public) == wanted
    assert read_key_list((tmp_path / "list.json").read_bytes()) == own_list(coordinator)
    version = own_list(coordinator).version
    coordinator.store.known.keep_manifests([row("seen", 4)[3]])
    again = revoke(coordinator, device, tmp_path / "list.json")
    assert (again, own_list(coordinator).version) == (revoked, version), "a second call writes the same list again"


def test_nothing_seen_nothing_trusted(coordinator: Desk, tmp_path: Path) -> None:
    revoked = revoke(coordinator, granted(coordinator, "unseen", tmp_path), tmp_path)
    assert (revoked.last_files, revoked.last_serial) == (0, "")
    assert own_list(coordinator).revocation_of(key("unseen").public) == Revocation(key("unseen").public, TODAY)


def test_a_row_ends_where_two_claim_one_place() -> None:
    whole = row("row", 4)
    rival = replace(whole[2], sha256=hash_of("thief"))
    assert trusted_manifests(whole) == whole
    assert trusted_manifests([*whole[:3], rival, whole[3]]) == whole[:2]
    assert trusted_manifests([whole[1], whole[3]]) == [whole[1]], "the third was never seen"
    assert trusted_manifests(whole[2:]) == whole[2:], "it begins with the first that was seen"
    assert trusted_manifests([replace(whole[0], sha256=hash_of("other first")), whole[0]]) == []
    assert trusted_manifests(whole, whole[1].sha256) == whole[:2]
    assert trusted_manifests(whole, hash_of("unseen")) == []
    assert trusted_manifests([]) == []


def test_the_last_good_file_and_certificate_may_be_named(coordinator: Desk, tmp_path: Path) -> None:
    device = granted(coordinator, "named", tmp_path, files=3)
    number = decode(device)
    second = hash_of("named 2")
    named = revoke(coordinator, device, tmp_path, last_manifest=second.hex())
    assert (named.last_files, named.last_serial) == (2, make_serial(number, 4))
    other = revoke(coordinator, device, tmp_path, last_manifest="none", last_serial=make_serial(number, 3))
    assert (other.last_files, other.last_serial, other.version) == (0, make_serial(number, 3), named.version + 1)
    found = own_list(coordinator).revocation_of(key("named").public)
    assert found == Revocation(key("named").public, TODAY, b"", 3)
    third = revoke(coordinator, device, tmp_path, last_serial=make_serial(number, 2))
    assert (third.last_files, third.last_serial) == (0, make_serial(number, 2)), "what stood of the files stays"
    found = own_list(coordinator).revocation_of(key("named").public)
    granted(coordinator, "neighbour", tmp_path, files=1)
    with refused("bad_manifest"):
        revoke(coordinator, device, tmp_path, last_manifest=hash_of("neighbour 1").hex())
    with refused("bad_manifest"):
        revoke(coordinator, device, tmp_path, last_manifest="7")
    with refused("bad_serial"):
        revoke(coordinator, device, tmp_path, last_serial=make_serial(number + 1, 3))
    assert own_list(coordinator).revocation_of(key("named").public) == found


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("শিরিন", "not_a_key"),
        ("", "not_a_key"),
        ("UUUU", "not_a_key"),
        ("ZZZZ", "unknown_key"),
        ("0" * 16, "unknown_key"),
        ("0" * 64, "unknown_key"),
        (make_serial(0xFFFFF, 1), "not_own_serial"),
        (make_serial(4096, 1)[:-1] + "U", "bad_serial"),
    ],
)
def test_what_is_no_key_is_said_so(coordinator: Desk, tmp_path: Path, what: str, code: str) -> None:
    with refused(code):
        revoke(coordinator, what, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_certificate_alone(coordinator: Desk, tmp_path: Path) -> None:
    number = decode(granted(coordinator, "one serial", tmp_path))
    serial, told, foreign = (make_serial(device, 5) for device in (number, number + 1, 0xFFFFF))
    coordinator.store.known.revoke_serial(SerialBack(told, "", "2026-08-03", "S"))
    coordinator.store.known.revoke_serial(SerialBack(foreign, "", "2026-08-03", "S"))
    revoked = revoke(coordinator, f"{serial[:5]}-{serial[5:]}", tmp_path)
    assert (revoked.role, revoked.key) == ("serial", serial)
    newest = own_list(coordinator)
    assert {serial, told} <= set(newest.serials)
    assert foreign not in newest.serials, "a list speaks of its own block alone"
    assert serial_is_revoked(serial, key("root").public, [newest])
    assert newest.revocation_of(key("one serial").public) is None
    sign_list(coordinator, TODAY)
    assert set(newest.serials) <= set(own_list(coordinator).serials)


def test_below_a_revoked_coordinator_known_devices_go_on(office: Desk, tmp_path: Path) -> None:
    fallen = coordinator_desk(tmp_path / "fallen", office)
    devices = given(
        fallen, [write_asking(tmp_path, f"below {number}") for number in range(3)], tmp_path / "fallen" / "out"
    )
    revoke(fallen, devices[2].device, tmp_path / "fallen" / "out")
    chains = [answer_in(one.path).chain() for one in devices]
    early = write_asking(tmp_path, "below 0", earliest=TODAY - datetime.timedelta(days=9))
    chains.insert(1, answer_in(given(fallen, [early], tmp_path / "fallen" / "out")[0].path).chain())
    newest = tmp_path / "newest.json"
    newest.write_bytes(sign_list(fallen, TODAY))
    accept(office, newest)
    recipient, me = fallen.vault.age_recipient, fallen.vault.signing_key
    assert recipient in office.programme.recipients_for(PARTNER)
    revoked = revoke(office, me.key_id.hex(), tmp_path / "list.json")
    assert (revoked.role, revoked.remaining) == ("coordinator", 2)
    assert recipient not in office.programme.recipients_for(PARTNER)
    assert (tmp_path / f"trial-programme-v{office.programme.version}.bsuh-programme").exists()
    roots = newest_of(office, key("root").public)
    assert roots is not None
    assert [revocations_of(chain, key("root").public, [roots]).nothing for chain in chains] == [True, True, True, False]
    later = tmp_path / "later.json"
    later.write_bytes(sign_list(fallen, TODAY + datetime.timedelta(days=1)))
    with refused("revoked"):
        accept(office, later)
    accept(fallen, tmp_path / "list.json")
    (told,) = look_at_requests(fallen, [write_asking(tmp_path, "too late")])
    assert told.refused_code == "own_key_revoked"
    all_fall = revoke(office, me.public.hex(), tmp_path / "none.json", keep_none=True)
    assert all_fall.remaining == 0
    fallen.close()


def test_what_a_revoked_coordinator_had_taken_back_stays_so_and_what_came_before_good(
    office: Desk, tmp_path: Path
) -> None:
    """The root key's list alone says it: nobody takes the coordinator's own list in any more."""
    fallen = coordinator_desk(tmp_path / "fallen", office)
    device = granted(fallen, "stolen", tmp_path, files=2)
    wrong = make_serial(decode(device), 1)
    revoke(fallen, wrong, tmp_path)
    revoke(fallen, device, tmp_path)
    newest = tmp_path / "newest.json"
    newest.write_bytes(sign_list(fallen, TODAY))
    accept(office, newest)
    revoked = revoke(office, fallen.vault.signing_key.key_id.hex(), tmp_path / "list.json")
    assert revoked.remaining == 0, "the stolen one is not granted any more"
    (grant,) = own_list(fallen).given()
    roots = newest_of(office, key("root").public)
    assert roots is not None
    stands = revocations_of((decode_grants(roots.grants[-1])[0], grant), key("root").public, [roots])
    assert (stands.issuer_revoked, [one.last_manifest for one in stands.own]) == (None, [hash_of("stolen 2")])
    assert [stands.trusts_counter(counter) for counter in (4, 5)] == [True, False]
    assert serial_is_revoked(wrong, key("root").public, [roots])
    again = revoke(office, fallen.vault.signing_key.key_id.hex(), tmp_path / "list.json")
    assert again == revoked
    fallen.close()


def test_only_who_granted_takes_back_and_the_root_key_all(office: Desk, coordinator: Desk, tmp_path: Path) -> None:
    device = granted(coordinator, "whose", tmp_path)
    other = coordinator_desk(tmp_path / "other", office)
    newest = tmp_path / "newest.json"
    newest.write_bytes(sign_list(coordinator, TODAY))
    for desk in (other, office):
        accept(desk, newest)
    with refused("not_own_key"):
        revoke(other, device, tmp_path)
    with refused("not_own_key"):
        revoke(other, other.vault.signing_key.public.hex(), tmp_path)
    revoke(office, device, tmp_path)
    roots = newest_of(office, key("root").public)
    assert roots is not None
    assert roots.revocation_of(key("whose").public) is not None
    other.close()


def test_the_coordinators_screen(coordinator: Desk, tmp_path: Path) -> None:
    granted(coordinator, "on screen", tmp_path, files=2)
    given(coordinator, [write_asking(tmp_path, "ends soon")], tmp_path / "out", last=datetime.date(2026, 8, 20))
    revoke(coordinator, granted(coordinator, "gone", tmp_path), tmp_path)
    view = grants_view(coordinator, TODAY)
    lines = {one.key: one for one in view.keys}
    shown = [lines[key_id(key(name).public).hex()] for name in ("on screen", "ends soon", "gone")]
    assert [one.state for one in shown] == ["granted", "expires_soon", "revoked"]
    assert (shown[0].files_seen, shown[2].revoked_on, shown[0].role) == (2, TODAY, "device")
    assert (view.keeps_root, view.coordinates) == (False, True)
    assert (view.list_version, view.list_expires) == (own_list(coordinator).version, own_list(coordinator).expires)
    late = {one.key: one.state for one in grants_view(coordinator, datetime.date(2026, 8, 21)).keys}
    assert late[shown[1].key] == "expired"


def test_the_screen_of_the_root_key(office: Desk) -> None:
    view = grants_view(office, TODAY)
    assert view.keeps_root
    assert {one.role for one in view.keys} == {"coordinator"}
    assert view.keys[0].device == "0000-03ZZ"
