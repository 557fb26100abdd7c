"""Decides which columns are read: by their headings, else by their cells, and as a person chose.

Guessed are only columns that are unlikely to be anything else: one of rolls, one of names, one for sex. A second column
of names may be the fathers', and consent is never guessed. A person checks it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from bsuh_desktop.domain.roster import roll_key, roll_number
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.rosters import vocabulary
from bsuh_desktop.rosters.columns.column import LOOKED_AT, MOSTLY, Column, Reason, holds, place_of, shape_of
from bsuh_desktop.rosters.columns.headings import (
    BETWEEN,
    Headings,
    Lines,
    is_bare_guardian,
    is_former,
    is_learners_own,
    is_mark,
    is_name_alone,
    is_part_of_name,
    meaning_of,
    meanings,
    shown,
    ticks_of,
)
from bsuh_desktop.rosters.files.table import ListRow, Sheet
from bsuh_desktop.rosters.old_font import column_is_old
from bsuh_desktop.rosters.read_options import NO_HEADING, Choice, ReadOptions
from bsuh_desktop.rosters.rows import script_of

_SERIAL = re.compile(r"^\d{1,3}\s*[.):।–-]+\s*(?=\S)")
_MOST = 0.7
_LARGEST_ROLL = 99_999
_LONGEST_ROLL = 14
_LONGEST_NAME = 60
_FEWEST_ROWS = 2
_FEWEST_NAMES_ALONE = 5

Texts = Sequence[str]


def guess(columns: Mapping[int, Texts]) -> dict[int, vocabulary.Field]:
    """The field of each column that is taken, by column number; `columns` are the non-blank texts. Empty if there is no
    column of names, or if there are only names and too few for a class."""
    name = next((number for number, texts in sorted(columns.items()) if are_names(texts)), None)
    if name is None:
        return {}
    rolls = [number for number, texts in sorted(columns.items()) if number != name and _are_rolls(texts)]
    fields: dict[int, vocabulary.Field] = {name: "name"}
    if rolls:
        fields[_roll_among(rolls, columns, name)] = "roll"
    sexes = [number for number, texts in columns.items() if number not in fields and _are_sexes(texts)]
    fields |= {sexes[0]: "sex"} if len(sexes) == 1 else {}
    return fields if rolls or len(columns[name]) >= _FEWEST_NAMES_ALONE else {}


def are_names(numbered: Texts) -> bool:
    """True for words without digits that are nearly all different: villages and religions repeat. If one cell names
    itself a village or a mother's name, the whole column is that. A serial number may stand before each."""
    texts = [_SERIAL.sub("", text) for text in numbered]
    good = [text for text in texts if shape_of(text) == "words" and _may_be_name(text)]
    # One learner may be called Ma Nu Ching: "ma" is a mother, too.
    if sum(meaning_of(text) in vocabulary.NEVER_READ for text in texts[:LOOKED_AT]) > len(texts[:LOOKED_AT]) // 10:
        return False
    if len(texts) < _FEWEST_ROWS or len(good) < _MOST * len(texts) or _are_sexes(texts):
        return False
    return len(set(good)) > MOSTLY * len(good) and (holds(texts) == "words" or column_is_old(texts[:LOOKED_AT]))


def _may_be_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and len(text.split()) <= 7 and not any(letter.isdigit() for letter in text)


def _are_rolls(texts: Texts) -> bool:
    """True for small numbers, or short words with a number in them such as ৮-ক-১২, nearly all different. Dates are
    birth dates."""
    good = [text for text in texts if _may_be_roll(text)]
    different = {roll_key(text) for text in good}
    return len(good) >= max(_FEWEST_ROWS, _MOST * len(texts)) and len(different) >= _MOST * len(good)


def _may_be_roll(text: str) -> bool:
    number = roll_number(text)
    if number is not None:
        return 0 < number <= _LARGEST_ROLL
    short = len(text) <= _LONGEST_ROLL and " " not in text and any(letter.isdigit() for letter in text)
    return short and shape_of(text) in ("mixed", "words", "numbers")


def _roll_among(rolls: Sequence[int], columns: Mapping[int, Texts], name: int) -> int:
    """Among several columns of numbers, the one nearest to the name that does not merely count the rows."""
    own = [number for number in rolls if not _counts_rows(columns[number])] or list(rolls)
    before = [number for number in own if number < name] or own
    return min(before, key=lambda number: abs(number - name))


def _counts_rows(texts: Texts) -> bool:
    numbers = [int(digits) for text in texts if (digits := ascii_digits(text)).isascii() and digits.isdecimal()]
    return numbers == list(range(1, len(numbers) + 1))


def _are_sexes(texts: Texts) -> bool:
    return len(texts) >= _FEWEST_ROWS and sum(vocabulary.read_sex(text) is not None for text in texts) > _MOST * len(
        texts
    )


_FEW_CLASSES = 4

Columns = dict[int, Column]
"""The columns of a sheet that contain something, by number from 0."""


def columns_of(sheet: Sheet, headings: Headings, options: ReadOptions) -> Columns:
    """The columns that contain something or have a heading. One column is taken for each field, or several for those in
    IN_SEVERAL. A person's choice takes precedence, except for data that is never read. A hidden column is only taken if
    a person chose it."""
    rows = [row for row in sheet.rows if row.number > headings.last]
    below = _texts(rows)
    found = guess(_texts(_without_titles(rows))) if headings.last == NO_HEADING else _found(headings, below, options)
    columns = {
        number: Column(
            place=place_of(number),
            heading=shown(headings.lines.get(number, ())),
            meaning=found.get(number, "other"),
            hidden=number in sheet.hidden_columns,
            holds=holds(below.get(number, ())),
            filled=len(below.get(number, ())),
        )
        for number in sorted(headings.lines.keys() | below.keys())
    }
    chosen = _choices(columns, headings, options)
    former = frozenset(number for number, lines in headings.lines.items() if is_former(*lines))
    wished = _without_odd_classes(_as_wished(columns, chosen, former), below, chosen)
    parts = {number for number, lines in headings.lines.items() if is_part_of_name(*lines)}
    ranks = {number: _rank(lines) for number, lines in headings.lines.items()}
    return _without_other_names(wished, below, chosen.keys() | parts, ranks)


def _rank(lines: Lines) -> int:
    """Which names go first: headed as the learners', headed as names and no more, others: a camp's, a supervisor's."""
    return 0 if is_learners_own(*lines) else 1 if is_name_alone(*lines) else 2


def fields(columns: Columns) -> dict[int, vocabulary.Field]:
    """The fields that are read, by column."""
    return {number: column.meaning for number, column in columns.items() if column.meaning in vocabulary.FIELDS}


def _texts(rows: Sequence[ListRow]) -> dict[int, list[str]]:
    """The texts of each column."""
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        for number, cell in enumerate(row.cells):
            if not cell.blank:
                texts[number].append(cell.text)
    return texts


def _without_titles(rows: Sequence[ListRow]) -> Sequence[ListRow]:
    """The rows without titles: if most rows have several texts, those with a single one are titles."""
    several = [row for row in rows if sum(not cell.blank for cell in row.cells) > 1]
    return several if 2 * len(several) > len(rows) else rows


def _found(
    headings: Headings, below: Mapping[int, Sequence[str]], options: ReadOptions
) -> dict[int, vocabulary.Field | vocabulary.NotTaken]:
    """The meanings of the headings; if they include neither roll nor name, the cells are used as well."""
    found = meanings(headings.lines, options.headings)
    for number, lines in headings.lines.items():
        answers = below.get(number, ())
        if is_bare_guardian(*lines) and answers and all(vocabulary.read_answer(text) for text in answers):
            found[number] = "guardian"
        ticks = ticks_of(*lines)
        if ticks and found[number] == "other" and answers and all(map(_is_tick, answers)):
            found[number] = ticks
    if not {"roll", "name"}.intersection(found.values()):
        silent = {
            number: texts
            for number, texts in below.items()
            if found.get(number, "other") == "other" and not is_mark(*headings.lines.get(number, ()))
        }
        found |= guess(silent)
    return found


def _is_tick(text: str) -> bool:
    """True for a tick or a cross, and for the sex itself in the column of that sex."""
    return len(text) == 1 or vocabulary.read_answer(text) is not None or vocabulary.read_sex(text) in ("f", "m")


def _choices(columns: Columns, headings: Headings, options: ReadOptions) -> dict[int, Choice]:
    """A person's choices, where they are allowed. A choice by column letter takes precedence over one by heading."""
    chosen: dict[int, Choice] = {}
    for number, column in columns.items():
        words = vocabulary.plain(BETWEEN.join(headings.lines.get(number, ())))
        of_its_words = None if column.hidden or not words else options.headings.get(words)
        choice = options.columns.get(column.place, of_its_words)
        if choice is not None and column.may_hold(choice):
            chosen[number] = choice
    return chosen


def _as_wished(columns: Columns, chosen: Mapping[int, Choice], former: Collection[int]) -> Columns:
    """The columns as they are taken, in this order of preference: a person's choices, current ones before former ones,
    from the left."""
    taken: set[vocabulary.Field] = set()
    result = {}
    for number in sorted(columns, key=lambda number: (number not in chosen, number in former, number)):
        column = columns[number]
        meaning = _meaning(column, chosen.get(number))
        if meaning in vocabulary.FIELDS and meaning not in vocabulary.IN_SEVERAL:
            column = replace(column, reason="second" if meaning in taken else "")
            meaning = "other" if meaning in taken else meaning
            taken |= vocabulary.FIELDS & {meaning}
        hidden = column.hidden and column.taken and meaning == "other" and number not in chosen
        result[number] = replace(column, meaning=meaning, reason="hidden" if hidden else column.reason)
    return dict(sorted(result.items()))


def _without_odd_classes(columns: Columns, below: Mapping[int, Sequence[str]], chosen: Mapping[int, Choice]) -> Columns:
    """Drops a "class" column whose values nearly all differ: it contains marks of a class test or somebody's name."""
    learners = max((column.filled for column in columns.values() if column.meaning in ("roll", "name")), default=0)
    result = dict(columns)
    for number, column in columns.items():
        if column.meaning in ("grade", "section") and number not in chosen:
            different = len({vocabulary.plain(text) for text in below.get(number, ())})
            if column.holds in ("long_numbers", "dates") or different > max(_FEW_CLASSES, learners // 2):
                result[number] = replace(column, meaning="other", reason="all_different")
    return result


def _without_other_names(
    columns: Columns, below: Mapping[int, Sequence[str]], sure: Collection[int], ranks: Mapping[int, int]
) -> Columns:
    """Drops further columns of names in the same script, which may be a parent's, those that are headed as somebody
    else's, and a "student" above yes and no, which is not a name. Columns in `sure` are kept: a person chose them, or
    they contain first or last names."""
    result, scripts = dict(columns), set()
    names = [number for number, column in columns.items() if column.meaning == "name"]
    best = min((ranks.get(number, 1) for number in names), default=0)
    for number in sorted(names, key=lambda number: (ranks.get(number, 1), number)):
        texts = below.get(number, ())
        script = script_below(texts)
        why: Reason = ""
        if _are_answers(texts):
            why = "answers"
        elif ranks.get(number, 1) > max(best, 1):
            why = "of_others"
        elif script in scripts:
            why = "same_script"
        if why and number not in sure:
            result[number] = replace(columns[number], meaning="other", reason=why)
        else:
            scripts.add(script)
    return result


def _are_answers(texts: Sequence[str]) -> bool:
    texts = texts[:LOOKED_AT]
    return 2 * sum(vocabulary.read_answer(text) is not None for text in texts) > len(texts)


def script_below(texts: Sequence[str]) -> str:
    """The script in which most of the names are written, or were meant to be; empty if there are none."""
    texts = texts[:LOOKED_AT]
    if column_is_old(texts):
        return "bn"
    scripts = Counter(script for text in texts if (script := script_of(text)) is not None)
    return max(scripts, key=scripts.__getitem__, default="")


def _meaning(column: Column, choice: Choice | None) -> vocabulary.Field | vocabulary.NotTaken:
    if choice is not None:
        return "other" if choice == "none" else choice
    return "other" if column.hidden and column.taken else column.meaning
