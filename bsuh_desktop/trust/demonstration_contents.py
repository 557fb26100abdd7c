"""What stands in the demonstration programme: a made-up partner, made-up schools, and the country's real helplines.

The helplines are real so that a practice class says the right numbers aloud; each says where it was read, and none
is `verified` until somebody has called it.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from bsuh_desktop.domain.awards import AwardRule
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.programme import (
    Area,
    ConsentPolicy,
    FocalPoint,
    Helpline,
    Partner,
    Place,
    Programme,
    place_list_hash,
)

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
