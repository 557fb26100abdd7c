"""A coordinator's desk with a register of its own: classes of a whole country, or of whatever a test makes up.

The rows are written through the register's own segments and decisions; no attendance file lies behind them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.districts import DISTRICTS, DIVISIONS, District
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.register.decision_lines import FileVerdict, Received
from bsuh_desktop.register.facts import FileFacts, LearnerFacts
from bsuh_desktop.register.folder import Register, register_folder
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.trust.grants import issue as sign_grant
from bsuh_desktop.trust.programme import Area, Partner, Place, Programme, place_list_hash, sign_programme
from bsuh_desktop.trust.register_keys import register_keys
from bsuh_desktop.trust.signing import SigningKey
from tests.helpers import prepared
from tests.helpers.attendance import PARTNER
from tests.helpers.collected import file_facts, learner_facts
from tests.helpers.keys import coordinator_terms, key
from tests.helpers.programme_desks import trial

OTHER = 4
"""The number of the second partner."""

FIRST_SCHOOL = 107_001
SMALL = ("2003", "2084")
"""Districts with a single class of a few: they are hidden."""

EMPTY = ("1009", "5577")
"""Districts without any class."""

WANTED = {"3026": 24, "6091": 21, "6090": 19, "4561": 15, "2019": 14, "2015": 12, "5010": 11, "5552": 10}
"""Classes where there are many; elsewhere there are one to eight."""

MODULES = ("taps-traps-taka", "check-before-you-share")


def nationwide(recipient: str) -> Programme:
    """The trial programme with two partners, and a school in every district."""
    pattern = trial(recipient=recipient)
    (first,) = pattern.partners
    partners = (first, Partner(OTHER, "other", LocalText("দিগন্ত ফাউন্ডেশন", "Diganta Foundation"), first.recipients))
    places = tuple(_school(number, district) for number, district in enumerate(DISTRICTS))
    return replace(pattern, cell_limit=10, partners=partners, places=places, place_list_hash=place_list_hash(places))


def _school(number: int, district: District) -> Place:
    name, said = district.names, digits_text(number + 1)
    return Place(
        f"eiin:{FIRST_SCHOOL + number}",
        LocalText(f"{name.bn} সরকারি উচ্চ বিদ্যালয় {said.bn}", f"{name.en} Government High School {said.en}"),
        Area(f"{district.code}14", LocalText(f"{name.bn} সদর", f"{name.en} Sadar")),
        Area(district.code, name),
        Area(district.code[:2], DIVISIONS[district.code[:2]]),
    )


def coordinator(desk: Desk) -> None:
    """Granted, and nothing was collected yet."""
    set_facilitator(desk, prepared.FACILITATOR, "4826")
    join(desk, sign_programme(nationwide(desk.vault.age_recipient), key("root")), PARTNER)
    desk.take_office(sign_grant(key("root"), coordinator_terms(desk.vault.signing_key.public, 0, 4095)))


def collected(desk: Desk, files: Sequence[FileFacts]) -> None:
    """These classes were taken in one after the other."""
    with Register.open(register_folder("", desk.folder), register_keys(desk.vault.store_key)) as register:
        put(register, desk.vault.signing_key, files)


def put(register: Register, signer: SigningKey, files: Sequence[FileFacts]) -> None:
    """The same into a register that is open."""
    # Not above: whoever only names these scenes needs no Arrow, which wine cannot load.
    from bsuh_desktop.register.arrow_rows import tables_of

    register.segments.append(tables_of(files))
    verdicts = (FileVerdict(one.about.file, one.about.session, one.about.revision, "merged") for one in files)
    register.decisions.append(Received(tuple(verdicts)), signer, 1)


def country(desk: Desk) -> None:
    """All districts over fourteen months; two are too small to be told, two have no class."""
    coordinator(desk)
    collected(desk, tuple(classes()))


def classes() -> Iterator[FileFacts]:
    """What `country` collected."""
    number = 0
    for place, district in enumerate(DISTRICTS):
        wanted = WANTED.get(district.code, 1 + place * 5 % 8)
        for nth in range(0 if district.code in EMPTY else 1 if district.code in SMALL else wanted):
            number += 1
            yield one_class(number, place, nth, 6 if district.code in SMALL else 36 + number % 9)


def one_class(number: int, place: int, nth: int, heads: int) -> FileFacts:
    """The class of that number, the `nth` of its school; learners come again to every second one."""
    month = (place * 3 + nth * 5) % 14
    day = datetime.date(2025 + (5 + month) // 12, (5 + month) % 12 + 1, 1 + number % 28)
    first = 1 + place * 1_000 + nth // 2 * 100
    return file_facts(
        number,
        [_learner(first + one, one) for one in range(heads)],
        day=day,
        place=f"eiin:{FIRST_SCHOOL + place}",
        partner=PARTNER if place % 3 else OTHER,
        facilitator=f"{place:016x}",
        module=MODULES[number % 2],
        channel=("cards", "hands", "shared", "none")[number % 4],
        minutes=40 + number % 11,
        entered_later=number % 9 == 0,
    )


def _learner(learner: int, one: int) -> LearnerFacts:
    return learner_facts(
        learner,
        learner,
        status="absent" if one % 9 == 8 else "present",
        sex="f" if one % 2 else "m",
        age=("9-12", "13-17", "13-17")[one % 3],
        disability="yes" if one % 17 == 5 else "no",
        awarded=one % 9 not in (7, 8),
    )
