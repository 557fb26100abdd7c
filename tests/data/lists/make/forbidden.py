"""What no list may give away: values for the columns that are never read, each with a mark to search for."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from tests.data.lists.make.bijoy import bijoy

_LETTERS = "কখগঘচছজঝটঠডঢণতথদধনপফবভম"

MARKS: dict[str, list[str]] = {
    "phone": ["01799-", "01799", "০১৭৯৯"],
    "father": ["গোপনপিতা", "Secretfather", bijoy("গোপনপিতা")],
    "mother": ["গোপনমাতা", "Secretmother", bijoy("গোপনমাতা")],
    "address": ["ঠিকানা-", "Secretvillage", bijoy("ঠিকানা") + "-"],
    "birth": ["2013-09-", "/09/2013", "4151", "4152", "4153"],
    "number": ["20139912345"],
    "picture": ["GOPON-CHHOBI"],
    "comment": ["গোপনকথা"],
}
"""By what is hidden: the marks of which every planted value holds one. The birth dates of four digits are the numbers
that a workbook keeps for the days of September 2013: search for them in files, not in figures."""


def phone(number: int) -> str:
    """A telephone number nobody has."""
    return f"01799-{number:06d}"


def bangla_phone(number: int) -> str:
    """The same in Bangla digits, without its hyphen."""
    return f"01799{number:06d}".translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))


def father(number: int) -> str:
    """A father's name."""
    return f"গোপনপিতা {_word(number)}"


def mother(number: int) -> str:
    """A mother's name."""
    return f"গোপনমাতা {_word(number)}"


def english_father(number: int) -> str:
    """A father's name in Latin letters."""
    return f"Secretfather {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}"


def address(number: int) -> str:
    """Where a learner lives."""
    return f"ঠিকানা-{_word(number)}"


def birth(number: int) -> datetime.date:
    """A birth date in September 2013."""
    return datetime.date(2013, 9, number % 30 + 1)


def birth_number(number: int) -> str:
    """The number of a birth certificate."""
    return f"20139912345{number:06d}"


def _word(number: int) -> str:
    return _LETTERS[number % len(_LETTERS)] + _LETTERS[number // len(_LETTERS) % len(_LETTERS)]


def write_marks(folder: Path) -> None:
    """forbidden.json beside the lists."""
    (folder / "forbidden.json").write_text(json.dumps(MARKS, ensure_ascii=False, indent=2) + "\n", "utf-8")
