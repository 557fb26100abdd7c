"""The built-in demonstration programme: for practising, with keys that everybody knows.

Its secret keys are public on purpose, so every copy of the app can open and sign its files; for the same reason they
prove nothing, and whatever it signs is PRACTICE for ever. `write_demonstration` makes both files again, byte for
byte, from the seeds below.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import msgspec

from bsuh_desktop.trust.demonstration_contents import RECIPIENT, RECOVERY, contents
from bsuh_desktop.trust.grants import ALL_CAPS, LAST_DEVICE, Cap, Grant, GrantKind, GrantTerms, issue
from bsuh_desktop.trust.programme import Programme, read_programme, sign_programme
from bsuh_desktop.trust.signing import SigningKey

PROGRAMME_FILE, KEYS_FILE = "programme/demonstration.json", "programme/demonstration.keys.json"
PARTNER = 1


def _public_on_purpose(name: str) -> SigningKey:
    return SigningKey.from_seed(hashlib.sha256(f"bsuh demonstration {name}".encode()).digest())


ROOT = _public_on_purpose("root")
COORDINATOR = _public_on_purpose("coordinator")


class DemonstrationKeys(msgspec.Struct, frozen=True):
    """The file of secret keys that are none: seeds in base64, age identities as age writes them."""

    remark: str
    root_seed: bytes
    coordinator_seed: bytes
    identities: tuple[str, ...]


def demonstration_programme(resources: Path) -> Programme:
    """The built-in programme, read from the resources folder like any other programme file."""
    return read_programme((resources / PROGRAMME_FILE).read_bytes())


def is_demonstration(programme: Programme) -> bool:
    """True for whatever the demonstration's root key signed: practice, never a report."""
    return programme.root_key == ROOT.public


def demonstration_identities(resources: Path) -> tuple[str, ...]:
    """The secret age identities that open the demonstration's files: its coordinator's and recovery's."""
    return _keys(resources).identities


def demonstration_office(resources: Path) -> tuple[SigningKey, Grant]:
    """The demonstration's public coordinator: its key, and its grant for as long as the programme runs."""
    programme, keys = demonstration_programme(resources), _keys(resources)
    root, coordinator = SigningKey.from_seed(keys.root_seed), SigningKey.from_seed(keys.coordinator_seed)
    days = (programme.issued, programme.expires)
    return coordinator, issue(root, _terms(GrantKind.COORDINATOR, coordinator.public, days, (0, LAST_DEVICE)))


def issue_demonstration_device_grant(resources: Path, device_public: bytes, device_number: int) -> tuple[Grant, Grant]:
    """The coordinator's grant and one for a device, for as long as the demonstration programme runs."""
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


def write_demonstration(resources: Path) -> None:
    """Makes both files of the demonstration programme in the resources folder, the same bytes each time."""
    remark = "These keys are public on purpose. They belong to the demonstration programme and protect nothing."
    keys = DemonstrationKeys(remark, ROOT.seed, COORDINATOR.seed, (RECIPIENT.identity, RECOVERY.identity))
    (resources / PROGRAMME_FILE).parent.mkdir(parents=True, exist_ok=True)
    (resources / PROGRAMME_FILE).write_bytes(sign_programme(contents(ROOT.public, PARTNER), ROOT))
    (resources / KEYS_FILE).write_bytes(msgspec.json.format(msgspec.json.encode(keys), indent=2) + b"\n")
