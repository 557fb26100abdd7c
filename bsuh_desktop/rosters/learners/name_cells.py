"""The cells of names and rolls put right: without phones, parents and serial numbers, and converted from an old font.

This happens before a cell is used for anything else: a parent's name must not get on a certificate, nor a name or a
phone into a roll, which is stored for everybody. A conversion is a proposal, which a person compares with what was
typed."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters import remarks
from bsuh_desktop.rosters.columns.column import LOOKED_AT, without_long_numbers
from bsuh_desktop.rosters.files.table import Cell
from bsuh_desktop.rosters.learners import other_people
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow
from bsuh_desktop.rosters.old_font import column_is_old, holds_latin, looks_old, to_unicode
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.rows import script_of, turned_roll
from bsuh_desktop.rosters.vocabulary import A_WORD, Field, read_sex

_TAKEN_AS_TEXT: tuple[Field, ...] = ("name", "roll", "grade", "section")
"""Only these fields are kept as text; for others only the recognised word is."""

_OTHER_FACTS = re.compile(
    r"[(<\[]?[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+[)>\]]?|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)|(?<!\d)0\d{1,2}-\d{6,8}(?!\d)"
)
"""E-mail addresses, perhaps in brackets, dates and land lines."""
_LONG_ROLL = re.compile(r"\d{9,10}")
_PHONE_NUMBER = re.compile(r"1[3-9]\d{8}")
"""A mobile phone of Bangladesh without its zero."""
_MOST_DIGITS = 12
_SEVERAL_ROLLS, _BEGINNING, _MOSTLY_COUNTED = 3, 4, 0.7

_PHONE = re.compile(
    r"[\s(\[,;/|_–-]+(?:(?:মোবাইল|মোবা|মোব|মোবঃ|মো|ফোন|হোয়াটসঅ্যাপ|বিকাশ|নগদ|"
    r"phone|mobile|mob|cell|tel|ph|m|contact|whatsapp|imo|bkash|nagad|b\.?\s?reg|nid|brc|brn|dob|জন্ম|আইডি|এনআইডি)(?:\s*(?:নং|নম্বর|নাম্বার|no|number))?)[\s:ঃ.)=#_–-]*\Z",
    re.IGNORECASE,
)
"""The label of such a number ("mobile"), which is removed with it."""


class Shortened(msgspec.Struct, frozen=True):
    """The learners without long numbers in their cells, the rows that had some, and whether a person is asked if the
    long numbers under *roll* are rolls."""

    learners: list[LearnerRow]
    dropped: frozenset[int]
    asks: bool


def without_numbers(learners: Sequence[LearnerRow], long_rolls: bool | None = None) -> Shortened:
    """Removes long numbers, but not rolls of nine or ten digits: surely if they share a beginning or count up, else
    unless a person said that they are none (`long_rolls`)."""
    numbers = [number for one in learners for cell in one.cells.get("roll", ()) if (number := _long_roll(cell.text))]
    sure = _share_a_beginning(numbers) or _count_up(numbers)
    likely = 2 * len(numbers) > len(learners) and not any(map(_PHONE_NUMBER.fullmatch, numbers))
    kept = bool(numbers) and (sure or long_rolls is True or (likely and long_rolls is None))
    result = [_without(learner, kept) for learner in learners]
    dropped = (new.row for new, old in zip(result, learners, strict=True) if new is not old)
    return Shortened(result, frozenset(dropped), kept and not sure and long_rolls is None)


def _is_identity(text: str) -> bool:
    """True for more digits than any roll has, however they are parted."""
    return sum(map(str.isdigit, text)) > _MOST_DIGITS


def _long_roll(text: str) -> str:
    digits = ascii_digits(text)
    return digits if _LONG_ROLL.fullmatch(digits) else ""


def _share_a_beginning(numbers: Sequence[str]) -> bool:
    return len(numbers) >= _SEVERAL_ROLLS and len({number[:_BEGINNING] for number in numbers}) == 1


def _count_up(numbers: Sequence[str]) -> bool:
    pairs = list(itertools.pairwise(map(int, numbers)))
    return len(numbers) >= _SEVERAL_ROLLS and sum(other == one + 1 for one, other in pairs) >= _MOSTLY_COUNTED * len(
        pairs
    )


def _without(learner: LearnerRow, long_rolls: bool) -> LearnerRow:
    changed = {}
    for field in _TAKEN_AS_TEXT:
        if field == "roll" and long_rolls and any(_long_roll(cell.text) for cell in learner.cells.get("roll", ())):
            continue
        cells = learner.cells.get(field, [])
        short = [replace(cell, text=_short(cell.text), first_line=_short(cell.first_line)) for cell in cells]
        if field == "roll":
            short = [replace(cell, text="") if _is_identity(cell.text) else cell for cell in short]
        if short != cells:
            changed[field] = short
    return replace(learner, cells={**learner.cells, **changed}) if changed else learner


def _short(text: str) -> str:
    short = text
    for fact in reversed([*_OTHER_FACTS.finditer(ascii_digits(text))]):
        short = f"{short[: fact.start()]} {short[fact.end() :]}"
    short = without_long_numbers(" ".join(short.split()).strip(" ,;:-–(") if short != text else text)
    found = _PHONE.search(short) if short != text else None
    return short[: found.start()] if found else short


_SERIAL = re.compile(r"\d{1,4}\s*[.)।:,-]+\s*(?=\S)")
_ROLL_AND_MORE = re.compile(r"(\d+)[\s.,():/–-]+((?:[^\W\d_]|[\u0980-\u09e5])[^\d]{2,})")
_SEVERAL, _MOSTLY = 3, 0.6
_FEW = 0.1
"""Share of the learners: "12-Science" is a roll if more of them have that word."""


def without_others(learners: Sequence[LearnerRow]) -> tuple[list[LearnerRow], list[Remark]]:
    """The learners with only names and rolls in these cells, and remarks on the rows that had more."""
    groups = _groups(learners)
    result: list[LearnerRow] = []
    said: list[Remark] = []
    texts = [cell.text for one in learners for cell in one.cells.get("name", ()) if cell.text]
    pairs = len(texts) >= _SEVERAL and sum(
        other_people.tight_pair(text) is not None for text in texts
    ) >= _MOSTLY * len(texts)
    for one in learners:
        names, rolls = one.cells.get("name", []), one.cells.get("roll", [])
        alone = [replace(cell, text=text) for cell in names for text in _names(cell)]
        alone = [replace(cell, text=(pairs and other_people.tight_pair(cell.text)) or cell.text) for cell in alone]
        short = [replace(cell, text=_roll(cell.text, groups)) for cell in rolls]
        said += [remarks.others_not_taken(one.row)] if _text(alone) != _text(names) else []
        bracket = next((sex for cell in alone if (sex := _sex_behind(cell.text))), None)
        alone = [
            replace(cell, text=other_people.BRACKET.sub("", cell.text)) if _sex_behind(cell.text) else cell
            for cell in alone
        ]
        bare = [replace(cell, text=_without_serial(cell.text)) for cell in alone]
        said += [remarks.serial_not_taken(one.row)] if bare != alone else []
        said += [remarks.words_beside_roll(one.row)] if short != rolls else []
        same = (bare, short) == (names, rolls)
        result.append(one if same else replace(one, cells={**one.cells, "name": bare, "roll": short}, bracket=bracket))
    return result, said


def _names(cell: Cell) -> list[str]:
    """The names of a cell: two if it has a line for each script; a second line with another full name is somebody
    else's."""
    whole = other_people.without_other_people(cell.text)
    first, rest = cell.first_line, whole.removeprefix(cell.first_line).strip()
    if other_people.continues_name(rest):
        return [whole]
    if not first or not rest or not whole.startswith(first):
        return [whole]
    if {script_of(first), script_of(rest)} == {"bn", "en"}:
        return [first, rest]
    return [first] if min(other_people.words_in(first), other_people.words_in(rest)) > 1 else [whole]


def _sex_behind(name: str) -> Sex | None:
    """The sex in a bracket behind a name: (ছাত্রী), (M)."""
    found = other_people.BRACKET.search(name)
    sex = read_sex(found[1]) if found and found.start() and found.end() == len(name) else None
    return sex if sex in ("f", "m") else None


def _text(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells)


def _groups(learners: Sequence[LearnerRow]) -> Collection[str]:
    """Words after a roll that are not names, because many learners have them."""
    cells = [cell for one in learners for cell in one.cells.get("roll", [])]
    behind = Counter(found[2] for cell in cells if (found := _ROLL_AND_MORE.fullmatch(cell.text)))
    return {
        words for words, times in behind.items() if len(words.split()) == 1 and times > max(2, _FEW * len(learners))
    }


def _roll(text: str, groups: Collection[str]) -> str:
    if (found := _ROLL_AND_MORE.fullmatch(text)) and turned_roll(text) is None:
        return text if found[2] in groups else found[1]
    return "" if A_WORD.search(text) and not any(sign.isdigit() for sign in text) else text


def _without_serial(text: str) -> str:
    found = _SERIAL.match(text)
    return text[found.end() :] if found else text


_BANGLA = re.compile("[\u0980-\u09ff]")
_OLD_SIGN = re.compile("[†‡ˆ‰˜™¨©«¬®¯±²³µ¶¸]")


class OldName(msgspec.Struct, frozen=True):
    """The text typed as a name, and whether it could be converted."""

    typed: str
    read: bool


def converted(learners: Sequence[LearnerRow]) -> tuple[list[LearnerRow], dict[int, OldName]]:
    """The learners with converted names, and what was typed in an old font, by row. In a column that is mostly in an
    old font, cells that would be ambiguous alone are converted, too; a name that cannot be converted is removed,
    without a guess."""
    columns = max((len(one.cells.get("name", ())) for one in learners), default=0)
    old = [column_is_old(_texts(learners, column)[:LOOKED_AT]) for column in range(columns)]
    found: dict[int, OldName] = {}
    result = []
    for one in learners:
        names = list(one.cells.get("name", ()))
        for column, cell in enumerate(names):
            meant = _meant(cell.text, old[column]) if cell.text and not cell.formula else None
            if meant is not None:
                names[column] = Cell(meant)
                found.setdefault(one.row, OldName(cell.text, bool(meant)))
        result.append(msgspec.structs.replace(one, cells={**one.cells, "name": names}) if one.row in found else one)
    return result, found


def _texts(learners: Sequence[LearnerRow], column: int) -> list[str]:
    names = [one.cells.get("name", ()) for one in learners]
    return [cells[column].text for cells in names if column < len(cells) and cells[column].text]


def _meant(text: str, old: bool) -> str | None:
    """The converted name, empty if it cannot be converted; None if it was not typed in an old font."""
    if _BANGLA.search(text) or not (old or looks_old(text)):
        return None
    meant = to_unicode(text)
    if meant is not None:
        return meant if _BANGLA.search(meant) else None
    typed = any(letter.isalpha() for letter in text) and (bool(_OLD_SIGN.search(text)) or not holds_latin(text))
    return "" if typed else None
