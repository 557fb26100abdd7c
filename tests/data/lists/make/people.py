"""Invented learners: given names and family names put together by chance, each in Bangla and in Latin letters."""

from __future__ import annotations

import random
from typing import NamedTuple


class Person(NamedTuple):
    """A learner nobody has met: `sex` is f or m."""

    bn: str
    en: str
    sex: str


def _pairs(listed: str) -> list[tuple[str, str]]:
    return [(bn, en.replace("_", " ")) for bn, en in (pair.split("=") for pair in listed.split())]


GIRLS = _pairs(
    "রাবেয়া=Rabeya সুমাইয়া=Sumaiya নুসরাত=Nusrat ফারজানা=Farzana তাসনিম=Tasnim মরিয়ম=Mariam সাদিয়া=Sadia "
    "আয়েশা=Ayesha জান্নাতুল=Jannatul লাবণ্য=Labanya শ্রেয়া=Shreya প্রিয়া=Priya অর্পিতা=Arpita ঐশী=Oishi "
    "খ্রিস্টিনা=Christina মিথিলা=Mithila কৃষ্ণা=Krishna তৃষ্ণা=Trishna রুপান্তী=Rupanti সুস্মিতা=Sushmita "
    "স্মৃতি=Smriti স্বপ্না=Swapna ঊর্মি=Urmi ঋতু=Ritu প্রজ্ঞা=Pragya জ্যোতি=Jyoti শামীমা=Shamima রুকাইয়া=Rukaiya "
    "হুমায়রা=Humaira বৃষ্টি=Brishti দীপ্তি=Dipti চম্পা=Champa মুক্তা=Mukta শিল্পী=Shilpi"
)
BOYS = _pairs(
    "রাকিব=Rakib সাব্বির=Sabbir তানভীর=Tanvir নাঈম=Nayeem ইমরান=Imran জুবায়ের=Zubayer মাহমুদুল=Mahmudul "
    "আশরাফুল=Ashraful আব্দুল্লাহ=Abdullah রফিকুল=Rafiqul সৌরভ=Sourav শান্ত=Shanto অর্ঘ্য=Arghya "
    "সিদ্ধার্থ=Siddhartha প্রসেনজিৎ=Prosenjit ক্ষিতীশ=Kshitish হৃদয়=Hridoy সূর্য=Surja মংচাই=Mongchai "
    "উজ্জ্বল=Uzzal দুর্জয়=Durjoy ফয়সাল=Faisal কামরুল=Kamrul ওয়াহিদ=Wahid জসিম=Jasim শুভ=Shuvo গুলজার=Gulzar "
    "অনিন্দ্য=Anindya চন্দন=Chandan বিপ্লব=Biplob"
)
FAMILIES = _pairs(
    "খাতুন=Khatun আক্তার=Akter সরকার=Sarkar বিশ্বাস=Biswas চাকমা=Chakma মারমা=Marma ত্রিপুরা=Tripura "
    "চক্রবর্তী=Chakraborty ভট্টাচার্য=Bhattacharya মণ্ডল=Mondal কর্মকার=Karmakar দত্ত=Dutta গোমেজ=Gomes রোজারিও=Rozario "
    "হোসেন=Hossain ইসলাম=Islam রহমান=Rahman তালুকদার=Talukder মিয়া=Mia উদ্দিন=Uddin ম্রং=Mrong সাংমা=Sangma "
    "সাহা=Saha ঘোষ=Ghosh"
)
ONLY_GIRLS = ("খাতুন", "আক্তার")
ONLY_BOYS = ("হোসেন", "মিয়া", "উদ্দিন")


def people(seed: str, count: int, sexes: str = "fm") -> list[Person]:
    """`count` learners of different names, the same for the same `seed`; of girls and boys by turns as `sexes`."""
    chance = random.Random(seed)
    found: dict[str, Person] = {}
    while len(found) < count:
        sex = sexes[len(found) % len(sexes)]
        given = chance.choice(GIRLS if sex == "f" else BOYS)
        family = chance.choice([one for one in FAMILIES if one[0] not in (ONLY_BOYS if sex == "f" else ONLY_GIRLS)])
        found.setdefault(f"{given[0]} {family[0]}", Person(f"{given[0]} {family[0]}", f"{given[1]} {family[1]}", sex))
    return list(found.values())
