from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import newest_of
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.trust.grant_request import sealed_label
from bsuh_desktop.trust.grants import GrantKind, check_chain
from bsuh_desktop.trust.key_list import read_key_list
from bsuh_desktop.trust.programme import place_list_hash, read_programme, sign_programme
from bsuh_desktop.trust.sealing import new_identity, recipient_of
from tests.helpers.attendance import PARTNER
from tests.helpers.grants import (
    TODAY,
    answer_in,
    coordinator_desk,
    given,
    office_desk,
    refused,
    write_asking,
)
from tests.helpers.keys import key
from tests.helpers.programmes import take_programme

LAST = datetime.date(2030, 12, 31)
BEFORE = datetime.date(2026, 7, 14)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_training_room_is_granted_in_one_step(coordinator: Desk, tmp_path: Path) -> None:
    stick, out = tmp_path / "stick", tmp_path / "out"
    for number in range(10):
        asked = write_asking(stick / "room", f"room {number}")
    asked.rename(asked.with_suffix(".json"))  # as requests of before
    write_asking(stick, "guest", programme="another")
    (stick / "notes.json").write_text("{}")
    (stick / "notes.txt").write_text("tea at four")
    found = look_at_requests(coordinator, [stick])
    assert [one.refused_code for one in found] == ["another_programme", *[""] * 10]
    grants = issue(coordinator, found, out)
    numbers = [int(one.device, 32) for one in grants if one.device.isdigit()]
    assert len({one.device for one in grants}) == 10
    assert numbers == sorted(numbers)
    assert [one.number for one in found[1:]] == list(range(found[1].number or 0, (found[1].number or 0) + 10))
    assert len(names(out)) == 11, "ten answers and one list"
    binding = {key("root").public, coordinator.vault.signing_key.public}
    for one in grants:
        assert {read_key_list(data).issuer for data in answer_in(one.path).key_lists} == binding
        chain = answer_in(one.path).chain()
        assert check_chain(chain, key("root").public, TODAY, partner=PARTNER).verdict == "good"
        assert (chain[1].terms.first_day, chain[1].terms.last_day) == (TODAY, LAST)


def test_the_same_once_more_is_the_same(coordinator: Desk, tmp_path: Path) -> None:
    """As after a power cut between keeping and writing."""
    path = write_asking(tmp_path, "again")
    first = given(coordinator, [path], tmp_path / "out")
    files = names(tmp_path / "out")
    assert given(coordinator, [path], tmp_path / "out") == first
    assert names(tmp_path / "out") == files
    other = given(coordinator, [path], tmp_path / "other")
    assert (tmp_path / "out" / files[0]).read_bytes() == other[0].path.read_bytes()


def test_what_could_not_be_written_was_given(coordinator: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    path = write_asking(tmp_path / "in", "unwritten")
    wanted = look_at_requests(coordinator, [path])[0].number
    with refused("read_only"):
        given(coordinator, [path], tmp_path / "file")
    (next_one,) = look_at_requests(coordinator, [write_asking(tmp_path / "in", "next")])
    assert next_one.number == (wanted or 0) + 1
    (once_more,) = look_at_requests(coordinator, [path])
    assert (once_more.number, once_more.renews) == (wanted, True)


def test_two_requests_of_one_key_get_one_number(coordinator: Desk, tmp_path: Path) -> None:
    paths = [write_asking(tmp_path, "twice"), write_asking(tmp_path, "twice", earliest=BEFORE)]
    found = look_at_requests(coordinator, [*paths, paths[0]])
    assert len(found) == 2
    (one,) = issue(coordinator, found, tmp_path / "out")
    assert (one.first_day, one.last_day) == (BEFORE, LAST)
    later = given(coordinator, [write_asking(tmp_path, "twice")], tmp_path / "out")
    assert (later[0].device, later[0].first_day) == (one.device, BEFORE), "what was covered stays covered"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"programme": ""}, "another_programme"),
        ({"programme": "another"}, "another_programme"),
        ({"partner": 9}, "unknown_partner"),
        ({"partner": 0}, "unknown_partner"),
        ({"role": "coordinator"}, "not_the_office"),
        ({"made": datetime.date(2031, 1, 1)}, ""),
        ({"earliest": datetime.date(2031, 1, 1)}, "outside_dates"),
        ({"earliest": datetime.date(1999, 1, 1)}, ""),
        ({"old_key": bytes(32)}, "unknown_old_key"),
    ],
)
def test_a_request_that_cannot_be_granted_is_told(
    coordinator: Desk, tmp_path: Path, changed: dict[str, object], code: str
) -> None:
    role = changed.pop("role", "device")
    bad = write_asking(tmp_path, "bad", role, **changed)  # type: ignore[arg-type]
    found = look_at_requests(coordinator, [bad, write_asking(tmp_path, "good one")])
    assert [one.refused_code for one in found] == [code, ""]
    assert (found[0].remedy is None) is (code == "")
    assert len(issue(coordinator, found, tmp_path / "out")) == (1 if code else 2)


def test_a_coordinator_is_one_partners(tmp_path: Path) -> None:
    desk = office_desk(tmp_path)
    paths = [write_asking(tmp_path, "nobody's", "coordinator", partner=0)]
    assert [one.refused_code for one in look_at_requests(desk, paths)] == [""]
    programme = read_programme(desk.programme_file)
    other = replace(programme.partners[0], number=4, id="other")
    newer = replace(programme, version=programme.version + 1, partners=(*programme.partners, other))
    take_programme(desk, sign_programme(newer, key("root")), PARTNER)
    assert [one.refused_code for one in look_at_requests(desk, paths)] == ["no_partner_named"]
    desk.close()


def test_another_partner_has_its_own_coordinator(coordinator: Desk, tmp_path: Path) -> None:
    (one,) = look_at_requests(coordinator, [write_asking(tmp_path, "partner", partner=PARTNER)])
    assert not one.refused
    programme = read_programme(coordinator.programme_file)
    other = replace(programme.partners[0], number=4, id="other")
    newer = replace(programme, version=programme.version + 1, partners=(*programme.partners, other))
    before = coordinator.programme_file
    take_programme(coordinator, sign_programme(newer, key("root")), PARTNER)
    (one,) = look_at_requests(coordinator, [write_asking(tmp_path, "other partner", partner=4)])
    assert one.refused_code == "another_partner"
    take_programme(coordinator, before, PARTNER)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (BEFORE, None, ""),
        (datetime.date(2026, 7, 15), None, "begins_too_late"),
        (BEFORE, BEFORE - datetime.timedelta(days=1), "days_turned"),
        (datetime.date(2025, 12, 31), None, "outside_dates"),
        (None, datetime.date(2031, 1, 1), "outside_dates"),
        (None, datetime.date(2026, 7, 13), "outside_dates"),
        (BEFORE, BEFORE, ""),
        (datetime.date(2027, 1, 1), datetime.date(2026, 12, 1), "begins_too_late"),
    ],
)
def test_days_nest(
    coordinator: Desk, tmp_path: Path, first: datetime.date | None, last: datetime.date | None, code: str
) -> None:
    path = write_asking(tmp_path, f"days {first} {last}", earliest=BEFORE)
    (one,) = look_at_requests(coordinator, [path], first, last)
    assert one.refused_code == code
    if not code:
        assert (one.first_day, one.last_day) == (first, last or LAST)


def test_a_renewal_never_ends_earlier(coordinator: Desk, tmp_path: Path) -> None:
    path = write_asking(tmp_path, "shorter")
    given(coordinator, [path], tmp_path / "out", last=datetime.date(2027, 1, 1))
    (one,) = look_at_requests(coordinator, [path], last=datetime.date(2026, 12, 1))
    assert one.refused_code == "shorter_grant"
    (one,) = look_at_requests(coordinator, [path], first=TODAY + datetime.timedelta(days=1))
    assert one.refused_code == "shorter_grant"
    (longer,) = given(coordinator, [path], tmp_path / "out")
    assert longer.last_day == LAST
    assert longer.path.name.endswith("-2.bsuh-grant"), "the first answer is not written over"


def test_a_revoked_key_gets_nothing_more(coordinator: Desk, tmp_path: Path) -> None:
    path = write_asking(tmp_path, "thief")
    given(coordinator, [path], tmp_path / "out")
    revoke(coordinator, key("thief").public.hex(), tmp_path / "revoked.json")
    (one,) = look_at_requests(coordinator, [path])
    assert one.refused_code == "revoked"
    with refused("nothing_to_give"):
        issue(coordinator, [one], tmp_path / "out")


def test_a_key_goes_on_with_an_old_one_that_was_granted_here(coordinator: Desk, tmp_path: Path) -> None:
    old, new = write_asking(tmp_path, "old"), write_asking(tmp_path, "new", old_key=key("old").public)
    given(coordinator, [old], tmp_path / "out")
    (one,) = look_at_requests(coordinator, [new])
    assert one.has_earlier_key
    coordinator.store.forgotten.add_elsewhere(key("old").public, ["0000000000001"])
    (grant,) = issue(coordinator, [one], tmp_path / "out")
    assert answer_in(grant.path).continues == key("old").public
    # Its data may be older than what the old laptop's files told.
    assert answer_in(grant.path).forgotten == ("0000000000001",)


def test_a_named_file_that_is_no_request_is_refused_and_others_go_on(coordinator: Desk, tmp_path: Path) -> None:
    good = write_asking(tmp_path, "beside")
    broken = tmp_path / "broken.json"
    broken.write_bytes(good.read_bytes().replace(b"2026-08-03", b"2026-08-04"))
    other = tmp_path / "other.json"
    other.write_text("{}")
    found = look_at_requests(coordinator, [broken, other, tmp_path / "gone.json", good])
    assert [one.refused_code for one in found] == ["altered", "unreadable", "file_not_opened", ""]
    assert {one.refused_code for one in look_at_requests(coordinator, [tmp_path])} == {"altered", ""}


def test_the_name_is_read_by_those_it_was_sealed_for(coordinator: Desk, office: Desk, tmp_path: Path) -> None:
    label = sealed_label("শিরিন আক্তার", (coordinator.vault.age_recipient,))
    path = write_asking(tmp_path, "named", label=label)
    (one,) = look_at_requests(coordinator, [path])
    assert one.label == "শিরিন আক্তার"
    assert "শিরিন" not in repr(one)
    assert [other.label for other in look_at_requests(office, [path])] == [""]


def test_numbers_of_a_block_run_out(tmp_path: Path, office: Desk) -> None:
    desk = coordinator_desk(tmp_path, office)
    assert desk.coordinator_grant is not None
    terms = desk.coordinator_grant.terms
    with desk.store.transaction():
        pattern = given(desk, [write_asking(tmp_path, "first")], tmp_path / "out")
        one = desk.store.office.all(GrantKind.DEVICE)[0]
        last = terms.serial_high - 1
        desk.store.office.give(replace(one, name=b"x" * 8, key=b"x" * 32, low=last, high=last))
    assert pattern[0].device
    found = look_at_requests(desk, [write_asking(tmp_path, f"late {number}") for number in range(2)])
    assert [(one.number, one.refused_code) for one in found] == [(terms.serial_high, ""), (None, "numbers_used_up")]
    desk.close()


def test_coordinators_get_blocks_apart_and_can_open_what_is_sealed(office: Desk, tmp_path: Path) -> None:
    recipients = [recipient_of(new_identity()) for _ in range(2)]
    paths = [
        write_asking(tmp_path, f"coordinator {number}", "coordinator", recipient=recipients[number], programme="")
        for number in range(2)
    ]
    version = office.programme.version
    grants = given(office, paths, tmp_path / "out")
    assert office.programme.version == version + 1
    assert set(recipients) <= set(office.programme.recipients_for(PARTNER))
    chains = [answer_in(one.path).chain() for one in grants]
    blocks = sorted((chain[0].terms.serial_low, chain[0].terms.serial_high) for chain in chains)
    assert all(high - low == 4095 and low % 4096 == 0 for low, high in blocks)
    assert blocks[0][1] < blocks[1][0]
    assert chains[0][0].terms.first_day == office.programme.issued
    written = tmp_path / "out" / f"trial-programme-v{version + 1}.bsuh-programme"
    assert read_programme(written.read_bytes()) == read_programme(answer_in(grants[0].path).programme_file)
    again = given(office, paths, tmp_path / "out")
    assert (again, office.programme.version) == (grants, version + 1)


def test_a_countrys_schools_lie_once_beside_the_answers_of_a_room(tmp_path: Path) -> None:
    desk = office_desk(tmp_path)
    programme = read_programme(desk.programme_file)
    pattern = programme.places[0]
    schools = tuple(replace(pattern, id=f"eiin:{number}") for number in range(100_000, 100_500))
    large = replace(programme, version=programme.version + 1, places=schools, place_list_hash=place_list_hash(schools))
    take_programme(desk, sign_programme(large, key("root")), PARTNER)
    grants = given(desk, [write_asking(tmp_path, f"laptop {number}") for number in range(3)], tmp_path / "out")
    assert [answer_in(one.path).programme_file for one in grants] == [b""] * 3
    (file,) = (tmp_path / "out").glob("trial-programme-v*.bsuh-programme")
    assert file.read_bytes() == desk.programme_file
    desk.close()


def test_the_root_keys_desk_grants_devices_as_a_coordinator(tmp_path: Path) -> None:
    desk = office_desk(tmp_path)
    (one,) = given(desk, [write_asking(tmp_path, "first")], tmp_path / "out")
    assert desk.coordinator_grant is not None
    assert (one.device, desk.coordinator_grant.terms.partner) == ("0000", 0)
    listed = newest_of(desk, key("root").public)
    assert listed is not None
    assert listed.given() == (desk.coordinator_grant,)
    (other,) = given(desk, [write_asking(tmp_path, "other", "coordinator")], tmp_path / "out")
    assert answer_in(other.path).chain()[0].terms.serial_low == 4096
    lists = [read_key_list(path.read_bytes()) for path in sorted((tmp_path / "out").glob("key-list-*.bsuh-keys"))]
    assert {one.version for one in lists if one.issuer == key("root").public} == {1, 2}
    assert [one.version for one in lists if one.issuer == desk.vault.signing_key.public] == [1]
    desk.close()
