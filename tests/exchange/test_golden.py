"""The attendance file of exchange/FORMAT.md as exact bytes: every member of one class, and the sealed file itself.

`python -m tests.exchange.test_golden` makes all of it anew; only a new format version is a reason to.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.attendance_facts import AttendanceFacts
from bsuh_desktop.exchange.attendance_writer import Sender, contents
from bsuh_desktop.exchange.manifest import JOURNAL, NAMES
from bsuh_desktop.exchange.package import MEMBERS, pack
from bsuh_desktop.exchange.sealed_names import open_names
from bsuh_desktop.exchange.tables import write_names
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import (
    PARTNER,
    demonstration_identities,
    demonstration_programme,
    issue_demonstration_device_grant,
)
from bsuh_desktop.trust.sealing import Opener, seal
from tests.helpers import attendance
from tests.helpers.attendance_files import read_attendance_file
from tests.helpers.keys import DEVICE, key

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "exchange"
SEALED = GOLDEN / "2026-07-14-eiin-107845-SESS00000000000X.bsuh"
RECEIPT_KEY = bytes(range(32))


def by() -> Sender:
    """The test device under the demonstration programme."""
    programme = demonstration_programme(resources())
    grants = issue_demonstration_device_grant(resources(), key("device").public, DEVICE)
    return attendance.sender(grants=grants, programme=programme.id, recipients=programme.recipients_for(PARTNER))


def facts() -> AttendanceFacts:
    """The class of the golden file; its journal's salts are random, so it is read from there."""
    lines = (GOLDEN / "members" / JOURNAL).read_bytes().splitlines()
    return replace(attendance.facts(practice=True), journal=tuple(lines))


def made() -> dict[str, bytes]:
    """Every member, made again."""
    return contents(facts(), by(), (GOLDEN / "members" / NAMES).read_bytes(), RECEIPT_KEY)[0]


@pytest.mark.parametrize("member", MEMBERS)
def test_every_member_has_the_bytes_that_were_settled(member: str) -> None:
    assert made()[member] == (GOLDEN / "members" / member).read_bytes()


def test_the_file_is_read_as_on_the_first_day() -> None:
    identities = demonstration_identities(resources())
    read = read_attendance_file(SEALED.read_bytes(), identities, [demonstration_programme(resources())])
    assert read.verdict is Verdict.PRACTICE
    assert read.contents is not None
    assert (read.contents.details, read.contents.rows) == (facts().details, facts().rows)
    assert read.contents.manifest.receipt_key == RECEIPT_KEY
    assert open_names(read.contents, Opener(identities)) == facts().names


def _renew() -> None:
    (GOLDEN / "members").mkdir(parents=True, exist_ok=True)
    lines = b"".join(line + b"\n" for line in attendance.journal(practice=True))
    (GOLDEN / "members" / JOURNAL).write_bytes(lines)
    sealed_names = seal(write_names(attendance.facts().names), by().recipients)
    (GOLDEN / "members" / NAMES).write_bytes(sealed_names)
    for name, data in made().items():
        (GOLDEN / "members" / name).write_bytes(data)
    SEALED.write_bytes(seal(pack(made()), by().recipients))


if __name__ == "__main__":
    _renew()
