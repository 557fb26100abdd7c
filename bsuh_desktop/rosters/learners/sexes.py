"""The learners' sex as schools tell it: a code explained in the heading, ticks, a bracket behind the name, a row above.

Nothing is guessed silently: what does not stand in a column for sex is told in a remark, and codes that nobody explains
are asked for once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters import remarks as list_remarks
from bsuh_desktop.rosters.columns.headings import Headings
from bsuh_desktop.rosters.files.table import Cell, Sheet
from bsuh_desktop.rosters.learners.row_kinds import Fields
from bsuh_desktop.rosters.learners.sort_rows import LearnerRow
from bsuh_desktop.rosters.old_font import to_unicode
from bsuh_desktop.rosters.read_options import LONGEST_CODE
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.vocabulary import OF_A_LIST, OF_ALL, plain, read_answer, read_sex, sex_named_by, words_of

_CODE = r"(\d{1,2}|[A-Za-z]{1,2})"
_KEY = re.compile(rf"(?<!\w){_CODE}\s*[=:.–-]+\s*([^\W\d_][^\s,;/()\[\]=:–-]*)")
_KEY_TURNED = re.compile(rf"([^\W\d_][^\s,;/()\[\]=:–-]*)\s*[=:–-]+\s*{_CODE}(?!\w)")
_MOST_CODES = 2
_FEWEST = 3
_NO_MARK = frozenset(map(plain, ("no", "n", "0", "false", "না")))
_WORDS: dict[Sex, str] = {"f": "girl", "m": "boy"}


class Sexes(msgspec.Struct, frozen=True):
    """The learners with a word for their sex, remarks, and the codes that nobody explained."""

    learners: list[LearnerRow]
    remarks: list[Remark]
    codes: tuple[str, ...]


def with_sexes(
    learners: Sequence[LearnerRow], headings: Headings, fields: Fields, sheet: Sheet, told: Mapping[str, Sex]
) -> Sexes:
    """The learners with a word in their cell for sex, wherever the list tells it. `told` are codes that a person
    explained; they come before those of a heading."""
    lines = [headings.lines.get(number, ()) for number, field in fields.items() if field == "sex"]
    if not lines:
        return _without_column(learners, sheet.name)
    codes = {**_key(" ".join(lines[0])), **told}
    said: list[Remark] = []
    if not codes:
        codes, said = _key_above(sheet, headings)
    read = [_read(one, codes) for one in learners]
    unknown = _codes(read)
    return Sexes(read, [*said, *([list_remarks.sex_words(unknown)] if unknown else [])], unknown)


def _key_above(sheet: Sheet, headings: Headings) -> tuple[dict[str, Sex], list[Remark]]:
    """The codes that a line above the headings explains."""
    for row in sheet.rows:
        codes = _key(" ".join(cell.text for cell in row.cells)) if row.number < headings.first else {}
        if len(codes) > 1:
            return codes, [list_remarks.sex_codes_above(row.number)]
    return {}, []


def _without_column(learners: Sequence[LearnerRow], sheet: str) -> Sexes:
    """Sex by ticks, else by a bracket behind the name, else by the row above a block, else by the sheet's name."""
    said: dict[str, Remark] = {}
    # "ছাত্র তালিকা" is a list of all learners.
    of_all = OF_ALL.among(words_of(sheet)) and OF_A_LIST.among(words_of(sheet))
    of_sheet = None if of_all and sex_named_by(sheet) == "m" else sex_named_by(sheet)
    result = []
    for one in learners:
        sex, where = _ticked(one), ""
        if sex is None and one.bracket:
            sex, where = one.bracket, "bracket"
        if sex is None and one.block:
            sex, where = one.block, f"block {one.above}"
        if sex is None and of_sheet:
            sex, where = of_sheet, f"sheet {sheet}"
        if where and sex:
            said.setdefault(where, _where_told(where, one, sex))
        result.append(_with_sex(one, sex) if sex else one)
    return Sexes(result, list(said.values()), ())


def _where_told(where: str, one: LearnerRow, sex: Sex) -> Remark:
    if where == "bracket":
        return list_remarks.sex_behind_names()
    return (
        list_remarks.sex_of_sheet(where.removeprefix("sheet "), sex)
        if where.startswith("sheet ")
        else list_remarks.sex_of_block(one.above, sex)
    )


def _ticked(one: LearnerRow) -> Sex | None:
    """The sex whose column is ticked; None if neither or both are."""
    girl, boy = (_mark(one.cells.get(field, ())) for field in ("girl", "boy"))
    if girl and boy:
        girl, boy = (mark if read_answer(mark) == "yes" else "" for mark in (girl, boy))
    return None if bool(girl) == bool(boy) else "f" if girl else "m"


def _mark(cells: Sequence[Cell]) -> str:
    """What stands in a column to tick; a cross is a mark where it stands alone, the word no is none."""
    return next((cell.text for cell in cells if not cell.blank and plain(cell.text) not in _NO_MARK), "")


def _with_sex(one: LearnerRow, sex: Sex) -> LearnerRow:
    return replace(one, cells={**one.cells, "sex": [Cell(_WORDS[sex])]})


def _key(heading: str) -> dict[str, Sex]:
    """The codes that a heading explains: "১=ছাত্র, ২=ছাত্রী", "Sex (B/G)"."""
    found: dict[str, Sex] = {}
    pairs = [(code, word) for code, word in _KEY.findall(heading)]
    pairs += [(code, word) for word, code in _KEY_TURNED.findall(heading)]
    for code, word in pairs:
        sex = read_sex(word) or sex_named_by(word)
        if sex in ("f", "m"):
            found.setdefault(plain(code), sex)
    return found


def _read(one: LearnerRow, codes: Mapping[str, Sex]) -> LearnerRow:
    cells = one.cells.get("sex", ())
    sex: Sex | None = codes.get(plain(cells[0].text)) if cells and not cells[0].blank else None
    return _with_sex(one, sex) if sex in _WORDS else one


def _codes(learners: Sequence[LearnerRow]) -> tuple[str, ...]:
    """One or two short words that stand for a sex and that nobody explained, if most cells hold them."""
    texts = [cell.text for one in learners for cell in one.cells.get("sex", ())[:1] if not cell.blank]
    unknown = Counter(plain(text) for text in texts if not any(map(read_sex, (text, to_unicode(text) or ""))))
    short = all(len(word) <= LONGEST_CODE and any(map(str.isalnum, word)) for word in unknown)
    if not 0 < len(unknown) <= _MOST_CODES or not short or sum(unknown.values()) < _FEWEST:
        return ()
    return tuple(sorted(unknown))
