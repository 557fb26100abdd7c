from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_writer import build_attendance_file
from bsuh_desktop.exchange.receipt import outcome_of_code, read_receipt, read_receipt_code
from bsuh_desktop.services.collection.collected_files import CollectedFile
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.issuers import given_of
from bsuh_desktop.store.known_keys import StoredKeyList
from bsuh_desktop.trust.demonstration import demonstration_programme, issue_demonstration_device_grant
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.key_list import KeyList, Revocation, sign_key_list
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import attendance, hand_over, programme_desks
from tests.helpers.attendance_files import open_file
from tests.helpers.desks import clock_at, copied_desk
from tests.helpers.grants import refused
from tests.helpers.keys import chain_for, device_terms, key
from tests.helpers.receiving_desk import archived, receive, write_receipts

DAY = datetime.date(2026, 8, 3)


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """A coordinator's desk, and an empty stick."""
    desk = copied_desk(tmp_path, clock_at())
    programme_desks.coordinator(desk)
    (tmp_path / "stick").mkdir()
    return desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def ours(desk: Desk) -> tuple[str, ...]:
    return (recipient_of(desk.vault.age_identity),)


def put(stick: Path, name: str, data: bytes) -> None:
    (stick / f"{name}.bsuh").write_bytes(data)


def by_name(files: Sequence[CollectedFile]) -> dict[str, tuple[str, str]]:
    """What becomes of each attendance file, and what it is worth by itself."""
    named = {Path(one.input).stem: one for one in files if one.verdict != "passed_over"}
    return {name: (one.state, one.worth.value if one.worth else one.verdict) for name, one in named.items()}


def test_every_file_is_judged_and_answered(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    hand_over.brought(desk)
    stick = tmp_path / hand_over.STICK
    received = receive(desk, [stick])
    assert by_name(received.files) == {
        "changed": ("wrong", "altered"),
        "foreign": ("refused", "unknown_signer"),
        "good": ("merged", "good"),
        "late": ("refused", "expired"),
        "one": ("merged", "good"),
        "other": ("conflict", "good"),
        "others": ("wrong", "not_ours"),
        "twice": ("same", "good"),
        "waiting": ("kept", "waiting"),
    }
    assert (received.counts["passed_over"], received.left) == (1, 0)
    good = next(one for one in received.files if Path(one.input).stem == "good")
    assert (good.day, good.present, good.device, good.revision) == (datetime.date(2026, 7, 14), 3, "0EKQ", 1)
    written = write_receipts(desk, received, tmp_path / "back")
    assert sorted(one.state for one in written) == ["kept", "merged", "merged", "refused", "refused"]
    assert sorted(archived(desk).values()) == ["counted", "counted", "expired", "unknown_signer", "waiting"]
    for one in written:
        receipt = read_receipt(one.path.read_bytes())
        assert (receipt.session, receipt.outcome, receipt.day) == (one.session, one.state, DAY)
        assert receipt.signer == desk.vault.signing_key.public


def test_the_code_to_dictate_is_made_for_that_file(office: Desk, stick: Path) -> None:
    whole = hand_over.attendance_file(ours(office), 1)
    put(stick, "a", whole)
    secret = open_file(whole, office.identities).manifest.receipt_key
    for _ in range(2):
        # Also of a file that is here already, whose laptop asks on the phone.
        (one,) = receive(office, [stick]).files
        assert outcome_of_code(read_receipt_code(one.code), secret, one.sha256) == "merged"


def test_receipts_are_the_same_again_and_nothing_is_written_over(office: Desk, stick: Path, tmp_path: Path) -> None:
    put(stick, "a", hand_over.attendance_file(ours(office), 1, signer=key("asking"), grants=()))
    back = tmp_path / "back"
    (first,) = write_receipts(office, receive(office, [stick]), back)
    (again,) = write_receipts(office, receive(office, [stick]), back)
    assert (again.path, again.sha256, again.new) == (first.path, first.sha256, False)
    hand_over.wait_until(office, DAY + datetime.timedelta(days=2))
    assert [one.new for one in write_receipts(office, receive(office, [stick]), back)] == [False]
    # Its grant comes: another word about the same file stands beside the first.
    grant = issue(office.vault.signing_key, device_terms(key("asking").public, 7), office.coordinator_grant)
    office.store.office.give(given_of(grant, DAY))
    (later,) = write_receipts(office, receive(office, [stick]), back)
    assert (first.state, later.state, later.path.name) == ("kept", "merged", "receipt-SESS000000000001-2.bsuh-receipt")
    assert len(list(back.iterdir())) == 2
    later.path.rename(before := later.path.with_suffix(".json"))
    (again,) = write_receipts(office, receive(office, [stick]), back)
    assert (again.path, again.new) == (before, False), "a receipt of before version 0.2"


def test_two_laptops_with_one_class_are_a_conflict_and_the_first_goes_on_counting(office: Desk, stick: Path) -> None:
    new = key("asking")
    put(stick, "old", hand_over.attendance_file(ours(office), 1))
    assert by_name(receive(office, [stick]).files) == {"old": ("merged", "good")}
    put(stick, "new", hand_over.attendance_file(ours(office), 1, signer=new, grants=chain_for(new.public)))
    received = receive(office, [stick])
    assert by_name(received.files) == {"new": ("conflict", "good"), "old": ("merged", "good")}
    assert len(received.answers) == 1, "nobody is answered before a person chose"


def test_two_classes_in_one_place_of_a_row_are_a_conflict_also_when_the_second_comes_later(
    office: Desk, stick: Path
) -> None:
    put(stick, "first", hand_over.attendance_file(ours(office), 1))
    assert by_name(receive(office, [stick]).files) == {"first": ("merged", "good")}
    session = "SESS000000000002"
    who = attendance.sender(recipients=ours(office), nth=1, previous=b"")
    whole = attendance.facts(session=session, journal=attendance.journal(session=session))
    put(stick, "second", build_attendance_file(whole, who).data)
    received = receive(office, [stick])
    assert by_name(received.files) == {"first": ("merged", "good"), "second": ("conflict", "good")}
    assert [one.session for one in received.answers] == ["SESS000000000001"], "nobody is answered before a person chose"


def test_practice_that_everybody_can_make_up_stands_in_the_way_of_no_class(office: Desk, stick: Path) -> None:
    thief, programme = key("thief"), demonstration_programme(office.resources)
    put(stick, "real", hand_over.attendance_file(ours(office), 1))
    who = attendance.sender(
        signer=thief,
        grants=issue_demonstration_device_grant(office.resources, thief.public, 1),
        programme=programme.id,
        recipients=programme.recipients_for(programme.partners[0].number),
    )
    session = "SESS000000000001"
    whole = attendance.facts(practice=True, session=session, journal=attendance.journal(True, session))
    whole = replace(whole, rows=tuple(replace(row, serial="") for row in whole.rows))
    put(stick, "made up", build_attendance_file(whole, who).data)
    assert by_name(receive(office, [stick]).files)["real"] == ("merged", "good")


def test_a_session_in_another_form_is_altered_and_names_no_file(office: Desk, stick: Path, tmp_path: Path) -> None:
    session = "../../elsewhere"
    whole = attendance.facts(session=session, journal=attendance.journal(session=session))
    put(stick, "bad", build_attendance_file(whole, attendance.sender(recipients=ours(office))).data)
    received = receive(office, [stick])
    assert by_name(received.files) == {"bad": ("wrong", "altered")}
    assert write_receipts(office, received, tmp_path / "back") == ()


def test_who_withdrew_travels_back_with_every_receipt_of_that_laptop(office: Desk, stick: Path, tmp_path: Path) -> None:
    gone = ("0000000000001", "0000000000002")
    put(stick, "first", hand_over.attendance_file(ours(office), 1))
    put(stick, "second", hand_over.attendance_file(ours(office), 2, withdrawn=gone))
    received = receive(office, [stick])
    assert {one.withdrawn for one in received.files} == {0, 2}
    written = write_receipts(office, received, tmp_path / "back")
    assert [read_receipt(one.path.read_bytes()).forgotten for one in written] == [gone, gone]
    # A new laptop that goes on with its classes is told, too.
    new = key("asking")
    office.store.office.give(given_of(chain_for(new.public)[1], DAY, continues=key("device").public))
    put(stick, "third", hand_over.attendance_file(ours(office), 3, signer=new, grants=chain_for(new.public)))
    write_receipts(office, receive(office, [stick / "third.bsuh"]), tmp_path / "later")
    (later,) = (tmp_path / "later").iterdir()
    assert read_receipt(later.read_bytes()).forgotten == gone


def test_a_stranger_takes_nobodys_consent_back(office: Desk, stick: Path) -> None:
    stranger = key("stranger")
    put(
        stick,
        "foreign",
        hand_over.attendance_file(
            ours(office), 1, signer=stranger, grants=hand_over.foreign_chain(), withdrawn=("0000000000001",)
        ),
    )
    assert [one.worth for one in receive(office, [stick]).files] == [Verdict.UNKNOWN_SIGNER]
    assert office.store.forgotten.elsewhere(stranger.public) == ()


def test_only_who_may_answers(tmp_path: Path) -> None:
    desk = copied_desk(tmp_path, clock_at())
    programme_desks.office(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    put(stick, "a", hand_over.attendance_file(desk.programme.recovery, 1))
    with refused("no_office"):
        receive(desk, [stick])


def test_a_source_that_is_not_there_is_told_before_anything_is_taken_in(office: Desk, stick: Path) -> None:
    put(stick, "a", hand_over.attendance_file(ours(office), 1))
    with refused("file_not_opened"):
        receive(office, [stick, stick / "gone"])
    assert archived(office) == {}


def test_a_coordinator_whose_days_are_over_signs_nothing(office: Desk, stick: Path) -> None:
    put(stick, "a", hand_over.attendance_file(ours(office), 1))
    hand_over.wait_until(office, datetime.date(2027, 1, 1))
    with refused("office_ended"):
        receive(office, [stick])


def test_a_coordinator_who_was_revoked_signs_nothing(office: Desk, stick: Path) -> None:
    put(stick, "a", hand_over.attendance_file(ours(office), 1))
    public, root = office.vault.signing_key.public, key("root")
    found = KeyList(
        programme=office.programme.id,
        issuer=root.public,
        above=b"",
        version=1,
        issued=DAY,
        expires=DAY + datetime.timedelta(days=90),
        revoked=(Revocation(public, DAY),),
    )
    office.store.known.keep_key_list(StoredKeyList(root.public, 1, sign_key_list(found, root), DAY.isoformat()))
    with refused("own_key_revoked"):
        receive(office, [stick])


def test_what_was_cancelled_was_not_looked_at(office: Desk, stick: Path) -> None:
    for number in (1, 2, 3):
        put(stick, str(number), hand_over.attendance_file(ours(office), number))
    stopped = receive(office, [stick], stop=lambda: True)
    assert (stopped.files, stopped.answers, archived(office)) == ((), (), {})
    assert len(receive(office, [stick]).answers) == len(archived(office)) == 3
