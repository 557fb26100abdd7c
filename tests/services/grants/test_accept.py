from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.services.certificates.certify import certify
from bsuh_desktop.services.certificates.due import due
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import earliest_waiting, newest_of, request_made
from bsuh_desktop.services.desk.hand_over_status import not_yet_handed_over
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.hand_over.class_files import files_of
from bsuh_desktop.services.hand_over.hand_over import hand_over, note_handed_over
from bsuh_desktop.services.programme.join import join_file
from bsuh_desktop.system.log import last_lines
from bsuh_desktop.trust.grant_request import label_of, read_request, write_answer
from bsuh_desktop.trust.grants import Grant
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.programme import read_programme, sign_programme
from tests.helpers.attendance import PARTNER, RECOVERY_IDENTITY
from tests.helpers.desks import a_class, practice_desk
from tests.helpers.grants import TODAY, answer_in, given, refused, sign_list
from tests.helpers.keys import coordinator_terms, device_terms, key
from tests.helpers.programmes import FACILITATOR, joined_desk

OPENING = datetime.date(2026, 1, 1)
LAST = datetime.date(2027, 12, 31)


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Desk]:
    desk = joined_desk(tmp_path / "device")
    yield desk
    desk.close()


def answer(folder: Path, *grants: Grant, programme_file: bytes = b"", key_lists: tuple[bytes, ...] = ()) -> Path:
    """An answer that somebody made by hand."""
    path = folder / f"answer-{len(list(folder.iterdir()))}.json"
    path.write_bytes(write_answer(grants, programme_file, key_lists))
    return path


def a_finished_class(desk: Desk) -> str:
    """A class that was held on the day of the clock; returns its session."""
    conduct = a_class(desk)
    conduct.finish()
    return conduct.session


def chain_for(
    desk: Desk, first: datetime.date = TODAY, last: datetime.date = LAST, **changed: object
) -> tuple[Grant, ...]:
    """Grants of `desk` under the test coordinator."""
    above = sign_grant(key("root"), replace(coordinator_terms(key("coordinator").public), last_day=LAST))
    terms = replace(device_terms(desk.vault.signing_key.public), first_day=first, last_day=last, **changed)
    return above, sign_grant(key("coordinator"), terms, above)


def test_a_class_that_waited_gets_certificates_and_a_revision(coordinator: Desk, device: Desk, tmp_path: Path) -> None:
    session = a_finished_class(device)
    assert (earliest_waiting(device), request_made(device)) == (TODAY, False)
    note_handed_over(device, hand_over(device, [session], tmp_path))
    path = write_request(device, "device", tmp_path)
    request = read_request(path.read_bytes())
    assert (request.earliest, request_made(device)) == (TODAY, True)
    assert not request_made(device, "coordinator"), "asked for this laptop only"
    assert label_of(request, [RECOVERY_IDENTITY]) == FACILITATOR
    assert FACILITATOR.encode() not in path.read_bytes()
    (grant,) = given(coordinator, [path], tmp_path / "out")
    accepted = accept(device, grant.path)
    assert (accepted.kind, accepted.device, accepted.waiting, accepted.outside) == ("device", grant.device, 1, 0)
    assert not request_made(device), "it was answered"
    assert (accepted.programme_version, accepted.partner_changed) == (coordinator.programme.version, False)
    assert earliest_waiting(device) is None
    assert len(certify(device, [session]).serials) == 4
    assert not_yet_handed_over(device) == [session]
    hand_over(device, [session], tmp_path)
    sealed = device.store.outgoing.newest_sealed(session)
    assert sealed is not None
    assert (sealed.revision, sealed.nth, sealed.granted) == (2, 2, 1)
    once_more = accept(device, grant.path)
    assert (once_more.waiting, once_more.programme_version) == (0, None)
    assert not any(FACILITATOR in line for line in last_lines())


def test_a_class_outside_the_grant_is_told(device: Desk, tmp_path: Path) -> None:
    a_finished_class(device)
    later = TODAY + datetime.timedelta(days=1)
    accepted = accept(device, answer(tmp_path, *chain_for(device, later)))
    assert (accepted.waiting, accepted.outside) == (0, 1)
    assert earliest_waiting(device) == TODAY
    accepted = accept(device, answer(tmp_path, *chain_for(device, TODAY)))
    assert (accepted.waiting, accepted.outside) == (1, 0)


def test_never_back(device: Desk, tmp_path: Path) -> None:
    accept(device, answer(tmp_path, *chain_for(device)))
    before = device.grants
    for chain in (
        chain_for(device, last=LAST - datetime.timedelta(days=1)),
        chain_for(device, first=TODAY + datetime.timedelta(days=1)),
    ):
        with refused("older_grant"):
            accept(device, answer(tmp_path, *chain))
        assert device.grants == before


def test_a_new_number_goes_on_counting(device: Desk, tmp_path: Path) -> None:
    """A serial is number and counter: the counter never begins again, whatever the number."""
    session = a_finished_class(device)
    accept(device, answer(tmp_path, *chain_for(device)))
    first = certify(device, [session]).serials
    accept(device, answer(tmp_path, *chain_for(device, serial_low=7, serial_high=7)))
    assert device.device_number == 7
    assert device.store.outgoing.next_counter() == len(first) + 1


def test_a_grant_for_another_partner_is_taken_and_seals_anew(device: Desk, tmp_path: Path) -> None:
    session = a_finished_class(device)
    accept(device, answer(tmp_path, *chain_for(device)))
    note_handed_over(device, hand_over(device, [session], tmp_path))
    assert not_yet_handed_over(device) == []
    programme = read_programme(device.programme_file)
    other = replace(programme.partners[0], number=4, id="other")
    newer = replace(programme, version=programme.version + 1, partners=(*programme.partners, other))
    above = sign_grant(key("root"), replace(coordinator_terms(key("two").public), partner=4, last_day=LAST))
    terms = replace(device_terms(device.vault.signing_key.public), partner=4, first_day=TODAY, last_day=LAST)
    chain = (above, sign_grant(key("two"), terms, above))
    with refused("unknown_partner"):
        accept(device, answer(tmp_path, *chain))
    accepted = accept(device, answer(tmp_path, *chain, programme_file=sign_programme(newer, key("root"))))
    assert (accepted.partner, accepted.partner_changed) == ("other", True)
    assert (device.partner, not_yet_handed_over(device)) == (4, [session])


def test_a_large_programme_file_lies_beside_the_answers(device: Desk, tmp_path: Path) -> None:
    programme = read_programme(device.programme_file)
    for version in (1, 2, 3):
        newer = replace(programme, version=programme.version + version)
        ending = ".json" if version == 3 else ".bsuh-programme"
        (tmp_path / f"trial-programme-v{newer.version}{ending}").write_bytes(sign_programme(newer, key("root")))
    foreign = replace(programme, version=99, root_key=key("two").public)
    (tmp_path / "trial-programme-v99.bsuh-programme").write_bytes(sign_programme(foreign, key("two")))
    (tmp_path / "trial-programme-v100.bsuh-programme").write_bytes(b"torn")
    accepted = accept(device, answer(tmp_path, *chain_for(device)))
    assert accepted.programme_version == device.programme.version == programme.version + 3


def test_a_granted_desk_is_moved_by_a_grant_that_it_asks_for(device: Desk, tmp_path: Path) -> None:
    accept(device, answer(tmp_path, *chain_for(device, first=OPENING)))
    programme = read_programme(device.programme_file)
    other = replace(programme.partners[0], number=4, id="other")
    newer = replace(programme, version=programme.version + 1, partners=(*programme.partners, other))
    file = tmp_path / "newer.json"
    file.write_bytes(sign_programme(newer, key("root")))
    with refused("partner_granted"):
        join_file(device, file, 4)
    assert device.programme.version == programme.version
    join_file(device, file, PARTNER)
    request = read_request(write_request(device, "device", tmp_path / "stick", partner=4).read_bytes())
    assert (request.partner, request.earliest, device.partner) == (4, OPENING, PARTNER)
    above = sign_grant(key("root"), replace(coordinator_terms(key("two").public), partner=4, last_day=LAST))
    terms = replace(device_terms(device.vault.signing_key.public), partner=4, first_day=OPENING, last_day=LAST)
    accepted = accept(device, answer(tmp_path, above, sign_grant(key("two"), terms, above)))
    assert (accepted.partner_changed, device.partner) == (True, 4)


def test_what_does_not_hold_changes_nothing(device: Desk, tmp_path: Path) -> None:
    own = chain_for(device)
    above, below = own
    strangers = sign_grant(key("stranger"), coordinator_terms(key("coordinator").public))
    onward = sign_grant(key("coordinator"), replace(below.terms, last_day=LAST + datetime.timedelta(days=1)), above)
    forged = replace(below, signature=bytes(64))
    for chain, code in (
        ((strangers, sign_grant(key("coordinator"), below.terms, strangers)), "unknown_signer"),
        ((above, onward), "unknown_signer"),
        ((above, forged), "altered"),
        ((above, sign_grant(key("coordinator"), device_terms(key("device").public), above)), "another_key"),
        ((above,), "another_key"),
    ):
        with refused(code):
            accept(device, answer(tmp_path, *chain))
    programme = read_programme(device.programme_file)
    foreign = sign_programme(replace(programme, version=9, root_key=key("other root").public), key("other root"))
    with refused("another_programme"):
        accept(device, answer(tmp_path, *own, programme_file=foreign))
    newer = sign_programme(replace(programme, version=9), key("root"))
    with refused("altered"):
        accept(device, answer(tmp_path, above, forged, programme_file=newer))
    assert (device.grants, device.programme.version) == ((), programme.version), "not even the programme is taken"
    whole = answer(tmp_path, *own)
    whole.write_bytes(whole.read_bytes().replace(b'"format":1', b'"format":2'))
    with refused("unreadable"):
        accept(device, whole)


def test_what_is_no_answer_is_said_so(device: Desk, tmp_path: Path) -> None:
    request = write_request(device, "device", tmp_path)
    (tmp_path / "programme.json").write_bytes(device.programme_file)
    (tmp_path / "empty").write_bytes(b"")
    for path in (request, tmp_path / "programme.json", tmp_path / "empty"):
        with refused("not_an_answer"):
            accept(device, path)
    for path in (tmp_path, tmp_path / "gone"):
        with refused("file_not_opened"):
            accept(device, path)


def test_a_revoked_device_takes_no_grant_but_keeps_the_list(coordinator: Desk, device: Desk, tmp_path: Path) -> None:
    (grant,) = given(coordinator, [write_request(device, "device", tmp_path)], tmp_path / "out")
    revoked = revoke(coordinator, grant.device, tmp_path)
    data = answer_in(grant.path)
    told = answer(tmp_path, *data.chain(), key_lists=(revoked.path.read_bytes(),))
    with refused("revoked"):
        accept(device, told)
    assert device.grants == ()
    assert newest_of(device, coordinator.vault.signing_key.public) is not None
    with refused("revoked"):
        accept(device, grant.path)


def test_a_key_list_is_taken_and_never_an_older_one(coordinator: Desk, device: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "one.json", tmp_path / "two.json"
    first.write_bytes(sign_list(coordinator, TODAY))
    second.write_bytes(sign_list(coordinator, TODAY + datetime.timedelta(days=1)))
    accepted = accept(device, second)
    assert (accepted.kind, accepted.key) == ("key_list", coordinator.vault.signing_key.key_id.hex())
    assert accept(device, second).kind == "key_list"
    with refused("older_than_known"):
        accept(device, first)


def test_who_practises_joins_first(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    (tmp_path / "any.json").write_text("{}")
    with refused("practice"):
        accept(desk, tmp_path / "any.json")
    with refused("practice"):
        write_request(desk, "device", tmp_path)
    request = read_request(write_request(desk, "coordinator", tmp_path, "শিরিন আক্তার").read_bytes())
    assert (request.programme, request.partner) == ("", 0)
    assert request.label == b"", "the demonstration's recipients are public"
    assert not request_made(desk)
    desk.close()


def test_a_request_goes_over_nothing(device: Desk, tmp_path: Path) -> None:
    first = write_request(device, "device", tmp_path)
    second = write_request(device, "device", tmp_path)
    assert second.name == first.name.replace(".bsuh", "-2.bsuh")
    with refused("already_there"):
        write_request(device, "device", first)
    assert read_request(first.read_bytes()).partner == PARTNER


def test_a_class_outside_the_grant_waits_for_one_that_covers_it(device: Desk, tmp_path: Path) -> None:
    """It would be *expired* for everybody: no serial, no certificate and no grants in its file before."""
    accept(device, answer(tmp_path, *chain_for(device, last=TODAY - datetime.timedelta(days=1), first=OPENING)))
    session = a_finished_class(device)
    assert (due(device).sessions, files_of(device, session).waits_for_grant) == ((), True)
    assert class_report(device, session)["standing"] == "waiting"
    with refused("waiting"):
        certify(device, [session])
    note_handed_over(device, hand_over(device, [session], tmp_path))
    assert not_yet_handed_over(device) == []
    first = device.store.outgoing.newest_sealed(session)
    assert first is not None
    assert (first.granted, first.last_counter) == (0, 0)
    accept(device, answer(tmp_path, *chain_for(device, first=OPENING)))
    assert (due(device).sessions, not_yet_handed_over(device)) == ((session,), [session])
    assert class_report(device, session)["standing"] == "granted"
    assert len(certify(device, [session]).serials) == 4
    hand_over(device, [session], tmp_path)
    second = device.store.outgoing.newest_sealed(session)
    assert second is not None
    assert (second.revision, second.granted) == (2, 1)


def test_a_laptop_whose_key_was_taken_back_gives_no_new_certificates(
    coordinator: Desk, device: Desk, tmp_path: Path
) -> None:
    """They would be paper that every verifier calls revoked; those of before may be printed once more."""
    (grant,) = given(coordinator, [write_request(device, "device", tmp_path)], tmp_path / "out")
    accept(device, grant.path)
    before, after = a_finished_class(device), a_finished_class(device)
    serials = certify(device, [before]).serials
    taken = accept(device, revoke(coordinator, grant.device, tmp_path / "list.json").path)
    assert (taken.kind, taken.own_key_revoked) == ("key_list", True)
    with refused("own_key_revoked"):
        certify(device, [after])
    assert certify(device, [before]).serials == serials
