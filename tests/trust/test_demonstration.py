from __future__ import annotations

import datetime
from pathlib import Path

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import (
    KEYS_FILE,
    PARTNER,
    PROGRAMME_FILE,
    demonstration_identities,
    demonstration_programme,
    is_demonstration,
    issue_demonstration_device_grant,
)
from bsuh_desktop.trust.grants import LAST_DEVICE, Cap, check_chain
from bsuh_desktop.trust.sealing import recipient_of, seal, unseal
from tests.helpers.demonstration_files import write_demonstration
from tests.helpers.keys import DAY, key


def test_both_files_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    write_demonstration(tmp_path)
    for file in (PROGRAMME_FILE, KEYS_FILE):
        assert (tmp_path / file).read_bytes() == (resources() / file).read_bytes()


def test_anybody_opens_what_is_sealed_to_the_demonstration() -> None:
    programme, identities = demonstration_programme(resources()), demonstration_identities(resources())
    recipients = programme.recipients_for(PARTNER)
    assert tuple(map(recipient_of, identities)) == recipients
    for identity in identities:
        assert unseal(seal(b"class", recipients), [identity]) == b"class"


def test_every_device_is_granted_for_as_long_as_the_programme_runs() -> None:
    programme = demonstration_programme(resources())
    for number in (0, LAST_DEVICE):
        grants = issue_demonstration_device_grant(resources(), key("device").public, number)
        for day in (programme.issued, DAY, programme.expires):
            found = check_chain(grants, programme.root_key, day, cap=Cap.CERTIFICATE | Cap.ATTENDANCE)
            assert (found.verdict, found.key, found.device) == (Verdict.GOOD, key("device").public, number)
        late = programme.expires + datetime.timedelta(1)
        assert check_chain(grants, programme.root_key, late).verdict is Verdict.EXPIRED


def test_its_second_version_asks_for_half_an_hour() -> None:
    programme = demonstration_programme(resources())
    assert (programme.version, programme.award_rule.least_minutes) == (2, 30)


def test_it_is_told_by_its_root_key() -> None:
    programme = demonstration_programme(resources())
    assert is_demonstration(programme)
    assert (programme.issued, programme.expires) == (datetime.date(2026, 1, 1), datetime.date(2030, 12, 31))


def test_no_helpline_is_called_verified_before_somebody_called_it() -> None:
    helplines = {line.id: line for line in demonstration_programme(resources()).helplines}
    assert helplines["child"].number == "1098"
    assert helplines["emergency"].number == "999"
    assert all(line.source and not line.verified for line in helplines.values())
