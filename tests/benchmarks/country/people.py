"""Who learns: class groups with their rolls, of which two laptops may have lists of their own."""

from __future__ import annotations

import functools
import random

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.codes import LEARNER_BITS, LEARNER_LENGTH, encode
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.people import AgeBand, Disability, Sex
from bsuh_desktop.trust.programme import Place
from tests.benchmarks.country.land import SCHOOLS_A_LAPTOP, school
from tests.benchmarks.country.plan import Wish

GROUPS_A_LAPTOP = 6
YEAR = 2026
COMMON = 5
"""This group of two laptops of one pair is one and the same class, on two lists."""

_FEWEST, _MOST = 27, 51
_GRADES, _SECTIONS = ("6", "7", "8", "9", "10"), ("ka", "kha", "ga")
_GIVEN = ("রহিমা", "ক্ষিতীশ", "শ্রেয়া", "জ্যোৎস্না", "আর্দ্র", "মং", "ফারহানা", "রাসেল", "তানিয়া", "সাব্বির", "নন্দিনী", "ইমরান")
_FAMILY = ("রহমান", "দাস", "চাকমা", "হাঁসদা", "খাতুন", "আক্তার", "চাই", "হোসেন", "বেগম", "রায়")
_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


class Person(msgspec.Struct, frozen=True):
    """A learner as one laptop lists them. `person` is who it is, whatever the list; who may not be `named` has no name,
    and no id that stays."""

    person: int
    learner: str
    roll: str
    sex: Sex
    age: AgeBand
    disability: Disability
    named: bool
    name_bn: str
    name_en: str


class Group(msgspec.Struct, frozen=True):
    """A class group as one laptop knows it."""

    ref: GroupRef
    place: Place
    people: tuple[Person, ...]


@functools.lru_cache(maxsize=64)
def group(wish: Wish, laptop: int, slot: int) -> Group:
    """The group of a laptop's slot. The common one has other ids on each of the two laptops, and the same seats."""
    home = laptop - laptop % 2 if slot == COMMON else laptop
    place = school(home * SCHOOLS_A_LAPTOP + slot // 2)
    common, own = wish.chance("group", home, slot), wish.chance("ids", laptop, slot)
    grade, section = common.choice(_GRADES), _SECTIONS[slot % 2]
    ref = GroupRef(_id(own), place.id, YEAR, grade, section)
    size, manner = common.randint(_FEWEST, _MOST), common.random()
    people = tuple(
        _person(common, _id(own), (home * GROUPS_A_LAPTOP + slot) * 1000 + number, _roll(ref, number, manner))
        for number in range(1, size + 1)
    )
    if manner > 0.85 and slot != COMMON and people[0].named and people[1].named:
        # A slip of the school's: two of one class on one roll number. They stay two.
        people = (replace(people[0], roll=people[1].roll), *people[1:])
    return Group(ref, place, people)


def _id(chance: random.Random) -> str:
    return encode(chance.getrandbits(LEARNER_BITS), LEARNER_LENGTH)


def _roll(ref: GroupRef, number: int, manner: float) -> str:
    if manner < 0.2:
        return str(number).translate(_DIGITS)
    return f"{ref.grade}-{ref.section}-{number}" if manner < 0.3 else str(number)


def _person(chance: random.Random, learner: str, person: int, roll: str) -> Person:
    dice = chance.random()
    sex: Sex = "f" if dice < 0.5 else "m" if dice < 0.97 else "unspecified"
    dice = chance.random()
    age: AgeBand = "13-17" if dice < 0.75 else "9-12" if dice < 0.93 else "18+" if dice < 0.96 else "unspecified"
    dice = chance.random()
    disability: Disability = "yes" if dice < 0.03 else "no" if dice < 0.6 else "unspecified"
    named = chance.random() > 0.06
    name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    return Person(person, learner, roll if named else "", sex, age, disability, named, name, "Rahima" if named else "")
