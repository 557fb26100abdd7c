"""The country: its upazilas and schools by districts that are real, and who works where."""

from __future__ import annotations

import functools

from bsuh_desktop.domain.districts import DISTRICTS, DIVISIONS
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.programme import Area, Place

UPAZILAS = 495
"""As many as there are; their names and the last two digits of their codes are made up."""

SCHOOLS_A_LAPTOP = 3
_STEP = 131
"""Has no divisor in common with 495: schools one after the other lie in another district each."""

_FIRST_EIIN = 100_001
_KINDS = (
    LocalText("উচ্চ বিদ্যালয়", "High School"),
    LocalText("বালিকা বিদ্যালয়", "Girls' School"),
    LocalText("দাখিল মাদ্রাসা", "Dakhil Madrasah"),
    LocalText("মডেল স্কুল", "Model School"),
)


@functools.cache
def upazilas() -> tuple[tuple[Area, Area, Area], ...]:
    """Every upazila with its district and division."""
    found = []
    for number in range(UPAZILAS):
        district = DISTRICTS[number % len(DISTRICTS)]
        own = number // len(DISTRICTS) + 1
        names = LocalText(f"{district.names.bn} উপজেলা {own}", f"{district.names.en} Upazila {own}")
        upazila = Area(f"{district.code}{own:02d}", names)
        division = Area(district.code[:2], DIVISIONS[district.code[:2]])
        found.append((upazila, Area(district.code, district.names), division))
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def school(number: int) -> Place:
    """The school of a number from 0; every tenth is a club."""
    upazila, district, division = upazilas()[number * _STEP % UPAZILAS]
    kind = _KINDS[number % len(_KINDS)]
    place = f"club:{number:04d}" if number % 10 == 9 else f"eiin:{_FIRST_EIIN + number}"
    names = LocalText(f"{upazila.names.bn} {kind.bn} {number}", f"{upazila.names.en} {kind.en} {number}")
    return Place(place, names, upazila, district, division, pupils=200 + number % 900)


def schools(laptops: int) -> tuple[Place, ...]:
    """The programme's list: the schools of so many laptops."""
    return tuple(school(number) for number in range(laptops * SCHOOLS_A_LAPTOP))
