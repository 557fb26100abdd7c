"""The built-in demonstration programme: for practising, with keys that everybody knows.

Its secret keys are public on purpose, so every copy of the app can open and sign its files; for the same reason they
prove nothing, and whatever they sign is PRACTICE for ever. Its modules and helplines are the defaults for a programme
that names none. The helplines are real, so that the right numbers are read out in a practice class; each has its
source, and none is `verified` until somebody has called it.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.grants import ALL_CAPS, LAST_DEVICE, Cap, Grant, GrantKind, GrantTerms, issue
from bsuh_desktop.trust.programme import Helpline, Programme, read_programme
from bsuh_desktop.trust.signing import SigningKey

PROGRAMME_FILE, KEYS_FILE = "programme/demonstration.json", "programme/demonstration.keys.json"
PARTNER = 1


ROOT = SigningKey.from_seed(hashlib.sha256(b"bsuh demonstration root").digest())

MODULES = (
    "my-name-is-mine-to-keep",
    "kind-thumbs-brave-voice",
    "the-stranger-who-knows-your-song",
    "before-you-forward",
    "taps-traps-taka",
    "ask-first-dont-grab-the-phone",
    "when-a-child-tells-you",
    "teach-it-back-pass-it-on",
    "curious-and-careful",
)

HELPLINES = (
    Helpline(
        "child",
        "1098",
        LocalText("শিশুর সহায়তায় ফোন", "Child Helpline"),
        "Department of Social Services with UNICEF, dss.bhola.gov.bd",
        datetime.date(2016, 10, 27),
    ),
    Helpline(
        "emergency",
        "999",
        LocalText("জরুরি সেবা: পুলিশ, ফায়ার সার্ভিস, অ্যাম্বুলেন্স", "Emergency: police, fire, ambulance"),
        "Barta24",
        datetime.date(2024, 8, 13),
    ),
    Helpline(
        "women-and-children",
        "109",
        LocalText("নারী ও শিশু নির্যাতন প্রতিরোধ", "Violence against women and children"),
        "Risingbd",
        datetime.date(2017, 3, 23),
    ),
)


class DemonstrationKeys(msgspec.Struct, frozen=True):
    """The file of published secret keys: seeds in base64, age identities as age writes them."""

    remark: str
    root_seed: bytes
    coordinator_seed: bytes
    identities: tuple[str, ...]


def demonstration_programme(resources: Path) -> Programme:
    """The built-in programme, read from the resources folder like any other programme file."""
    return read_programme((resources / PROGRAMME_FILE).read_bytes())


def is_demonstration(programme: Programme) -> bool:
    """True for the programme of the demonstration's root key: practice, never in a report."""
    return programme.root_key == ROOT.public


def demonstration_identities(resources: Path) -> tuple[str, ...]:
    """The secret age identities that open the demonstration's files: the coordinator's and the recovery identity."""
    return _keys(resources).identities


def demonstration_office(resources: Path) -> tuple[SigningKey, Grant]:
    """The demonstration's public coordinator: its key, and its grant for the whole time of the programme."""
    programme, keys = demonstration_programme(resources), _keys(resources)
    root, coordinator = SigningKey.from_seed(keys.root_seed), SigningKey.from_seed(keys.coordinator_seed)
    days = (programme.issued, programme.expires)
    return coordinator, issue(root, _terms(GrantKind.COORDINATOR, coordinator.public, days, (0, LAST_DEVICE)))


def issue_demonstration_device_grant(resources: Path, device_public: bytes, device_number: int) -> tuple[Grant, Grant]:
    """The coordinator's grant and a new one for a device, both for the whole time of the demonstration programme."""
    coordinator, above = demonstration_office(resources)
    days, numbers = (above.terms.first_day, above.terms.last_day), (device_number, device_number)
    return above, issue(coordinator, _terms(GrantKind.DEVICE, device_public, days, numbers), above)


def _terms(
    kind: GrantKind, subject: bytes, days: tuple[datetime.date, datetime.date], numbers: tuple[int, int]
) -> GrantTerms:
    caps = ALL_CAPS if kind is GrantKind.COORDINATOR else Cap.CERTIFICATE | Cap.ATTENDANCE
    return GrantTerms(kind, subject, *days, *numbers, PARTNER, caps)


def _keys(resources: Path) -> DemonstrationKeys:
    return msgspec.json.decode((resources / KEYS_FILE).read_bytes(), type=DemonstrationKeys)
