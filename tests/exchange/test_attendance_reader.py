from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange import package as m
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts
from bsuh_desktop.exchange.attendance_writer import Sender, build_attendance_file, contents
from bsuh_desktop.exchange.package import pack
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import (
    demonstration_identities,
    demonstration_programme,
    issue_demonstration_device_grant,
)
from bsuh_desktop.trust.grants import issue
from bsuh_desktop.trust.sealing import new_identity, recipient_of, seal
from tests.helpers.attendance import (
    COORDINATOR_IDENTITY,
    PARTNER,
    RECOVERY_IDENTITY,
    details,
    facts,
    journal,
    newer_line,
    programme,
    row,
    sender,
)
from tests.helpers.attendance_files import FileReading, read_attendance_file
from tests.helpers.keys import DEVICE, LAST, chain, coordinator_terms, device_terms, key
from tests.helpers.sampled import few_or_all

Members = dict[str, bytes]


def judge(data: bytes, identity: str = COORDINATOR_IDENTITY) -> FileReading:
    return read_attendance_file(data, [identity], [demonstration_programme(resources()), programme()])


def sent(class_facts: AttendanceFacts | None = None, **changed: object) -> FileReading:
    return judge(build_attendance_file(class_facts or facts(), sender(**changed)).data)


def forged(change: Callable[[Members], None], by: Sender | None = None) -> FileReading:
    """What a recipient would get who opened a file, changed it and sealed it again."""
    who = by or sender()
    members, _ = contents(facts(), who, seal(b"", who.recipients), bytes(32))
    change(members)
    return judge(seal(pack(members), who.recipients))


def test_a_granted_devices_file_is_good_and_comes_back_whole() -> None:
    given = facts()
    read = sent(given)
    assert (read.verdict, read.reason, read.remedy, read.doubts) == (Verdict.GOOD, None, None, ())
    assert read.contents is not None
    assert (read.contents.details, read.contents.rows, read.contents.grants) == (given.details, given.rows, chain())
    assert [entry.header.seq for entry in read.contents.journal] == [1, 2, 3, 4, 5]
    assert read.signer == key("device").key_id.hex()
    assert read.chain == (key("coordinator").key_id.hex(), read.signer)
    assert read.programme == programme()


def test_every_recipient_opens_it_and_nobody_else() -> None:
    data = build_attendance_file(facts(), sender()).data
    assert judge(data, RECOVERY_IDENTITY).verdict is Verdict.GOOD
    assert judge(data, new_identity()).verdict is Verdict.NOT_OURS


def test_practice_never_becomes_real() -> None:
    assert sent(facts(practice=True)).verdict is Verdict.PRACTICE
    demonstration, device = demonstration_programme(resources()), key("device").public
    grants = issue_demonstration_device_grant(resources(), device, DEVICE)
    by = sender(grants=grants, programme="demonstration", recipients=demonstration.recipients_for(1))
    for identity in demonstration_identities(resources()):
        assert judge(build_attendance_file(facts(), by).data, identity).verdict is Verdict.PRACTICE


def test_without_a_grant_a_real_class_waits_and_has_no_serials() -> None:
    no_serials = facts(rows=(row(1, serial="", awarded=False),))
    assert sent(no_serials, grants=()).verdict is Verdict.WAITING
    assert sent(facts(), grants=()).verdict is Verdict.UNKNOWN_SIGNER
    practice = facts(practice=True, rows=())
    assert sent(practice, grants=()).verdict is Verdict.PRACTICE
    assert sent(no_serials, grants=(), programme="unheard of").verdict is Verdict.UNKNOWN_SIGNER


def test_a_class_dated_outside_the_grant_is_expired() -> None:
    late = replace(details(), date=LAST + datetime.timedelta(1))
    read = sent(facts(details=late))
    assert read.verdict is Verdict.EXPIRED
    assert read.reason is not None
    assert read.contents is not None


def test_a_signer_that_the_grants_do_not_name_is_unknown() -> None:
    assert sent(signer=key("other")).verdict is Verdict.UNKNOWN_SIGNER
    foreign = issue(key("foreign root"), coordinator_terms(key("coordinator").public))
    below = issue(key("coordinator"), device_terms(key("device").public), foreign)
    assert sent(grants=(foreign, below)).verdict is Verdict.UNKNOWN_SIGNER
    assert sent(signer=key("coordinator"), grants=chain()[:1]).verdict is Verdict.UNKNOWN_SIGNER
    assert sent(programme="demonstration").verdict is Verdict.UNKNOWN_SIGNER


def test_a_serial_of_another_device_is_unknown() -> None:
    assert sent(facts(rows=(row(1, serial=make_serial(DEVICE + 1, 1)),))).verdict is Verdict.UNKNOWN_SIGNER
    assert sent(facts(rows=(row(1, serial="0000000000"),))).verdict is Verdict.UNKNOWN_SIGNER


@pytest.mark.parametrize("member", m.LISTED)
def test_no_member_can_be_changed_behind_the_seal(member: str) -> None:
    def change(members: Members) -> None:
        members[member] += b"\n"

    assert forged(change).verdict is Verdict.ALTERED


def test_a_manifest_stands_under_its_signers_signature() -> None:
    def other_revision(members: Members) -> None:
        members[m.MANIFEST] = members[m.MANIFEST].replace(b'"revision":1', b'"revision":2')

    def other_signer(members: Members) -> None:
        members[m.SIGNATURE] = key("other").sign("attendance", 1, members[m.MANIFEST])

    def other_kind(members: Members) -> None:
        members[m.SIGNATURE] = key("device").sign("grant", 1, members[m.MANIFEST])

    for change in (other_revision, other_signer, other_kind):
        assert forged(change).verdict is Verdict.ALTERED


def signed_again(members: Members, **changed: object) -> None:
    """Even the device itself cannot sign a file whose parts contradict each other."""
    value = {**json.loads(members[m.MANIFEST]), **changed}
    value["members"] = json.loads(canonical_json(m.hashes_of(members)))
    members[m.MANIFEST] = canonical_json(value)
    members[m.SIGNATURE] = key("device").sign("attendance", 1, members[m.MANIFEST])


def test_journal_and_manifest_must_agree() -> None:
    def cut_short(members: Members) -> None:
        members[m.JOURNAL] = b"".join(members[m.JOURNAL].splitlines(keepends=True)[:-1])
        signed_again(members)

    def no_last_line_feed(members: Members) -> None:
        members[m.JOURNAL] = members[m.JOURNAL][:-1]
        signed_again(members)

    def another_session(members: Members) -> None:
        signed_again(members, session="SESS00000000000Y")

    def a_link_broken(members: Members) -> None:
        first, second, *rest = members[m.JOURNAL].splitlines(keepends=True)
        members[m.JOURNAL] = b"".join([first, second.replace(b'"total":3', b'"total":4'), *rest])
        signed_again(members)

    def the_last_event_changed(members: Members) -> None:
        members[m.JOURNAL] = members[m.JOURNAL].replace(b'"ended_ms":1', b'"ended_ms":2')
        signed_again(members)

    def real_now(members: Members) -> None:
        signed_again(members, practice=True)

    def empty(members: Members) -> None:
        members[m.JOURNAL] = b""
        signed_again(members, chain={"head": "AAAA", "length": 0})

    for change in (
        cut_short,
        no_last_line_feed,
        another_session,
        a_link_broken,
        the_last_event_changed,
        real_now,
        empty,
    ):
        assert forged(change).verdict is Verdict.ALTERED


def test_members_that_this_version_cannot_have_written_are_altered() -> None:
    def other_facts(members: Members) -> None:
        members[m.SESSION] = members[m.SESSION].replace(b'"minutes":45', b'"minutes":"45"')
        signed_again(members)

    def more_facts(members: Members) -> None:
        members[m.SESSION] = canonical_json({**json.loads(members[m.SESSION]), "zz": 1})
        signed_again(members)

    def other_rows(members: Members) -> None:
        members[m.ROWS] = members[m.ROWS].replace(b"late", b"lazy")
        signed_again(members)

    def other_grants(members: Members) -> None:
        members[m.GRANTS] = members[m.GRANTS][:-1]
        signed_again(members)

    def one_more_key(members: Members) -> None:
        signed_again(members, more=1)

    def newer_format(members: Members) -> None:
        signed_again(members, format=2)

    for change in (other_facts, more_facts, other_rows, other_grants, one_more_key, newer_format):
        assert forged(change).verdict is Verdict.ALTERED


def test_nothing_is_wrong_with_signing_again_by_itself() -> None:
    assert forged(signed_again).verdict is Verdict.GOOD


def test_sealed_on_to_somebody_else_it_is_no_longer_the_file() -> None:
    friend = new_identity()
    members, _ = contents(facts(), sender(), b"", bytes(32))
    passed_on = seal(pack(members), [recipient_of(friend)])
    assert judge(passed_on, friend).verdict is Verdict.ALTERED
    instead_of_the_office = seal(pack(members), [recipient_of(friend), recipient_of(RECOVERY_IDENTITY)])
    assert judge(instead_of_the_office, friend).verdict is Verdict.ALTERED
    with_friend = seal(pack(members), [*programme().recipients_for(PARTNER), recipient_of(friend)])
    assert judge(with_friend).verdict is Verdict.ALTERED


def test_what_is_no_attendance_file_is_unreadable() -> None:
    for data in (b"", b"PK\x03\x04", bytes(17 * 1024 * 1024), b"%PDF-1.7"):
        assert judge(data).verdict is Verdict.UNREADABLE
    assert judge(seal(b"no archive", programme().recipients_for(PARTNER))).verdict is Verdict.ALTERED


def test_doubts_are_said_beside_the_verdict() -> None:
    doubtful = replace(details(), doubts=("jump", "something new"), entered_later=True)
    read = sent(facts(details=doubtful))
    assert read.verdict is Verdict.GOOD
    assert read.doubts == (
        Message("The clock jumped during the class."),
        Message("The clock may have been wrong."),
        Message("The class was entered later."),
    )


def test_a_kind_of_event_from_a_newer_app_is_said_and_changes_nothing_else() -> None:
    lines = journal()
    more = facts(journal=(*lines, newer_line(len(lines) + 1)))
    read = sent(more)
    assert (read.verdict, read.reason) == (Verdict.GOOD, None)
    assert [str(doubt) for doubt in read.doubts] == [
        "A newer version of the app made it; some of what is in it is not shown here."
    ]
    assert read.contents is not None
    assert read.contents.rows == more.rows


@few_or_all("step", 4, 1)
def test_every_changed_byte_of_a_file_is_refused(step: int) -> None:
    data = build_attendance_file(facts(), sender()).data
    places = sorted({*range(0, len(data), step), len(data) - 1})
    fine = [place for place in places if judge(_changed(data, place)).verdict.exit_code == 0]
    assert judge(data).verdict is Verdict.GOOD
    assert fine == []


def test_cut_short_or_added_to_it_is_refused() -> None:
    data = build_attendance_file(facts(), sender()).data
    assert all(judge(data[:length]).verdict.exit_code for length in range(0, len(data), 11))
    assert judge(data + b"\0").verdict is Verdict.ALTERED
    assert judge(data + data).verdict is Verdict.ALTERED


def _changed(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ (1 + place % 255)]) + data[place + 1 :]


def test_a_broken_chain_is_never_sealed() -> None:
    first, _, *rest = journal()
    with pytest.raises(ValueError, match="breaks at 2"):
        build_attendance_file(facts(journal=(first, *rest)), sender())
