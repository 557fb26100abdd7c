"""Both files of the built-in demonstration programme, made again: made-up schools, and keys that everybody knows.

`python -m tests.helpers.demonstration_files` writes them into the resources.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import NamedTuple

import msgspec

from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.paths import resources
from bsuh_desktop.trust.demonstration import (
    HELPLINES,
    KEYS_FILE,
    MODULES,
    PARTNER,
    PROGRAMME_FILE,
    ROOT,
    DemonstrationKeys,
)
from bsuh_desktop.trust.programme import (
    Area,
    ConsentPolicy,
    FocalPoint,
    Partner,
    Place,
    Programme,
    place_list_hash,
    sign_programme,
)
from bsuh_desktop.trust.signing import SigningKey

COORDINATOR = SigningKey.from_seed(hashlib.sha256(b"bsuh demonstration coordinator").digest())
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

_UPAZILA = Area("000000", LocalText("নদীপাড় (অনুশীলন)", "Nodipar (practice)"))
_DISTRICT = Area("0000", LocalText("সবুজপুর (অনুশীলন)", "Shobujpur (practice)"))

PLACES = (
    Place("eiin:107845", LocalText("কালীগঙ্গা উচ্চ বিদ্যালয়", "Kaliganga High School"), _UPAZILA, _DISTRICT),
    Place("eiin:107846", LocalText("নদীপাড় বালিকা বিদ্যালয়", "Nodipar Girls' School"), _UPAZILA, _DISTRICT),
    Place("club:0001", LocalText("শাপলা কিশোর-কিশোরী ক্লাব", "Shapla Adolescents' Club"), _UPAZILA, _DISTRICT),
)


def contents() -> Programme:
    """The whole demonstration programme."""
    return Programme(
        id="demonstration",
        version=2,
        issued=FIRST_DAY,
        expires=LAST_DAY,
        root_key=ROOT.public,
        names=LocalText("Be Smart Use Heart · অনুশীলন কর্মসূচি", "Be Smart Use Heart · Practice programme"),
        logos=(),
        partners=(Partner(PARTNER, "demonstration", LocalText("অনুশীলন", "Practice"), (RECIPIENT.recipient,)),),
        recovery=(RECOVERY.recipient,),
        focal_points=(FocalPoint(0, LocalText("সুরক্ষা ফোকাল পারসন (অনুশীলন)", "Focal point (practice)"), ""),),
        places=PLACES,
        place_list_hash=place_list_hash(PLACES),
        award_rule=AwardRule(minutes=30),
        consent=ConsentPolicy("letters", "practice-1"),
        design="stitched-heart",
        url_prefix="",
        retention_days=90,
        cell_limit=5,
        offset_minutes=360,
        helplines=HELPLINES,
        modules={module: number for number, module in enumerate(MODULES, start=1)},
    )


def write_demonstration(folder: Path) -> None:
    """Makes both files in a folder of resources, the same bytes each time."""
    remark = "These keys are public on purpose. They belong to the demonstration programme and protect nothing."
    keys = DemonstrationKeys(remark, ROOT.seed, COORDINATOR.seed, (RECIPIENT.identity, RECOVERY.identity))
    (folder / PROGRAMME_FILE).parent.mkdir(parents=True, exist_ok=True)
    (folder / PROGRAMME_FILE).write_bytes(sign_programme(contents(), ROOT))
    (folder / KEYS_FILE).write_bytes(msgspec.json.format(msgspec.json.encode(keys), indent=2) + b"\n")


if __name__ == "__main__":
    write_demonstration(resources())
