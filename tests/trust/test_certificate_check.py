from __future__ import annotations

import datetime
from pathlib import Path

from msgspec.structs import replace

from bsuh_desktop.domain.codes import make_serial
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.certificate_check import check_credential
from bsuh_desktop.trust.credential import Credential, sign_credential
from bsuh_desktop.trust.demonstration import demonstration_programme, issue_demonstration_device_grant
from bsuh_desktop.trust.programme import Programme
from tests.helpers.keys import DAY, DEVICE, LAST, chain, key

RESOURCES: Path = resources()
PRACTICE = demonstration_programme(RESOURCES)


def real() -> Programme:
    return replace(PRACTICE, root_key=key("root").public)


def signed(signer: str = "device", day: datetime.date = DAY, device: int = DEVICE) -> Credential:
    return sign_credential(key(signer), make_serial(device, 3), 5, day, "রহিমা")


def test_a_granted_devices_certificate_is_good() -> None:
    found = check_credential(signed(), chain(), real())
    assert (found.verdict, found.reason, found.device, found.partner) == (Verdict.GOOD, None, DEVICE, 3)


def test_the_demonstrations_certificates_are_practice_for_ever() -> None:
    grants = issue_demonstration_device_grant(RESOURCES, key("device").public, DEVICE)
    assert check_credential(signed(), grants, PRACTICE).verdict is Verdict.PRACTICE
    assert check_credential(signed(), grants, real()).verdict is Verdict.UNKNOWN_SIGNER


def test_what_was_changed_is_altered() -> None:
    assert check_credential(replace(signed(), name="সালমা"), chain(), real()).verdict is Verdict.ALTERED
    assert check_credential(replace(signed(), module=6), chain(), real()).verdict is Verdict.ALTERED


def test_another_devices_certificate_is_unknown() -> None:
    assert check_credential(signed("other"), chain(), real()).verdict is Verdict.UNKNOWN_SIGNER
    assert check_credential(signed(device=DEVICE + 1), chain(), real()).verdict is Verdict.UNKNOWN_SIGNER
    assert check_credential(signed("coordinator"), chain()[:1], real()).verdict is Verdict.UNKNOWN_SIGNER


def test_a_certificate_dated_outside_its_grant_is_expired() -> None:
    late = signed(day=LAST + datetime.timedelta(1))
    assert check_credential(late, chain(), real()).verdict is Verdict.EXPIRED
