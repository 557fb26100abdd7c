"""One row of a list as one learner: roll, names, and the words for sex, age, disability and consent.

With the learners of one list who share a roll or a name: they are reported, never merged."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from bsuh_desktop.domain.consent import ConsentAnswer
from bsuh_desktop.domain.learner import FACTS, UNSPECIFIED, FactKey
from bsuh_desktop.domain.roster import NO_CARD, RosterRow, roll_key
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters import remarks, vocabulary
from bsuh_desktop.rosters.files.table import DAMAGED, NOTHING, Cell
from bsuh_desktop.rosters.old_font import to_unicode
from bsuh_desktop.rosters.remarks import Remark

Value = TypeVar("Value", bound=str)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DECIMAL = re.compile(r"(\d+)[.](?:0+|0{6,}\d*)")
_WHOLE_DATE = re.compile(r"\d{4}-(\d\d)-(\d\d)[ T]\d\d:\d\d(:\d\d)?")
_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)(?:[ T].*)?")
_SHORT_DATE = re.compile(r"(\d{1,4})?[-/ ]?([A-Za-z]{3})[A-Za-z]*[-/ ]?(\d{1,4})?")
_SLASHED_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")

_HOSTILE = re.compile(r"[|!<>]|://|www[.]|^[-+=@]")
_LOST = re.compile(r"[?\s.,:;'\"()/&\u200c\u200d-]+")

Cells = dict[vocabulary.Field, list[Cell]]


def read_learner(row: int, cells: Cells) -> tuple[RosterRow, list[Remark]]:
    """The learner in row `row`, without a card yet, and remarks on the row."""
    said: list[Remark] = []
    roll = _roll(row, _first(cells, "roll"), said)
    name_bn, name_en = _names(row, cells.get("name", []), said)
    if any(DAMAGED in text for text in (roll, name_bn, name_en) if text):
        said.append(remarks.damaged_sign(row))
    facts = {key: _fact(row, key, cells, said) for key in FACTS}
    learner = RosterRow(
        row=row,
        roll=roll,
        card=NO_CARD,
        name_bn=name_bn,
        name_en=name_en,
        guardian=_guardian(row, cells, said),
        assent=_answer(row, cells.get("assent", []), said),
        **facts,
    )
    return learner, said


def turned_roll(text: str, dated: bool = False) -> str | None:
    """The original of a roll that a spreadsheet converted to `text`, as a proposal: `12.0` was 12, `8-Dec` was 8-12.
    None if `text` is not like that. Days come before months, as written in Bangladesh. 2024-08-12 is a valid roll,
    unless the spreadsheet stores it as a date."""
    digits = ascii_digits(text)
    if match := _DECIMAL.fullmatch(digits):
        return text[: match.end(1)]
    if match := (_DAY if dated else _WHOLE_DATE).fullmatch(digits):
        return f"{int(match[2])}-{int(match[1])}"
    if match := _SLASHED_DATE.fullmatch(digits):
        return f"{match[1]}-{match[2]}"
    match = _SHORT_DATE.fullmatch(digits)
    if match is None or match[2].lower() not in _MONTHS or bool(match[1]) == bool(match[3]):
        return None
    month = _MONTHS.index(match[2].lower()) + 1
    return f"{match[1]}-{month}" if match[1] else f"{month}-{match[3]}"


def _fact(row: int, key: FactKey, cells: Cells, said: list[Remark]) -> Any:
    calculated = remarks.calculated_sex if key == "sex" else None
    return (
        _word(row, _first(cells, key), vocabulary.READERS[key], remarks.UNKNOWN[key], said, calculated) or UNSPECIFIED
    )


def _first(cells: Cells, field: vocabulary.Field) -> Cell:
    return next(iter(cells.get(field, [])), NOTHING)


def _roll(row: int, cell: Cell, found: list[Remark]) -> str | None:
    if cell.formula:
        found.append(remarks.formula_roll(row))
    if cell.blank or not cell.text:
        found.append(remarks.no_roll(row))
        return None
    proposal = turned_roll(cell.text, cell.dated)
    if proposal is not None:
        found.append(remarks.roll_turned(row))
    return proposal or cell.text


def _names(row: int, cells: Sequence[Cell], found: list[Remark]) -> tuple[str | None, str | None]:
    names: dict[str, str] = {}
    for cell in cells:
        script = script_of(cell.text)
        if script is not None and _is_taken(cell) and names.setdefault(script, cell.text) != cell.text:
            found.append(remarks.two_names(row))
    if any(map(_foreign, names.values())):
        found.append(remarks.foreign_letters(row))
    if any(cell.formula for cell in cells):
        taken = all(map(_is_taken, cells)) and names
        found.append(remarks.calculated_name(row) if taken else remarks.formula_name(row))
    elif not names:
        found.append(remarks.no_name(row))
    return names.get("bn"), names.get("en")


def _is_taken(cell: Cell) -> bool:
    """True for typed text, and for the value that a formula had, unless it looks like an attack or a link."""
    return not cell.formula or not _HOSTILE.search(cell.text)


def is_lost(text: str) -> bool:
    """True for question marks in the place of letters: what a program wrote for Bangla that its code page lacks. Not
    for a number format such as # ??/??."""
    return text.count("?") > 1 and _LOST.fullmatch(text) is not None


def script_of(text: str) -> str | None:
    """The script of a name, "bn" or "en"; None for text without letters, which is not a name."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return None
    return "bn" if any("\u0980" <= letter <= "\u09ff" for letter in letters) else "en"


def _foreign(name: str) -> bool:
    """True if a character of `name` is neither Bangla nor Latin nor common to both: our fonts cannot draw it."""
    return any(not _ours(sign) for sign in name)


def _ours(sign: str) -> bool:
    if unicodedata.category(sign)[0] in "LMNS" and not sign.isascii() and sign != DAMAGED:
        return unicodedata.name(sign, "").startswith(("BENGALI", "LATIN", "COMBINING", "MODIFIER LETTER"))
    return True


def _word(
    row: int,
    cell: Cell,
    read: Callable[[str], Value | None],
    unknown: Callable[[int], Remark],
    found: list[Remark],
    calculated: Callable[[int], Remark] | None = None,
) -> Value | None:
    if cell.blank:
        return None
    if cell.formula and not (calculated and read(cell.text)):
        found.append(remarks.formula_elsewhere(row))
        return None
    if cell.formula and calculated:
        found.append(calculated(row))
    value = read(cell.text)
    if value is None and (meant := to_unicode(cell.text)) is not None:
        value = read(meant)
    if value is None:
        found.append(unknown(row))
    return value


def _answer(row: int, cells: Sequence[Cell], found: list[Remark]) -> ConsentAnswer:
    """The combined answer of several columns, for example father's and mother's: a single no is a no."""
    answers = {_one_answer(row, cell, found) for cell in cells}
    if {"yes", "no"} <= answers:
        found.append(remarks.two_answers(row))
    return "no" if "no" in answers else "yes" if "yes" in answers else "not_asked"


def _one_answer(row: int, cell: Cell, found: list[Remark]) -> ConsentAnswer | None:
    """The answer in one cell. An unknown sentence with a negation ("did not sign") counts as no until a person has
    looked."""
    denies = _denies(cell.text)
    unknown = remarks.denied_consent if denies else remarks.unknown_consent
    value: ConsentAnswer | None = _word(row, cell, vocabulary.read_answer, unknown, found)
    passed_over = value is None and not cell.blank and not cell.formula
    return "no" if passed_over and denies else value


def _denies(text: str) -> bool:
    words = vocabulary.words_of(text)
    return any(
        listed.among(words) for listed in (vocabulary.NO, vocabulary.NOT, vocabulary.REFUSAL)
    ) and not vocabulary.NOT_YET.among(words)


def _guardian(row: int, cells: Cells, found: list[Remark]) -> ConsentAnswer:
    """The guardian's answer. A yes under "refused" is a no; a guardian who did not refuse has not thereby been
    asked."""
    refused = [
        _word(row, cell, vocabulary.read_refusal, remarks.unknown_consent, found) for cell in cells.get("refusal", [])
    ]
    answer = _answer(row, cells.get("guardian", []), found)
    if "yes" not in refused:
        return answer
    if answer == "yes":
        found.append(remarks.two_answers(row))
    return "no"


_MARKS = re.compile(r"[\s.:ঃ,'’\-]+")
_SAME_TITLE = {
    **dict.fromkeys(("মোহাম্মদ", "মোহাম্মাদ", "মুহাম্মদ", "মুহাম্মাদ", "মো"), "মো"),
    **dict.fromkeys(("মোসাম্মৎ", "মোছাম্মৎ", "মোসা", "মোছা"), "মোছা"),
    **dict.fromkeys(("mohammad", "mohammed", "muhammad", "mohd", "md"), "md"),
    **dict.fromkeys(("mosammat", "mossammat", "mst", "most"), "mst"),
}


def duplicate_remarks(learners: Sequence[RosterRow]) -> list[Remark]:
    """A remark on each row after the first that has another's roll or name, naming all the rows."""
    said = []
    rolls = {one.row: one.roll for one in learners if one.roll is not None}
    for rows in _groups({row: roll_key(roll) for row, roll in rolls.items()}):
        said += [remarks.duplicate_roll(row, rolls[row], rows) for row in rows[1:]]
    bangla = {one.row: name_key(one.name_bn) for one in learners}
    english = {one.row: name_key(one.name_en) for one in learners}
    same = {row: rows for rows in (*_groups(english), *_groups(bangla)) for row in rows[1:]}
    return said + [remarks.same_name(row, rows) for row, rows in same.items()]


def name_key(name: str | None) -> str:
    """A name without punctuation and with common titles normalised: মোঃ, মো: and মোহাম্মদ give the same key."""
    words = [word for word in _MARKS.split((name or "").casefold()) if word]
    return " ".join(_SAME_TITLE.get(word, word) for word in words)


def _groups(keys: Mapping[int, Hashable]) -> list[tuple[int, ...]]:
    """The rows that share a key with another row; an empty key is never shared."""
    rows = defaultdict(list)
    for row, key in keys.items():
        if key != "":
            rows[key].append(row)
    return [tuple(shared) for shared in rows.values() if len(shared) > 1]
