"""The built-in demonstration programme: for practising, with keys that everybody knows.

Its secret keys are public on purpose, so every copy of the app can open and sign its files; for the same reason they
prove nothing, and whatever it signs is PRACTICE for ever. `write_demonstration` makes both files again, byte for
byte, from the seeds below.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import NamedTuple

import msgspec

from bsuh_desktop.domain.awards import AwardRule
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.grants import ALL_CAPS, LAST_DEVICE, Cap, Grant, GrantKind, GrantTerms, issue
from bsuh_desktop.trust.programme import (
    Area,
    ConsentPolicy,
    FocalPoint,
    Helpline,
    Partner,
    Place,
    Programme,
    place_list_hash,
    read_programme,
    sign_programme,
)
from bsuh_desktop.trust.signing import SigningKey

FIRST_DAY, LAST_DAY = datetime.date(2026, 1, 1), datetime.date(2030, 12, 31)


class PublicIdentity(NamedTuple):
    """An age key pair whose secret half everybody may know."""

    identity: str
    recipient: str


RECIPIENT = PublicIdentity(
    "AGE-SECRET-KEY-1YS90H7GQJL2UKLWP8GMKLXPNV7YTKSGC6UDNREL7YQ3QQV8Q3YKQFNV4Y5",
    "age1sh2cvdfu0gm6y5gqkzxfq9fyqkhgtxj20x6xlxd95l0rwa3d3uesfya2wm",
)
RECOVERY = PublicIdentity(
    "AGE-SECRET-KEY-1TS46Z850DGZXZ6QPLACC7PFQ5LHKY8CD3UL0JL46APXEZFXQXZ6Q3SAFN6",
    "age1wfat7yu34rm42p0nae8z3n4wwvk7cthflx29ekmy9wv5ap8mcghqs0gt4c",
)

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

_UPAZILA = Area("000000", LocalText("নদীপাড় (অনুশীলন)", "Nodipar (practice)"))
_DISTRICT = Area("0000", LocalText("সবুজপুর (অনুশীলন)", "Shobujpur (practice)"))

PLACES = (
    Place("eiin:107845", LocalText("কালীগঙ্গা উচ্চ বিদ্যালয়", "Kaliganga High School"), _UPAZILA, _DISTRICT),
    Place("eiin:107846", LocalText("নদীপাড় বালিকা বিদ্যালয়", "Nodipar Girls' School"), _UPAZILA, _DISTRICT),
    Place("club:0001", LocalText("শাপলা কিশোর-কিশোরী ক্লাব", "Shapla Adolescents' Club"), _UPAZILA, _DISTRICT),
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


def contents(root_public: bytes, partner: int) -> Programme:
    """The whole demonstration programme under its root key; `partner` is its only partner's number."""
    return Programme(
        id="demonstration",
        version=1,
        issued=FIRST_DAY,
        expires=LAST_DAY,
        root_key=root_public,
        names=LocalText("Be Smart Use Heart · অনুশীলন কর্মসূচি", "Be Smart Use Heart · Practice programme"),
        logos=(),
        partners=(Partner(partner, "demonstration", LocalText("অনুশীলন", "Practice"), (RECIPIENT.recipient,)),),
        recovery=(RECOVERY.recipient,),
        focal_points=(FocalPoint(0, LocalText("সুরক্ষা ফোকাল পারসন (অনুশীলন)", "Focal point (practice)"), ""),),
        places=PLACES,
        place_list_hash=place_list_hash(PLACES),
        award_rule=AwardRule(),
        consent=ConsentPolicy("letters", "practice-1"),
        design="stitched-heart",
        url_prefix="",
        retention_days=90,
        cell_limit=5,
        offset_minutes=360,
        helplines=HELPLINES,
        modules={module: number for number, module in enumerate(MODULES, start=1)},
    )


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
