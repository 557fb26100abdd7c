"""A granted laptop's file with the name of a child who is not in its class: shown to nobody, and not kept for ever.

Verifying and collecting leave names sealed, so that the class itself counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import NameRow
from bsuh_desktop.exchange.attendance_writer import AttendanceFile, build_attendance_file
from bsuh_desktop.exchange.reduced_copy import open_archived
from bsuh_desktop.register.decision_lines import NamesOpened, Purpose
from bsuh_desktop.services.collection.archive_erasure import forget_in_archive
from bsuh_desktop.services.collection.export import open_names
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.verify import verify
from tests.helpers import answered_files, attendance
from tests.helpers.collection import Office, put
from tests.helpers.keys import key

STRANGER = NameRow(answered_files.learner(9), "অচেনা শিশু", "", b"")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    one = Office(tmp_path / "office")
    yield one
    one.desk.close()


def the_file(office: Office) -> AttendanceFile:
    facts = answered_files.a_class()
    by = attendance.sender(recipients=office.recipients)
    return build_attendance_file(replace(facts, names=(*facts.names, STRANGER)), by)


def sealed_names(office: Office, file: AttendanceFile) -> bytes:
    with office.open() as register:
        return open_archived(file.sha256, register.read(file.sha256), office.collector.opener()).sealed_names


def test_its_names_are_opened_for_no_purpose(office: Office, tmp_path: Path) -> None:
    file = the_file(office)
    stick = put(tmp_path / "stick", {"class.bsuh": file})
    (proof,) = verify([str(stick / "class.bsuh")], known_to(office.desk))
    assert proof.verdict is Verdict.GOOD
    assert office.collect(stick).counts["merged"] == 1
    for purpose in get_args(Purpose):
        with office.open() as register, pytest.raises(KnownError) as refused:
            open_names(
                register, office.collector, [file.sha256], "Coordinator", purpose, {}, tmp_path / "out", office.folder
            )  # fmt: skip
        assert refused.value.code == "altered"
    assert list((tmp_path / "out").iterdir()) == []
    with office.open() as register:
        assert not any(isinstance(line.decision, NamesOpened) for line in register.decisions.lines())


def test_it_goes_with_the_names_of_the_class_when_one_of_them_withdraws(office: Office, tmp_path: Path) -> None:
    file = the_file(office)
    assert office.collect(put(tmp_path / "stick", {"class.bsuh": file})).counts["merged"] == 1
    assert sealed_names(office, file)
    withdrawn = {key("device").public: [answered_files.learner(1)]}
    with office.open() as register:
        assert forget_in_archive(office.collector, register, withdrawn=withdrawn).files == 1
    assert sealed_names(office, file) == b""
