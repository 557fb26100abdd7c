from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.package import Manifest
from bsuh_desktop.services.certificates import certify
from bsuh_desktop.services.desk import hand_over_status
from bsuh_desktop.services.hand_over import hand_over, seal
from bsuh_desktop.services.verify.known import known_to_everybody
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.desks import a_class, end, practice_desk, rows

KNOWN = known_to_everybody()


def test_a_resend_is_the_same_bytes(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.finish()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (first,), (second,) = (hand_over.hand_over(desk, [conduct.session], tmp_path / name) for name in ("a", "b"))
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.sha256 == second.sha256
    # The same hand-over to the same place changes nothing and is no error.
    before = first.path.stat().st_mtime_ns
    hand_over.hand_over(desk, [conduct.session], tmp_path / "a")
    assert first.path.stat().st_mtime_ns == before


def test_another_file_under_the_name_is_never_written_over(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.finish()
    (written,) = hand_over.hand_over(desk, [conduct.session], tmp_path)
    written.path.write_bytes(b"mine")
    with pytest.raises(KnownError) as caught:
        hand_over.hand_over(desk, [conduct.session], tmp_path)
    assert caught.value.code == "already_there"
    assert written.path.read_bytes() == b"mine"


def test_manifests_of_one_key_follow_each_other(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    classes = [a_class(desk, rows(number)) for number in (1, 2, 3)]
    for conduct in classes:
        conduct.finish()
    sealed = [seal.seal_class(desk, conduct.session) for conduct in classes]
    manifests = [manifest_of(one.bytes) for one in sealed]
    assert [one.nth for one in manifests] == [1, 2, 3]
    assert [one.prev for one in manifests] == [b"", *(one.manifest_sha256 for one in sealed[:2])]
    assert {one.revision for one in manifests} == {1}


def manifest_of(data: bytes) -> Manifest:
    reading = read_attendance_file(data, KNOWN.identities, KNOWN.programmes)
    assert reading.verdict is Verdict.PRACTICE
    assert reading.contents is not None
    return reading.contents.manifest


def test_a_class_that_changed_is_a_new_revision(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.ask("q5", "shared")
    conduct.answer(1, "A")
    conduct.finish()
    first = seal.seal_class(desk, conduct.session)
    seq = next(
        entry.header.seq for entry in desk.store.journal.entries(conduct.session) if "answered" in entry.header.kind
    )
    desk.store.journal.erase_data(conduct.session, (seq,), {"q5": {"A": 1}}, desk.clock.now())
    second = seal.seal_class(desk, conduct.session)
    assert (first.revision, second.revision) == (1, 2)
    assert manifest_of(second.bytes).chain.length == manifest_of(first.bytes).chain.length + 1


def test_certificates_that_come_after_the_hand_over_reach_the_office(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    end(desk, conduct)
    hand_over.note_handed_over(desk, hand_over.hand_over(desk, [conduct.session], tmp_path))
    assert hand_over_status.not_yet_handed_over(desk) == []
    certify.certify(desk, [conduct.session])
    assert hand_over_status.not_yet_handed_over(desk) == [conduct.session]
    (written,) = hand_over.hand_over(desk, [conduct.session], tmp_path)
    assert written.path.name.endswith("-r2.bsuh")
    reading = read_attendance_file(written.path.read_bytes(), KNOWN.identities, KNOWN.programmes)
    assert reading.contents is not None
    assert all(row.awarded for row in reading.contents.rows)


def test_the_facts_are_those_of_the_class(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(4, refusing=[3]))
    for question, letter in (("a6", "B"), ("q5", "C")):
        conduct.ask(question, "shared")
        conduct.answer(1, letter)
        conduct.close_question()
    conduct.mark(2, "absent")
    end(desk, conduct)
    certify.certify(desk, [conduct.session])
    sealed = seal.seal_class(desk, conduct.session)
    reading = read_attendance_file(sealed.bytes, KNOWN.identities, KNOWN.programmes)
    assert reading.contents is not None
    rows_read = {row.card: row for row in reading.contents.rows}
    assert [(row.roll, row.status, row.answered) for row in rows_read.values()] == [
        ("1", "present", 2),
        ("2", "absent", 0),
        # The roll of somebody who may not be named stays on the laptop.
        ("", "present", 0),
        ("4", "present", 0),
    ]
    assert (rows_read[1].pre, rows_read[1].post) == (1, None)
    assert [row.awarded for row in rows_read.values()] == [True, False, True, True]
    assert reading.contents.details.counts.unnamed == 1
